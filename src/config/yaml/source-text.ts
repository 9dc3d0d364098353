import type { SourcePosition } from "../../model/diagnostic.ts";

/** A file whose guards hold for everybody (`--policy`), or any other. */
export type SourceRole = "config" | "policy";

/** One file of the configuration, as text. */
export interface ConfigSource {
  /** As it is shown in positions. */
  readonly file: string;
  readonly text: string;
  readonly role: SourceRole;
  /** The absolute folder it stands in, from which `file: PATH` of secrets counts. */
  readonly directory?: string | undefined;
}

/** A source with the offsets at which its lines begin. */
export interface SourceText extends ConfigSource {
  readonly lineStarts: readonly number[];
}

export function createSourceText(source: ConfigSource): SourceText {
  const text = source.text.startsWith("\uFEFF") ? source.text.slice(1) : source.text;
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    lineStarts.push(at + 1);
  }
  return { ...source, text, lineStarts };
}

/** The index of the line that an offset lies in. */
export function lineIndexAt(source: SourceText, offset: number): number {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function positionAt(source: SourceText, offset: number): SourcePosition {
  const line = lineIndexAt(source, offset);
  return {
    file: source.file,
    line: line + 1,
    column: offset - (source.lineStarts[line] ?? 0) + 1,
  };
}
