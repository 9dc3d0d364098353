import { describe, expect, test } from "vitest";
import { desiredHook, liveHook, longAgo, managed, noSecret } from "../../support/build.ts";
import { type OneScope, planOne } from "../../support/plan-one.ts";

const codes = (scope: OneScope) => planOne(scope).diagnostics.map(({ code }) => code);
const legacy = { unknownConfigKeys: ["email", "token"] } as const;
const dropped = "unknown-config-dropped";

describe("config keys that nobody knows", () => {
  test.each([
    [
      "a secret re-supplied",
      desiredHook({ active: false, secret: managed() }),
      { hasSecret: true },
      [dropped],
    ],
    ["a secret set", desiredHook({ active: false, secret: managed() }), {}, [dropped]],
    [
      "a secret removed",
      desiredHook({ secret: noSecret }),
      { hasSecret: true },
      [dropped, "secret-removed"],
    ],
    [
      "config and events changed",
      desiredHook({ active: false, contentType: "form" }),
      {},
      [dropped],
    ],
    ["events alone changed", desiredHook({ active: false }), {}, []],
    ["config alone changed", desiredHook({ contentType: "form" }), {}, []],
    ["a secret set alone", desiredHook({ secret: managed() }), {}, []],
    // Should `updated_at` not move, the whole config is sent after all.
    [
      "a rotation",
      desiredHook({ secret: managed("ci", longAgo + 1) }),
      { hasSecret: true },
      [dropped],
    ],
    ["nothing changed", desiredHook(), {}, []],
  ] as const)("are warned of with %s: %s", (_, desired, live, expected) => {
    expect(codes({ hooks: [desired], live: [liveHook({ ...legacy, ...live })] })).toEqual(expected);
  });

  test("are named, and where the hook is", () => {
    const desired = desiredHook({ active: false, secret: managed() });
    const [warning] = planOne({
      hooks: [desired],
      live: [liveHook({ id: 7, ...legacy })],
    }).diagnostics;
    expect(warning).toMatchObject({
      severity: "warning",
      scope: "acme/api",
      position: desired.position,
    });
    for (const word of ["#7", '"email"', '"token"']) expect(warning?.message).toContain(word);
  });

  test("are left alone by a blocked action, a create and a delete", () => {
    const desired = desiredHook({ active: false, contentType: "form" });
    const live = [liveHook({ ...legacy, hasSecret: true })];
    expect(codes({ hooks: [desired], live })).toEqual([]);
    expect(codes({ hooks: [desired] })).toEqual([]);
    expect(codes({ live, unmanaged: "delete" })).toEqual([]);
  });
});

test("a secret that will be removed is warned of", () => {
  const scope = {
    hooks: [desiredHook({ secret: noSecret })],
    live: [liveHook({ hasSecret: true })],
  };
  expect(codes(scope)).toEqual(["secret-removed"]);
  expect(codes({ ...scope, protect: ["**"] })).toEqual([]);
});
