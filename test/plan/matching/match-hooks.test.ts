import { describe, expect, test } from "vitest";
import type { DesiredHook, LiveHook } from "../../../src/model/hook.ts";
import { HookUrl } from "../../../src/model/hook-url.ts";
import { matchHooks } from "../../../src/plan/matching/match-hooks.ts";
import { desiredHook, liveHook, receiver } from "../../support/build.ts";

const shouted = "https://CI.Example.com:443/hook";
const old = "https://old.example.com/hook";

/** The match by positions of the declared and ids of the live. */
function match(desired: readonly DesiredHook[], live: readonly LiveHook[]) {
  const found = matchHooks(desired, live);
  return {
    pairs: desired.map((hook) => found.pairs.find((pair) => pair.desired === hook)?.live.id),
    missing: found.missing.map((hook) => desired.indexOf(hook)),
    superseded: found.superseded.map(({ live: hook }) => hook.id),
    leftover: found.leftover.map((hook) => hook.id),
  };
}

describe("the tiers of matching", () => {
  test("the same URL wins over the same normalized one, however much differs", () => {
    const live = [liveHook({ id: 1, url: shouted }), liveHook({ id: 2, events: ["a", "b", "c"] })];
    expect(match([desiredHook()], live)).toMatchObject({ pairs: [2], leftover: [1] });
  });

  test("the same normalized URL wins over a previous one", () => {
    const live = [liveHook({ id: 1, url: old }), liveHook({ id: 2, url: shouted, active: false })];
    expect(match([desiredHook({ previousUrls: [old] })], live)).toMatchObject({
      pairs: [2],
      superseded: [1],
    });
  });

  test("a previous URL is found in any spelling", () => {
    const live = [liveHook({ url: "https://OLD.example.com/hook" })];
    expect(match([desiredHook({ previousUrls: [old] })], live)).toMatchObject({ pairs: [1] });
  });

  test("a path that differs by a byte is another hook", () => {
    const live = [liveHook({ url: `${receiver}/` }), liveHook({ id: 2, url: `${receiver}?` })];
    expect(match([desiredHook()], live)).toMatchObject({ missing: [0], leftover: [1, 2] });
  });

  test("an earlier tier leaves the later ones nothing to take away", () => {
    const first = desiredHook({ previousUrls: [old] });
    const second = desiredHook({ url: old });
    expect(match([first, second], [liveHook({ url: old })])).toMatchObject({
      pairs: [undefined, 1],
      missing: [0],
    });
  });
});

describe("several candidates within a tier", () => {
  test("pair so that the least changes in all", () => {
    const desired = [desiredHook({ events: ["a", "b"] }), desiredHook({ events: ["c"] })];
    // The first alone would rather take hook 1; together they do better the other way round.
    const live = [
      liveHook({ id: 1, events: ["a", "c"] }),
      liveHook({ id: 2, events: ["a", "b", "d", "e"] }),
    ];
    expect(match(desired, live).pairs).toEqual([2, 1]);
  });

  test("ties go to the lowest hook id", () => {
    const live = [7, 3, 5].map((id) => liveHook({ id }));
    expect(match([desiredHook()], live)).toMatchObject({ pairs: [3], leftover: [5, 7] });
  });

  test("ties go to the canonical order of the declared, not to that of the list", () => {
    const desired = [desiredHook({ events: ["b"] }), desiredHook({ events: ["a"] })];
    const live = [liveHook({ id: 1, events: ["c"] }), liveHook({ id: 2, events: ["c"] })];
    expect(match(desired, live).pairs).toEqual([2, 1]);
    expect(match(desired.toReversed(), live.toReversed()).pairs).toEqual([1, 2]);
  });

  test.each([
    ["content type", { contentType: "form" }],
    ["insecure_ssl", { insecureSsl: true }],
    ["active", { active: false }],
    ["previous URL", { previousUrls: [old] }],
  ] as const)("hooks without events are told apart by their %s", (_, over) => {
    const desired = [desiredHook({ events: [], ...over }), desiredHook({ events: [] })];
    const live = [liveHook({ id: 1, events: ["a"] }), liveHook({ id: 2, events: ["a"] })];
    const forwards = match(desired, live).pairs;
    expect(match(desired.toReversed(), live).pairs).toEqual(forwards.toReversed());
  });

  test("previous URLs compete as the others do", () => {
    const older = "https://older.example.com/hook";
    const desired = [desiredHook({ previousUrls: [old, older] })];
    const live = [
      liveHook({ id: 1, url: old, events: ["a"] }),
      liveHook({ id: 2, url: older, active: false }),
    ];
    expect(match(desired, live)).toEqual({
      pairs: [2],
      missing: [],
      superseded: [1],
      leftover: [],
    });
  });

  test("two that claim one previous URL both get a hook where there are two", () => {
    const desired = [
      desiredHook({ previousUrls: [old] }),
      desiredHook({ url: `${receiver}/2`, events: ["b"], previousUrls: [old] }),
    ];
    const live = [
      liveHook({ id: 1, url: old, events: ["b"] }),
      liveHook({ id: 2, url: old, events: ["push"] }),
    ];
    expect(match(desired, live).pairs).toEqual([2, 1]);
  });
});

describe("superseded hooks", () => {
  test("stand under a previous URL of a hook that has found its own", () => {
    const live = [liveHook({ id: 1 }), liveHook({ id: 2, url: old })];
    const desired = desiredHook({ previousUrls: [old] });
    expect(matchHooks([desired], live).superseded).toMatchObject([
      { live: { id: 2 }, successor: desired },
    ]);
  });

  test("are found in any spelling", () => {
    const live = [
      liveHook({ id: 1 }),
      liveHook({ id: 2, url: "https://OLD.example.com:443/hook" }),
    ];
    const spelled = "HTTPS://old.example.com/hook";
    for (const previousUrls of [[old], [spelled]])
      expect(match([desiredHook({ previousUrls })], live).superseded).toEqual([2]);
  });

  test("are none where the previous URL is nobody's", () => {
    expect(match([desiredHook()], [liveHook({ url: old })])).toMatchObject({
      superseded: [],
      leftover: [1],
    });
  });
});

describe("how a live URL may be shown once it is matched", () => {
  const secretPath = "https://hooks.example.com/T0/B0";
  test.each([
    ["declared", { kind: "declared" }, secretPath],
    ["from the environment", { kind: "env", name: "HOOK_URL" }, "env:HOOK_URL"],
  ] as const)("as openly as one that is %s", (_, origin, shown) => {
    const desired = { ...desiredHook(), url: new HookUrl(secretPath, origin) };
    const [pair] = matchHooks([desired], [liveHook({ url: secretPath })]).pairs;
    expect(pair?.live.url.show()).toBe(shown);
  });

  test("and else with its path masked", () => {
    const [hook] = matchHooks([desiredHook()], [liveHook({ url: secretPath })]).leftover;
    expect(hook?.url.show()).toBe("https://hooks.example.com/***");
  });
});
