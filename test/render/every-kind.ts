import type { Plan } from "../../src/model/plan.ts";
import {
  acme,
  api,
  at,
  createAction,
  declared,
  deleteAction,
  desiredHook,
  fromGitHub,
  handMadePlan,
  liveHook,
  managed,
  patchAction,
  unchangedHook,
  unmanagedFacts,
  updateAction,
} from "./hand-made.ts";

const audit = declared("https://audit.example.com/github");
const moved = declared("https://ci.example.com/shop/github-webhook/");

/** A plan with an action of every kind, one that is blocked, and hooks that stay. */
export const everyKind: Plan = handMadePlan({
  scopes: [acme, api],
  actions: [
    updateAction({
      scope: acme,
      desired: desiredHook({ url: audit, events: ["*"], secret: managed("audit") }),
      live: liveHook({ id: 77, url: audit, events: ["push"], active: false }),
      changes: [
        { field: "events", before: ["push"], after: ["*"] },
        { field: "active", before: false, after: true },
      ],
      position: at(31),
      requests: ["PATCH /orgs/acme/hooks/77"],
    }),
    deleteAction({
      scope: acme,
      requests: ["GET /orgs/acme/hooks/9", "DELETE /orgs/acme/hooks/9"],
    }),
    patchAction({
      desired: desiredHook({ url: moved }),
      live: liveHook({ id: 4_012_345, url: fromGitHub("https://ci.example.com/old/") }),
      changes: [
        { field: "url", before: fromGitHub("https://ci.example.com/old/"), after: moved },
        { field: "content_type", before: "form", after: "json" },
        { field: "insecure_ssl", before: true, after: false },
      ],
      position: at(40),
    }),
    patchAction({
      reason: "rotation",
      desired: desiredHook({ url: audit, secret: managed("audit", Date.UTC(2026, 3, 14, 15)) }),
      live: liveHook({ id: 5, url: audit }),
      changes: [],
      secret: "rotate",
      position: at(44),
    }),
    createAction({
      desired: desiredHook({ active: false, insecureSsl: true }),
      position: at(12),
    }),
    updateAction({
      desired: desiredHook({
        url: declared("https://chat.example.com/hook"),
        secret: { kind: "undeclared" },
      }),
      live: liveHook({ id: 6 }),
      changes: [{ field: "events", before: ["push", "watch"], after: ["push", "release"] }],
      secret: "keep",
      blocked: "undeclared-secret",
      position: at(50),
    }),
  ],
  unchanged: [unchangedHook({ id: 1, url: declared("https://a.example.com/") })],
  unmanaged: [
    {
      scope: api,
      hookId: 11,
      url: fromGitHub("https://z.example.com/secret/path"),
      counted: true,
      ...unmanagedFacts,
    },
    {
      scope: acme,
      hookId: 10,
      url: fromGitHub("https://z.example.com/"),
      counted: false,
      ...unmanagedFacts,
    },
  ],
  ignored: [{ scope: api, hookId: 2, url: fromGitHub("https://hooks.zapier.example/x") }],
  assumed: 3,
});
