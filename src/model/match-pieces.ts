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
function advanceAll(
  pieces: readonly GlobPiece[],
  text: string,
  from: readonly number[],
): readonly number[] {
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
