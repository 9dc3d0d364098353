import { normaliseUrl } from "./normalise-url.ts";

/** A glob over normalised URLs: `*` stays within a path segment or a host label, `**` does not. */
export interface UrlGlob {
  readonly pattern: string;
  readonly matches: (normalisedUrl: string) => boolean;
}

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

function translate(pattern: string, oneStar: string): string {
  return pattern
    .split(/(\*+)/)
    .map((part) =>
      part.startsWith("**") ? "[\\s\\S]*" : part === "*" ? oneStar : escapeRegExp(part),
    )
    .join("");
}

/**
 * Compiles a glob. Nothing but `*` is special: `?`, `[` and `{` are ordinary characters of URLs.
 * Scheme and host of the pattern are lower-cased as those of the URL are.
 */
export function compileUrlGlob(pattern: string): UrlGlob {
  const parts = /^([A-Za-z*][A-Za-z0-9+.*-]*:\/\/)([^/?#]*)([\s\S]*)$/.exec(pattern);
  const source =
    parts === null
      ? translate(pattern, "[^/]*")
      : translateAbsolute((parts[1] ?? "").toLowerCase(), parts[2] ?? "", parts[3] ?? "");
  const expression = new RegExp(`^${source}$`);
  return { pattern, matches: (url) => expression.test(normaliseUrl(url)) };
}

function translateAbsolute(scheme: string, authority: string, rest: string): string {
  const normal = normaliseUrl(`${scheme}${authority}/`);
  const host = normal.startsWith(scheme)
    ? normal.slice(scheme.length, -1)
    : authority.toLowerCase();
  const path = rest === "" && !authority.endsWith("**") ? "/" : rest;
  return translate(scheme, "[^:/]*") + translate(host, "[^./]*") + translate(path, "[^/]*");
}
