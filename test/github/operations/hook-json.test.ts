import { describe, expect, test } from "vitest";
import { parseHook, parseListedHook } from "../../../src/github/operations/hook-json.ts";
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
    ["", false],
    ["true", "true"],
    ["false", "false"],
    ["2", "2"],
    [2, "2"],
    [{ of: ["two"] }, '{"of":["two"]}'],
  ])("insecure_ssl %j", (insecure_ssl, insecureSsl) => {
    expect(parseHook(withConfig({ url, insecure_ssl })).insecureSsl).toBe(insecureSsl);
  });

  test.each([
    ["application/json", "application/json"],
    [["json"], '["json"]'],
    [null, "form"],
    ["", "form"],
  ])("content_type %j", (content_type, contentType) => {
    expect(parseHook(withConfig({ url, content_type })).contentType).toBe(contentType);
  });

  test("a value that is nested too deeply", () => {
    const deep: unknown = JSON.parse(`${"[".repeat(200_000)}${"]".repeat(200_000)}`);
    const odd = { active: deep, events: [deep], config: { url, insecure_ssl: deep } };
    const shown = "(nested too deeply)";
    expect(parseHook(hookJson(7, odd))).toMatchObject({
      active: shown,
      events: [shown],
      insecureSsl: shown,
    });
  });

  test.each([
    [
      ["push", 7, null],
      ["7", "null", "push"],
    ],
    ["push", ['"push"']],
    [null, []],
    [undefined, []],
  ])("events %j", (events, expected) => {
    expect(parseHook(hookJson(7, { events })).events).toEqual(expected);
  });

  test.each([
    ["yes", "yes"],
    [1, "1"],
    [undefined, "null"],
  ])("active %j", (active, expected) => {
    expect(parseHook(hookJson(7, { active })).active).toBe(expected);
  });

  test.each(["yesterday", undefined, 7])("an updated_at of %j, which tells no time", (value) => {
    const hook = parseHook(hookJson(7, { updated_at: value, created_at: value }));
    expect([hook.updatedAt, hook.createdAt]).toEqual([0, 0]);
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
  ])("%s", (_, value) => {
    expect(() => parseHook(value)).toThrow(
      expect.objectContaining({ name: "GitHubError", code: "malformed-answer", status: 200 }),
    );
  });

  test.each([
    ["no id", { id: null }, { id: -4, name: "" }],
    ["an id that is no number", { id: "7" }, { id: -4, name: "" }],
    ["an id that is no whole number", { id: 7.5 }, { id: -4, name: "" }],
    // Those below zero are given to hooks without an id.
    ["an id of zero", { id: 0 }, { id: -4, name: "" }],
    ["an id below zero", { id: -1 }, { id: -4, name: "" }],
    ["no name", { name: null }, { id: -4, name: "" }],
    ["no config", { config: null }, { id: 7, name: "web" }],
  ])("in a list, %s does not hide the other hooks", (_, over, expected) => {
    expect(parseListedHook(hookJson(7, over), 3)).toMatchObject(expected);
    expect(() => parseListedHook("hook", 3)).toThrow("a hook is not an object");
  });

  test("is told by its id", () => {
    expect(() => parseHook(withConfig({}))).toThrow("hook 7 has no config.url");
  });
});

describe("the address of a hook", () => {
  test.each([
    [
      "https://api.github.com/repos/Acme/Api.x/hooks/7",
      { kind: "repository", owner: "Acme", repository: "Api.x" },
    ],
    ["https://ghes.example.com/api/v3/orgs/Acme/hooks/7", { kind: "organization", owner: "Acme" }],
    ["https://api.github.com/repositories/1/hooks/7", undefined],
    ["https://api.github.com/organizations/1/hooks/7", undefined],
    ["https://api.github.com/repos/Acme/a%2Fb/hooks/7", undefined],
    ["https://api.github.com/repos/Acme/Api/hooks/7/pings", undefined],
    [7, undefined],
    [undefined, undefined],
  ])("%s spells its scope", (address, spelling) => {
    expect(parseHook(hookJson(7, { url: address })).spelling).toEqual(spelling);
  });
});
