import { HookfleetError } from "../model/errors.ts";
import type { Io } from "./io.ts";
import type { Session } from "./session.ts";

/** True where a question can be shown and answered. */
export function canAsk({ stdin, stderr }: Pick<Io, "stdin" | "stderr">): boolean {
  return stdin.isTTY && stderr.isTTY;
}

/**
 * Asks for approval, unless `--auto-approve` gives it.
 *
 * @param refusal what a refusal says, such as `nothing was written`
 * @param need why it needs approval, and what else would do, where not every run needs one
 * @throws HookfleetError `not-approved`, `interrupted`
 */
export async function approve(
  question: string,
  refusal: string,
  session: Session,
  need?: { readonly why: string; readonly wayOut: string },
): Promise<void> {
  if (session.options.autoApprove === true) return;
  if (!canAsk(session)) {
    const stream = session.stdin.isTTY ? "stderr" : "stdin";
    const why = need === undefined ? "" : `${need.why}, and `;
    throw new HookfleetError("not-approved", `${refusal}: ${why}${stream} is not a terminal`, {
      help: `Pass --auto-approve${need === undefined ? "" : `, or ${need.wayOut}`}.`,
    });
  }
  if (await confirm(question, session)) return;
  throw session.interrupted.aborted
    ? new HookfleetError("interrupted", `${refusal}: the run was interrupted`)
    : new HookfleetError("not-approved", `${refusal}: canceled`);
}

/**
 * Anything but a clear yes is a no, the end of the input and an interrupt included. The terminal
 * stays in its usual mode, so that Ctrl-C is a signal as everywhere else.
 */
async function confirm(question: string, { stdin, stderr, interrupted }: Io): Promise<boolean> {
  const { createInterface } = await import("node:readline");
  stderr.write(`${question} [y/N] `);
  const lines = createInterface({ input: stdin.stream, terminal: false, signal: interrupted });
  const first = await lines[Symbol.asyncIterator]().next();
  lines.close();
  const answer: string | undefined = first.value;
  // Without an Enter of the user's, the cursor still stands behind the question.
  if (answer === undefined) stderr.write("\n");
  return /^y(?:es)?$/i.test(answer?.trim() ?? "");
}
