import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planDocument } from "../../src/documents/plan-document.ts";
import { reportDocument } from "../../src/documents/report-document.ts";
import { HookfleetError } from "../../src/model/errors.ts";
import type { ActionOutcome } from "../../src/model/outcome.ts";
import type { Action } from "../../src/model/plan.ts";
import { plain, planOf } from "./arbitrary-plan.ts";
import { everyKind } from "./every-kind.ts";
import { holds } from "./holds.ts";
import { metaOf } from "./meta.ts";
import { readSchema, schemaErrors, undescribed } from "./schema.ts";

function outcomesOf(actions: readonly Action[]): readonly ActionOutcome[] {
  return actions.map((action, index): ActionOutcome => {
    if (action.blocked !== null)
      return { status: "not_attempted", action, reason: `it is blocked: ${action.blocked}` };
    if (index % 3 === 0) return { status: "applied", action, hookId: 4711 };
    const error = new HookfleetError(
      "hook-exists",
      "it exists",
      index % 2 === 0 ? {} : { help: "y" },
    );
    return index % 3 === 1
      ? { status: "failed", action, error }
      : { status: "not_attempted", action, reason: "the run was interrupted" };
  });
}

const document = planDocument(everyKind, metaOf(everyKind));
const report = reportDocument({ outcomes: outcomesOf(everyKind.actions) }, metaOf(everyKind));

describe("the schema of plans", () => {
  const errors = schemaErrors("plan");

  test("takes every plan document", () => {
    expect(errors(document)).toEqual([]);
    holds(
      fc.property(planOf(plain), (plan) => {
        expect(errors(planDocument(plan, metaOf(plan)))).toEqual([]);
      }),
    );
  });

  const [first] = document.actions;
  const deleted = document.actions.find(({ kind }) => kind === "delete");
  const created = document.actions.find(({ kind }) => kind === "create");
  test.each([
    ["another format", { ...document, format: "hookfleet.plan/2" }],
    ["a further key", { ...document, secret: "x" }],
    ["a missing key", { ...document, digest: undefined }],
    ["a time in words", { ...document, created_at: "today" }],
    ["an unknown kind", { ...document, actions: [{ ...first, kind: "replace" }] }],
    ["an unknown block", { ...document, actions: [{ ...first, blocked: "mood" }] }],
    ["a further key of an action", { ...document, actions: [{ ...first, config: {} }] }],
    ["early on what is no delete", { ...document, actions: [{ ...first, early: null }] }],
    ["a delete without early", { ...document, actions: [{ ...deleted, early: undefined }] }],
    [
      "a delete with a create's reason",
      { ...document, actions: [{ ...deleted, reason: "missing" }] },
    ],
    ["a create with an id", { ...document, actions: [{ ...created, hook_id: 1 }] }],
    ["an update without an id", { ...document, actions: [{ ...first, hook_id: null }] }],
    [
      "an event list that is text",
      {
        ...document,
        actions: [{ ...first, changes: [{ field: "events", before: "a", after: [] }] }],
      },
    ],
  ])("refuses %s", (_, wrong) => {
    expect(errors(wrong)).not.toEqual([]);
  });
});

describe("the schema of reports", () => {
  const errors = schemaErrors("report");

  test("takes every report document", () => {
    expect(errors(report)).toEqual([]);
    holds(
      fc.property(planOf(plain), ({ actions }) => {
        expect(
          errors(reportDocument({ outcomes: outcomesOf(actions) }, metaOf(everyKind))),
        ).toEqual([]);
      }),
    );
  });

  const [first] = report.actions;
  const error = { code: "hook-exists", message: "it exists", help: null };
  test.each([
    ["an unknown status", { ...report, actions: [{ ...first, status: "skipped" }] }],
    ["an error of what was applied", { ...report, actions: [{ ...first, error }] }],
    ["a failure without an error", { ...report, actions: [{ ...first, status: "failed" }] }],
    [
      "a further key of an error",
      { ...report, actions: [{ ...first, status: "failed", error: { ...error, stack: "" } }] },
    ],
  ])("refuses %s", (_, wrong) => {
    expect(errors(wrong)).not.toEqual([]);
  });
});

test.each(["plan", "report", "drift"] as const)("every key of a %s is described", (name) => {
  expect(undescribed(readSchema(name), "")).toEqual([]);
});

test("an action is described alike in both schemas", () => {
  const { action, position, change, diagnostic } = readSchema("plan").$defs ?? {};
  const { outcome, error: _error, ...reported } = readSchema("report").$defs ?? {};
  const { hook_id: _planned, fingerprint, ...expected } = action?.properties ?? {};
  const {
    hook_id: _reported,
    status,
    error,
    unrecorded,
    verification,
    ...shared
  } = outcome?.properties ?? {};
  expect([status, error, unrecorded, verification, fingerprint]).not.toContain(undefined);
  expect(shared).toEqual(expected);
  const reason = { ...diagnostic, description: reported["diagnostic"]?.description };
  expect(reported).toEqual({ position, change, diagnostic: reason });
});
