import { normalizeUrl } from "./hook-url.ts";

/** A piece of a glob. What a star may run over depends on where it stands. */
export type GlobPiece =
  | { readonly kind: "text"; readonly text: string }
  /** Any characters but those of `except`: as few as `atLeast`, as many as there are. */
  | { readonly kind: "run"; readonly except: string; readonly atLeast: 0 | 1 }
  /** One character. */
  | { readonly kind: "one"; readonly fits: (character: string) => boolean }
  | { readonly kind: "either"; readonly choices: readonly (readonly GlobPiece[])[] };

/**
 * Whether a glob matches the whole of a text. Follows every place that the glob can have come to at
 * once, so that the effort is the product of both lengths at worst. A regular expression would try
 * one way after the other, and some dozen stars would keep it busy for years.
 */
export function matchesPieces(pieces: readonly GlobPiece[], text: string): boolean {
  const [first] = pieces;
  // By far the most texts end here, and without anything being allocated.
  if (first?.kind === "text" && !text.startsWith(first.text)) return false;
  return advanceAll(pieces, text, [0]).at(-1) === text.length;
}

/** The offsets behind the pieces, from any of the offsets before them. Ascending, without repeats. */
function advanceAll(pieces: readonly GlobPiece[], text: string, from: readonly number[]) {
  let reached = from;
  for (const piece of pieces) {
    if (reached.length === 0) break;
    reached = advance(piece, text, reached);
  }
  return reached;
}

function advance(piece: GlobPiece, text: string, from: readonly number[]): readonly number[] {
  switch (piece.kind) {
    case "text":
      return from.flatMap((at) =>
        text.startsWith(piece.text, at) ? [at + piece.text.length] : [],
      );
    case "one":
      return from.flatMap((at) =>
        at < text.length && piece.fits(text.charAt(at)) ? [at + 1] : [],
      );
    case "run":
      return run(piece, text, from);
    case "either": {
      const reached = piece.choices.flatMap((choice) => advanceAll(choice, text, from));
      return [...new Set(reached)].sort((left, right) => left - right);
    }
    default:
      return piece satisfies never;
  }
}

function run(
  { except, atLeast }: GlobPiece & { readonly kind: "run" },
  text: string,
  from: readonly number[],
): readonly number[] {
  const reached: number[] = [];
  // Each offset is passed once, whichever of the beginnings came to it first.
  let end = 0;
  for (const start of from) {
    end = Math.max(end, start);
    while (end < text.length && !except.includes(text.charAt(end))) end += 1;
    for (let at = Math.max(start + atLeast, (reached.at(-1) ?? -1) + 1); at <= end; at += 1) {
      reached.push(at);
    }
  }
  return reached;
}

/**
 * A glob over normalized URLs: `*` stays within a path segment or a host label, `**` runs over
 * several, but not from the host into the path.
 */
export interface UrlGlob {
  readonly pattern: string;
  readonly matches: (normalizedUrl: string) => boolean;
}

/** Splits at the stars. `one` is what one star does not run over, `several` what more of them do not. */
export function globPieces(
  pattern: string,
  one: string,
  several = "",
  atLeast: 0 | 1 = 0,
): readonly GlobPiece[] {
  return pattern
    .split(/(\*+)/)
    .filter((part) => part !== "")
    .map((part) => {
      if (!part.startsWith("*")) return { kind: "text", text: part };
      return { kind: "run", except: part === "*" ? one : several, atLeast };
    });
}

/**
 * Compiles a glob. Nothing but `*` is special: `?`, `[` and `{` are ordinary characters of URLs.
 * Scheme and host of the pattern are lower-cased as those of the URL are.
 */
export function compileUrlGlob(pattern: string): UrlGlob {
  const ways = waysOfUrlGlob(pattern);
  const namesPort = /:\**\d/.test(pattern);
  // A star is no login: `https://ci.example.com:*/` is not `https://ci.example.com:x@evil.example/`.
  const namesLogin = /^[^/]*:\/\/[^/?#]*@|^\*\*/.test(pattern);
  const matches = (url: string): boolean => {
    const normal = normalizeUrl(url);
    const spellings = [...(namesLogin ? [normal] : []), withoutUserinfo(normal)];
    const all = namesPort ? [...spellings, ...spellings.map(withPort)] : spellings;
    return all.some((one) => ways.some((pieces) => matchesPieces(pieces, one)));
  };
  return { pattern, matches };
}

/** Stands for any login in front of a host. No glob that is right holds it. */
const anyLogin = "\u0000";

/** True where some text is under both globs. */
export function globsMeet(one: string, other: string): boolean {
  const spellings = (glob: string): readonly (readonly GlobStep[])[] =>
    [glob, glob.replace(/^[^/?#]*:\/\//, (scheme) => `${scheme}${anyLogin}@`)]
      .flatMap((text) => waysOfUrlGlob(text))
      .map((way) => stepsOf(way).map((step) => (step === anyLogin ? { except: "/?#" } : step)));
  const others = spellings(other);
  return spellings(one).some((left) => others.some((right) => meet(left, right)));
}

/** A way of a glob cut into single characters and stars. */
export type GlobStep = string | { readonly except: string };

export function stepsOf(way: readonly GlobPiece[]): readonly GlobStep[] {
  return way.flatMap((piece): readonly GlobStep[] => {
    if (piece.kind === "text") return [...piece.text];
    if (piece.kind === "run") return [{ except: piece.except }];
    throw new TypeError("globs over URLs are text and stars");
  });
}

/** Walks both at once, each place of the one beside each of the other at most once. */
function meet(left: readonly GlobStep[], right: readonly GlobStep[]): boolean {
  const width = right.length + 1;
  const seen = new Uint8Array((left.length + 1) * width);
  const queue: number[] = [0];
  const reach = (at: number, of: number): void => {
    const key = at * width + of;
    if (seen[key] === 1) return;
    seen[key] = 1;
    queue.push(key);
  };
  for (const key of queue) {
    const [at, of] = [Math.floor(key / width), key % width];
    const [here, there] = [left[at], right[of]];
    if (here === undefined && there === undefined) return true;
    // A star may be over, or take what the other glob asks for.
    if (typeof here === "object") {
      reach(at + 1, of);
      if (typeof there === "string" && !here.except.includes(there)) reach(at, of + 1);
    }
    if (typeof there === "object") {
      reach(at, of + 1);
      if (typeof here === "string" && !there.except.includes(here)) reach(at + 1, of);
    }
    if (typeof here === "string" && here === there) reach(at + 1, of + 1);
  }
  return false;
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
  const asWritten = globPieces(pattern, "/");
  // `**Host.example.com/…`: what stands before the first slash may be the end of a host.
  const [, host = "", rest = ""] = /^\*\*([^/?#]*)([\s\S]*)$/.exec(pattern) ?? [];
  if (host === "") return [asWritten];
  const origin = [...globPieces("*", ":/"), ...globPieces("://", ""), ...globPieces("*", "/")];
  return [
    asWritten,
    [...origin, ...globPieces(host.toLowerCase(), "/"), ...globPieces(withPath(host, rest), "/")],
  ];
}

const withPath = (authority: string, rest: string): string =>
  rest.startsWith("/") || authority.endsWith("**") ? rest : `/${rest}`;

function absolutePieces(scheme: string, authority: string, rest: string): readonly GlobPiece[] {
  // The default port can be told only where the scheme has no star in it.
  const known = /^https?:/.test(scheme) ? scheme : "any://";
  const host = normalizeUrl(`${known}${authority}/`).slice(known.length, -1);
  // Stars stay within scheme and host, or a path could be taken as a host. Only where the glob goes on
  // without a slash (`https://ci.example.com**`), those at the end of the host are the path as well.
  const tail = rest.startsWith("/") ? "" : (/\*\*+$/.exec(host)?.[0] ?? "");
  return [
    ...globPieces(scheme, ":/", ":/"),
    ...globPieces(host.slice(0, host.length - tail.length), "./", "/"),
    ...globPieces(tail, "/"),
    ...globPieces(withPath(authority, rest), "/"),
  ];
}
