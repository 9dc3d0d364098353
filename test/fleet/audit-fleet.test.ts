import * as fc from "fast-check";
import { expect, test } from "vitest";
import { auditFleet, unidentifiedHooks } from "../../src/fleet/audit-fleet.ts";
import { type FindingCode, findingMessage, findingRules } from "../../src/model/audit.ts";
import type { LiveHook } from "../../src/model/hook.ts";
import type { LiveState } from "../../src/model/live-state.ts";
import { type Scope, scopeKey } from "../../src/model/scope.ts";
import { acme, api, fromGitHub, liveHook } from "../render/hand-made.ts";
import { holds } from "../render/holds.ts";

function liveOf(...scopes: readonly (readonly [Scope, readonly LiveHook[]])[]): LiveState {
  return new Map(
    scopes.map(([scope, hooks]) => [scopeKey(scope), { status: "read", scope, hooks } as const]),
  );
}

const codesOf = (live: LiveState): readonly (readonly FindingCode[])[] =>
  auditFleet(live).hooks.map(({ findings }) => findings.map(({ code }) => code));

const answered = (code: number | null, status: string) => ({ code, status, message: null });

test.each<[FindingCode, Partial<LiveHook>, Partial<LiveHook>]>([
  ["insecure-ssl", { insecureSsl: true }, { insecureSsl: "false" }],
  ["insecure-url", { url: fromGitHub("HTTP://ci.example.com/") }, {}],
  ["no-secret", { hasSecret: false }, {}],
  [
    "credentials-in-url",
    { url: fromGitHub("https://user:pass@ci.example.com/") },
    { url: fromGitHub("https://ci.example.com/user") },
  ],
  [
    "credentials-in-url",
    { url: fromGitHub("https://ci.example.com/?token=x9YkQ7rTz4WvN2aaB3") },
    { url: fromGitHub("https://ci.example.com/?job=deploy") },
  ],
  ["failing", { lastResponse: answered(502, "502") }, { lastResponse: answered(200, "active") }],
  ["failing", { lastResponse: answered(302, "") }, { lastResponse: answered(null, "unused") }],
  [
    "local-address",
    { url: fromGitHub("https://192.168.1.4/x") },
    { url: fromGitHub("https://192.169.1.4/x") },
  ],
  [
    "local-address",
    { url: fromGitHub("https://build-server:8443/hook") },
    { url: fromGitHub("https://build-server.example.com:8443/hook") },
  ],
  ["all-events", { events: ["*"] }, {}],
  ["unknown-event", { events: ["download", "push"] }, { events: ["merge_group"] }],
  ["inactive", { active: false }, { active: "maybe" }],
  ["no-events", { events: [] }, {}],
  ["legacy-service", { name: "jenkins", url: fromGitHub("") }, {}],
])("%s", (code, bad, fine) => {
  expect(codesOf(liveOf([api, [liveHook(bad)]]))).toEqual([[code]]);
  expect(codesOf(liveOf([api, [liveHook(fine)]]))).toEqual([[]]);
});

test("a hook that is not active cannot fail", () => {
  const hook = liveHook({ active: false, lastResponse: answered(500, "") });
  expect(codesOf(liveOf([api, [hook]]))).toEqual([["inactive"]]);
});

test("two hooks of one URL in one scope, however it is spelled, name each other", () => {
  const twin = liveHook({ id: 7, url: fromGitHub("https://CI.example.com:443/github-webhook/") });
  const { hooks } = auditFleet(liveOf([api, [liveHook(), twin]]));
  expect(hooks.map(({ findings }) => findings.map(findingMessage))).toEqual([
    ["Hook #123 of the scope has this URL too."],
    ["Hook #7 of the scope has this URL too."],
  ]);
});

test("events of the organization alone do not arrive at a repository's hook", () => {
  const found = (own: readonly string[], others: readonly string[]) =>
    codesOf(
      liveOf([acme, [liveHook({ id: 9, events: own })]], [api, [liveHook({ events: others })]]),
    ).map((codes) => codes.includes("organization-and-repository"));
  expect(found(["membership", "team"], ["*"])).toEqual([false, false]);
  expect(found(["membership", "push"], ["*"])).toEqual([true, true]);
  expect(found(["*"], ["push"])).toEqual([true, true]);
});

test.each<[string, Partial<LiveHook>, boolean]>([
  ["the same events", {}, true],
  ["all events", { events: ["*"] }, true],
  ["other events", { events: ["issues"] }, false],
  ["another URL", { url: fromGitHub("https://ci.example.com/") }, false],
  ["an inactive hook", { active: false }, false],
])("an organization and a repository with %s", (_, own, isTwice) => {
  const live = liveOf([acme, [liveHook({ id: 9, ...own })]], [api, [liveHook()]]);
  const found = codesOf(live).map((codes) => codes.includes("organization-and-repository"));
  expect(found).toEqual([isTwice, isTwice]);
});

test("another owner's hooks have nothing to do with it", () => {
  const other: Scope = { kind: "organization", owner: "other" };
  expect(codesOf(liveOf([other, [liveHook({ id: 9 })]], [api, [liveHook()]]))).toEqual([[], []]);
});

test("what the file does not declare is undeclared, unless it ignores it", () => {
  const live = liveOf([
    api,
    [1, 2, 3].map((id) => liveHook({ id, url: fromGitHub(`https://${id}.example`) })),
  ]);
  const inFile = (_: Scope, { id, url }: LiveHook) => ({
    position: id === 1 ? { file: "hookfleet.yaml", line: 4, column: 3 } : undefined,
    ignored: id === 2,
    url,
  });
  const { hooks } = auditFleet(live, { inFile });
  expect(hooks.map(({ declared, findings }) => [declared, findings.length])).toEqual([
    [true, 0],
    [false, 0],
    [false, 1],
  ]);
});

test("what is not wanted is left out", () => {
  const live = liveOf([api, [liveHook({ hasSecret: false, active: false })]]);
  const { hooks } = auditFleet(live, { ignore: new Set(["no-secret"]) });
  expect(hooks[0]?.findings.map(({ code }) => code)).toEqual(["inactive"]);
});

test("hooks that GitHub does not show are a problem and no hooks", () => {
  const live = liveOf([api, [liveHook({ id: -1, name: "" }), liveHook({ url: fromGitHub("") })]]);
  expect(auditFleet(live).hooks).toEqual([]);
  expect(unidentifiedHooks(live)).toMatchObject([{ code: "unidentified-hook", scope: "acme/api" }]);
});

test("the order of scopes and hooks does not matter", () => {
  const hooks = fc
    .uniqueArray(fc.integer({ min: 1, max: 9 }))
    .map((ids) => ids.map((id) => liveHook({ id, hasSecret: id % 2 === 0 })));
  holds(
    fc.property(hooks, hooks, (own, others) => {
      const there = auditFleet(liveOf([acme, own], [api, others]));
      const back = auditFleet(liveOf([api, others.toReversed()], [acme, own.toReversed()]));
      expect(back).toEqual(there);
    }),
  );
});

test("every code has a severity, a sentence and help", () => {
  for (const [, { severity, sentence, help }] of findingRules) {
    expect(["error", "warning", "note"]).toContain(severity);
    expect([sentence, help]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
  }
  const order = [...findingRules.values()].map(({ severity }) => severity);
  expect(order).toEqual(
    [...order].toSorted((a, b) => "ewn".indexOf(a[0] ?? "") - "ewn".indexOf(b[0] ?? "")),
  );
});
