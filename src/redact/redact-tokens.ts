import { codesOf } from "./repeats-of.ts";

const prefix = "(?:gh[pousr]|github_pat)_";

/** Lower-case words with `_` between them are a name: `laughs_at_it`. */
const notAName = "(?=[a-z_.-]{0,200}[A-Z0-9])";

const shapes: readonly RegExp[] = [
  // A private key or a certificate, also in one line of JSON.
  /-----BEGIN [A-Z0-9 ]{1,40}-----(?:[^"-]|-(?!----))*(?:-----END [A-Z0-9 ]{1,40}-----)?/gi,
  // The inside of a private key.
  /(?<![\w+/])MII[A-Za-z0-9+/]{60,}={0,2}/g,
  // `ghs_APPID_eyJ….eyJ….…` has about 520 characters.
  // https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
  new RegExp(String.raw`(?<![a-z])${prefix}${notAName}[\w.-]{9,}\w`, "g"),
  new RegExp(String.raw`${prefix}${notAName}[\w.-]{29,}\w`, "g"),
  new RegExp(String.raw`(?<![a-z])${prefix}(?=[a-z_.-]{0,200}\d)[\w.-]{29,}\w`, "gi"),
  // An installation's, as GitHub Enterprise Server of some years ago made them.
  /(?<![\w.])v1\.[0-9a-f]{40}(?!\w)/gi,
  // A JSON web token, whole or its beginning.
  /(?<![A-Za-z0-9])eyJ[\w-]{10,}(?:\.[\w-]*){0,2}/g,
  /(?<![A-Za-z0-9])eyJ[\w-]{16,}(?:\.[\w-]*){1,2}/gi,
];

const beginnings = [
  ..."ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ eyJhbGciOi eyJ0eXAiOi".split(" "),
  "-----BEGIN ",
];

/** How these look inside of Base64 and hex, whatever stands before them. */
function findCodes(): readonly RegExp[] {
  const codes = beginnings.map(codesOf);
  const base64 = codes.flatMap(([, ...texts]) =>
    texts.map((text) => text.replace(/[+/]/g, "\\$&")),
  );
  return [new RegExp(base64.join("|")), new RegExp(codes.map(([hex]) => hex).join("|"), "i")];
}

/** Found when they are first looked for: most runs show no text that is as long as one. */
let codesOfBeginnings: readonly RegExp[] | undefined;

const mask = "[secret]";

/**
 * Takes out of a text the credentials that their form gives away: tokens of GitHub's of every kind,
 * JSON web tokens and private keys, whole or cut short, also percent-encoded and inside of Base64 or
 * hex. Sentences and names stay as they are.
 */
export function redactTokens(text: string): string {
  const plain = shapes.reduce((redacted, shape) => redacted.replace(shape, mask), text);
  return plain.replace(/[\w+/%-]{16,}={0,2}/g, (run) => (hidesToken(run) ? mask : run));
}

/**
 * The same for a text that nobody has masked: also what stands behind `Bearer`, which sentences of
 * ours may have in them.
 */
export function redactCredentials(text: string): string {
  return redactTokens(text).replace(
    /\b(bearer|token|basic)(\s+)[\w.~+/=-]{8,}/gi,
    (_, scheme: string, blanks: string) => `${scheme}${blanks}${mask}`,
  );
}

function hidesToken(run: string): boolean {
  codesOfBeginnings ??= findCodes();
  if (codesOfBeginnings.some((code) => code.test(run))) return true;
  if (!run.includes("%")) return false;
  const decoded = run.replace(/%[0-7][0-9a-f]/gi, decodeURIComponent);
  return decoded !== run && redactTokens(decoded) !== decoded;
}
