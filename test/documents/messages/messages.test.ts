import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeBlock, hooksInTheWay } from "../../../src/documents/messages/blocked-messages.ts";
import { describeSecret } from "../../../src/documents/messages/secret-messages.ts";
import { actionDocument } from "../../../src/documents/plan-document.ts";
import { freshAction } from "../../../src/documents/views/entry-view.ts";
import { showTime } from "../../../src/model/format.ts";
import { HookUrl } from "../../../src/model/hook-url.ts";
import type { Action, BlockedReason } from "../../../src/model/plan.ts";
import { plain, planOf } from "../../render/arbitrary-plan.ts";
import {
  acme,
  api,
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
} from "../../render/hand-made.ts";
import { holds } from "../../render/holds.ts";

const masked = { showUrls: false, apiUrl: "https://api.github.com" };
const secretOf = (action: Action) =>
  describeSecret(freshAction(handMadePlan({ actions: [action] }), action, masked));
const blockOf = (action: Action, reason: BlockedReason, ids?: readonly number[]) =>
  describeBlock(actionDocument(action, masked), reason, ids);

const undeclared = desiredHook({ secret: { kind: "undeclared" } });
const rotated = desiredHook({ secret: managed("ci", Date.UTC(2026, 3, 14, 15)) });
const unsigned = desiredHook({ secret: { kind: "none" } });

test("what happens to a secret, in words", () => {
  const cases: readonly Action[] = [
    createAction(),
    createAction({ desired: undeclared, secret: "none" }),
    patchAction({ secret: "set" }),
    patchAction({ desired: rotated, secret: "rotate" }),
    updateAction({ desired: rotated, secret: "rotate" }),
    updateAction({ secret: "resupply" }),
    patchAction({ secret: "resupply" }),
    patchAction({ secret: "keep" }),
    patchAction({ desired: undeclared, secret: "keep" }),
    updateAction({ desired: undeclared, secret: "keep" }),
    updateAction({ desired: undeclared, secret: "keep", blocked: "undeclared-secret" }),
    updateAction({ desired: unsigned, secret: "remove" }),
    updateAction({ desired: unsigned, secret: "none" }),
    deleteAction(),
    deleteAction({ live: liveHook({ hasSecret: false }) }),
  ];
  expect(
    cases.map((action) => `${action.kind}: ${secretOf(action) ?? "-"}`),
  ).toMatchInlineSnapshot(`
    [
      "create: ci (set)",
      "create: none: deliveries are not signed",
      "config-patch: ci (set: the hook has none)",
      "config-patch: ci (rotated: the hook was last updated 2026-01-02T00:00:00Z, before 2026-04-14T15:00:00Z)",
      "update: ci (rotated: the hook was last updated 2026-01-02T00:00:00Z, before 2026-04-14T15:00:00Z)",
      "update: ci, sent again (GitHub would drop it otherwise; not verified to be the one in use)",
      "config-patch: ci, sent again as asked",
      "config-patch: ci (assumed, not sent)",
      "config-patch: not declared (not sent)",
      "update: not declared (not sent; checked to be still there)",
      "update: not declared (present on GitHub)",
      "update: removed: GitHub stops signing deliveries",
      "update: -",
      "delete: deleted with the hook: GitHub never shows it again",
      "delete: -",
    ]
  `);
});

test("of a secret that nobody has seen it is never said that it is intact or unchanged", () => {
  holds(
    fc.property(planOf(plain), ({ actions }) => {
      for (const action of actions)
        expect(secretOf(action) ?? "").not.toMatch(/intact|unchanged|same|correct/i);
    }),
  );
});

describe("the way out of a block", () => {
  test("undeclared-secret and secret-moves-host", () => {
    const moved = patchAction({
      desired: desiredHook({ url: declared("https://new.example.com:8443/x") }),
    });
    const hidden = new HookUrl("https://new.example.com/x", { kind: "env", name: "HOOK_URL" });
    expect([
      blockOf(updateAction(), "undeclared-secret"),
      blockOf(moved, "secret-moves-host"),
      blockOf(patchAction({ desired: desiredHook({ url: hidden }) }), "secret-moves-host").why,
    ]).toMatchInlineSnapshot(`
      [
        {
          "wayOut": "Declare it (\`secret: NAME\`), or remove it (\`secret: none\`), or set \`undeclared_secrets: keep\`: then the update leaves it out and is checked to have kept it.",
          "why": "The hook has a secret that the file does not declare. GitHub may drop it on this update, and it cannot be restored.",
        },
        {
          "wayOut": "Declare the secret of the new receiver (\`secret: NAME\`), or set \`undeclared_secrets: keep\` where the new host may know this one.",
          "why": "The hook has a secret that the file does not declare, and GitHub would sign with it for new.example.com:8443.",
        },
        "The hook has a secret that the file does not declare, and GitHub would sign with it for another host.",
      ]
    `);
  });

  test("protected says what never happens to the hook", () => {
    expect([
      blockOf(deleteAction(), "protected"),
      blockOf(deleteAction({ reason: "superseded" }), "protected").wayOut,
      blockOf(updateAction({ secret: "remove" }), "protected"),
    ]).toMatchInlineSnapshot(`
      [
        {
          "wayOut": "Declare the hook to keep it, or remove its URL from \`protect\` to delete it.",
          "why": "The hook matches a \`protect\` pattern, so it is never deleted.",
        },
        "Remove its URL from \`previous_urls\`, or from \`protect\` to delete it.",
        {
          "wayOut": "Change the entry back to what the hook has, declare its secret (\`secret: NAME\`), or remove its URL from \`protect\` if the change is intended.",
          "why": "The hook matches a \`protect\` pattern, so it is never deactivated, moved elsewhere, made to skip the verification of its receiver, or stripped of events or its secret, which GitHub may drop on an update that does not declare it.",
        },
      ]
    `);
  });

  test("hook-in-the-way names the hooks", () => {
    expect([
      blockOf(createAction(), "hook-in-the-way", [5, 9]),
      blockOf(createAction(), "hook-in-the-way").why,
    ]).toMatchInlineSnapshot(`
      [
        {
          "wayOut": "Declare that hook too, with events of its own, or delete it: on GitHub, or with \`unmanaged: delete\` where neither \`ignore\` nor \`protect\` covers it.",
          "why": "Another hook of the same URL (#5, #9) holds one of these events and stays, so GitHub would answer "Hook already exists".",
        },
        "Another hook of the same URL holds one of these events and stays, so GitHub would answer "Hook already exists".",
      ]
    `);
  });
});

test("in the way is what stays in the scope and has the URL", () => {
  const url = "https://ci.example.com/github-webhook/";
  const create = createAction({ blocked: "hook-in-the-way" });
  const ref = (hookId: number, scope = api, at = url) => ({ scope, hookId, url: fromGitHub(at) });
  const plan = handMadePlan({
    actions: [
      create,
      deleteAction({ live: liveHook({ id: 7 }), blocked: "protected" }),
      deleteAction({ live: liveHook({ id: 6 }) }),
    ],
    unmanaged: [
      { ...ref(12), counted: true, ...unmanagedFacts },
      { ...ref(1, acme), counted: true, ...unmanagedFacts },
    ],
    ignored: [ref(3, api, "https://CI.example.com:443/github-webhook/")],
    unchanged: [unchangedHook({ id: 2, url: fromGitHub("https://ci.example.com/other") })],
  });
  expect(hooksInTheWay(plan, create)).toEqual([3, 7, 12]);
  expect(hooksInTheWay(plan, createAction())).toEqual([]);
  // A hook is not in its own way.
  const update = updateAction({ live: liveHook({ id: 5 }), blocked: "hook-in-the-way" });
  expect(hooksInTheWay({ ...plan, actions: [update] }, update)).toEqual([3, 12]);
});

test.each([
  [Date.UTC(2026, 3, 14, 15), "2026-04-14T15:00:00Z"],
  [Number.NaN, "an unknown time"],
  [1e300, "an unknown time"],
])("the time %d", (time, shown) => {
  expect(showTime(time)).toBe(shown);
});
