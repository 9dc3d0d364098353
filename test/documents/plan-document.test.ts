import * as fc from "fast-check";
import { expect, test } from "vitest";
import { planDocument } from "../../src/documents/plan-document.ts";
import type { PlanDocument } from "../../src/model/plan-document.ts";
import { plain, planOf } from "../render/arbitrary-plan.ts";
import { everyKind } from "../render/every-kind.ts";
import {
  acme,
  api,
  deleteAction,
  fromGitHub,
  handMadePlan,
  liveHook,
  unmanagedFacts,
  updateAction,
} from "../render/hand-made.ts";
import { holds } from "../render/holds.ts";
import { digest, metaOf } from "../render/meta.ts";

test("the whole document, keys in their order", () => {
  const plan = handMadePlan({
    scopes: [api, acme],
    actions: [
      updateAction({
        changes: [{ field: "events", before: ["watch", "push"], after: ["push", "pull_request"] }],
      }),
      deleteAction(),
    ],
    unmanaged: [
      {
        scope: api,
        hookId: 20,
        url: fromGitHub("https://x.example.com/y"),
        counted: true,
        ...unmanagedFacts,
      },
      {
        scope: api,
        hookId: 3,
        url: fromGitHub("https://x.example.com/"),
        counted: false,
        ...unmanagedFacts,
      },
      {
        scope: acme,
        hookId: 9,
        url: fromGitHub("https://x.example.com/z"),
        counted: true,
        ...unmanagedFacts,
      },
    ],
    diagnostics: [{ severity: "warning", code: "no-secret", message: "no secret", scope: "acme" }],
    assumed: 12,
  });
  const document = planDocument(plan, metaOf(plan, { targets: ["acme/*", "acme"] }));
  const expected: PlanDocument = {
    format: "hookfleet.plan/1",
    tool_version: "0.1.0",
    created_at: "2026-10-07T12:00:00Z",
    api_url: "https://api.github.com",
    config_digest: digest,
    targets: ["acme", "acme/*"],
    complete: true,
    digest,
    scopes: [
      { scope: "acme", digest },
      { scope: "acme/api", digest },
    ],
    summary: {
      create: 0,
      update: 1,
      config_patch: 0,
      delete: 1,
      blocked: 0,
      unchanged: 0,
      unmanaged: 3,
      ignored: 0,
      assumed: 12,
    },
    actions: [
      {
        kind: "update",
        scope: "acme/api",
        hook_id: 123,
        url: "https://ci.example.com/github-webhook/",
        html_url: "https://github.com/acme/api/settings/hooks/123",
        changes: [{ field: "events", before: ["push", "watch"], after: ["pull_request", "push"] }],
        secret: "resupply",
        secret_ref: "ci",
        reason: "differs",
        blocked: null,
        origin: null,
        requests: ["PATCH /repos/acme/api/hooks/123"],
        source: { file: "hookfleet.yaml", line: 12, column: 9 },
        fingerprint: digest,
      },
      {
        kind: "delete",
        scope: "acme/api",
        hook_id: 9,
        url: "https://old.example.com/***",
        html_url: "https://github.com/acme/api/settings/hooks/9",
        changes: [
          { field: "url", before: "https://old.example.com/***", after: null },
          { field: "events", before: ["push"], after: null },
          { field: "content_type", before: "json", after: null },
          { field: "insecure_ssl", before: false, after: null },
          { field: "active", before: true, after: null },
        ],
        secret: "none",
        secret_ref: null,
        reason: "unmanaged",
        blocked: null,
        origin: null,
        requests: ["GET /repos/acme/api/hooks/9", "DELETE /repos/acme/api/hooks/9"],
        source: null,
        has_secret: true,
        early: null,
        fingerprint: digest,
      },
    ],
    unmanaged: [
      {
        scope: "acme",
        hook_id: 9,
        url: "https://x.example.com/***",
        html_url: "https://github.com/organizations/acme/settings/hooks/9",
        events: ["push"],
        updated_at: "2026-01-02T00:00:00Z",
      },
      {
        scope: "acme/api",
        hook_id: 3,
        url: "https://x.example.com/",
        html_url: "https://github.com/acme/api/settings/hooks/3",
        events: ["push"],
        updated_at: "2026-01-02T00:00:00Z",
      },
      {
        scope: "acme/api",
        hook_id: 20,
        url: "https://x.example.com/***",
        html_url: "https://github.com/acme/api/settings/hooks/20",
        events: ["push"],
        updated_at: "2026-01-02T00:00:00Z",
      },
    ],
    rotations: [],
    diagnostics: [{ severity: "warning", code: "no-secret", message: "no secret", scope: "acme" }],
    rate_limit: { requests_to_apply: 3 },
  };
  // As text, because the order of keys is part of the format.
  expect(JSON.stringify(document, null, 2).replace(/sha256:[0-9a-f]{64}/g, digest)).toBe(
    JSON.stringify(expected, null, 2),
  );
});

test("a create has no id, and every field with nothing before it", () => {
  const [action] = planDocument(everyKind, metaOf(everyKind)).actions.filter(
    ({ kind }) => kind === "create",
  );
  expect(action).toMatchObject({ hook_id: null, secret: "set", reason: "missing" });
  expect(action?.changes.map(({ field, before }) => [field, before])).toEqual(
    ["url", "events", "content_type", "insecure_ssl", "active"].map((field) => [field, null]),
  );
  expect(action).not.toHaveProperty("early");
});

test("changes of URLs are masked, and --show-urls lifts that", () => {
  const urlChange = (showUrls: boolean) =>
    planDocument(everyKind, metaOf(everyKind, { showUrls }))
      .actions.flatMap(({ changes }) => changes)
      .find(({ field, before, after }) => field === "url" && before !== null && after !== null);
  expect(urlChange(false)?.before).toBe("https://ci.example.com/***");
  expect(urlChange(true)?.before).toBe("https://ci.example.com/old/");
});

test("the origin of an action, where the plan was compared with a base", () => {
  const [first, second] = everyKind.actions;
  if (first === undefined || second === undefined) throw new Error("the plan has actions");
  const origin = new Map([[first, "change"] as const, [second, "drift"] as const]);
  const { actions } = planDocument(everyKind, metaOf(everyKind, { origin }));
  expect(actions.slice(0, 3).map((action) => action.origin)).toEqual(["change", "drift", null]);
});

test("the order in which anything but actions was found does not matter", () => {
  holds(
    fc.property(planOf(plain), (plan) => {
      fc.pre(new Set(plan.unmanaged.map(({ hookId }) => hookId)).size === plan.unmanaged.length);
      const reversed = {
        ...plan,
        scopes: plan.scopes.toReversed(),
        unmanaged: plan.unmanaged.toReversed(),
        actions: plan.actions.map((action) => ({ ...action })),
      };
      const targets = ["b", "a"];
      expect(planDocument(reversed, metaOf(plan, { targets: targets.toReversed() }))).toEqual(
        planDocument(plan, metaOf(plan, { targets })),
      );
    }),
  );
});

test("actions stay in the order of the plan", () => {
  const actions = [7, 3, 5].map((id) => updateAction({ live: liveHook({ id }) }));
  const plan = handMadePlan({ actions });
  expect(planDocument(plan, metaOf(plan)).actions.map((action) => action.hook_id)).toEqual([
    7, 3, 5,
  ]);
});
