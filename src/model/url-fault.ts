import { isPlain } from "../redact/sanitize.ts";
import { parseUrl } from "./hook-url.ts";

/** What is wrong with a URL. */
export interface UrlFault {
  /** Goes on after "The URL" and repeats nothing of it. */
  readonly why: string;
  /** How GitHub takes it, where encoding is all there is to do. May be a credential, as the URL may. */
  readonly encoded?: string;
}

/** Servers refuse far shorter ones. */
const longestUrl = 8192;

/** GitHub cuts what is behind this many characters. */
export const longestUrlKept = 255;

/**
 * What may not stand in a URL unencoded (https://www.rfc-editor.org/rfc/rfc3986#section-2). GitHub
 * answers: "Please make sure that you encode all special characters first".
 */
const refused = /[^!#-;=?-[\]_a-z~]/u;
const allRefused = new RegExp(refused, "gu");

const hostName = /^(?:[\w-]+\.)*[\w-]+\.?$|^\[[\da-f:.]+\]$/i;

/** Why GitHub refuses a URL or cannot deliver to it; undefined where it does neither. */
export function urlFault(text: string): UrlFault | undefined {
  if (text.length > longestUrl) return { why: `is longer than ${longestUrl} characters` };
  if (holdsUnseen(text)) return { why: "holds a control character or one that cannot be seen" };
  if (/[{}]/.test(text))
    return { why: "holds a brace that belongs to no placeholder; write %7B or %7D" };
  if (!/^https?:/i.test(text)) return { why: "must begin with https:// or http://" };
  const [origin = "", authority = ""] = /^https?:\/\/([^/?#]*)/i.exec(text) ?? [];
  const host = authority.replace(/^.*@/s, "").replace(/:\d*$/, "");
  if (host === "") return { why: "has no host" };
  if (refused.test(text)) {
    const why = "holds characters that GitHub refuses unless they are encoded";
    const encoded = encodeUrl(text);
    // A backslash is a slash to some readers and none to others, in the host above all.
    return text.includes("\\") || urlFault(encoded) !== undefined ? { why } : { why, encoded };
  }
  if (!hostName.test(host) || parseUrl(text) === undefined) return { why: "has no valid host" };
  const path = text.slice(origin.length).replace(/[?#].*$/, "");
  return /\/\.{1,2}(?:\/|$)/.test(path)
    ? { why: "has a path with `.` or `..` in it; write the path that it leads to" }
    : undefined;
}

/** Characters without a width, and those that turn the direction of text, show another one than is there. */
export function holdsUnseen(text: string): boolean {
  return !isPlain(text) && /[\p{Cc}\p{Cf}\p{Cs}]/u.test(text);
}

/** A URL as GitHub takes it: an international host in its ASCII form, the rest percent-encoded. */
export function encodeUrl(text: string): string {
  const authority = /^https?:\/\/(?:[^/?#]*@)?([^/?#]*)/i.exec(text);
  const [origin = "", written = ""] = authority ?? [];
  const host = isPlain(written) ? written : (parseUrl(`https://${written}`)?.host ?? written);
  const start = `${origin.slice(0, origin.length - written.length)}${host}`;
  return `${start}${text.slice(origin.length)}`.replace(allRefused, encodeURIComponent);
}
