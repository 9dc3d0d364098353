import { describe, expect, test } from "vitest";
import { commentLines } from "../../../src/config/import/write-comments.ts";

describe("commentLines", () => {
  test("breaks sentences at blanks, and sets in what goes on", () => {
    const lines = commentLines("word ".repeat(40).trim(), "  ");
    expect(lines.length).toBe(3);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(92);
    expect(lines.map((line) => /^ */.exec(line)?.[0].length)).toEqual([0, 2, 2]);
    expect(lines.join(" ").match(/word/g)).toHaveLength(40);
  });

  test("leaves a word whole that is longer than a line", () => {
    const long = "x".repeat(200);
    expect(commentLines(`a ${long} b`)).toEqual(["a", long, "b"]);
  });

  test("lets nothing through that ends a line or hides from the reader", () => {
    const hidden = "a\nb\r\u0085\u2028\u2029\u202E\u200B\u001b[31m";
    expect(commentLines(hidden)).toEqual([`a\uFFFDb${"\uFFFD".repeat(7)}[31m`]);
  });
});
