import type { Io } from "../io.ts";

/** True where somebody is there to be asked. */
export function canAsk(io: Io): boolean {
  return io.stdin.isTTY && io.stderr.isTTY;
}

/**
 * Asks on the terminal; anything but a clear yes is a no, the end of the input and an interrupt
 * included. The terminal stays in its usual mode, so that Ctrl-C is a signal as everywhere else.
 */
export async function confirm(question: string, io: Io): Promise<boolean> {
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
