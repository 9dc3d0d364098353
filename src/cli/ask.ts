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
 * @throws HookfleetError `not-approved`, `interrupted`
 */
export async function approve(question: string, refusal: string, session: Session): Promise<void> {
  if (session.options.autoApprove === true) return;
  if (!canAsk(session)) {
    const stream = session.stdin.isTTY ? "stderr" : "stdin";
    throw new HookfleetError("not-approved", `${refusal}: ${stream} is not a terminal`, {
      help: "Pass --auto-approve.",
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
async function confirm(question: string, io: Io): Promise<boolean> {
  const { createInterface } = await import("node:readline");
  io.stderr.write(`${question} [y/N] `);
  const { stream } = io.stdin;
  const lines = createInterface({ input: stream, terminal: false });
  const close = (): void => lines.close();
  io.interrupted.addEventListener("abort", close);
  const answer = await new Promise<string | undefined>((resolve) => {
    lines.once("line", resolve);
    lines.once("close", () => resolve(undefined));
    if (io.interrupted.aborted) close();
  });
  io.interrupted.removeEventListener("abort", close);
  lines.close();
  // Without an Enter of the user's, the cursor still stands behind the question.
  if (answer === undefined) io.stderr.write("\n");
  return /^y(?:es)?$/i.test(answer?.trim() ?? "");
}
