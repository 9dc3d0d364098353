import type { SourcePosition } from "../../model/diagnostic.ts";

/** A place in a file as it is on the base: in words, because the file of the change differs there. */
export function onTheBase({ file, line }: SourcePosition): string {
  return `${file}:${line} on the base`;
}
