import * as fc from "fast-check";
import { expect, test } from "vitest";
import { planDocument } from "../../src/documents/plan-document.ts";
import { reportDocument } from "../../src/documents/report-document.ts";
import type { DriftDocument } from "../../src/model/drift-document.ts";
import { HookfleetError } from "../../src/model/errors.ts";
import { HookUrl, type UrlOrigin } from "../../src/model/hook-url.ts";
import type { ActionOutcome } from "../../src/model/outcome.ts";
import type { Plan } from "../../src/model/plan.ts";
import { Secret } from "../../src/model/secret.ts";
import { renderDriftHtml } from "../../src/render/html/report-page.ts";
import { renderDriftMarkdown } from "../../src/render/markdown/render-report-markdown.ts";
import { renderJson } from "../../src/render/render-json.ts";
import { createPalette } from "../../src/render/text/palette.ts";
import { renderError } from "../../src/render/text/render-error.ts";
import {
  renderDrift,
  renderPlan,
  renderPlanDocument,
} from "../../src/render/text/render-report.ts";
import { renderApplyResult, renderEvent } from "../../src/render/text/render-run.ts";
import { plain, planOf } from "./arbitrary-plan.ts";
import { driftOf } from "./drift-meta.ts";
import { holds } from "./holds.ts";
import { metaOf } from "./meta.ts";

/** Looks like a token, so that it is masked as a segment of a declared path, too. */
const planted = "Zk7hunter2Qx9vB4nMd3Rt5w";
/** Looks like nothing: only the place it stands in can give it away. */
const modest = "hunter2";

const live: UrlOrigin = { kind: "live" };
const written: UrlOrigin = { kind: "declared" };
const environment: UrlOrigin = { kind: "env", name: "HOOK_URL" };

const masked: readonly HookUrl[] = [
  new HookUrl(`https://user:${modest}@ci.example.com/a`, written),
  new HookUrl(`https://${modest}@ci.example.com/a`, written),
  new HookUrl(`https://ci.example.com/a?token=${modest}`, written),
  new HookUrl(`https://ci.example.com/a?${modest}`, written),
  new HookUrl(`https://ci.example.com/a#${modest}`, written),
  new HookUrl(`https://ci.example.com/services/${planted}`, written),
  new HookUrl(`https://ci.example.com/services/${modest}`, live),
  new HookUrl(`https://u:${modest}@ci.example.com/?${modest}=${modest}`, live),
];

const neverShown: readonly HookUrl[] = [
  new HookUrl(`https://ci.example.com/${modest}`, environment),
  new HookUrl(`https://${modest}.example.com/`, environment),
];

function tellDrift(drift: DriftDocument): readonly string[] {
  return [
    renderJson(drift),
    renderDrift(drift, { palette: createPalette(false) }),
    renderDriftMarkdown(drift),
    renderDriftHtml(drift),
  ];
}

/** Everything that is ever told of a plan and of its run. */
function tellAll(plan: Plan, showUrls: boolean): string {
  const error = new HookfleetError("x", "failed", { cause: new Secret(modest) });
  const outcomes = plan.actions.map((action, index): ActionOutcome => {
    if (index % 3 === 0) return { status: "applied", action, hookId: 1 };
    return index % 3 === 1
      ? { status: "failed", action, error }
      : { status: "not_attempted", action, reason: "stopped" };
  });
  const texts = [createPalette(true), createPalette(false)].flatMap((palette) => [
    renderPlan(plan, { palette, showUrls, width: 200 }),
    renderPlanDocument(planDocument(plan, metaOf(plan, { showUrls })), { palette, width: 200 }),
    renderApplyResult({ outcomes }, { palette, showUrls }),
    renderError(error, { palette, verbose: true }),
    ...outcomes.map((outcome, index) =>
      renderEvent({ type: "action_finished", index, outcome }, outcomes.length, {
        palette,
        showUrls,
      }),
    ),
  ]);
  return [
    ...texts,
    renderJson(planDocument(plan, metaOf(plan, { showUrls }))),
    renderJson(reportDocument({ outcomes }, metaOf(plan, { showUrls }))),
    ...tellDrift(driftOf(plan, { showUrls })),
  ].join("\n");
}

test("nothing that a URL hides is ever told", () => {
  const material = { ...plain, url: fc.constantFrom(...masked, ...neverShown) };
  holds(
    fc.property(planOf(material), (plan) => {
      const text = tellAll(plan, false);
      expect(text).not.toContain(planted);
      expect(text).not.toContain(modest);
    }),
    { numRuns: 200 },
  );
});

test("--show-urls tells URLs, and still not those from the environment", () => {
  const material = { ...plain, url: fc.constantFrom(...neverShown) };
  holds(
    fc.property(planOf(material), (plan) => {
      expect(tellAll(plan, true)).not.toContain(modest);
    }),
    { numRuns: 200 },
  );
});

test("a secret that strays into what is thrown or serialised is not told", () => {
  const palette = createPalette(false);
  const secret = new Secret(planted);
  const strays = [
    renderError(secret, { palette, verbose: true }),
    renderError(new Error(`bad value ${secret}`), { palette, verbose: true }),
    renderError(new Error("bad", { cause: secret }), { palette, verbose: true }),
    renderJson({ secret, list: [secret] }),
  ];
  expect(strays.join("\n")).not.toContain(planted);
});
