import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/model/diagnostic.ts";
import type { DesiredHook, LiveHook } from "../../src/model/hook.ts";
import { planFleet } from "../../src/plan/plan-fleet.ts";
import {
  at,
  declaredUrl,
  desiredHook,
  desiredScope,
  desiredState,
  liveHook,
  liveState,
  managed,
  noSecret,
  scope,
  undeclared,
} from "../support/build.ts";
import { planOne } from "../support/plan-one.ts";

const https = "https://ci.example.com/hook";
const http = "http://ci.example.com/hook";
const moving = { previousUrls: [https].map(declaredUrl) };

function codes(desired: DesiredHook, live: LiveHook): readonly string[] {
  return planOne({ hooks: [desired], live: [live], undeclaredSecrets: "keep" }).diagnostics.map(
    ({ code }) => code,
  );
}

describe("what an action takes away is said in words", () => {
  test.each<[what: string, desired: DesiredHook, live: LiveHook, codes: readonly string[]]>([
    [
      "a secret removed",
      desiredHook({ secret: noSecret }),
      liveHook({ hasSecret: true }),
      ["secret-removed"],
    ],
    [
      "a hook with an undeclared secret adopted",
      desiredHook({ secret: undeclared, events: ["star"] }),
      liveHook({ hasSecret: true }),
      ["undeclared-secret-kept"],
    ],
    [
      "certificates no longer verified",
      desiredHook({ insecureSsl: true }),
      liveHook(),
      ["verification-off"],
    ],
    [
      "https left",
      { ...desiredHook({ url: http }), ...moving },
      liveHook({ url: https }),
      ["delivery-in-clear"],
    ],
    ["https spelt otherwise", desiredHook({ url: "https://CI.example.com/hook" }), liveHook(), []],
    ["certificates verified again", desiredHook(), liveHook({ insecureSsl: true }), []],
    ["http left", desiredHook({ url: https, previousUrls: [http] }), liveHook({ url: http }), []],
    [
      "a managed secret sent with everything",
      desiredHook({ secret: managed(), events: ["star"] }),
      liveHook({ hasSecret: true }),
      [],
    ],
  ])("%s", (_, desired, live, expected) => {
    expect(codes(desired, live)).toEqual(expected);
  });

  test("a successor that is not signed", () => {
    const old = "https://old.example.com/";
    const desired = desiredHook({ secret: noSecret, previousUrls: [old] });
    const live = [liveHook(), liveHook({ id: 2, url: old, hasSecret: true })];
    const { actions, diagnostics } = planOne({ hooks: [desired], live });
    expect(actions.map(({ reason }) => reason)).toEqual(["superseded"]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["successor-unsigned"]);
    expect(diagnostics[0]?.message).toContain("#2");
    const signed = desiredHook({ secret: managed(), previousUrls: [old] });
    expect(planOne({ hooks: [signed], live }).diagnostics).toEqual([]);
  });

  test("nothing is said of what is not attempted", () => {
    const hooks = [desiredHook({ secret: noSecret, insecureSsl: true })];
    const live = [liveHook({ hasSecret: true })];
    expect(planOne({ hooks, live, protect: ["**"] }).diagnostics).toEqual([]);
  });
});

describe("what is true of many hooks", () => {
  function warned(count: number, over: Partial<DesiredHook> = {}): readonly Diagnostic[] {
    const names = Array.from({ length: count }, (_, index) => `acme/r${1_000 + index}`);
    const scopes = names.map((name) =>
      desiredScope({
        scope: scope(name),
        hooks: [{ ...desiredHook({ secret: noSecret }), ...over }],
      }),
    );
    const live = names.map(
      (name, index) => [scope(name), [liveHook({ id: index + 1, hasSecret: true })]] as const,
    );
    return planFleet(desiredState({ scopes }), liveState(live), { hooksPerEvent: 20 }).diagnostics;
  }

  test("is one sentence from the sixth on, with the number and the first few", () => {
    expect(warned(5)).toHaveLength(5);
    const [only, ...others] = warned(400);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ severity: "warning", code: "secret-removed", position: at(12) });
    expect(only?.message).toContain(
      "400 hooks lose their secrets, because their entries say `secret: none`: acme/r1000 #1, acme/r1001 #2, acme/r1002 #3 and 397 more",
    );
  });

  test("hides no other kind", () => {
    const found = warned(6, { insecureSsl: true });
    expect(found.map(({ code }) => code)).toEqual(["secret-removed", "verification-off"]);
  });
});
