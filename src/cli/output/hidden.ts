import { redactWhole, type Sensitive } from "../../model/redact-known.ts";
import { redactTokens } from "../../model/redact-tokens.ts";
import { Secret } from "../../model/secret.ts";
import type { OutputStream, ProcessIo } from "../io.ts";

/** What a run must not print. Grows as it reads its environment and its files. */
export interface Hidden {
  /** Tokens and keys: taken out of everything that is printed or saved. */
  readonly credentials: Set<Secret>;
  /** Secrets, and URLs that are credentials: never repeated from an answer of GitHub's. */
  readonly known: Set<Sensitive>;
}

/** Shorter values are words, and to take those out of a plan would say what they are. */
const shortest = 12;

/** Nothing that is printed or saved from here on shows this credential. */
export function hide(credential: Secret, { credentials }: Hidden): void {
  if (credential.reveal().length >= shortest) credentials.add(credential);
}

/**
 * The last thing that happens to a text on its way out. Everything before it is made without secrets;
 * this holds where one stands in a place that nobody thought of, such as the name of a file or of a
 * repository.
 */
export function redactOutput(text: string, { credentials, known }: Hidden): string {
  const secrets = [...known].filter(
    (item) => item instanceof Secret && item.reveal().length >= shortest,
  );
  return redactTokens(redactWhole(text, [...credentials, ...secrets]));
}

/**
 * A runner of GitHub Actions takes commands from a step's output, and no message of ours is one:
 * annotations go to stdout. The streams are chunks, so that a line may begin in one before.
 */
function breakCommands(text: string): string {
  return text.replace(/^([^\S\n]*)::/gm, "$1:\\u{3a}").replaceAll("##[", "#\\u{23}[");
}

/** The process with streams that show no credential. */
export function withHidden<Process extends ProcessIo>(
  io: Process,
): Process & { readonly hidden: Hidden } {
  const hidden: Hidden = { credentials: new Set(), known: new Set() };
  const through = (stream: OutputStream, change: (text: string) => string): OutputStream => ({
    ...stream,
    write: (text) => stream.write(change(redactOutput(text, hidden))),
  });
  const stdout = through(io.stdout, (text) => text);
  return { ...io, hidden, stdout, stderr: through(io.stderr, breakCommands) };
}
