import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plain, planOf } from "./arbitrary-plan.ts";
import { driftOf } from "./drift-meta.ts";
import { everyKind } from "./every-kind.ts";
import { unchangedHook } from "./hand-made.ts";
import { holds } from "./holds.ts";
import { readSchema, schemaErrors } from "./schema.ts";

const failing = { code: 502, status: null, message: "Invalid HTTP Response: 502" };
const document = driftOf({ ...everyKind, unchanged: [unchangedHook({ lastResponse: failing })] });

describe("the schema of drift reports", () => {
  const errors = schemaErrors("drift");

  test("takes every report", () => {
    expect(errors(document)).toEqual([]);
    holds(
      fc.property(planOf(plain), (plan) => {
        expect(errors(driftOf(plan))).toEqual([]);
      }),
    );
  });

  const one = (kind: string, over: object) => ({
    ...document,
    drift: [{ ...document.drift.find((entry) => entry.kind === kind), ...over }],
  });

  test.each([
    ["another format", { ...document, format: "hookfleet.drift/2" }],
    ["a further key", { ...document, secret: "x" }],
    ["a missing key", { ...document, digest: undefined }],
    ["a time in words", { ...document, created_at: "today" }],
    ["a count below zero", { ...document, summary: { ...document.summary, missing: -1 } }],
    ["an unknown kind", one("missing", { kind: "lost" })],
    ["a missing hook with an id", one("missing", { hook_id: 1 })],
    ["a changed hook without one", one("changed", { hook_id: null })],
    ["a block of what is not blocked", one("changed", { blocked: "protected" })],
    ["a blocked one without a reason", one("blocked", { blocked: null })],
    ["an unknown block", one("blocked", { blocked: "mood" })],
    ["health of what is not unhealthy", one("changed", { health: failing })],
    ["an unhealthy one without health", one("unhealthy", { health: null })],
    ["a further key of an entry", one("changed", { config: {} })],
    ["another kind's reason", one("unmanaged", { reason: "differs" })],
  ])("refuses %s", (_, wrong) => {
    expect(errors(wrong)).not.toEqual([]);
  });
});

test("what plans have, too, is described alike", () => {
  const { position, change } = readSchema("plan").$defs ?? {};
  const { position: place, change: difference } = readSchema("drift").$defs ?? {};
  expect({ place, difference }).toEqual({ place: position, difference: change });
});
