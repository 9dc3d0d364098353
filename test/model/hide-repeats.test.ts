import { expect, test } from "vitest";
import { HookUrl, hideRepeats } from "../../src/model/hook-url.ts";

const shown = (variable: string, live: string): string => {
  const url = new HookUrl(variable, { kind: "env", name: "HOOK_URL" });
  return hideRepeats([url])(new HookUrl(live, { kind: "live" })).show(true);
};

test.each([
  ["behind a relay", "https://relay.example.com/?to=https%3A%2F%2Fci.example.com%2Fin%2Fmine"],
  ["in a fragment", "https://relay.example.com/#https://ci.example.com/in/mine"],
  ["encoded in a fragment", "https://relay.example.com/#https%3A%2F%2Fci.example.com%2Fin%2Fmine"],
  ["with more in the path", "https://ci.example.com/in/mine2"],
  ["with a host in percent-encoding", "https://%63i.example.com/in/mine/more"],
])("a URL of the environment %s is masked", (_, live) => {
  expect(shown("https://ci.example.com/in/mine", live)).toMatch(/^https:\/\/[^/]+\/\*\*\*$/);
});

test("its token is masked at every host, wherever in a URL either has it", () => {
  const live = "https://other.example.com/x9YkAbcQ7rTz4WvN2";
  for (const variable of [
    "https://ci.example.com/x9YkAbcQ7rTz4WvN2/a",
    `https://ci.example.com/?t=x9YkAbcQ7rTz4WvN2`,
    "https://ci.example.com/in#x9YkAbcQ7rTz4WvN2",
    "https://bot:x9YkAbcQ7rTz4WvN2@ci.example.com/in",
  ])
    expect(shown(variable, live)).toBe("https://other.example.com/***");
  const own = "https://ci.example.com/x9YkAbcQ7rTz4WvN2";
  expect(shown(own, "https://x9YkAbcQ7rTz4WvN2@other.example.com/in")).not.toContain("YkAbc");
});

test.each([
  ["another path", "https://ci.example.com/in/mine", "https://ci.example.com/in/yours"],
  ["the same path elsewhere", "https://ci.example.com/in/mine", "https://ci.example.net/in/mine"],
  ["another value", "https://ci.example.com/in?for=me", "https://ci.example.com/in?for=you"],
  ["any path behind a host alone", "https://ci.example.com/", "https://ci.example.com/in"],
  [
    "such a path where the host ends in a dot",
    "https://ci.example.com.",
    "https://ci.example.com/in",
  ],
  ["what is no URL", "https://ci.example.com/in", "ci.example.com/in"],
  ["a variable without one", "", "https://ci.example.com/in"],
])("%s is another URL", (_, variable, live) => {
  expect(shown(variable, live)).toBe(live);
});

test("a dot behind the host of a variable makes it no other URL", () => {
  expect(shown("https://ci.example.com./in", "https://ci.example.com/in")).toBe("env:HOOK_URL");
});
