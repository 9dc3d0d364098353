import * as fc from "fast-check";
import { expect, test } from "vitest";
import { renderDriftHtml } from "../../../src/render/html/report-page.ts";
import { renderDriftMarkdown } from "../../../src/render/markdown/render-report-markdown.ts";
import { createPalette } from "../../../src/render/text/palette.ts";
import { renderDrift } from "../../../src/render/text/render-report.ts";
import { hostile, plain, planOf } from "../arbitrary-plan.ts";
import { driftOf } from "../drift-meta.ts";
import { everyKind } from "../every-kind.ts";
import {
  deleteAction,
  fromGitHub,
  handMadePlan,
  liveHook,
  unchangedHook,
  updateAction,
} from "../hand-made.ts";
import { expectHarmless, withoutColors } from "../harmless.ts";
import { holds } from "../holds.ts";

const palette = createPalette(false);
const failing = { code: 502, status: null, message: "Invalid HTTP Response: 502" };
const silent = { code: null, status: "hookshot_error", message: "no such host" };

test("what a redirect means is said once, above the hooks, in every format", () => {
  const moved = { code: 301, status: null, message: "Invalid HTTP Response: 301" };
  const unchanged = ["a", "b"].map((name, index) =>
    unchangedHook({
      ...{ id: 40 + index, lastResponse: moved },
      url: fromGitHub(`https://${name}.example.com/`),
    }),
  );
  const drift = driftOf(handMadePlan({ unchanged }));
  for (const text of [
    renderDrift(drift, { palette }).replace(/\s+/g, " "),
    renderDriftMarkdown(drift),
    renderDriftHtml(drift),
  ]) {
    expect(text.match(/follows no redirect/g)).toHaveLength(1);
    expect(text.match(/Invalid HTTP Response: 301/g)).toHaveLength(2);
  }
});

test("every kind, by scope, and the counts last", () => {
  const plan = {
    ...everyKind,
    actions: [
      ...everyKind.actions,
      deleteAction({ reason: "superseded", live: liveHook({ id: 30 }) }),
      updateAction({ live: liveHook({ id: 31 }), blocked: "protected" }),
      updateAction({ live: liveHook({ id: 32 }), blocked: "protected" }),
    ],
    unchanged: [
      unchangedHook({ id: 40, lastResponse: failing }),
      unchangedHook({ id: 41, lastResponse: silent, url: fromGitHub("https://gone.example.com/") }),
    ],
  };
  expect(renderDrift(driftOf(plan), { palette })).toMatchInlineSnapshot(`
    "Blocked: 3. Not as declared, and \`apply\` may not change it.
    acme/api
      ! blocked  https://ci.example.com/github-webhook/  hookfleet.yaml:12
          events        + pull_request
          hooks         acme/api #31, acme/api #32
          ! protected: The hook matches a \`protect\` pattern, so it is never
            deactivated, moved elsewhere, made to skip the verification of its
            receiver, or stripped of events or its secret, which GitHub may drop on
            an update that does not declare it.
          → Change the entry back to what the hook has, declare its secret (\`secret:
            NAME\`), or remove its URL from \`protect\` if the change is intended.
      ! blocked  https://chat.example.com/hook  #6  hookfleet.yaml:50
          events        + release  - watch
          secret        not declared (present on GitHub)
          ! undeclared-secret: The hook has a secret that the file does not declare.
            GitHub may drop it on this update, and it cannot be restored.
          → Declare it (\`secret: NAME\`), or remove it (\`secret: none\`), or set
            \`undeclared_secrets: keep\`: then the update leaves it out and is checked
            to have kept it.

    Missing: 1. Declared, but not on GitHub.
    acme/api
      + missing  https://ci.example.com/github-webhook/  hookfleet.yaml:12
          events        pull_request, push
          content_type  json
          insecure_ssl  true
          active        false
          secret        ci (set)

    Changed: 3. On GitHub otherwise than declared: \`-\` is what GitHub has, \`+\` is
      what the file says.
    acme
      ~ changed  https://audit.example.com/github  #77  hookfleet.yaml:31
          events        + *  - push
          active        false → true

    acme/api
      ~ changed  https://audit.example.com/github  #5  rotation  hookfleet.yaml:44
          secret        audit (rotation due: the hook was last updated before it)
      ~ changed  https://ci.example.com/shop/github-webhook/  #4012345
          url           https://ci.example.com/***
                        → https://ci.example.com/shop/github-webhook/
          content_type  form → json
          insecure_ssl  true → false
          secret        ci (assumed, not sent)
          source        hookfleet.yaml:40

    Superseded: 1. The old hook is still there beside its successor.
    acme/api
      - superseded  https://ci.example.com/github-webhook/  #30  apply deletes it
          events        push
          content_type  json

    Unhealthy: 2. The receiver failed at the last delivery.
    acme/api
      ! unhealthy  https://ci.example.com/github-webhook/  #40  hookfleet.yaml:12
          answer        Invalid HTTP Response: 502
      ! unhealthy  https://gone.example.com/  #41  hookfleet.yaml:12
          answer        hookshot_error no such host

    Unmanaged: 1. On GitHub, but not declared.
    acme
      - unmanaged  https://old.example.com/***  #9  apply deletes it
          events        push
          content_type  json

    Unmanaged: 1. On GitHub, not in the file. They stay.
      https://z.example.com/***  acme/api #11

    Drift: 1 missing, 3 changed, 2 unmanaged, 1 superseded, 3 blocked, 2 unhealthy."
  `);
});

test("nothing that moved is one sentence, and says what is known", () => {
  expect(renderDrift(driftOf(handMadePlan()), { palette })).toMatchInlineSnapshot(`
    "No drift. GitHub has what the file asks for.

    Drift: 0 missing, 0 changed, 0 unmanaged, 0 superseded, 0 blocked, 0 unhealthy."
  `);
  const unread = handMadePlan({
    complete: false,
    diagnostics: [
      { severity: "error", code: "not-found", message: "no such repository", scope: "acme/x" },
    ],
  });
  expect(renderDrift(driftOf(unread), { palette })).toMatchInlineSnapshot(`
    "acme/x: error not-found: no such repository

    No drift in the scopes that could be read.
    This report is incomplete: some scopes could not be read, and it says nothing
    about the hooks there.

    Drift: 0 missing, 0 changed, 0 unmanaged, 0 superseded, 0 blocked, 0 unhealthy."
  `);
});

test("the last line has the form that scripts look for, and counts what is there", () => {
  holds(
    fc.property(planOf(plain), fc.integer({ min: 0, max: 200 }), (plan, width) => {
      const document = driftOf(plan);
      const line = renderDrift(document, { palette, width }).split("\n").at(-1) ?? "";
      const counts =
        /^Drift: (\d+) missing, (\d+) changed, (\d+) unmanaged, (\d+) superseded, (\d+) blocked, (\d+) unhealthy\.$/.exec(
          line,
        );
      expect(counts?.slice(1).map(Number)).toEqual(Object.values(document.summary));
    }),
  );
});

test("hooks that nobody declares are as loud as their count", () => {
  const colors = createPalette(true);
  const text = renderDrift(driftOf(everyKind), { palette: colors });
  expect(text).toContain(colors.strong(colors.remove("Unmanaged: 1")));
  expect(text).toContain(colors.remove("2 unmanaged"));
});

test("what a receiver answered is the same in every format: code, status and sentence", () => {
  const lastResponse = { code: 503, status: "boom", message: "x" };
  const drift = driftOf(handMadePlan({ unchanged: [unchangedHook({ id: 1, lastResponse })] }));
  expect(renderDrift(drift, { palette })).toMatch(/answer +503 boom x\n/);
  expect(renderDriftMarkdown(drift)).toMatch(/answer +503 boom x\n/);
  expect(renderDriftHtml(drift)).toContain("503 boom x</dd>");
});

test("with --verbose every hook is named with its scope and id", () => {
  holds(
    fc.property(planOf(plain), (plan) => {
      const document = driftOf(plan);
      const text = renderDrift(document, { palette, verbose: true });
      for (const { scope, hook_id: id } of document.drift) {
        expect(text).toContain(scope);
        if (id !== null) expect(text).toMatch(new RegExp(`${scope}\\b[^]*#${id}\\b`));
      }
    }),
  );
});

test("whatever a report holds, its rendering is harmless, with colors or without", () => {
  holds(
    fc.property(planOf(hostile), fc.integer({ min: 0, max: 200 }), (plan, width) => {
      const document = driftOf(plan, { showUrls: true });
      const colored = renderDrift(document, { palette: createPalette(true), width });
      expectHarmless(colored);
      expect(withoutColors(colored)).toBe(renderDrift(document, { palette, width }));
    }),
  );
});
