import type { Command } from "commander";
import { addHelpSection, type HelpRow } from "./help-section.ts";

/** Ends the help of a command with a few command lines and what each of them does. */
export function withExamples(command: Command, examples: readonly HelpRow[]): Command {
  return addHelpSection(command, "Examples:", examples);
}
