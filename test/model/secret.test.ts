import { format, inspect } from "node:util";
import { serialize } from "node:v8";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GitHubError, HookfleetError } from "../../src/model/errors.ts";
import { HookUrl } from "../../src/model/hook-url.ts";
import { Secret } from "../../src/model/secret.ts";

const value = "correct-horse-battery-staple";

/** Every way in which a value turns into text without anybody asking for its inside. */
function texts(item: unknown): readonly string[] {
  const error = new Error(`about ${item}`, { cause: item });
  const wrapped = { item, list: [item], map: new Map([["key", item]]), set: new Set([item]) };
  return [
    `${item}`,
    `${[item]}`,
    String(item),
    Object.prototype.toString.call(item),
    JSON.stringify(item),
    JSON.stringify({ item, list: [item] }),
    ...[item, wrapped, error, [[[[item]]]]].flatMap((thing) => [
      inspect(thing),
      inspect(thing, { showHidden: true, depth: Number.POSITIVE_INFINITY, getters: true }),
      inspect(thing, { customInspect: false, showHidden: true, depth: 9 }),
      format("%s %o %O %j %d", thing, thing, thing, item, item),
    ]),
    inspect(new GitHubError("code", "message", { status: 422, cause: item })),
    inspect(new HookfleetError("code", `${item}`, { cause: { item } })),
    error.stack ?? "",
    inspect(structuredClone(item)),
    JSON.stringify(structuredClone({ item })),
    inspect(Object.entries(item as object)),
    inspect({ ...(item as object) }),
    inspect(Object.getOwnPropertyDescriptors(item as object)),
    serialize(item).toString("latin1"),
  ];
}

describe("Secret", () => {
  test("gives its value only to who asks for it by name", () => {
    expect(new Secret(value).reveal()).toBe(value);
  });

  test("never shows it", () => {
    for (const text of texts(new Secret(value))) expect(text).not.toContain(value);
  });

  test.each([
    ["a template", `${new Secret(value)}`],
    ["a list", [new Secret(value)].join()],
    ["JSON", JSON.parse(JSON.stringify(new Secret(value)))],
    ["inspect", inspect(new Secret(value))],
    ["inspect with everything", inspect(new Secret(value), { showHidden: true })],
  ])("says that it is one in %s", (_, text) => {
    expect(text).toBe("[secret]");
  });

  test("has nothing that could be listed", () => {
    expect(Reflect.ownKeys(new Secret(value))).toEqual([]);
  });

  test("keeps any text as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(new Secret(text).reveal()).toBe(text);
      }),
    );
  });
});

describe("HookUrl", () => {
  const url = `https://me:${value}@ci.example.com/in/a1b2c3d4e5f6g7h8?k=${value}`;

  test.each([
    ["declared", { kind: "declared" }, "https://***@ci.example.com/in/***?k=***"],
    ["live", { kind: "live" }, "https://***@ci.example.com/***"],
    ["env", { kind: "env", name: "HOOK_URL" }, "env:HOOK_URL"],
  ] as const)("from %s never shows what may be a credential", (_, origin, shown) => {
    const item = new HookUrl(url, origin);
    for (const text of texts(item)) {
      expect(text).not.toContain(value);
      expect(text).not.toContain("a1b2c3d4e5f6g7h8");
    }
    expect([item.show(), `${item}`, inspect(item), item.toJSON()]).toEqual(Array(4).fill(shown));
    expect(item.reveal()).toBe(url);
  });

  test.each([
    ["declared", { kind: "declared" }, url],
    ["live", { kind: "live" }, url],
    ["env", { kind: "env", name: "HOOK_URL" }, "env:HOOK_URL"],
  ] as const)("from %s shows all when told so, but for the environment's", (_, origin, shown) => {
    expect(new HookUrl(url, origin).show(true)).toBe(shown);
  });

  test("remembers its normal form and gives its host", () => {
    const item = new HookUrl("HTTPS://CI.example.com:443", { kind: "declared" });
    expect([item.normalized(), item.normalized()]).toEqual(
      Array(2).fill("https://ci.example.com/"),
    );
    expect(item.host()).toBe("ci.example.com");
    expect(new HookUrl("https://ci.example.com:8443/", { kind: "live" }).host()).toBe(
      "ci.example.com:8443",
    );
    expect(new HookUrl("", { kind: "live" }).host()).toBe("");
  });

  test("is shown as openly as another that made it known, but a credential stays one", () => {
    const [live, declared, env] = [
      new HookUrl(url, { kind: "live" }),
      new HookUrl(url, { kind: "declared" }),
      new HookUrl(url, { kind: "env", name: "HOOK_URL" }),
    ];
    expect(live.asKnownFrom(declared).origin).toEqual({ kind: "declared" });
    expect(live.asKnownFrom(env).origin).toEqual(env.origin);
    expect(env.asKnownFrom(declared).origin).toEqual(env.origin);
    expect(live.asKnownFrom(declared).reveal()).toBe(url);
  });
});
