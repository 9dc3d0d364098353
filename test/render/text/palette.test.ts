import { expect, test } from "vitest";
import { createPalette } from "../../../src/render/text/palette.ts";
import { colorEnabled, linksEnabled } from "../../../src/render/text/terminal.ts";

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
  const { link: _, ...styles } = off;
  for (const name of Object.keys(styles) as (keyof typeof styles)[]) {
    expect(off[name]("text")).toBe("text");
    expect(on[name]("text")).not.toBe("text");
    expect(on[name]("text")).toContain("text");
  }
  expect(on.remove("x")).toBe("\u001b[31mx\u001b[39m");
});

const kitty = { TERM: "xterm-kitty" };

test.each([
  ["a terminal of which nothing is known", terminal, {}, false],
  ["xterm", terminal, { TERM: "xterm-256color" }, false],
  ["kitty", terminal, kitty, true],
  ["kitty into a pipe", {}, kitty, false],
  ["a pipe, whatever is forced", { isTTY: false }, { FORCE_HYPERLINK: "1" }, false],
  ["NO_COLOR", terminal, { ...kitty, NO_COLOR: "1" }, false],
  ["NO_COLOR over FORCE_HYPERLINK", terminal, { FORCE_HYPERLINK: "1", NO_COLOR: "1" }, false],
  ["a dumb terminal", terminal, { TERM: "dumb", TERM_PROGRAM: "vscode" }, false],
  ["a dumb terminal that is forced", terminal, { TERM: "dumb", FORCE_HYPERLINK: "1" }, false],
  ["CI", terminal, { ...kitty, CI: "true" }, false],
  ["FORCE_HYPERLINK", terminal, { FORCE_HYPERLINK: "1" }, true],
  ["FORCE_HYPERLINK=0", terminal, { ...kitty, FORCE_HYPERLINK: "0" }, false],
  ["Windows Terminal", terminal, { WT_SESSION: "1" }, true],
  ["VTE 0.72", terminal, { VTE_VERSION: "7200" }, true],
  ["iTerm", terminal, { TERM_PROGRAM: "iTerm.app" }, true],
  ["tmux", terminal, { TERM_PROGRAM: "tmux" }, true],
  ["a program of a strange name", terminal, { TERM_PROGRAM: "constructor" }, false],
] as const)("links: %s", (_, stream, environment, expected) => {
  expect(linksEnabled(stream, environment, colorEnabled(stream, environment, false))).toBe(
    expected,
  );
});

test("a link is the text and its address, or the text alone", () => {
  const address = "https://github.com/acme/api/settings/hooks/7";
  const link = `\u001b]8;;${address}\u001b\\#7\u001b]8;;\u001b\\`;
  expect(createPalette(true, true).link("#7", address)).toBe(link);
  expect(createPalette(true, true).link("#7", null)).toBe("#7");
  expect(createPalette(true).link("#7", address)).toBe("#7");
});
