import { stripVTControlCharacters } from "node:util";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  displayWidth,
  padCell,
  wrapCells,
  wrapLabeled,
  wrapProse,
} from "../../src/render/text/layout.ts";
import { createPalette } from "../../src/render/text/palette.ts";
import { holds } from "./holds.ts";

test.each([
  ["", 0],
  ["push", 4],
  ["é", 1],
  ["e\u0301", 1],
  ["世界", 4],
  ["😀", 2],
  ["→ ✓", 3],
])("%j is %d columns wide", (text, width) => {
  expect(displayWidth(text)).toBe(width);
  expect(displayWidth(padCell(text, 9))).toBe(9);
});

test("a text wider than its column stays whole", () => {
  expect(padCell("config-patch", 4)).toBe("config-patch");
});

test("no word is lost or broken, and only a word too wide by itself exceeds the width", () => {
  const words = fc.array(fc.stringMatching(/^[a-z:/.]{1,30}$/), { minLength: 1, maxLength: 30 });
  holds(
    fc.property(words, fc.integer({ min: 1, max: 60 }), (texts, width) => {
      const lines = wrapCells(
        texts.map((text) => ({ text })),
        { gap: " ", width },
      );
      expect(lines.join(" ")).toBe(texts.join(" "));
      for (const line of lines) {
        if (line.includes(" ")) expect(line.length).toBeLessThanOrEqual(width);
      }
    }),
  );
});

test("styles dress cells without counting", () => {
  const style = (text: string): string => `<<<${text}>>>`;
  const cells = ["aa", "bb", "cc"].map((text) => ({ text, style }));
  expect(wrapCells(cells, { gap: "  ", width: 6 })).toEqual(["<<<aa>>>  <<<bb>>>", "<<<cc>>>"]);
});

test("a style changes nothing but how a text looks, an empty one included", () => {
  const palette = createPalette(true);
  const cell = fc.record({
    text: fc.constantFrom("", "push", "\u0301", "世界", "pull_request"),
    style: fc.constantFrom(undefined, palette.create, palette.muted),
  });
  holds(
    fc.property(fc.array(cell), fc.integer({ min: 1, max: 30 }), (cells, width) => {
      const styled = cells.map(({ text, style }) => ({ text, ...(style && { style }) }));
      const plain = cells.map(({ text }) => ({ text }));
      const options = { gap: " ", width };
      expect(wrapCells(styled, options).map(stripVTControlCharacters)).toEqual(
        wrapCells(plain, options),
      );
    }),
  );
});

test("a label counts once in its own line", () => {
  const label = [{ text: "GitHub   " }];
  const options = { rest: " ".repeat(10), width: 40 };
  expect(wrapLabeled(label, "12345678901234567890 123456789 1234", options)).toEqual([
    `${"GitHub".padEnd(10)}12345678901234567890 123456789`,
    `${" ".repeat(10)}1234`,
  ]);
});

test("prose hangs below its first line", () => {
  const lines = wrapProse("one two three four five six", { first: "→ ", rest: "  ", width: 22 });
  expect(lines).toEqual(["→ one two three four", "  five six"]);
});
