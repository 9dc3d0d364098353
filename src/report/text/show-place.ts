import type { SourcePosition } from "../../model/diagnostic.ts";
import { sanitise } from "./sanitise.ts";

/** `file:line`, which is enough to find an entry and what terminals and editors make a link of. */
export function showPlace(position: SourcePosition): string {
  return `${sanitise(position.file)}:${position.line}`;
}
