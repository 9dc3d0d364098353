import { expect, test } from "vitest";
import type { Plan } from "../../../src/model/plan.ts";
import { createPalette } from "../../../src/render/text/palette.ts";
import { renderPlan } from "../../../src/render/text/render-report.ts";
import { everyKind } from "../every-kind.ts";
import {
  acme,
  at,
  createAction,
  declared,
  deleteAction,
  desiredHook,
  fromGitHub,
  handMadePlan,
  liveHook,
  unchangedHook,
  updateAction,
} from "../hand-made.ts";
import { withoutColors } from "../harmless.ts";

type Options = Partial<Parameters<typeof renderPlan>[1]>;

function render(plan: Plan, options: Options = {}): string {
  return renderPlan(plan, { palette: createPalette(false), ...options });
}

test("a plan with every kind of action, on 100 columns", () => {
  expect(render(everyKind, { width: 100 })).toMatchInlineSnapshot(`
    "acme/api: warning verification-off: the new hook for https://ci.example.com/github-webhook/ does not
      verify its receiver's certificate
      help: Anyone between GitHub and the receiver can read and forge its deliveries. Remove
            \`insecure_ssl: true\` unless it is intended.

    Blocked: 1. Not carried out. The run carries out the others and fails until these are resolved.
    acme/api
      ! blocked  https://chat.example.com/hook  #6  update  hookfleet.yaml:50
          events        + release  - watch
          secret        not declared (present on GitHub)
          ! undeclared-secret: The hook has a secret that the file does not declare. GitHub may drop it
            on this update, and it cannot be restored.
          → Declare it (\`secret: NAME\`), or remove it (\`secret: none\`), or set \`undeclared_secrets:
            keep\`: then the update leaves it out and is checked to have kept it.

    Deletes: 1
    acme
      - delete  https://old.example.com/***  #9  unmanaged
          events        push
          secret        deleted with the hook: GitHub never shows it again

    Changes: 4
    acme
      ~ update        https://audit.example.com/github  #77  hookfleet.yaml:31
          events        + *  - push
          active        false → true
          secret        audit, sent again (GitHub would drop it otherwise; not verified to be the one in
                        use)

    acme/api
      ~ config-patch  https://ci.example.com/shop/github-webhook/  #4012345  hookfleet.yaml:40
          url           https://ci.example.com/*** → https://ci.example.com/shop/github-webhook/
          content_type  form → json
          insecure_ssl  true → false
          secret        ci (assumed, not sent)
      ~ config-patch  https://audit.example.com/github  #5  rotation  hookfleet.yaml:44
          secret        audit (rotated: the hook was last updated 2026-01-02T00:00:00Z, before
                        2026-04-14T15:00:00Z)
      + create        https://ci.example.com/github-webhook/  hookfleet.yaml:12
          events        pull_request, push
          content_type  json
          insecure_ssl  true
          active        false
          secret        ci (set)

    Unmanaged: 2. On GitHub, not in the file. They stay.
      z.example.com  2 hooks in 2 scopes: acme, acme/api  (1 unmanaged: keep)

    Rotation of audit at 2026-04-14T15:00:00Z: 1 hook due, last updated 2026-01-02T00:00:00Z. A hook
      that is due again after an apply already had this value: set a new value, or a \`rotated_at\` before
      the hook's last update.

    3 secrets assumed: present on GitHub, not proved to be the right ones.

    Plan: 1 to create, 1 to update, 2 to config-patch, 1 to delete. 1 blocked, 1 unchanged, 2 unmanaged, 1 ignored, 3 assumed."
  `);
});

test("in the default width a place without room stands below, and no other line is too wide", () => {
  const lines = render(everyKind).split("\n");
  expect(lines).toContain("      source        hookfleet.yaml:40");
  // What is wrong stays on one line where there is no terminal, for scripts and editors.
  const plan = lines.slice(lines.indexOf(""), -1);
  expect(plan.filter((line) => line.length > 80)).toEqual([]);
});

test("color only dresses: without its codes the text is the same", () => {
  const colored = render(everyKind, { palette: createPalette(true) });
  expect(withoutColors(colored)).toBe(render(everyKind));
  expect(colored).not.toBe(render(everyKind));
});

test("--show-urls lifts the masks of live URLs", () => {
  expect(render(everyKind)).not.toContain("z.example.com/secret/path");
  expect(render(everyKind, { showUrls: true, verbose: true })).toMatch(
    /acme\/api #11 +https:\/\/z\.example\.com\/secret\/path/,
  );
});

test("URLs that masks make look alike keep their ids, and a change between them is said", () => {
  const before = fromGitHub("https://hooks.example.com/services/one");
  const after = fromGitHub("https://hooks.example.com/services/two");
  const live = liveHook({ id: 31, url: before });
  const text = render(
    handMadePlan({
      actions: [
        updateAction({
          desired: desiredHook({ url: after }),
          live,
          changes: [{ field: "url", before, after }],
        }),
        deleteAction({ live: liveHook({ id: 32, url: before, hasSecret: false }) }),
      ],
    }),
    { width: 120 },
  );
  expect(text).toMatchInlineSnapshot(`
    "Deletes: 1
    acme/api
      - delete  https://hooks.example.com/***  #32  unmanaged
          events        push

    Changes: 1
    acme/api
      ~ update  https://hooks.example.com/***  #31  hookfleet.yaml:12
          url           https://hooks.example.com/*** → https://hooks.example.com/***
                        (the URLs differ where they are masked)
          secret        ci, sent again (GitHub would drop it otherwise; not verified to be the one in use)

    Plan: 0 to create, 1 to update, 0 to config-patch, 1 to delete."
  `);
});

test("a delete says what took over, why it goes early, and where the file asks for it", () => {
  const successor = desiredHook({ url: declared("https://new.example.com/hook"), position: at(7) });
  const text = render(
    handMadePlan({
      actions: [
        deleteAction({
          reason: "superseded",
          successor,
          position: at(7),
          live: liveHook({ id: 8, url: declared("https://old.example.com/hook"), active: false }),
          early: "duplicate-in-the-way",
        }),
        deleteAction({ reason: "absent", position: at(9), early: "event-limit" }),
      ],
    }),
    { width: 110 },
  );
  expect(text).toMatchInlineSnapshot(`
    "Deletes: 2
    acme/api
      - delete  https://old.example.com/hook  #8  superseded  hookfleet.yaml:7
          events        push
          active        false
          successor     https://new.example.com/hook
          order         first in its scope: GitHub refuses another hook of its URL and event beside it
          secret        deleted with the hook: GitHub never shows it again
      - delete  https://old.example.com/***  #9  absent  hookfleet.yaml:9
          events        push
          order         first in its scope: GitHub's limit of hooks per event leaves no room beside it
          secret        deleted with the hook: GitHub never shows it again

    Plan: 0 to create, 0 to update, 0 to config-patch, 2 to delete."
  `);
});

test("an explanation that several blocked actions share is told once", () => {
  const blocked = (id: number, url = "https://ci.example.com/") =>
    updateAction({
      desired: desiredHook({ url: declared(url), secret: { kind: "undeclared" } }),
      live: liveHook({ id }),
      changes: [{ field: "active", before: false, after: true }],
      secret: "keep",
      blocked: "undeclared-secret",
    });
  const text = render(
    handMadePlan({ actions: [blocked(1), blocked(2), blocked(3, "https://other.example.com/")] }),
  );
  expect(text.match(/undeclared_secrets: keep/g)).toHaveLength(1);
  expect(text.match(/! undeclared-secret: as for .* above/g)).toHaveLength(1);
  expect(text).toContain("Nothing to apply: every action is blocked.");
});

test("a long list of events wraps below itself", () => {
  const events = Array.from({ length: 24 }, (_, index) => `event_number_${index}`);
  const text = render(
    handMadePlan({ actions: [createAction({ desired: desiredHook({ events }) })] }),
  );
  expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
  for (const event of events) expect(text).toContain(event);
});

test("nothing to do is said before the closing line", () => {
  const unchanged = [unchangedHook({ id: 1, url: declared("https://a.example/") })];
  expect(render(handMadePlan({ unchanged, assumed: 1 }))).toMatchInlineSnapshot(`
    "1 secret assumed: present on GitHub, not proved to be the right one.
    No changes. GitHub has what the file asks for.

    Plan: 0 to create, 0 to update, 0 to config-patch, 0 to delete. 1 unchanged, 1 assumed."
  `);
  expect(render(handMadePlan({ scopes: [] }))).toMatchInlineSnapshot(`
    "No changes. The file selects no scope.

    Plan: 0 to create, 0 to update, 0 to config-patch, 0 to delete."
  `);
  expect(render(handMadePlan({ scopes: [acme], complete: false }))).toMatchInlineSnapshot(`
    "This plan is incomplete: not every scope could be read, and what could not be
    read is not touched. \`apply\` carries out the rest only with
    \`--allow-incomplete\`.
    No changes in the scopes that could be read.

    Plan: 0 to create, 0 to update, 0 to config-patch, 0 to delete."
  `);
});

test("warnings and errors of a fresh plan show the lines of the file", () => {
  const frame = "> 3 |   - name: API\n    |           ^";
  const plan = handMadePlan({
    diagnostics: [
      { severity: "warning", code: "name-spelling", message: "`API` is spelled `api`", frame },
    ],
  });
  expect(render(plan)).toContain(
    `name-spelling: \`API\` is spelled \`api\`\n  ${frame.replace("\n", "\n  ")}`,
  );
});
