import { type GlobPiece, matchesPieces } from "./match-pieces.ts";
import { normaliseUrl } from "./normalise-url.ts";

/** A glob over normalised URLs: `*` stays within a path segment or a host label, `**` does not. */
export interface UrlGlob {
  readonly pattern: string;
  readonly matches: (normalisedUrl: string) => boolean;
}

/** Splits at the stars. `except` is what one star does not run over. */
function piecesOf(pattern: string, except: string): readonly GlobPiece[] {
  return pattern
    .split(/(\*+)/)
    .filter((part) => part !== "")
    .map((part) => {
      if (!part.startsWith("*")) return { kind: "text", text: part };
      return { kind: "run", except: part === "*" ? except : "", atLeast: 0 };
    });
}

/**
 * Compiles a glob. Nothing but `*` is special: `?`, `[` and `{` are ordinary characters of URLs.
 * Scheme and host of the pattern are lower-cased as those of the URL are.
 */
export function compileUrlGlob(pattern: string): UrlGlob {
  const parts = /^([A-Za-z*][A-Za-z0-9+.*-]*:\/\/)([^/?#]*)([\s\S]*)$/.exec(pattern);
  const pieces =
    parts === null
      ? piecesOf(pattern, "/")
      : absolutePieces((parts[1] ?? "").toLowerCase(), parts[2] ?? "", parts[3] ?? "");
  const matches = (url: string): boolean => {
    const normal = normaliseUrl(url);
    return matchesPieces(pieces, normal) || matchesPieces(pieces, withoutUserinfo(normal));
  };
  return { pattern, matches };
}

/** Who logs in says nothing about where: `https://me@host/` is guarded as `https://host/` is. */
function withoutUserinfo(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/, "$1");
}

function absolutePieces(scheme: string, authority: string, rest: string): readonly GlobPiece[] {
  // The default port can be told only where the scheme has no star in it.
  const known = /^https?:/.test(scheme) ? scheme : "any://";
  const host = normaliseUrl(`${known}${authority}/`).slice(known.length, -1);
  const path = rest.startsWith("/") || authority.endsWith("**") ? rest : `/${rest}`;
  return [...piecesOf(scheme, ":/"), ...piecesOf(host, "./"), ...piecesOf(path, "/")];
}
