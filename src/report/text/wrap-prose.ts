import type { Style } from "./palette.ts";
import { wrapCells } from "./wrap-cells.ts";

/**
 * Wraps a sanitised sentence. `first` and `rest` are what lines begin with; they count as many
 * columns as they have characters.
 */
export function wrapProse(
  sentence: string,
  options: {
    readonly first: string;
    readonly rest: string;
    readonly width: number;
    readonly style?: Style;
  },
): readonly string[] {
  const { style } = options;
  const lines = wrapCells(
    sentence.split(" ").map((text) => ({ text })),
    { gap: " ", width: Math.max(20, options.width - options.rest.length) },
  );
  return lines.map(
    (line, index) =>
      `${index === 0 ? options.first : options.rest}${style === undefined ? line : style(line)}`,
  );
}
