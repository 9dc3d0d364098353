import { describe, expect, test } from "vitest";
import { planDocument } from "../../../src/documents/plan-document.ts";
import type { DesiredHook, LiveHook } from "../../../src/model/hook.ts";
import type { ConfigPatchAction, UpdateAction } from "../../../src/model/plan.ts";
import {
  actionDigest,
  type DigestedPlan,
  planDigest,
  scopeDigest,
} from "../../../src/plan/saved/digest.ts";
import { deleteAction, handMadePlan, patchAction, updateAction } from "../../render/hand-made.ts";
import { metaOf } from "../../render/meta.ts";
import {
  api,
  declaredUrl,
  desiredHook,
  liveHook,
  longAgo,
  managed,
  noSecret,
  receiver,
} from "../../support/build.ts";
import { planSingle } from "../../support/plan-one.ts";

const desired = desiredHook({ events: ["issues"], secret: managed() });
const live = liveHook({ hasSecret: true });

/** What a reviewed update rests on: with another value it is another action. */
const liveFacts: readonly Partial<LiveHook>[] = [
  { id: 2 },
  { url: declaredUrl(`${receiver.replace("https", "HTTPS")}`) },
  { events: ["push", "star"] },
  { active: false },
  { contentType: "form" },
  { insecureSsl: true },
  { hasSecret: false },
  { unknownConfigKeys: ["digest"] },
];

const declaredFacts: readonly Partial<DesiredHook>[] = [
  { url: declaredUrl(`${receiver.replace("https", "HTTPS")}`) },
  { events: ["issues", "star"] },
  { active: false },
  { contentType: "form" },
  { insecureSsl: true },
  { secret: managed("other") },
  { secret: noSecret },
];

function ofUpdate(wanted: Partial<DesiredHook>, seen: Partial<LiveHook>): string {
  return actionDigest(
    planSingle({
      hooks: [{ ...desired, ...wanted }],
      live: [{ ...live, ...seen }],
      undeclaredSecrets: "keep",
    }),
  );
}

const ofDelete = (seen: Partial<LiveHook>): string =>
  actionDigest(planSingle({ live: [{ ...live, ...seen }], unmanaged: "delete" }));

const ofCreate = (wanted: Partial<DesiredHook>): string =>
  actionDigest(planSingle({ hooks: [{ ...desired, ...wanted }] }));

describe("the digest of a reviewed action is another one", () => {
  test.each(liveFacts)("where an update or a delete finds %j", (fact) => {
    // A secret that is missing is set, so that the whole action differs; this is about the fact.
    const secret = "hasSecret" in fact ? noSecret : managed();
    expect(ofUpdate({ secret }, fact)).not.toBe(ofUpdate({ secret }, {}));
    expect(ofDelete(fact)).not.toBe(ofDelete({}));
  });

  test.each(declaredFacts)("where %j is declared", (fact) => {
    expect(ofUpdate(fact, {})).not.toBe(ofUpdate({}, {}));
    expect(ofCreate(fact)).not.toBe(ofCreate({}));
  });

  test("where a variable of another name holds the secret", () => {
    const renamed = managed();
    if (renamed.kind !== "managed") throw new Error("not managed");
    const secret = {
      ...renamed,
      secret: { ...renamed.secret, source: { kind: "env" as const, name: "B" } },
    };
    expect(ofCreate({ secret })).not.toBe(ofCreate({}));
  });

  test("where another file holds the secret, and not where the checkout is another one", () => {
    const inFile = (path: string, shown: string) => {
      const secret = managed();
      if (secret.kind !== "managed") throw new Error("not managed");
      const source = { kind: "file", path, shown } as const;
      return ofCreate({ secret: { ...secret, secret: { ...secret.secret, source } } });
    };
    expect(inFile("/a/one", "one")).not.toBe(inFile("/a/two", "two"));
    expect(inFile("/a/one", "one")).toBe(inFile("/b/one", "one"));
  });

  test("where it is in another scope, blocked, or has another reason", () => {
    const deleted = planSingle({ live: [live], unmanaged: "delete" });
    expect(actionDigest({ ...deleted, scope: { ...api, owner: "umbrella" } })).not.toBe(
      actionDigest(deleted),
    );
    expect(actionDigest({ ...deleted, blocked: "protected" })).not.toBe(actionDigest(deleted));
    const [unmanaged, absent] = [deleteAction(), deleteAction({ reason: "absent" })];
    expect(unmanaged.reason).not.toBe(absent.reason);
    expect(actionDigest(unmanaged)).not.toBe(actionDigest(absent));
  });
});

type ActionDocument = DigestedPlan["actions"][number];
type Change = { readonly [Key in keyof ActionDocument]?: ActionDocument[Key] };

describe("the digest of a whole plan", () => {
  const drawn = handMadePlan({ actions: [updateAction({ changes: [] })] });
  const [first] = planDocument(drawn, metaOf(drawn)).actions;
  if (first === undefined) throw new Error("a plan without its action");
  const action: ActionDocument = {
    ...first,
    changes: [{ field: "active", before: true, after: false }],
  };
  const plan = {
    complete: true,
    targets: ["acme/*", "umbrella"],
    scopes: [
      { scope: "acme/api", digest: "sha256:aa" },
      { scope: "acme/web", digest: "sha256:bb" },
    ],
    actions: [],
  } as const;

  test.each<Partial<Parameters<typeof planDigest>[0]>>([
    { offline: true },
    { complete: false },
    { targets: ["acme/*"] },
    { scopes: plan.scopes.slice(1) },
    { scopes: [plan.scopes[0], { scope: "acme/web", digest: "sha256:cc" }] },
    { scopes: [plan.scopes[0], { scope: "acme/ops", digest: "sha256:bb" }] },
  ])("is another one with %j", (other) => {
    expect(planDigest({ ...plan, ...other })).not.toBe(planDigest(plan));
  });

  test.each<Change>([
    { kind: "config-patch" },
    { scope: "acme/web" },
    { hook_id: 8 },
    { url: "https://ci.example.com/other" },
    { changes: [] },
    { changes: [{ field: "active", before: true, after: true }] },
    { changes: [{ field: "active", before: false, after: false }] },
    { changes: [{ field: "insecure_ssl", before: true, after: false }] },
    { secret: "keep" },
    { secret_ref: "audit" },
    { reason: "rotation" },
    { blocked: "protected" },
    { requests: [] },
    { early: "event-limit" },
    { fingerprint: "sha256:cd" },
    { has_secret: true },
    { has_secret: false },
    { resupply_asked: true },
  ])("is another one where an action holds %j", (other) => {
    const of = (action: ActionDocument): string => planDigest({ ...plan, actions: [action] });
    expect(of({ ...action, ...other })).not.toBe(of(action));
    // Neither is it that of a plan with another value, nor with none.
    if (other.has_secret === true)
      expect(of({ ...action, ...other })).not.toBe(of({ ...action, has_secret: false }));
  });

  test("covers the order of actions, and neither wording nor position", () => {
    const of = (...actions: readonly ActionDocument[]): string => planDigest({ ...plan, actions });
    const other = { ...action, hook_id: 8 };
    expect(of(action, other)).not.toBe(of(other, action));
    expect(of({ ...action, source: null })).toBe(of(action));
    expect(of({ ...action, scope: "ACME/API" })).toBe(of(action));
  });

  test("is the same in any order, and in any spelling of names", () => {
    const scopes = plan.scopes.toReversed();
    const targets = plan.targets.toReversed();
    expect(planDigest({ ...plan, scopes, targets })).toBe(planDigest(plan));
    const shouted = plan.scopes.map(({ scope, digest }) => ({
      scope: scope.toUpperCase(),
      digest,
    }));
    expect(planDigest({ ...plan, scopes: shouted })).toBe(planDigest(plan));
  });
});

describe("the digest of a scope", () => {
  test("is another one for another scope, action or order", () => {
    const digests = [
      scopeDigest("acme/api", ["a", "b"]),
      scopeDigest("acme/web", ["a", "b"]),
      scopeDigest("acme/api", ["b", "a"]),
      scopeDigest("acme/api", ["a"]),
    ];
    expect(new Set(digests).size).toBe(digests.length);
    expect(scopeDigest("ACME/Api", ["a", "b"])).toBe(digests[0]);
  });
});

test("that --resupply was asked for is part of an update, and goes without saying elsewhere", () => {
  const differs = (action: UpdateAction | ConfigPatchAction): boolean =>
    actionDigest({ ...action, resupplyAsked: true }) !==
    actionDigest({ ...action, resupplyAsked: false });
  expect(differs(updateAction({ secret: "resupply" }))).toBe(true);
  expect(differs(updateAction({ secret: "rotate" }))).toBe(false);
  expect(differs(patchAction({ secret: "resupply" }))).toBe(false);
});

test("times and the last answer are no part of it", () => {
  const later = { updatedAt: longAgo + 1, createdAt: longAgo + 1, lastResponse: undefined };
  expect(ofUpdate({}, later)).toBe(ofUpdate({}, {}));
  expect(ofDelete(later)).toBe(ofDelete({}));
});

test("is the same as in every plan that was saved before", () => {
  const seen = { url: `${receiver}/old`, insecureSsl: "maybe", unknownConfigKeys: ["digest"] };
  const { url, ...shown } = seen;
  expect([
    ofCreate({ insecureSsl: true, active: false }),
    ofUpdate({}, { ...shown, url: declaredUrl(url) }),
    ofUpdate({ events: ["push"] }, { contentType: "form" }),
    ofDelete({ active: "odd", events: ["*"] }),
  ]).toMatchInlineSnapshot(`
    [
      "sha256:662cabdc9158b59fe07bebe07e31f3850f31476a87b1331f283f6cd3d6b9a7fe",
      "sha256:fc8be8e5c2a5dbffeaf6167de286d60ee9b46cd22402172c6e525bceade00fe6",
      "sha256:f7a820c8aef6936688e2659f45e4d08599cdd5b42d37e95e2c34d8dd7a7285bc",
      "sha256:f9092b371391a04a93117dc380dec3159db8eef114d9d58441c1a086bd99fe0a",
    ]
  `);
});
