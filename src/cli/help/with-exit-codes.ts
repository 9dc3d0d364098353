import type { Command } from "commander";
import { addHelpSection } from "./help-section.ts";

/** Says in the help of a command which exit codes a script has to tell apart. */
export function withExitCodes(
  command: Command,
  codes: { readonly ok: string; readonly failed: string; readonly changes?: string },
): Command {
  return addHelpSection(command, "Exit codes:", [
    ["0", codes.ok],
    ["1", codes.failed],
    ...(codes.changes === undefined ? [] : [["2", codes.changes] as const]),
    ["130, 143", "interrupted"],
  ]);
}
