import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DesiredSecret } from "../../../src/model/secret-reference.ts";
import { planFleet } from "../../../src/plan/plan-fleet.ts";
import { nameScopes } from "../../../src/plan/review/describe-scopes.ts";
import { reviewChange } from "../../../src/plan/review/review-change.ts";
import { fleetCase } from "../../support/arbitraries.ts";
import {
  absentHook,
  api,
  at,
  desiredHook,
  desiredScope,
  desiredState,
  liveHook,
  liveState,
  managed,
  noSecret,
  receiver,
  scope,
  undeclared,
} from "../../support/build.ts";
import { codes, reviewOne } from "./review.ts";

const empty = desiredState();
const declared = desiredState({ scopes: [desiredScope({ hooks: [desiredHook()] })] });

function both(plan: ReturnType<typeof planFleet>) {
  const live = liveState([[api, [liveHook()]]]);
  return {
    base: { state: declared, plan: planFleet(declared, live, { hooksPerEvent: 20 }) },
    head: { state: empty, plan },
    defaults: { unmanaged: "report", undeclaredSecrets: "refuse" },
    isLive: true,
  } as const;
}

const signed = [liveHook({ hasSecret: true })];

describe("guards of a hook", () => {
  test.each([
    ["insecure_ssl on", {}, { insecureSsl: true }, ["guard-lowered"]],
    ["insecure_ssl off", { insecureSsl: true }, {}, []],
    ["secret taken away", { secret: managed() }, { secret: noSecret }, ["guard-lowered"]],
    ["secret undeclared", { secret: managed() }, { secret: undeclared }, ["guard-lowered"]],
    ["secret declared", { secret: noSecret }, { secret: managed() }, []],
    ["other events", {}, { events: ["issues"] }, []],
  ])("%s", (_, before, after, expected) => {
    const review = reviewOne({ hooks: [desiredHook(before)] }, { hooks: [desiredHook(after)] });
    expect(codes(review)).toEqual(expected);
  });

  test("another secret that is bound to no hosts", () => {
    const bound = (secret: DesiredSecret): DesiredSecret =>
      secret.kind === "managed"
        ? { ...secret, secret: { ...secret.secret, hosts: ["ci.example.com"] } }
        : secret;
    const fresh = managed("fresh", Date.parse("2026-03-01T00:00:00Z"));
    const review = (after: DesiredSecret) =>
      codes(
        reviewOne(
          { hooks: [desiredHook({ secret: bound(managed()) })] },
          { hooks: [desiredHook({ secret: after })] },
        ),
      );
    expect(review(fresh)).toEqual(["guard-lowered"]);
    expect(review(bound(fresh))).toEqual([]);
    // It is gone altogether, which is said once.
    expect(review(noSecret)).toEqual(["guard-lowered"]);
    expect(
      codes(
        reviewOne(
          { hooks: [desiredHook({ secret: managed() })] },
          { hooks: [desiredHook({ secret: fresh })] },
        ),
      ),
    ).toEqual([]);
  });

  test("https given up", () => {
    const url = "http://ci.example.com/hook";
    const after = desiredHook({ url, previousUrls: ["https://ci.example.com/hook"] });
    const found = reviewOne({ hooks: [desiredHook()] }, { hooks: [after] });
    expect(found).toMatchObject([{ code: "guard-lowered", scope: "acme/api", position: at(12) }]);
  });

  test("stands at the field's own place", () => {
    const after = desiredHook({
      insecureSsl: true,
      provenance: new Map([["insecure_ssl", at(4)]]),
    });
    const found = reviewOne({ hooks: [desiredHook()] }, { hooks: [after] });
    expect(found).toMatchObject([{ position: at(4), scope: "acme/api" }]);
  });
});

describe("settings of a scope", () => {
  const places = { unmanaged: at(6), undeclaredSecrets: at(7) };
  test.each([
    ["report", "delete", ["guard-lowered"]],
    ["keep", "delete", ["guard-lowered"]],
    ["report", "keep", ["guard-lowered"]],
    ["delete", "keep", ["guard-lowered"]],
    ["delete", "report", []],
    ["delete", "delete", []],
    [undefined, "delete", ["guard-lowered"]],
    [undefined, "report", []],
  ] as const)("unmanaged: %s → %s", (before, after, expected) => {
    const base = before === undefined ? undefined : { unmanaged: before };
    const found = reviewOne(base, { unmanaged: after, settingPlaces: places });
    expect(codes(found)).toEqual(expected);
    for (const { position, scope } of found) {
      expect([position, scope]).toEqual([at(6), "acme/api"]);
    }
  });

  test("undeclared_secrets: keep", () => {
    const after = { undeclaredSecrets: "keep", settingPlaces: places } as const;
    expect(reviewOne({}, after)).toMatchObject([{ code: "guard-lowered", position: at(7) }]);
    expect(reviewOne({ undeclaredSecrets: "keep" }, {})).toEqual([]);
  });
});

describe("abandoned hooks", () => {
  const base = { hooks: [desiredHook({ secret: managed(), position: at(31) })] };

  test("live, no longer declared, and left alone", () => {
    const found = reviewOne(base, {}, signed);
    expect(found).toMatchObject([
      { severity: "warning", code: "hook-abandoned", scope: "acme/api", position: at(5) },
    ]);
    expect(found[0]?.message).toContain(
      "declares the hook https://ci.example.com/hook #1 (hookfleet.yaml:31 on",
    );
    expect(codes(reviewOne(base, undefined, signed))).toEqual(["hook-abandoned"]);
    expect(codes(reviewOne(base, undefined))).toEqual(["hook-abandoned"]);
  });

  test.each([
    ["not live", {}, []],
    ["deleted by the plan", { absent: [absentHook(receiver)] }, signed],
    ["declared with other events", { hooks: [desiredHook({ events: ["star"] })] }, signed],
  ])("none that is %s", (_, after, live) => {
    expect(codes(reviewOne(base, after, live))).not.toContain("hook-abandoned");
  });

  test("unmanaged: delete takes care of them", () => {
    const found = reviewOne({ ...base, unmanaged: "delete" }, { unmanaged: "delete" }, signed);
    expect(found).toEqual([]);
  });

  test("one that moved is not abandoned", () => {
    const moved = desiredHook({
      url: "https://new.example.com/hook",
      previousUrls: ["https://ci.example.com/hook"],
      secret: managed(),
    });
    expect(reviewOne(base, { hooks: [moved] }, signed)).toEqual([]);
  });

  test("nothing is said of a scope that may still be selected", () => {
    const review = (unknown: ReadonlySet<string>) => {
      const plan = planFleet({ ...empty, scopes: [] }, new Map(), { hooksPerEvent: 20 });
      const found = reviewChange({ ...both(plan), unknown });
      return codes(found);
    };
    expect(review(new Set())).toEqual(["hook-abandoned"]);
    expect(review(new Set(["acme/api"]))).toEqual([]);
  });
});

test("scopes are named up to three, each once and in order", () => {
  const named = (...names: readonly string[]) => nameScopes(names.map(scope));
  expect(named("acme/b")).toBe("acme/b");
  expect(named("acme/b", "acme", "acme/b")).toBe("acme and acme/b");
  expect(named("acme/c", "acme/b", "acme/a")).toBe("acme/a, acme/b and acme/c");
  expect(named("acme/d", "acme/c", "acme/b", "acme/a")).toBe("acme/a, acme/b, acme/c and 1 more");
});

test("without a change there is nothing to say", () => {
  fc.assert(
    fc.property(fleetCase, ({ desired, live }) => {
      const plan = planFleet(desired, live, { hooksPerEvent: 20 });
      const side = { state: desired, plan };
      const common = { base: side, head: side, unknown: new Set<string>() };
      const defaults = { unmanaged: "report", undeclaredSecrets: "refuse" } as const;
      expect(reviewChange({ ...common, defaults, isLive: true })).toEqual([]);
      expect(reviewChange({ ...common, defaults, isLive: false })).toEqual([]);
    }),
  );
});

test("a warning about several scopes has them all, and names some", () => {
  const scopes = ["a", "b", "c", "d", "e"].map(
    (repository) => ({ kind: "repository", owner: "acme", repository }) as const,
  );
  const before = desiredState({
    scopes: scopes.map((scope) => desiredScope({ scope, hooks: [desiredHook()] })),
  });
  const live = liveState(scopes.map((scope) => [scope, [liveHook()]]));
  const options = { hooksPerEvent: 20 };
  const [found, ...others] = reviewChange({
    base: { state: before, plan: planFleet(before, live, options) },
    head: { state: empty, plan: planFleet(empty, live, options) },
    defaults: { unmanaged: "report", undeclaredSecrets: "refuse" },
    unknown: new Set(),
    isLive: true,
  });
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    code: "hook-abandoned",
    scopes: ["acme/a", "acme/b", "acme/c", "acme/d", "acme/e"],
    message: expect.stringContaining("acme/a, acme/b, acme/c and 2 more"),
  });
  expect(found).not.toHaveProperty("scope");
});
