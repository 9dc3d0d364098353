import type { CommanderError } from "commander";
import type { Diagnostic } from "../../index.ts";

/**
 * Takes out of commander's words what stands in the arguments by mistake and may be a credential: the
 * value of a flag that does not exist (`--token=…`), and anything long with digits in it.
 */
export function withoutValues(text: string): string {
  return text.replace(/'(-[^'=]*=)[^']*'/g, "'$1…'").replace(/'(?=[^']*\d)[^']{20,}'/g, "'…'");
}

/** Arguments that make no command line, as data. The code is commander's own, in kebab-case. */
export function usageDiagnostic({ code, message }: CommanderError): Diagnostic {
  const name = code.replace(/^commander\./, "");
  return {
    severity: "error",
    code: name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    message: withoutValues(message.replace(/^error: /, "")),
    help: "See hookfleet --help.",
  };
}
