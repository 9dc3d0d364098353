import { expect, test } from "vitest";
import { GitHubError, HookfleetError } from "../../src/model/errors.ts";
import { HookUrl } from "../../src/model/hook-url.ts";
import type { ActionOutcome, ApplyReport } from "../../src/model/outcome.ts";
import { createPalette } from "../../src/render/text/palette.ts";
import { renderApplyResult, renderEvent } from "../../src/render/text/render-run.ts";
import {
  acme,
  createAction,
  deleteAction,
  desiredHook,
  liveHook,
  patchAction,
  updateAction,
} from "./hand-made.ts";
import { withoutColors } from "./harmless.ts";

const palette = createPalette(false);

const exists = new GitHubError("hook-exists", "Hook already exists on this repository", {
  status: 422,
  help: "Delete the other hook or give it other events.",
});

const hidden = new HookUrl("https://chat.example.com/services/T0/B0", {
  kind: "env",
  name: "CHAT_URL",
});

const outcomes: readonly ActionOutcome[] = [
  { status: "applied", action: createAction(), hookId: 4711 },
  { status: "applied", action: patchAction(), hookId: 123 },
  { status: "applied", action: deleteAction({ scope: acme }), hookId: 9 },
  {
    status: "failed",
    action: createAction({ desired: desiredHook({ url: hidden }) }),
    error: exists,
  },
  {
    status: "failed",
    action: updateAction(),
    error: new HookfleetError("secrets-missing", "Two secrets are missing:\n  ci\n  audit\n"),
  },
  { status: "not_attempted", action: deleteAction(), reason: "the run was interrupted" },
  {
    status: "not_attempted",
    action: updateAction({ blocked: "undeclared-secret" }),
    reason: "it is blocked: undeclared-secret",
  },
  { status: "not_attempted", action: updateAction(), reason: "the run was interrupted" },
];

test("a line for each action that has finished, and none for one that starts", () => {
  const lines = outcomes.map((outcome, index) =>
    renderEvent({ type: "action_finished", index, outcome }, 12, { palette, scopeWidth: 8 }),
  );
  expect(lines.join("\n")).toMatchInlineSnapshot(`
    "[ 1/12] ✓ acme/api  created         https://ci.example.com/github-webhook/  #4711
    [ 2/12] ✓ acme/api  config-patched  https://ci.example.com/github-webhook/  #123
    [ 3/12] ✓ acme      deleted         https://old.example.com/***  #9
    [ 4/12] ✗ acme/api  create          env:CHAT_URL  hook-exists: Hook already exists on this repository
    [ 5/12] ✗ acme/api  update          https://ci.example.com/github-webhook/  #123  secrets-missing: Two secrets are missing: ci audit
    [ 6/12] - acme/api  delete          https://old.example.com/***  #9  not attempted: the run was interrupted
    [ 7/12] - acme/api  update          https://ci.example.com/github-webhook/  #123  not attempted: it is blocked: undeclared-secret
    [ 8/12] - acme/api  update          https://ci.example.com/github-webhook/  #123  not attempted: the run was interrupted"
  `);
  const started = { type: "action_started", index: 0, action: createAction() } as const;
  expect(renderEvent(started, 12, { palette })).toBeUndefined();
});

test("the end of a run tells what failed, what was not attempted and why, and the counts", () => {
  expect(renderApplyResult({ outcomes }, { palette })).toMatchInlineSnapshot(`
    "Failed
      ✗ acme/api  create  env:CHAT_URL  hookfleet.yaml:12
          hook-exists: Hook already exists on this repository
          → Delete the other hook or give it other events.
      ✗ acme/api  update  https://ci.example.com/github-webhook/  #123  hookfleet.yaml:12
          secrets-missing: Two secrets are missing:
            ci
            audit

    Not attempted: the run was interrupted
      - acme/api  delete  https://old.example.com/***  #9
      - acme/api  update  https://ci.example.com/github-webhook/  #123  hookfleet.yaml:12

    Not attempted: blocked as undeclared-secret
      - acme/api  update  https://ci.example.com/github-webhook/  #123  hookfleet.yaml:12
      → Declare it (\`secret: NAME\`), or remove it (\`secret: none\`), or set
        \`undeclared_secrets: keep\`: then the update leaves it out and is checked to
        have kept it.

    Applied 3, failed 2, not attempted 3."
  `);
});

test("a rotation that is not recorded names no date where GitHub told none", () => {
  const action = updateAction({ secret: "rotate", live: liveHook({ updatedAt: 0 }) });
  const applied = { status: "applied", action, hookId: 123, isUnrecorded: true } as const;
  const text = renderApplyResult({ outcomes: [applied] }, { palette });
  expect(text).toContain("`rotated_at` of ci is the last update or earlier");
  expect(text).not.toContain("1970");
});

test("of many that were not attempted for one reason, some are listed, and all of them with verbose", () => {
  const waiting = { status: "not_attempted", action: updateAction(), reason: "it waits" } as const;
  const listed = (count: number, verbose: boolean) => {
    const report = { outcomes: Array.from({ length: count }, () => waiting) };
    const lines = renderApplyResult(report, { palette, verbose }).split("\n");
    const more = lines.filter((line) => line.startsWith("  →"));
    return [lines.filter((line) => line.startsWith("  - acme/api")).length, more] as const;
  };
  expect(listed(20, false)).toEqual([20, []]);
  expect(listed(520, false)).toEqual([20, ["  → 500 more for this reason; --verbose lists them."]]);
  expect(listed(520, true)).toEqual([520, []]);
});

test.each([
  [[], "Applied 0, failed 0, not attempted 0."],
  [outcomes.slice(0, 3), "Applied 3, failed 0, not attempted 0."],
] as const)("a run without trouble is its counts alone", (list, expected) => {
  expect(renderApplyResult({ outcomes: list }, { palette })).toBe(expected);
});

test("color only dresses", () => {
  const report: ApplyReport = { outcomes };
  const colored = renderApplyResult(report, { palette: createPalette(true) });
  expect(withoutColors(colored)).toBe(renderApplyResult(report, { palette }));
  expect(colored).not.toBe(renderApplyResult(report, { palette }));
});

test("--show-urls lifts the masks of live URLs, and never that of a URL from the environment", () => {
  const text = renderApplyResult({ outcomes }, { palette, showUrls: true });
  expect(text).toContain("https://old.example.com/services/T0/B0");
  expect(text).toContain("env:CHAT_URL");
  expect(text).not.toContain("chat.example.com");
});
