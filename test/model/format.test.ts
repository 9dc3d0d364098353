import { describe, expect, test } from "vitest";
import { someOf } from "../../src/model/format.ts";

describe("someOf", () => {
  test.each([
    [["a"], "a"],
    [["a", "b", "c", "d"], "a, b, c, d"],
    [["a", "b", "c", "d", "e"], "a, b, c and 2 more"],
  ])("%j", (names, text) => {
    expect(someOf(names, 3, 1)).toBe(text);
  });

  test("counts one more, too, unless that is spared", () => {
    expect(someOf(["a", "b", "c", "d"], 3)).toBe("a, b, c and 1 more");
  });
});
