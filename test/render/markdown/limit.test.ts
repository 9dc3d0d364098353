import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planDocument } from "../../../src/documents/plan-document.ts";
import type { HookUrl } from "../../../src/model/hook-url.ts";
import type { PlanDocument } from "../../../src/model/plan-document.ts";
import { renderPlanMarkdown } from "../../../src/render/markdown/render-report-markdown.ts";
import { marked, planDocumentOf } from "../arbitrary-document.ts";
import {
  createAction,
  declared,
  deleteAction,
  desiredHook,
  handMadePlan,
  liveHook,
  updateAction,
} from "../hand-made.ts";
import { holds } from "../holds.ts";
import { metaOf } from "../meta.ts";
import { readMarkdown } from "./support/read-markdown.ts";

/** As many of each as it takes to fill several comments. */
function largePlan(count: number): PlanDocument {
  const scope = (index: number) =>
    ({ kind: "repository", owner: "acme", repository: `service-${index}` }) as const;
  const of = Array.from({ length: count }, (_, index) => scope(index));
  const at = (index: number): HookUrl => declared(`https://ci-${index}.example.com/hook`);
  const plan = handMadePlan({
    actions: [
      ...of.map((scope, index) =>
        createAction({ scope, desired: desiredHook({ url: at(index) }) }),
      ),
      ...of.map((scope, index) =>
        updateAction({
          scope,
          desired: desiredHook({ url: at(index) }),
          blocked: "undeclared-secret",
        }),
      ),
      ...of.map((scope, index) => deleteAction({ scope, live: liveHook({ url: at(index) }) })),
    ],
    diagnostics: of.map(({ repository }) => ({
      severity: "warning",
      code: "secret-removed",
      message: `hook of ${repository}`,
      scope: `acme/${repository}`,
    })),
  });
  return planDocument(plan, metaOf(plan));
}

/** The same in every scope. */
function alikePlan(count: number): PlanDocument {
  const scopes = Array.from(
    { length: count },
    (_, index) => ({ kind: "repository", owner: "acme", repository: `service-${index}` }) as const,
  );
  const plan = handMadePlan({
    actions: [
      ...scopes.map((scope) => updateAction({ scope })),
      ...scopes.map((scope) => deleteAction({ scope })),
    ],
  });
  return planDocument(plan, metaOf(plan));
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

function expectWhole(markdown: string): void {
  const { html } = readMarkdown(markdown);
  const all = html.join("\n");
  expect(count(all, "<details")).toBe(count(all, "</details>"));
  expect(html.at(-1)).toBe("</sub>");
  // A block that does not end would swallow all that follows.
  expect(markdown.trimEnd().endsWith("</sub>")).toBe(true);
}

test("a text is never longer than its limit, and nothing in it is cut in two", () => {
  holds(
    fc.property(planDocumentOf(marked), fc.integer({ min: 6_000, max: 30_000 }), (plan, limit) => {
      const targets: readonly string[] = [];
      const markdown = renderPlanMarkdown({ ...plan, targets }, { limit, wholeAt: "the artifact" });
      expect(markdown.length).toBeLessThanOrEqual(limit);
      expectWhole(markdown);
    }),
    { numRuns: 200 },
  );
});

describe("a plan that is too long", () => {
  const plan = largePlan(300);
  const whole = renderPlanMarkdown(plan);

  test.each([65_536, 20_000, 6_000])("is cut to %d characters", (limit) => {
    expect(whole.length).toBeGreaterThan(limit);
    const markdown = renderPlanMarkdown(plan, { limit, wholeAt: "https://ci.example/run/1" });
    expect(markdown.length).toBeLessThanOrEqual(limit);
    // There is room for one line more at most.
    expect(markdown.length).toBeGreaterThan(limit - 400);
    expectWhole(markdown);
    const { headings, cells, links } = readMarkdown(markdown);
    expect(cells.slice(-5)).toEqual(["**300**", "0", "0", "**300**", "**300**"]);
    expect(headings).toEqual(["hookfleet plan", "Blocked: 300", "Deletes: 300", "Changes: 300"]);
    expect(links.at(-1)).toBe("https://ci.example/run/1");
  });

  test("says how much of it is not shown", () => {
    const markdown = renderPlanMarkdown(plan, { limit: 60_000 });
    const lines = /\n- (?:update|delete|create) `/g;
    const left = Number(/([0-9]+) of 900 hooks/.exec(markdown)?.[1] ?? 0);
    expect(left).toBe(900 - (markdown.match(lines)?.length ?? 0));
    expect(markdown).toMatch(/\d+ cautions/);
  });

  test("drops what changes before single actions, and changes before what is blocked or goes", () => {
    const markdown = renderPlanMarkdown(plan, { limit: 100_000 });
    expect(count(markdown, "\n- update `")).toBe(300);
    expect(count(markdown, "\n- delete `")).toBe(300);
    expect(count(markdown, "\n- create `")).toBeGreaterThan(0);
    // What is left is less than a line more would take.
    expect(count(markdown, "content_type")).toBeLessThan(5);
  });

  test("names all that goes before it says where the same is changed", () => {
    const alike = renderPlanMarkdown(alikePlan(300), { limit: 50_000 });
    const { code } = readMarkdown(alike);
    const named = new Set(code.filter((text) => text.startsWith("acme/service-")));
    expect(named.size).toBe(300);
    expect(alike).toMatch(/the names of \d+ that are alike/);
    expectWhole(alike);
  });

  test("is whole again where there is room for it", () => {
    expect(renderPlanMarkdown(plan, { limit: whole.length })).toBe(whole);
    expect(whole).not.toContain("Not shown");
  });
});

test.each([
  ["https://ci.example/run?a=b&c=(d)", ["https://ci.example/run?a=b&c=(d)"]],
  ["https://ci.example/> [x](y) <b>", ["https://ci.example/%3E%20%5Bx%5D(y)%20%3Cb%3E"]],
  ["the artifact plan.html", []],
  ["javascript:alert(1)", []],
])("the pointer to the whole: %j", (wholeAt, links) => {
  const plan = handMadePlan();
  const markdown = renderPlanMarkdown(planDocument(plan, metaOf(plan)), { wholeAt });
  expect(readMarkdown(markdown).links).toEqual(links);
});

test("bytes are counted as UTF-8", () => {
  const plan = largePlan(30);
  const message = "é€🐟".repeat(40);
  const diagnostics = plan.diagnostics.map((one) => ({ ...one, message }));
  const whole = renderPlanMarkdown({ ...plan, diagnostics });
  const size = Buffer.byteLength(whole);
  expect(size).toBeGreaterThan(whole.length);
  expect(renderPlanMarkdown({ ...plan, diagnostics }, { bytes: size })).toBe(whole);
  const cut = renderPlanMarkdown({ ...plan, diagnostics }, { bytes: whole.length });
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(whole.length);
  expect(cut.length).toBeGreaterThan(whole.length / 4);
  expectWhole(cut);
});
