import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planDocument } from "../../src/documents/plan-document.ts";
import { describeScopes, foldEntries } from "../../src/documents/views/fold.ts";
import type { Action } from "../../src/model/plan.ts";
import { parsePlanFile } from "../../src/plan/saved/parse-saved-file.ts";
import { renderPlanHtml } from "../../src/render/html/report-page.ts";
import { renderPlanMarkdown } from "../../src/render/markdown/render-report-markdown.ts";
import { createPalette } from "../../src/render/text/palette.ts";
import {
  renderDrift,
  renderPlan,
  renderPlanDocument,
} from "../../src/render/text/render-report.ts";
import { plain, planOf } from "./arbitrary-plan.ts";
import { driftOf } from "./drift-meta.ts";
import {
  createAction,
  declared,
  deleteAction,
  desiredHook,
  fromGitHub,
  handMadePlan,
  liveHook,
  unmanagedFacts,
  updateAction,
} from "./hand-made.ts";
import { holds } from "./holds.ts";
import { metaOf } from "./meta.ts";
import { schemaErrors } from "./schema.ts";

const palette = createPalette(false);
const scopeOf = (repository: string) =>
  ({ kind: "repository", owner: "acme", repository }) as const;
const repositories = (count: number, prefix = "s") =>
  Array.from({ length: count }, (_, index) =>
    scopeOf(`${prefix}-${String(index).padStart(3, "0")}`),
  );

test.each([
  [["acme/a"], "in 1 repository: acme/a"],
  [["acme/a", "acme/b"], "in 2 repositories: acme/a, acme/b"],
  [["acme", "octo"], "in 2 organizations: acme, octo"],
  [["acme", "acme/a"], "in 2 scopes: acme, acme/a"],
  [["o/a", "o/b", "o/c", "o/d"], "in 4 repositories: o/a, o/b, o/c, o/d"],
  [["o/a", "o/b", "o/c", "o/d", "o/e"], "in 5 repositories: o/a, o/b, o/c and 2 more"],
])("scopes in words: %j", (scopes, words) => {
  expect(describeScopes(scopes)).toBe(words);
});

test("the scopes stand on one line in a pipe, and are wrapped in a terminal", () => {
  const scopes = repositories(9, "service-with-a-long-name");
  const plan = handMadePlan({ actions: scopes.map((scope) => createAction({ scope })) });
  const line = /^in 9 repositories: .* and 6 more$/m;
  expect(renderPlan(plan, { palette })).toMatch(line);
  const wrapped = renderPlan(plan, { palette, width: 80 }).split("\n");
  expect(wrapped.slice(0, -1).filter((text) => text.length > 80)).toEqual([]);
});

test("a change of a template is one block, with --verbose each of its hooks", () => {
  const names = ["api", "billing", "checkout", ...repositories(115).map((at) => at.repository)];
  const plan = handMadePlan({
    actions: names.map((name, index) =>
      updateAction({ scope: scopeOf(name), live: liveHook({ id: 500 + index }) }),
    ),
  });
  const text = renderPlan(plan, { palette });
  expect(text).toContain(
    "in 118 repositories: acme/api, acme/billing, acme/checkout and 115 more\n",
  );
  expect(text.match(/update {2}https/g)).toHaveLength(1);
  expect(text.split("\n").length).toBeLessThan(12);
  const verbose = renderPlan(plan, { palette, verbose: true });
  names.forEach((name, index) => {
    expect(verbose).toContain(`acme/${name} #${500 + index}`);
  });
});

test("250 actions of ten kinds fit 120 lines, and every delete and blocked action is named", () => {
  const all = repositories(25);
  const kinds: readonly ((at: (typeof all)[number], index: number) => Action)[] = [
    ...[1, 2, 3].map(
      (n) => (scope: (typeof all)[number]) =>
        createAction({
          scope,
          desired: desiredHook({ url: declared(`https://c${n}.example.com/`) }),
        }),
    ),
    ...[1, 2, 3].map(
      (n) => (scope: (typeof all)[number]) =>
        updateAction({
          scope,
          desired: desiredHook({ url: declared(`https://u${n}.example.com/`) }),
        }),
    ),
    ...[1, 2].map(
      (n) => (scope: (typeof all)[number], index: number) =>
        deleteAction({
          scope,
          live: liveHook({ id: n * 1_000 + index, url: fromGitHub(`https://d${n}.example.com/`) }),
        }),
    ),
    ...[1, 2].map(
      (n) => (scope: (typeof all)[number], index: number) =>
        updateAction({
          scope,
          live: liveHook({ id: 5_000 + n * 1_000 + index }),
          desired: desiredHook({ url: declared(`https://b${n}.example.com/`) }),
          blocked: n === 1 ? "undeclared-secret" : "protected",
        }),
    ),
  ];
  const actions = kinds.flatMap((kind) => all.map(kind));
  expect(actions).toHaveLength(250);
  const plan = handMadePlan({ actions });
  const text = renderPlan(plan, { palette, width: 80 });
  expect(text.split("\n").length).toBeLessThanOrEqual(120);
  const document = planDocument(plan, metaOf(plan));
  for (const shown of [text, renderPlanHtml(document), renderPlanMarkdown(document)])
    for (const id of [1_000, 1_024, 2_000, 2_024, 6_000, 6_024, 7_000, 7_024])
      expect(shown).toContain(`#${id}`);
  const order = ["Blocked: 50", "Deletes: 50", "Changes: 150"];
  for (const shown of [text, renderPlanHtml(document), renderPlanMarkdown(document)]) {
    const at = order.map((heading) => shown.indexOf(heading));
    expect(at).toEqual(at.toSorted((left, right) => left - right));
    expect(at[0]).toBeGreaterThanOrEqual(0);
  }
});

describe("what is shown otherwise is not alike", () => {
  const two = (first: Action, second: Action): number => {
    const text = renderPlan(handMadePlan({ actions: [first, second] }), { palette });
    return text.match(/ in 2 |^in 2 /gm)?.length ?? 0;
  };
  const [a, b] = [scopeOf("a"), scopeOf("b")];

  test.each<[string, Action, Action, number]>([
    ["the same", updateAction({ scope: a }), updateAction({ scope: b }), 1],
    ["the secret", updateAction({ scope: a }), updateAction({ scope: b, secret: "rotate" }), 0],
    ["the kind", updateAction({ scope: a }), createAction({ scope: b }), 0],
    [
      "a field",
      updateAction({ scope: a }),
      updateAction({
        scope: b,
        changes: [{ field: "events", before: ["push"], after: ["push", "issues"] }],
      }),
      0,
    ],
    ["a block", updateAction({ scope: a }), updateAction({ scope: b, blocked: "protected" }), 0],
    [
      "a secret that goes",
      deleteAction({ scope: a, live: liveHook({ hasSecret: true }) }),
      deleteAction({ scope: b, live: liveHook({ hasSecret: false }) }),
      0,
    ],
  ])("%s", (_, first, second, folded) => {
    expect(two(first, second)).toBe(folded);
  });
});

test("hooks of one scope that only masks make alike are counted", () => {
  const create = (name: string, token: string): Action =>
    createAction({
      scope: scopeOf(name),
      desired: desiredHook({ url: declared(`https://x.example/hook?token=${token}`) }),
    });
  const alike = [create("a", "aaaa1111"), create("a", "bbbb2222")];
  const one = handMadePlan({ actions: alike });
  const two = handMadePlan({ actions: [...alike, create("b", "aaaa1111")] });
  expect(renderPlan(one, { palette })).toMatch(/hooks +2 hooks in 1 repository$/m);
  expect(renderPlan(two, { palette })).toMatch(/hooks +3 hooks in 2 repositories$/m);
  expect(renderDrift(driftOf(two), { palette })).toMatch(/hooks +3 hooks in 2 repositories$/m);
});

test("a hook without events that goes has none, in every format", () => {
  const plan = handMadePlan({ actions: [deleteAction({ live: liveHook({ events: [] }) })] });
  const document = planDocument(plan, metaOf(plan));
  expect(renderPlan(plan, { palette })).toMatch(/events +none$/m);
  expect(renderPlanMarkdown(document)).toMatch(/^- +events +none$/m);
  expect(renderPlanHtml(document)).toContain(
    "<dt>events</dt><dd><del><span>-</span> none</del></dd>",
  );
});

test("one warning is not said of the places of others, in Markdown and HTML", () => {
  const plan = handMadePlan({
    diagnostics: [1, 2, 3, 4, 5].map((id) => ({
      ...{ severity: "warning", code: "unidentified-hook", message: `hook #${id} has no URL` },
      scope: `acme/r${id}`,
    })),
  });
  const document = planDocument(plan, metaOf(plan));
  expect(renderPlanMarkdown(document)).toContain(
    "**`unidentified-hook`** `acme/r1`: hook `#1` has no URL; and 4 more like it: `acme/r2`, `acme/r3`, `acme/r4`, `acme/r5`",
  );
  expect(renderPlanHtml(document)).toContain(
    "<code>acme/r1</code> hook #1 has no URL; and 4 more like it: acme/r2, acme/r3, acme/r4, acme/r5",
  );
});

test("hooks of one rotation are one block, each with its time under --verbose", () => {
  const rotated = (name: string, day: number): Action =>
    updateAction({
      scope: scopeOf(name),
      secret: "rotate",
      reason: "rotation",
      changes: [],
      live: liveHook({ id: day, updatedAt: Date.UTC(2026, 0, day) }),
    });
  const plan = handMadePlan({ actions: [1, 2, 3, 4, 5].map((day) => rotated(`r${day}`, day)) });
  expect(renderPlan(plan, { palette })).toContain("in 5 repositories: acme/r1, acme/r2");
  expect(renderPlan(plan, { palette, verbose: true, width: 120 })).toMatch(
    /acme\/r4 #4 \(updated 2026-01-04T00:00:00Z/,
  );
});

test("unmanaged hooks are counted by receiver, with --verbose each with events, age and link", () => {
  const hooks = repositories(30).map((scope, index) => ({
    ...{ scope, hookId: 100 + index, counted: true, ...unmanagedFacts },
    url: fromGitHub(`https://hooks.chat.example/services/${index}`),
  }));
  const document = planDocument(handMadePlan({ unmanaged: hooks }), {
    ...metaOf(handMadePlan()),
    createdAt: "2026-02-02T00:00:00Z",
  });
  const text = renderPlanDocument(document, { palette });
  expect(text).toContain("  hooks.chat.example  30 hooks in 30 repositories: acme/s-000, ");
  expect(text.split("\n").length).toBeLessThan(8);
  const verbose = renderPlanDocument(document, {
    palette: createPalette(true, true),
    verbose: true,
  });
  expect(verbose).toContain(
    "\u001b]8;;https://github.com/acme/s-029/settings/hooks/129\u001b\\#129",
  );
  expect(verbose).toContain("push  updated 31 days ago");
});

test("a hook whose time cannot be read has no age", () => {
  const unread = { events: ["push"], updatedAt: 0, counted: true };
  const unmanaged = [1, 2].map((hookId) => ({
    ...{ ...unread, scope: scopeOf("api"), hookId },
    url: fromGitHub(`https://ci.example.com/${hookId}`),
  }));
  const rotated = updateAction({
    ...{ scope: scopeOf("api"), secret: "rotate", reason: "rotation", changes: [] },
    live: liveHook({ updatedAt: 0 }),
  });
  const plan = handMadePlan({
    ...{ unmanaged, actions: [rotated] },
    github: { ...handMadePlan().github, time: Date.UTC(2026, 1, 2) },
  });
  const text = renderPlan(plan, { palette, verbose: true });
  expect(text).toContain("#2");
  expect(text).not.toMatch(/updated (?:\d|just)|1970|years/);
  const document = planDocument(plan, metaOf(plan));
  expect(document.unmanaged.map(({ updated_at }) => updated_at)).toEqual([null, null]);
  expect(document.actions.map(({ updated_at }) => updated_at)).toEqual([null]);
  expect(schemaErrors("plan")(document)).toEqual([]);
  const saved = parsePlanFile(JSON.stringify(document), "plan.json");
  expect(saved).toEqual(document);
  // A file of an earlier version has a date for none.
  const before = JSON.stringify(document).replaceAll(
    '"updated_at":null',
    '"updated_at":"1970-01-01T00:00:00Z"',
  );
  for (const one of [document, parsePlanFile(before, "plan.json")])
    for (const page of [renderPlanHtml(one), renderPlanMarkdown(one)])
      expect(page).not.toMatch(/1970|years ago|just now/);
});

test("--summary has the counts by kind and receiver, and the closing line, in every format", () => {
  const plan = handMadePlan({
    actions: [
      ...repositories(12).map((scope) => createAction({ scope })),
      deleteAction({ live: liveHook({ url: fromGitHub("https://old.example.com/") }) }),
    ],
  });
  const text = renderPlan(plan, { palette, summary: true });
  expect(text).toMatch(
    /Receiver +delete +create\nci\.example\.com +12\nold\.example\.com +1\n\nPlan: 12 to/,
  );
  expect(text.split("\n")).toHaveLength(5);
  const document = planDocument(plan, metaOf(plan));
  expect(renderPlanMarkdown(document, { summary: true })).toContain("| `ci.example.com` |  | 12 |");
  const html = renderPlanHtml(document, { summary: true });
  expect(html).toContain('<td class="code">ci.example.com</td>');
  expect(html).not.toContain("<script");
});

test("no hook is lost in folding, and the last line counts them all", () => {
  holds(
    fc.property(planOf(plain), (plan) => {
      const entries = plan.actions.map((action, index) => ({ action, index }));
      const hook = { link: null, place: "", note: "" };
      const folded = foldEntries(entries, ({ action, index }) => ({
        ...{ kind: action.kind, verb: action.kind, sign: " ", tone: "muted", url: "" },
        ...{ isWhole: false, note: "", fields: [], blocked: null, origin: null },
        hooks: [{ ...hook, scope: action.scope.owner, hookId: index }],
      }));
      const ids = folded.flatMap(({ hooks }) => hooks.map(({ hookId }) => hookId));
      expect(ids.toSorted((left, right) => (left ?? 0) - (right ?? 0))).toEqual(
        entries.map(({ index }) => index),
      );
      const text = renderDrift(driftOf(plan), { palette });
      expect(text.split("\n").at(-1)).toMatch(/^Drift: /);
    }),
  );
});
