import { setTimeout as wait } from "node:timers/promises";

/** Waits, but not beyond an interrupt. */
export async function pause(milliseconds: number, interrupted: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal: interrupted }).catch(() => undefined);
}
