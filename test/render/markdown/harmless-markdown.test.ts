import * as fc from "fast-check";
import { expect, test } from "vitest";
import { planDocument } from "../../../src/documents/plan-document.ts";
import { sanitize } from "../../../src/redact/sanitize.ts";
import { codeSpan, prose } from "../../../src/render/markdown/inline.ts";
import {
  renderDriftMarkdown,
  renderPlanMarkdown,
} from "../../../src/render/markdown/render-report-markdown.ts";
import type { MarkdownOptions } from "../../../src/render/markdown/write-report.ts";
import { driftDocumentOf, marked, markupText, planDocumentOf } from "../arbitrary-document.ts";
import { createAction, handMadePlan } from "../hand-made.ts";
import { expectHarmless } from "../harmless.ts";
import { holds } from "../holds.ts";
import { metaOf } from "../meta.ts";
import { type ReadMarkdown, readMarkdown } from "./support/read-markdown.ts";

/** What GitHub makes a link, a mention or a picture of, and what begins a block. */
const meaningful = /@|#\d|:\/\/|www\.|\bGH-\d|\b[0-9a-f]{7,40}\b|:\w+:|[<>[\]`|*_~$\\]/;

const ownKinds = [
  ...["blockquote", "bullet_list", "code_inline", "fence", "heading", "html_block", "html_inline"],
  ...["inline", "link", "list_item", "paragraph", "softbreak", "strong", "text"],
  ...["table", "tbody", "td", "th", "thead", "tr"],
];

const place = "<code>[^<>]*</code>";
const hook = `in ${place}(?: <a href="[^"<>]*">#\\d+</a>)?`;
const scopes = `(?:\\d+ hooks )?in \\d+ (?:scopes|repositories|organizations): ${place}(?:, ${place})*(?: and \\d+ more)?`;
const summaries = [
  ...[
    "\\d+ further (?:caution|warning)s?(?:, \\d+ further warnings?)?",
    `[\\w-]+ ${place} (?:${hook}|${scopes}|\\d+ hooks in 1 \\w+: ${place})`,
  ],
  "\\d+ hooks? in \\d+ (?:scopes?|repositor(?:y|ies)|organizations?)",
];
const ownHtml = new RegExp(
  `^(?:<details(?: open)?><summary>(?:${summaries.join("|")})</summary>\\n?|</details>\\n?(?:<details.*\\n)?(?:</details>\\n?)?|<br>|<sub>|</sub>)$`,
);

const ownHeading =
  /^(?:(?:This change|Pre-existing drift): (?:nothing to do|\d+ actions?)|(?:Blocked|Deletes|Changes|Unmanaged|Missing|Changed|Superseded|Unhealthy): \d+)$/;

const ownCell =
  /^(?: ?|create|update|config-patch|delete|blocked|missing|changed|superseded|unhealthy|unmanaged|This change|Pre-existing drift|0|\*\*\d+\*\*)$/;

/** Fails where a text from outside means anything but itself. */
function expectInert(markdown: string): void {
  expectHarmless(markdown);
  const read: ReadMarkdown = readMarkdown(markdown);
  const isMeant = /^\[!(?:CAUTION|WARNING)\]$/;
  expect(read.text.filter((text) => meaningful.test(text) && !isMeant.test(text))).toEqual([]);
  expect(read.html.filter((html) => !ownHtml.test(html))).toEqual([]);
  expect(read.kinds.filter((kind) => !ownKinds.includes(kind))).toEqual([]);
  const own = /^https:\/\/github\.com\/[\w%./-]+\/settings\/hooks\/\d+$/;
  expect(read.links.filter((link) => !own.test(link))).toEqual([]);
  expect(read.images).toBe(0);
  const [first, ...headings] = read.headings;
  expect(first).toMatch(/^hookfleet (?:plan|drift)$/);
  expect(headings.filter((heading) => !ownHeading.test(heading))).toEqual([]);
  expect(read.cells.filter((cell) => !ownCell.test(cell))).toEqual([]);
  for (const block of read.blocks)
    expect(block.split("\n").filter((line) => !/^(?:[-+~!@]| {2}|$)/.test(line))).toEqual([]);
}

const options: fc.Arbitrary<MarkdownOptions> = fc.record(
  { limit: fc.integer({ min: 0, max: 20_000 }), wholeAt: markupText },
  { requiredKeys: [] },
);

test("whatever text a plan holds, its Markdown means nothing by it", () => {
  holds(
    fc.property(planDocumentOf(marked), options, (plan, of) => {
      fc.pre(of.wholeAt === undefined || !/^https?:/i.test(of.wholeAt));
      expectInert(renderPlanMarkdown(plan, of));
    }),
    { numRuns: 400 },
  );
});

test("nor where many actions are alike", () => {
  holds(
    fc.property(planDocumentOf(marked), options, (plan, of) => {
      fc.pre(of.wholeAt === undefined || !/^https?:/i.test(of.wholeAt));
      const actions = plan.actions.flatMap((action) => [action, action, action, action]);
      expectInert(renderPlanMarkdown({ ...plan, actions }, of));
    }),
    { numRuns: 200 },
  );
});

test("nor can the name of a scope end the list that it stands in", () => {
  const plan = handMadePlan({ actions: [createAction()] });
  const document = planDocument(plan, metaOf(plan));
  const [action] = document.actions;
  if (action === undefined) throw new TypeError("There is one.");
  const fences = ["```", "````", "~~~", "```", "@everyone"];
  const actions = fences.map((scope) => ({ ...action, scope, source: null }));
  const markdown = renderPlanMarkdown({ ...document, actions });
  expectInert(markdown);
  expect(readMarkdown(markdown).code).toEqual(expect.arrayContaining(fences));
});

test("nor does that of drift", () => {
  holds(
    fc.property(driftDocumentOf(marked), options, (drift, of) => {
      fc.pre(of.wholeAt === undefined || !/^https?:/i.test(of.wholeAt));
      expectInert(renderDriftMarkdown(drift, of));
    }),
    { numRuns: 400 },
  );
});

test("a code span holds its text whole, wherever it stands", () => {
  holds(
    fc.property(markupText, markupText, (text, other) => {
      const { code, text: rest } = readMarkdown(`x ${codeSpan(text)} y ${codeSpan(other)} z`);
      const shown = [text, other].map(sanitize).filter((part) => part.trim() !== "");
      expect(code).toEqual(shown);
      expect(rest.join("").replaceAll("(blank)", "")).toMatch(/^x\s* y\s* z$/);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["The hook loses its secret.", "The hook loses its secret."],
  ["set `secret: none`, or (`keep`).", "set `secret: none`, or (`keep`)."],
  ["hook #9 for @octocat", "hook `#9` for `@octocat`"],
  ["see https://a.example/b.", "see `https://a.example/b`."],
  ["20. of 250", "20\\. of 250"],
  ["a`b", "``a`b``"],
  ["deadbeef is a commit", "`deadbeef` is a commit"],
  ["first\n# second", "first `#` second"],
])("prose %j", (text, expected) => {
  expect(prose(text)).toBe(expected);
});

test.each([
  "@octocat",
  "see #1",
  "see https://evil.example",
  "![x](y.png)",
  "<b>x</b>",
  "## heading",
  "1. item",
  "*x*",
  "```\nx\n```",
  "| a |\n|---|\n| @x |",
])("what is not escaped would be noticed: %j", (markdown) => {
  expect(() => expectInert(`## hookfleet plan\n\n${markdown}\n`)).toThrow();
});
