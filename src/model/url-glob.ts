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
  const ways = waysOfUrlGlob(pattern);
  const namesPort = /:\**\d/.test(pattern);
  const matches = (url: string): boolean => {
    const normal = normaliseUrl(url);
    const spellings = [normal, withoutUserinfo(normal)];
    const all = namesPort ? [...spellings, ...spellings.map(withPort)] : spellings;
    return all.some((one) => ways.some((pieces) => matchesPieces(pieces, one)));
  };
  return { pattern, matches };
}

/** Who logs in says nothing about where: `https://me@host/` is guarded as `https://host/` is. */
function withoutUserinfo(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/, "$1");
}

/** With the port that the scheme implies, for globs over any scheme that name it. */
function withPort(url: string): string {
  return url.replace(/^(https?):\/\/[^/?#]*/, (origin, scheme) =>
    /:\d+$/.test(origin) ? origin : `${origin}:${scheme === "https" ? 443 : 80}`,
  );
}

/** What a glob can mean: a URL is under it where it fits one of the ways. */
export function waysOfUrlGlob(pattern: string): readonly (readonly GlobPiece[])[] {
  const parts = /^([A-Za-z*][A-Za-z0-9+.*-]*:\/\/)([^/?#]*)([\s\S]*)$/.exec(pattern);
  if (parts !== null) {
    const [, scheme = "", authority = "", rest = ""] = parts;
    return [absolutePieces(scheme.toLowerCase(), authority, rest)];
  }
  const asWritten = piecesOf(pattern, "/");
  // `**Host.example.com/…`: what stands before the first slash may be the end of a host.
  const [, host = "", rest = ""] = /^\*\*([^/?#]*)([\s\S]*)$/.exec(pattern) ?? [];
  if (host === "") return [asWritten];
  const origin = [...piecesOf("*", ":/"), ...piecesOf("://", ""), ...piecesOf("*", "/")];
  return [
    asWritten,
    [...origin, ...piecesOf(host.toLowerCase(), "/"), ...piecesOf(withPath(host, rest), "/")],
  ];
}

const withPath = (authority: string, rest: string): string =>
  rest.startsWith("/") || authority.endsWith("**") ? rest : `/${rest}`;

function absolutePieces(scheme: string, authority: string, rest: string): readonly GlobPiece[] {
  // The default port can be told only where the scheme has no star in it.
  const known = /^https?:/.test(scheme) ? scheme : "any://";
  const host = normaliseUrl(`${known}${authority}/`).slice(known.length, -1);
  return [
    ...piecesOf(scheme, ":/"),
    ...piecesOf(host, "./"),
    ...piecesOf(withPath(authority, rest), "/"),
  ];
}
