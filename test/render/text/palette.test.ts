import { expect, test } from "vitest";
import { colorEnabled, createPalette } from "../../../src/render/text/palette.ts";

const terminal = { isTTY: true };

test.each([
  ["a terminal", terminal, { TERM: "xterm-256color" }, false, true],
  ["a terminal without a name", terminal, {}, false, true],
  ["a pipe", {}, {}, false, false],
  ["a pipe of a child process", { isTTY: false }, {}, false, false],
  ["a dumb terminal", terminal, { TERM: "dumb" }, false, false],
  ["--no-color", terminal, {}, true, false],
  ["--no-color over FORCE_COLOR", terminal, { FORCE_COLOR: "1" }, true, false],
  ["NO_COLOR", terminal, { NO_COLOR: "1" }, false, false],
  ["NO_COLOR whatever it says", terminal, { NO_COLOR: "0" }, false, false],
  ["an empty NO_COLOR", terminal, { NO_COLOR: "" }, false, true],
  ["NO_COLOR over FORCE_COLOR", terminal, { NO_COLOR: "1", FORCE_COLOR: "1" }, false, false],
  ["FORCE_COLOR into a pipe", {}, { FORCE_COLOR: "1" }, false, true],
  ["FORCE_COLOR over a dumb terminal", {}, { FORCE_COLOR: "3", TERM: "dumb" }, false, true],
  ["FORCE_COLOR=0", terminal, { FORCE_COLOR: "0" }, false, false],
  ["FORCE_COLOR=false", terminal, { FORCE_COLOR: "False" }, false, false],
  ["an empty FORCE_COLOR", {}, { FORCE_COLOR: "" }, false, false],
] as const)("%s", (_, stream, environment, flag, expected) => {
  expect(colorEnabled(stream, environment, flag)).toBe(expected);
});

test("takes process.env and process.stdout as they are", () => {
  expect(typeof colorEnabled(process.stdout, process.env, false)).toBe("boolean");
});

test("a palette that is off leaves text alone, one that is on dresses it whatever the stream", () => {
  const off = createPalette(false);
  const on = createPalette(true);
  for (const name of Object.keys(off) as (keyof typeof off)[]) {
    expect(off[name]("text")).toBe("text");
    expect(on[name]("text")).not.toBe("text");
    expect(on[name]("text")).toContain("text");
  }
  expect(on.remove("x")).toBe("\u001b[31mx\u001b[39m");
});
