import * as fc from "fast-check";
import type { Diagnostic, SourcePosition } from "../../src/model/diagnostic.ts";
import type { DesiredHook, LiveHook } from "../../src/model/hook.ts";
import type { FieldChange } from "../../src/model/hook-fields.ts";
import { HookUrl } from "../../src/model/hook-url.ts";
import type { Action, HookRef, Plan, UnchangedHook } from "../../src/model/plan.ts";
import type { Scope } from "../../src/model/scope.ts";
import {
  createAction,
  deleteAction,
  managed,
  patchAction,
  unmanagedFacts,
  updateAction,
} from "./hand-made.ts";
import { hostileText } from "./harmless.ts";

/** What a plan is made of: ordinary text, hostile text, or text with something planted. */
export interface PlanMaterial {
  readonly text: fc.Arbitrary<string>;
  readonly url: fc.Arbitrary<HookUrl>;
}

const plainText = fc.constantFrom("push", "pull_request", "release", "watch", "*");

const plainUrl = fc
  .tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("declared", "live"))
  .map(([path, kind]) => new HookUrl(`https://ci.example.com/${path}`, { kind }));

export const plain: PlanMaterial = { text: plainText, url: plainUrl };

export const hostile: PlanMaterial = {
  text: hostileText,
  url: fc
    .tuple(hostileText, fc.constantFrom({ kind: "declared" } as const, { kind: "live" } as const))
    .map(([text, origin]) => new HookUrl(`https://ci.example.com/${text}`, origin)),
};

const scope: fc.Arbitrary<Scope> = fc.constantFrom(
  { kind: "organization", owner: "acme" },
  { kind: "repository", owner: "acme", repository: "api" },
  { kind: "repository", owner: "octo", repository: "web" },
);

const id = fc.integer({ min: 1, max: 99_999_999 });

function positionOf({ text }: PlanMaterial): fc.Arbitrary<SourcePosition> {
  return fc.record({ file: text, line: fc.integer({ min: 1, max: 999 }), column: fc.constant(3) });
}

function desiredOf(material: PlanMaterial): fc.Arbitrary<Partial<DesiredHook>> {
  return fc.record({
    url: material.url,
    events: fc.uniqueArray(material.text, { maxLength: 4 }),
    contentType: fc.constantFrom("json", "form"),
    secret: fc.oneof(
      fc.constantFrom({ kind: "none" } as const, { kind: "undeclared" } as const),
      material.text.map((ref) => managed(ref, Date.UTC(2026, 3, 14))),
    ),
  });
}

function lastResponseOf({ text }: PlanMaterial): fc.Arbitrary<LiveHook["lastResponse"]> {
  const answer = fc.record({
    code: fc.constantFrom(null, 0, 200, 302, 404, 500),
    status: fc.constantFrom(null, "active", "unused", "hookshot_error"),
    message: fc.option(text),
  });
  return fc.option(answer, { nil: undefined });
}

function liveOf(material: PlanMaterial): fc.Arbitrary<Partial<LiveHook>> {
  return fc.record({
    id,
    url: material.url,
    events: fc.uniqueArray(material.text, { maxLength: 4 }),
    contentType: material.text,
    insecureSsl: fc.oneof(fc.boolean(), material.text),
    active: fc.oneof(fc.boolean(), material.text),
    hasSecret: fc.boolean(),
    lastResponse: lastResponseOf(material),
  });
}

function changeOf({ text, url }: PlanMaterial): fc.Arbitrary<FieldChange> {
  const events = fc.uniqueArray(text, { maxLength: 4 });
  return fc.oneof(
    fc.record({ field: fc.constant("url" as const), before: url, after: url }),
    fc.record({ field: fc.constant("events" as const), before: events, after: events }),
    fc.record({
      field: fc.constant("content_type" as const),
      before: text,
      after: fc.constantFrom("json" as const, "form" as const),
    }),
    fc.record({
      field: fc.constantFrom("active" as const, "insecure_ssl" as const),
      before: fc.oneof(fc.boolean(), text),
      after: fc.boolean(),
    }),
  );
}

const requests = fc.constant(["PATCH /repos/acme/api/hooks/123"]);
const secret = fc.constantFrom("set", "rotate", "resupply", "keep", "remove", "none");
const blocked = fc.constantFrom(
  ...[
    null,
    null,
    null,
    "undeclared-secret",
    "secret-moves-host",
    "protected",
    "hook-in-the-way",
    "no-order",
    "secret-differs",
  ],
) as fc.Arbitrary<Action["blocked"]>;

function actionOf(material: PlanMaterial): fc.Arbitrary<Action> {
  const base = {
    scope,
    blocked,
    requests,
    position: fc.option(positionOf(material), { nil: undefined }),
  };
  const desired = desiredOf(material).map((over) => ({ ...createAction().desired, ...over }));
  const live = liveOf(material).map((over) => ({ ...updateAction().live, ...over }));
  const change = {
    ...base,
    desired,
    live,
    secret: secret as fc.Arbitrary<"set">,
    resupplyAsked: fc.boolean(),
    reason: fc.constantFrom(
      "differs",
      "secret-missing",
      "secret-unwanted",
      "rotation",
    ) as fc.Arbitrary<"differs">,
    changes: fc.uniqueArray(changeOf(material), { selector: ({ field }) => field, maxLength: 5 }),
  };
  return fc.oneof(
    fc
      .record({ ...base, desired, secret: fc.constantFrom("set" as const, "none" as const) })
      .map(createAction),
    fc.record({ ...change, part: fc.constantFrom(null, null, "shrink", "grow") }).map(updateAction),
    fc.record(change).map(patchAction),
    fc
      .record({
        ...base,
        live,
        successor: fc.option(desired, { nil: undefined }),
        early: fc.constantFrom(null, "duplicate-in-the-way" as const, "event-limit" as const),
        reason: fc.constantFrom("unmanaged" as const, "superseded" as const, "absent" as const),
      })
      .map(deleteAction),
  );
}

export function diagnosticOf(material: PlanMaterial): fc.Arbitrary<Diagnostic> {
  const { text } = material;
  return fc.record(
    {
      severity: fc.constantFrom("error" as const, "warning" as const),
      code: fc.constantFrom("not-read", "event-limit"),
      message: text,
      help: text,
      position: positionOf(material),
      frame: text,
      scope: fc.constantFrom("acme", "acme/api"),
      related: fc.array(positionOf(material), { maxLength: 2 }),
    },
    { requiredKeys: ["severity", "code", "message"] },
  );
}

function unchangedOf(material: PlanMaterial): fc.Arbitrary<UnchangedHook> {
  return fc.tuple(scope, liveOf(material), desiredOf(material)).map(([of, over, wanted]) => {
    const live = { ...updateAction().live, ...over };
    const desired = { ...createAction().desired, ...wanted };
    return { scope: of, hookId: live.id, url: live.url, desired, live };
  });
}

/** Any plan, sensible or not: renderers must cope with all that the types allow. */
export function planOf(material: PlanMaterial): fc.Arbitrary<Plan> {
  const hook: fc.Arbitrary<HookRef> = fc.record({ scope, hookId: id, url: material.url });
  const hooks = fc.array(hook, { maxLength: 4 });
  return fc.record({
    actions: fc.array(actionOf(material), { maxLength: 8 }),
    unchanged: fc.array(unchangedOf(material), { maxLength: 4 }),
    unmanaged: hooks.map((list) =>
      list.map((ref) => ({ ...ref, counted: ref.hookId % 2 === 0, ...unmanagedFacts })),
    ),
    ignored: hooks,
    assumed: fc.integer({ min: 0, max: 3 }),
    unread: fc.array(material.url, { maxLength: 2 }),
    scopes: fc.constant([
      { kind: "organization", owner: "acme" },
      { kind: "repository", owner: "acme", repository: "api" },
      { kind: "repository", owner: "octo", repository: "web" },
    ] as const),
    seen: fc.constant(new Map()),
    readAt: fc.constant(new Map()),
    diagnostics: fc.array(diagnosticOf(material), { maxLength: 4 }),
    complete: fc.boolean(),
    github: fc.constant({ hooksPerEvent: 20, time: undefined, hooksOfEvent: new Map() }),
    limits: fc.constant({ maxDeletes: 10, maxChanges: undefined }),
  });
}
