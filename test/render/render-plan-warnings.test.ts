import { expect, test } from "vitest";
import { warnings } from "../../src/plan/guards/warn.ts";
import { createPalette } from "../../src/render/text/palette.ts";
import { renderPlan } from "../../src/render/text/render-report.ts";
import { at, declared, desiredHook, handMadePlan, updateAction } from "./hand-made.ts";

const elsewhere = desiredHook({
  url: declared("https://other.example.com/"),
  secret: { kind: "undeclared" },
});

test("warnings stand below the actions, errors below them, notes and the counts last", () => {
  const action = updateAction({ desired: elsewhere, secret: "keep" });
  const plan = handMadePlan({
    complete: false,
    assumed: 2,
    actions: [action],
    diagnostics: [
      ...warnings(action),
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
    "acme/web: error not-found: GitHub answers 404 for the hooks of this repository
      help: The token needs the repository permission Webhooks (read).

    hookfleet.yaml:12:9: warning undeclared-secret-kept: hook #123 has a secret that its entry does not
      declare: GitHub may drop it on this update, which leaves it out and is checked to have kept it,
      and GitHub will sign with it for another host
      scope: acme/api
      help: Declare it (\`secret: NAME\`) and every update supplies it; nobody can read it back from
            GitHub.

    hookfleet.yaml:20:9: warning unknown-config-dropped: updating hook #5 drops what GitHub keeps for it
      under "room"
      scope: acme/api

    Changes: 1
    acme/api
      ~ update  https://other.example.com/  #123  hookfleet.yaml:12
          events        + pull_request
          secret        not declared (not sent; checked to be still there)

    This plan is incomplete: not every scope could be read, and what could not be read is not touched.
    \`apply\` carries out the rest only with \`--allow-incomplete\`.
    2 secrets assumed: present on GitHub, not proved to be the right ones.

    Plan: 0 to create, 1 to update, 0 to config-patch, 0 to delete. 2 assumed."
  `);
});
