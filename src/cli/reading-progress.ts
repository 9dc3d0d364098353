import { type Scope, scopeName } from "../index.ts";
import type { Io } from "./io.ts";

export interface ReadingProgress {
  readonly report: (done: number, total: number, scope: Scope) => void;
  readonly stop: () => void;
}

/** Tells a person at a terminal how far the reading is. In CI and in pipes it says nothing. */
export async function createReadingProgress(
  io: Io,
  quiet: boolean,
  total: number,
): Promise<ReadingProgress> {
  if (quiet || !io.stderr.isTTY || total < 2) return { report: () => {}, stop: () => {} };
  const { spinner } = await import("@clack/prompts");
  const shown = spinner({ output: io.stderr.stream, withGuide: false });
  shown.start(`Reading ${total} scopes`);
  return {
    report: (done, all, scope) => shown.message(`Reading ${done} of ${all}: ${scopeName(scope)}`),
    stop: () => shown.clear(),
  };
}
