/** The last letter of Base64 may hold less than a byte of the value. */
const codeEnd = "(?:[A-Za-z0-9+/_-](?![A-Za-z0-9+/_-]))?={0,2}";

/** V8 cannot compile a pattern of any length: a longer form is searched for as it is, in ASCII's other case. */
const longestPattern = 1_000;

/**
 * Replaces a value wherever other text repeats it: as it is or in other case, escaped for JSON, HTML
 * or a URL, as hex, or as Base64, also as a part of what was encoded (`user:password`).
 */
export function replaceRepeatsOf(value: string): (text: string, shown: string) => string {
  const json = jsonText(value);
  const jsonTwice = jsonText(json);
  const texts = [value, json, jsonTwice].flatMap((text) => [text, asciiText(text)]);
  // Shorter values in hex are found in numbers.
  const coded = value.length < 4 ? [] : codesOf(value);
  // Shorter pieces of Base64 are found in words that have nothing to do with the value.
  const codes = new Set(coded.filter((code) => code.length >= 5));
  const forms = [...new Set([...texts, ...htmlTexts(value), ...urlTexts(value), ...codes])];
  // Where one form begins like another, the longer one takes all of it.
  const ordered = forms
    .filter((form) => form !== "")
    .toSorted((left, right) => right.length - left.length);
  const search = (form: string): string =>
    codes.has(form) ? `${literally(form)}${codeEnd}` : literally(form);
  const long = ordered.filter(({ length }) => length > longestPattern).map(inSmallLetters);
  // Where all are long, what is left is found nowhere.
  const short = [...ordered.slice(long.length).map(search), "(?!)"];
  // Without `u`, V8 misses a form that begins with a letter such as the Kelvin sign among others.
  const pattern = new RegExp(short.join("|"), "giu");
  return (text, shown) =>
    // By function: a URL may hold `$&`, which a replacement would take for what it replaces.
    long.reduce((rest, form) => replaceLong(rest, form, shown), text).replace(pattern, () => shown);
}

function replaceLong(text: string, form: string, shown: string): string {
  let end = -form.length;
  const between = inSmallLetters(text).split(form);
  const kept = between.map(({ length }) => {
    const start = end + form.length;
    end = start + length;
    return text.slice(start, end);
  });
  return kept.join(shown);
}

/** Of the same length, which `toLowerCase` does not promise. */
export function inSmallLetters(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

function jsonText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** As many languages write JSON by default. */
function asciiText(json: string): string {
  return json.replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function htmlTexts(value: string): readonly string[] {
  const named = value
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
  const numbered = (text: string): string =>
    text.replace(/['"<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  return [named, named.replaceAll("'", "&#39;"), numbered(value.replaceAll("&", "&amp;"))];
}

function urlTexts(value: string): readonly string[] {
  const form = new URLSearchParams({ value }).toString().slice("value=".length);
  const spaced = form.replaceAll("+", "%20");
  // `encodeURIComponent` leaves these as they are, and throws at half of a surrogate pair.
  const component = spaced.replace(/%(?:21|27|28|29|7E)/g, decodeURIComponent);
  const bytes = Buffer.from(value).toString("hex").replace(/../g, "%$&");
  const twice = [form, spaced, component].map((text) => text.replaceAll("%", "%25"));
  return [form, spaced, component, ...twice, bytes];
}

/** Base64 of what stands at each of the three places in its groups, without what it shares there. */
export function codesOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const base64 = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    return encoded.slice(Math.ceil((before * 8) / 6), whole);
  });
  const forUrls = base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
  return [bytes.toString("hex"), ...base64, ...forUrls];
}
