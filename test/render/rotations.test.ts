import { describe, expect, test } from "vitest";
import { describeRotation } from "../../src/documents/messages/secret-messages.ts";
import { planDocument } from "../../src/documents/plan-document.ts";
import { describeAge } from "../../src/model/format.ts";
import type { RotationDocument } from "../../src/model/plan-document.ts";
import { joinRotations } from "../../src/plan/saved/merge-plans.ts";
import { createPalette } from "../../src/render/text/palette.ts";
import { renderPlan, renderPlanDocument } from "../../src/render/text/render-report.ts";
import { desiredHook, handMadePlan, managed, patchAction, unchangedHook } from "./hand-made.ts";
import { metaOf } from "./meta.ts";
import { schemaErrors } from "./schema.ts";

const at = Date.UTC(2026, 3, 14, 15);
const desired = desiredHook({ secret: managed("ci", at) });

const rotation: RotationDocument = {
  secret_ref: "ci",
  rotated_at: "2026-04-14T15:00:00Z",
  due: 0,
  blocked: 0,
  writes: 0,
  done: [],
};

const done = (scope: string, hook_id: number) => ({
  scope,
  hook_id,
  url: "https://ci.example.com/",
  html_url: null,
  updated_at: "2026-04-15T00:00:00Z",
});

const ifDueAgain =
  "A hook that is due again after an apply already had this value: set a new value, or a `rotated_at` before the hook's last update.";

describe("a rotation in words", () => {
  test.each<[Partial<RotationDocument>, readonly string[], string]>([
    [{ done: [done("acme", 1)] }, [], "done on 1 hook, updated since."],
    [{ due: 1, writes: 1 }, ["A"], `1 hook due, last updated A. ${ifDueAgain}`],
    [
      { due: 500, writes: 500, done: [done("acme", 1), done("acme", 2)] },
      ["B", "A", "C"],
      `500 hooks due, last updated between A and C; 2 done, updated since. At GitHub's pace it takes about 8 min. ${ifDueAgain}`,
    ],
    [
      { due: 2, blocked: 1 },
      [],
      `2 hooks due; 1 hook blocked, which keeps what it has. ${ifDueAgain}`,
    ],
    [{ blocked: 2 }, [], "2 hooks blocked, which keep what they have."],
  ])("%j", (over, times, words) => {
    expect(describeRotation({ ...rotation, ...over }, times)).toBe(
      `Rotation of ci at 2026-04-14T15:00:00Z: ${words}`,
    );
  });
});

describe("the rotations of a plan", () => {
  const updated = (id: number) => unchangedHook({ id, updatedAt: at }, { secret: desired.secret });
  const plan = handMadePlan({
    actions: [patchAction({ desired, secret: "rotate", reason: "rotation", changes: [] })],
    unchanged: [9, 8, 7, 6, 5, 4, 3].map(updated),
  });

  test("stand in its document, those that are done by id", () => {
    const document = planDocument(plan, metaOf(plan));
    expect(schemaErrors("plan")(document)).toEqual([]);
    expect(document.rotations).toMatchObject([{ secret_ref: "ci", due: 1, writes: 1 }]);
    expect(document.rotations[0]?.done.map(({ hook_id }) => hook_id)).toEqual([
      3, 4, 5, 6, 7, 8, 9,
    ]);
    expect(document.actions.map(({ updated_at }) => updated_at)).toEqual(["2026-01-02T00:00:00Z"]);
    const [action] = document.actions;
    const without = { ...document, actions: [{ ...action, updated_at: undefined }] };
    expect(schemaErrors("plan")(without)).not.toEqual([]);
    const beside = { ...document, actions: [{ ...action, secret: "resupply" }] };
    expect(schemaErrors("plan")(beside)).not.toEqual([]);
  });

  test("are shown with the first few that are done", () => {
    const text = renderPlan(plan, { palette: createPalette(false), width: 120 });
    const lines = text.split("\n").filter((line) => line.startsWith("  done"));
    expect(lines).toHaveLength(6);
    expect(lines.at(-1)).toBe("  done  and 2 more");
  });

  test("stand between the warnings and the counts of a saved plan", () => {
    const warned = handMadePlan({
      ...plan,
      diagnostics: [{ severity: "warning", code: "secret-removed", message: "it goes" }],
    });
    const palette = createPalette(false);
    const text = renderPlanDocument(planDocument(warned, metaOf(warned)), { palette });
    const at = ["warning secret-removed: it goes", "Rotation of ci at ", "Plan: "].map((words) =>
      text.indexOf(words),
    );
    expect(at[0]).toBe(0);
    expect(at).toEqual(at.toSorted((left, right) => left - right));
  });

  test("are joined as their hooks are", () => {
    const parts = [
      { rotations: [{ ...rotation, due: 1, writes: 2, done: [done("acme/web", 2)] }] },
      { rotations: [{ ...rotation, secret_ref: "audit", blocked: 1 }] },
      {
        rotations: [
          { ...rotation, due: 3, writes: 3, done: [done("acme/web", 1), done("acme", 7)] },
        ],
      },
    ];
    expect(joinRotations(parts)).toEqual([
      { ...rotation, secret_ref: "audit", blocked: 1 },
      {
        ...rotation,
        due: 4,
        writes: 5,
        done: [done("acme", 7), done("acme/web", 1), done("acme/web", 2)],
      },
    ]);
  });
});

test.each([
  [-5_000, "just now"],
  [59_999, "just now"],
  [60_000, "a minute ago"],
  [125_000, "2 minutes ago"],
  [3_600_000 * 5, "5 hours ago"],
  [86_400_000 * 1.5, "36 hours ago"],
  [86_400_000 * 400, "400 days ago"],
  [86_400_000 * 800, "2 years ago"],
])("%i milliseconds are %s", (milliseconds, words) => {
  expect(describeAge(milliseconds)).toBe(words);
});
