import { clampWidth } from "./clamp-width.ts";
import { type Cell, wrapCells } from "./wrap-cells.ts";

/**
 * A sanitised sentence behind its label. It is wrapped only where `width` is known, that is for a
 * terminal: in a pipe or a log, scripts and editors want it on one line.
 */
export function wrapLabelled(
  label: readonly Cell[],
  sentence: string,
  options: { readonly rest: string; readonly width: number | undefined },
): readonly string[] {
  const { rest, width } = options;
  const cells = [...label, ...sentence.split(" ").map((text) => ({ text }))];
  const room = width === undefined ? Number.POSITIVE_INFINITY : clampWidth(width) - rest.length;
  return wrapCells(cells, { gap: " ", width: room }).map((line, index) =>
    index === 0 ? line : rest + line,
  );
}
