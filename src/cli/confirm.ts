import type { Io } from "./io.ts";

/** True where somebody is there to be asked. */
export function canAsk(io: Io): boolean {
  return io.stdin.isTTY && io.stderr.isTTY;
}

/** Asks on the terminal; anything but a clear yes is a no. */
export async function confirm(question: string, io: Io): Promise<boolean> {
  const prompts = await import("@clack/prompts");
  const answer = await prompts.confirm({
    message: question,
    active: "Yes",
    inactive: "No",
    initialValue: false,
    input: io.stdin.stream,
    output: io.stderr.stream,
    signal: io.interrupted,
  });
  return answer === true;
}
