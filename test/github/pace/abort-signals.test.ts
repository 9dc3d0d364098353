import { expect, test } from "vitest";
import { onAbort } from "../../../src/github/pace/abort-signals.ts";

test("all that is to stop is called once, in its order, but for what was taken back", () => {
  const controller = new AbortController();
  const called: string[] = [];
  const takeBack = new Map(
    ["a", "b", "c", "d"].map((name) => [
      name,
      onAbort(controller.signal, () => {
        called.push(name);
        // What has ended takes itself back, and the end of one may be that of another.
        takeBack.get(name)?.();
        if (name === "b") takeBack.get("c")?.();
      }),
    ]),
  );
  takeBack.get("a")?.();
  takeBack.get("a")?.();
  controller.abort();
  controller.abort();
  expect(called).toEqual(["b", "d"]);
});
