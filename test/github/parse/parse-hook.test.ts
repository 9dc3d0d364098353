import { describe, expect, test } from "vitest";
import { parseHook } from "../../../src/github/parse/parse-hook.ts";
import { hookJson } from "../support/fake-github.ts";

function withConfig(config: unknown): unknown {
  return hookJson(7, { config });
}

const url = "https://ci.example.com/hook";

describe("a hook of today", () => {
  test("is read whole", () => {
    const { url: at, ...hook } = parseHook(hookJson(7));
    expect(at.reveal()).toBe("https://ci.example.com/7");
    expect(at.origin).toEqual({ kind: "live" });
    expect(hook).toEqual({
      id: 7,
      name: "web",
      events: ["issues", "push"],
      active: true,
      contentType: "json",
      insecureSsl: false,
      hasSecret: true,
      unknownConfigKeys: [],
      updatedAt: Date.UTC(2026, 3, 14, 15),
      createdAt: Date.UTC(2026, 3, 1, 15),
      lastResponse: { code: 200, status: "active", message: "OK" },
    });
  });

  test("has events as a sorted set", () => {
    expect(parseHook(hookJson(7, { events: ["push", "fork", "push"] })).events).toEqual([
      "fork",
      "push",
    ]);
  });

  test.each([
    [
      { code: null, status: "unused", message: null },
      { code: null, status: "unused", message: null },
    ],
    [
      { code: 413, status: null },
      { code: 413, status: null, message: null },
    ],
    [null, undefined],
    [undefined, undefined],
  ])("last_response %j", (last_response, expected) => {
    expect(parseHook(hookJson(7, { last_response })).lastResponse).toEqual(expected);
  });
});

describe("what years have left behind", () => {
  test("a config of nothing but a url", () => {
    expect(parseHook(withConfig({ url }))).toMatchObject({
      contentType: "form",
      insecureSsl: false,
      hasSecret: false,
      unknownConfigKeys: [],
    });
  });

  test.each([
    [undefined, false],
    [null, false],
    ["", false],
    ["********", true],
    ["shown in clear by an old server", true],
  ])("secret %j", (secret, hasSecret) => {
    expect(parseHook(withConfig({ url, secret })).hasSecret).toBe(hasSecret);
  });

  test.each([
    [0, false],
    [1, true],
    ["0", false],
    ["1", true],
    [true, true],
    [false, false],
    [null, false],
  ])("insecure_ssl %j", (insecure_ssl, insecureSsl) => {
    expect(parseHook(withConfig({ url, insecure_ssl })).insecureSsl).toBe(insecureSsl);
  });

  test("a content type that is not canonical stays as it is", () => {
    expect(parseHook(withConfig({ url, content_type: "application/json" })).contentType).toBe(
      "application/json",
    );
  });

  test("unknown keys are named, sorted, and their values dropped", () => {
    const hook = parseHook(withConfig({ url, token: "a-hidden-value", digest: "x", email: "y" }));
    expect(hook.unknownConfigKeys).toEqual(["digest", "email", "token"]);
    expect(JSON.stringify(hook)).not.toContain("a-hidden-value");
  });

  test.each([
    { id: 1, name: "travis", config: {}, events: ["push"], active: true },
    { id: 1, name: "travis", active: true, events: ["push"] },
    { id: 1, name: "cli", config: { ws_url: "wss://x", insecure_ssl: "?" }, events: ["*"] },
    { id: 1, name: "email", config: null },
  ])("a hook that is not web needs nothing: %j", (value) => {
    expect(parseHook(value)).toMatchObject({ id: 1, name: value.name, hasSecret: false });
    expect(parseHook(value).url.reveal()).toBe("");
  });
});

describe("an answer that is no hook", () => {
  test.each([
    ["text", "hook"],
    ["null", null],
    ["a list", []],
    ["no id", hookJson(7, { id: undefined })],
    ["an id of text", hookJson(7, { id: "7" })],
    ["an id that is no whole number", hookJson(7, { id: 7.5 })],
    ["an id too big", hookJson(7, { id: 2 ** 60 })],
    ["no name", hookJson(7, { name: undefined })],
    ["no config", hookJson(7, { config: undefined })],
    ["a config of null", withConfig(null)],
    ["a list for a config", withConfig([])],
    ["no url", withConfig({ content_type: "json" })],
    ["an empty url", withConfig({ url: "" })],
    ["a url that is no text", withConfig({ url: 5 })],
    ["no events", hookJson(7, { events: undefined })],
    ["an event that is no text", hookJson(7, { events: ["push", null] })],
    ["no active", hookJson(7, { active: undefined })],
    ["no updated_at", hookJson(7, { updated_at: undefined })],
    ["an updated_at that is no time", hookJson(7, { updated_at: "yesterday" })],
    ["an unknown insecure_ssl", withConfig({ url, insecure_ssl: "maybe" })],
  ])("%s", (_, value) => {
    expect(() => parseHook(value)).toThrow(
      expect.objectContaining({ name: "GitHubError", code: "malformed-answer", status: 200 }),
    );
  });

  test("is told by its id", () => {
    expect(() => parseHook(withConfig({}))).toThrow("hook 7 has no config.url");
  });
});
