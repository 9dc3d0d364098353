import { expect, test } from "vitest";
import { declaredHooks } from "../../src/verify/verify-plan.ts";
import { desiredHook, liveHook } from "../support/build.ts";
import { planCases } from "../support/plan-cases.ts";

test("declared hooks stand by scope and id, whatever happens to them, and missing ones last", () => {
  const url = (name: string) => `https://ci.example.com/${name}`;
  const hooks = [
    desiredHook({ url: url("missing") }),
    desiredHook({ url: url("unchanged") }),
    desiredHook({ url: url("patched"), insecureSsl: true }),
    desiredHook({ url: url("updated"), active: false }),
  ];
  const live = [
    liveHook({ id: 30, url: url("updated") }),
    liveHook({ id: 20, url: url("unchanged") }),
    liveHook({ id: 10, url: url("patched") }),
  ];
  const { plan } = planCases({ "beta/web": { hooks, live }, "acme/api": { hooks, live } });
  expect(
    declaredHooks(plan).map(({ scope, desired, live: found }) => [
      scope.owner,
      found?.id,
      desired.url.reveal().slice(url("").length),
    ]),
  ).toEqual(
    ["acme", "beta"].flatMap((owner) => [
      [owner, 10, "patched"],
      [owner, 20, "unchanged"],
      [owner, 30, "updated"],
      [owner, undefined, "missing"],
    ]),
  );
});
