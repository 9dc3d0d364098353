import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/model/diagnostic.ts";
import type { Action } from "../../src/model/plan.ts";
import { createPalette } from "../../src/report/palette.ts";
import { planDiagnostics } from "../../src/report/plan-diagnostics.ts";
import { renderPlan } from "../../src/report/render-plan.ts";
import {
  at,
  createAction,
  declared,
  deleteAction,
  desiredHook,
  handMadePlan,
  liveHook,
  patchAction,
  updateAction,
} from "./hand-made.ts";

const undeclared = desiredHook({ secret: { kind: "undeclared" } });
const elsewhere = desiredHook({
  url: declared("https://other.example.com/"),
  secret: { kind: "undeclared" },
});

function codes(action: Action): readonly string[] {
  return planDiagnostics(handMadePlan({ actions: [action] })).map(({ code }) => code);
}

describe("adopting a hook with a secret that is not declared", () => {
  test.each([
    ["an update", updateAction({ desired: undeclared, secret: "keep" }), true],
    ["a new receiver", patchAction({ desired: elsewhere, secret: "keep" }), true],
    ["a patch of its config alone", patchAction({ desired: undeclared, secret: "keep" }), false],
    [
      "a blocked update",
      updateAction({ desired: undeclared, secret: "keep", blocked: "undeclared-secret" }),
      false,
    ],
    [
      "no secret there",
      updateAction({ desired: undeclared, live: liveHook({ hasSecret: false }) }),
      false,
    ],
    ["a managed secret", updateAction(), false],
    ["a create", createAction(), false],
    ["a delete", deleteAction(), false],
  ])("%s", (_, action, warned) => {
    expect(codes(action)).toEqual(warned ? ["undeclared-secret-kept"] : []);
  });

  test("is not warned of twice", () => {
    const own: Diagnostic = {
      severity: "warning",
      code: "undeclared-secret-kept",
      message: "said by the planner",
      scope: "acme/api",
    };
    const actions = [updateAction({ desired: undeclared, secret: "keep" })];
    expect(planDiagnostics(handMadePlan({ actions, diagnostics: [own] }))).toEqual([own]);
  });
});

test("warnings stand below the actions, errors below them, notes and the counts last", () => {
  const plan = handMadePlan({
    complete: false,
    assumed: 2,
    actions: [updateAction({ desired: elsewhere, secret: "keep" })],
    diagnostics: [
      {
        severity: "error",
        code: "not-found",
        message: "GitHub answers 404 for the hooks of this repository",
        help: "The token needs the repository permission Webhooks (read).",
        scope: "acme/web",
      },
      {
        severity: "warning",
        code: "unknown-config-dropped",
        message: 'updating hook #5 drops what GitHub keeps for it under "room"',
        scope: "acme/api",
        position: at(20),
      },
    ],
  });
  expect(renderPlan(plan, { palette: createPalette(false), width: 100 })).toMatchInlineSnapshot(`
    "acme/api
      ~ update  https://other.example.com/  #123  hookfleet.yaml:12
          events        + pull_request
          secret        not declared (not sent; checked to be still there)

    hookfleet.yaml:12:9: warning undeclared-secret-kept: hook #123 has a secret that its entry does
      not declare: GitHub may drop it on this update, which leaves it out and is checked to have kept
      it, and GitHub will sign with it for another host
      scope: acme/api
      help: Declare it (\`secret: NAME\`) and every update supplies it; nobody can read it back
            from GitHub.

    hookfleet.yaml:20:9: warning unknown-config-dropped: updating hook #5 drops what GitHub keeps for
      it under "room"
      scope: acme/api

    acme/web: error not-found: GitHub answers 404 for the hooks of this repository
      help: The token needs the repository permission Webhooks (read).

    This plan is incomplete: not every scope could be read, and what could not be read is not touched.
    \`apply\` carries out the rest only with \`--allow-incomplete\`.
    2 secrets assumed: present on GitHub, not proved to be the right ones.

    Plan: 0 to create, 1 to update, 0 to config-patch, 0 to delete. 2 assumed."
  `);
});
