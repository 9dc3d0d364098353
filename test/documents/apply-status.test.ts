import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyStatus } from "../../src/documents/apply-status.ts";
import { parseReportFile } from "../../src/documents/parse-report-file.ts";
import type { ReportDocument } from "../../src/model/generated/documents.ts";
import type { PlanDocument, PlannedActionDocument } from "../../src/model/plan-document.ts";
import { renderApplyStatus } from "../../src/render/markdown/render-apply-status.ts";

type Status = ReportDocument["actions"][number]["status"];
type Entry = readonly [scope: string, kind: PlannedActionDocument["kind"], id: number | null];

function action([scope, kind, id]: Entry): PlannedActionDocument {
  return { kind, scope, hook_id: id, url: `https://masked.example.com/${scope}` } as never;
}

const plan = (...entries: readonly Entry[]): PlanDocument =>
  ({ actions: entries.map(action) }) as never;

function report(...outcomes: readonly (readonly [Entry, Status, message?: string])[]) {
  const actions = outcomes.map(([entry, status, message = "no"]) => ({
    ...action(entry),
    hook_id: entry[2] ?? 999,
    url: "https://shown.example.com/Pl4nt3d",
    status,
    error: status === "applied" ? null : { code: "some-code", message, help: null },
  }));
  const count = (status: Status): number =>
    actions.filter((outcome) => outcome.status === status).length;
  const summary = {
    applied: count("applied"),
    failed: count("failed"),
    not_attempted: count("not_attempted"),
  };
  const document = { format: "hookfleet.report/1", summary, actions };
  return parseReportFile(JSON.stringify(document), "report.json");
}

const create: Entry = ["acme/api", "create", null];
const update: Entry = ["acme/api", "update", 1];
const other: Entry = ["acme", "delete", 2];
const stale = "stale: it is not what was reviewed";

describe("a run that was refused before its first write", () => {
  const refused = [
    { severity: "error", code: "secret-unset", message: "The variable `CI` is not set" },
    {
      severity: "error",
      code: "secret-blank",
      message: "<b>@octocat</b> ghp_Pl4nt3dToken0123456789abcd",
    },
  ] as const;
  const read = (actions: ReturnType<typeof report>["actions"], reasons: unknown = refused) => {
    const summary = { applied: 0, failed: 0, not_attempted: actions.length };
    const document = { format: "hookfleet.report/1", refused: reasons, summary, actions };
    return parseReportFile(JSON.stringify(document), "report.json");
  };

  test.each([
    ["with a plan", plan(create, update)],
    ["before there was a plan", undefined],
  ])("has failed, for its reasons alone, %s", (_, of) => {
    const status = applyStatus(of, read([]));
    expect(status).toMatchObject({ state: "failed", refused, applied: 0, undone: [], stale: [] });
    const text = renderApplyStatus(status);
    expect(text).toContain(
      "> **Refused:** nothing was written.\n>\n> - `secret-unset`, The variable",
    );
    expect(text).toContain("`<b>@octocat</b>` `[secret]`");
    expect(text).not.toMatch(/ghp_Pl4nt3d|out of date/i);
  });

  test.each([["no"], [[{}]], [[{ code: "x" }]], [{}]])("refused: %j is damaged", (reasons) => {
    expect(() => read([], reasons)).toThrow("damaged");
  });
});

describe("what became of a plan", () => {
  test.each<[what: string, status: ReturnType<typeof applyStatus>, expected: object]>([
    ["nothing to do", applyStatus(plan(), report()), { state: "applied", applied: 0 }],
    [
      "all done, in any order",
      applyStatus(plan(create, update), report([update, "applied"], [create, "applied"])),
      { state: "applied", applied: 2, undone: [], stale: [] },
    ],
    [
      "one failed",
      applyStatus(plan(create, update), report([create, "failed"], [update, "applied"])),
      { state: "failed", applied: 1, undone: [{ status: "failed" }] },
    ],
    [
      "one not attempted",
      applyStatus(plan(create, other), report([create, "applied"], [other, "not_attempted"])),
      { state: "failed", applied: 1, undone: [{ status: "not_attempted" }] },
    ],
    [
      "a scope that was stale",
      applyStatus(
        plan(create, other),
        report([create, "not_attempted", stale], [other, "applied"]),
      ),
      { state: "outdated", applied: 1, undone: [], stale: ["acme/api"] },
    ],
    [
      "a scope with nothing left to do",
      applyStatus(plan(create, other), report([other, "applied"])),
      { state: "outdated", stale: ["acme/api"] },
    ],
    [
      "a scope with something else to do",
      applyStatus(plan(create), report([update, "applied"])),
      { state: "outdated", applied: 0, stale: ["acme/api"] },
    ],
    [
      "a scope that was not planned",
      applyStatus(plan(create), report([create, "applied"], [other, "not_attempted", stale])),
      { state: "outdated", applied: 1, stale: ["acme"] },
    ],
    [
      "stale and failed",
      applyStatus(plan(create, other), report([other, "failed"])),
      { state: "failed", stale: ["acme/api"] },
    ],
  ])("%s", (_what, status, expected) => {
    expect(status).toMatchObject(expected);
  });
});

test("it is said above the plan, with URLs as the plan shows them", () => {
  const outcomes = report([create, "failed", "GitHub answers 422"], [other, "not_attempted"]);
  const text = renderApplyStatus(applyStatus(plan(create, other), outcomes));
  expect(text).toMatchInlineSnapshot(`
    "> [!CAUTION]
    > **Not everything was applied:** 0 applied, 1 failed, 1 not attempted.
    >
    > - **failed** \`acme/api\`: create \`https://masked.example.com/acme/api\`: \`some-code\`, GitHub answers 422
    > - **not attempted** \`acme\`: delete \`https://masked.example.com/acme\` \`#2\`: \`some-code\`, no
    "
  `);
  expect(text).not.toContain("Pl4nt3d");
});

test("whatever comes from outside stays in the quote, harmless and short", async () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary", maxLength: 2000 }),
    fc.constantFrom(
      "\n\n# big\n<img src=x onerror=alert(1)>",
      "@acme/everybody fixes #1 `x` ``` **b** [l](http://x) ::error::x",
      "\u202Eevil\u001B[31m",
    ),
  );
  await fc.assert(
    fc.asyncProperty(hostile, fc.integer({ min: 1, max: 30 }), async (text, many) => {
      const entries = Array.from({ length: many }, (_, index): Entry => [text, "update", index]);
      const outcomes = entries.map((entry) => [entry, "failed", text] as const);
      const rendered = renderApplyStatus(applyStatus(plan(...entries), report(...outcomes)));
      expect(rendered.length).toBeLessThan(40_000);
      for (const line of rendered.trimEnd().split("\n")) expect(line).toMatch(/^>( |$)/);
      expect(rendered).not.toMatch(/^> <|^> #/m);
      expect(rendered).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    }),
  );
});

test("URLs in what went wrong are masked", () => {
  const failed = report([
    update,
    "failed",
    "no https://me:pw@chat.example.com/in?token=Pl4nt3d here",
  ]);
  const text = renderApplyStatus(applyStatus(plan(update), failed));
  expect(text).toContain("https://***@chat.example.com/in?token=***");
  expect(text).not.toMatch(/pw@|Pl4nt3d/);
});
