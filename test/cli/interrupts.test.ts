import { expect, test } from "vitest";
import { runEnded, untilWriting } from "../../src/cli/interrupts.ts";

test.each([
  ["an interrupt", undefined, false],
  ["the end of the run", runEnded, true],
])("behind the reading, %s reaches requests: %s", (_, reason, isReached) => {
  const controller = new AbortController();
  const { signal, release } = untilWriting(controller.signal);
  release();
  controller.abort(reason);
  expect(signal.aborted).toBe(isReached);
});

test("an interrupt ends what is being read", () => {
  const controller = new AbortController();
  const { signal } = untilWriting(controller.signal);
  controller.abort();
  expect(signal.aborted).toBe(true);
});
