import { globFault } from "../../model/glob-fault.ts";
import { parseUrl } from "../../model/hook-url.ts";
import { encodeUrl, longestUrlKept, type UrlFault } from "../../model/url-fault.ts";
import { maskUrl } from "../../redact/mask-url.ts";
import { looksSecret, quotedPath } from "../frames/quoted.ts";
import type { Problem } from "../problem.ts";

/** A piece of a URL: literal text, or a placeholder and how its value goes in. */
export type UrlPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "parameter"; readonly name: string; readonly inHost: boolean };

/** A URL with placeholders. Like any URL it may hold a credential, so it turns into text only masked. */
export class UrlTemplate {
  static {
    // `console.log` and `util.inspect` ask for this before they look inside.
    Object.defineProperty(UrlTemplate.prototype, Symbol.for("nodejs.util.inspect.custom"), {
      value(this: UrlTemplate): string {
        return this.toString();
      },
    });
  }

  readonly #parts: readonly UrlPart[];

  constructor(parts: readonly UrlPart[]) {
    this.#parts = parts;
  }

  /** In clear. */
  get parts(): readonly UrlPart[] {
    return this.#parts;
  }

  toString(): string {
    const pieces = this.#parts.map((part) => (part.kind === "text" ? part.text : `{${part.name}}`));
    return maskUrl(pieces.join(""));
  }

  toJSON(): string {
    return this.toString();
  }
}

/** Splits a URL at its `{name}` placeholders. */
export function parseUrlTemplate(text: string): UrlTemplate {
  const authority = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/.exec(text)?.[0].length ?? 0;
  const parts: UrlPart[] = [];
  let end = 0;
  for (const match of text.matchAll(/\{([^{}]*)\}/g)) {
    if (match.index > end) parts.push({ kind: "text", text: text.slice(end, match.index) });
    parts.push({ kind: "parameter", name: match[1] ?? "", inHost: match.index < authority });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end) });
  return new UrlTemplate(parts);
}

/** The placeholders of a template, each once, in order. */
export function placeholdersOf(template: UrlTemplate): readonly string[] {
  return [...new Set(template.parts.flatMap((part) => (part.kind === "text" ? [] : [part.name])))];
}

/**
 * Puts values in. Behind the host a value goes in percent-encoded, so that it can neither end its
 * path segment nor begin a query; in the host it goes in as it is and must make a valid host.
 */
export function fillUrlTemplate(template: UrlTemplate, textOf: (name: string) => string): string {
  return template.parts
    .map((part) => {
      if (part.kind === "text") return part.text;
      const value = textOf(part.name);
      return part.inHost ? value : encodeURIComponent(value);
    })
    .join("");
}

/**
 * Puts in what is known already and leaves the rest open. A value may itself hold placeholders,
 * which then stay open in its place.
 */
export function bindUrlTemplate(
  template: UrlTemplate,
  values: ReadonlyMap<string, string>,
): UrlTemplate {
  const parts = template.parts.flatMap((part): readonly UrlPart[] => {
    const value = part.kind === "parameter" ? values.get(part.name) : undefined;
    if (part.kind === "text" || value === undefined) return [part];
    return parseUrlTemplate(value).parts.map((inner) => {
      if (inner.kind === "parameter") return { ...inner, inHost: part.inHost };
      return { ...inner, text: part.inHost ? inner.text : encodeURIComponent(inner.text) };
    });
  });
  return new UrlTemplate(parts);
}

/** How to write a URL that only lacks encoding; what could be a credential is not repeated. */
export function encodingHelp({ encoded }: UrlFault, { parts }: UrlTemplate): string | undefined {
  if (encoded === undefined) return undefined;
  const pieces = parts.map((one) => (one.kind === "text" ? encodeUrl(one.text) : `{${one.name}}`));
  const isOpenHost = parts.some((part) => part.kind === "parameter" && part.inHost);
  return isOpenHost || maskUrl(encoded) !== encoded
    ? "Percent-encode them: a blank is %20, `|` is %7C."
    : `Write ${quotedPath(pieces.join(""))}.`;
}

/** Warns of a URL that GitHub would cut: it would deliver elsewhere, and every plan would differ. */
export function longUrl(text: string, at: Problem["at"]): readonly Problem[] {
  if (text.length <= longestUrlKept) return [];
  const message = `The URL is longer than ${longestUrlKept} characters; GitHub has cut such URLs`;
  return [{ code: "long-url", message, help: "Use a shorter URL.", at }];
}

/**
 * What is wrong with a glob over URLs. One that guards nothing is worse than none, because it is
 * relied on.
 *
 * @param subject begins the message, such as "This glob in `ignore`"
 */
export function checkUrlGlob(glob: string, subject: string, at: Problem["at"]): readonly Problem[] {
  const fault = globFault(glob);
  if (fault === undefined) return [];
  const { code, why, instead } = fault;
  // A glob that was made of a URL may hold its credential.
  const asUrl = instead?.replace(/^[^/]*:\/\/|^\*\*\/?/, "https://");
  const help =
    instead === undefined || asUrl === undefined || maskUrl(asUrl) !== asUrl
      ? "A glob begins with a scheme or `**`: https://hooks.zapier.com/**"
      : `Write ${quotedPath(instead)}.`;
  return [{ code, message: `${subject} ${why}`, help, at }];
}

/** Whether a URL holds what looks like a credential: userinfo, a token in path, query or fragment. */
export function holdsCredential(text: string): boolean {
  const url = parseUrl(text);
  if (url === undefined) return false;
  if (url.username !== "" || url.password !== "") return true;
  const bare = text.replace(/[?#][\s\S]*$/, "");
  if (maskUrl(bare) !== bare || looksSecret(url.hash.slice(1))) return true;
  return [...url.searchParams].some(([name, value]) => looksSecret(value, name));
}

/** Whether a URL leads to this machine or into a private network, where GitHub does not get. */
export function isLocalAddress(text: string): boolean {
  const host = parseUrl(text)?.hostname.replace(/\.$/, "");
  if (host === undefined) return false;
  if (/(?:^|\.)(?:localhost|local|internal|localdomain)$/.test(host)) return true;
  const mapped = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(host);
  if (mapped !== null) {
    const [high, low] = [
      Number.parseInt(mapped[1] ?? "", 16),
      Number.parseInt(mapped[2] ?? "", 16),
    ];
    return isPrivateAddress([high >> 8, high & 255, low >> 8, low & 255]);
  }
  if (host.startsWith("[")) return /^\[(?:::1?\]|f[cd]|fe[89ab])/.test(host);
  const numbers = /^\d+\.\d+\.\d+\.\d+$/.test(host) ? host.split(".").map(Number) : undefined;
  return numbers !== undefined && isPrivateAddress(numbers);
}

function isPrivateAddress([first = 0, second = 0]: readonly number[]): boolean {
  return (
    first === 0 ||
    first === 10 ||
    first === 127 ||
    (first === 100 && second >= 64 && second < 128) ||
    (first === 169 && second === 254) ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 192 && second === 168)
  );
}
