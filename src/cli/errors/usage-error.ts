import type { CommanderError } from "commander";
import type { Diagnostic } from "../../index.ts";

/**
 * Takes out of commander's words what stands in the arguments by mistake and may be a credential: the
 * value of a flag that does not exist (`--token=…`), and anything long with digits in it.
 */
export function withoutValues(text: string): string {
  return text.replace(/'(-[^'=]*=)[^']*'/g, "'$1…'").replace(/'(?=[^']*\d)[^']{20,}'/g, "'…'");
}

/**
 * What commander's words leave open: people name the file as an argument, and give a token as a flag.
 *
 * @param takesFiles whether the command of that name reads the configuration
 */
export function withAdvice(text: string, takesFiles: (command: string) => boolean): string {
  const crowded = /^error: too many arguments for '([a-z-]+)'/.exec(text)?.[1];
  if (crowded !== undefined && takesFiles(crowded))
    return `${text}(Files are named with -f: hookfleet ${crowded} -f FILE)\n`;
  return /^error: unknown option '--?[a-z-]*token\b/.test(text)
    ? `${text}(Tokens come from the environment, such as GITHUB_TOKEN: others can read command lines)\n`
    : text;
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
