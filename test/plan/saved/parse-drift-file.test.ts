import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DriftDocument } from "../../../src/model/drift-document.ts";
import { HookfleetError } from "../../../src/model/errors.ts";
import { driftDigest } from "../../../src/plan/saved/digest.ts";
import { parseDriftFile } from "../../../src/plan/saved/parse-saved-file.ts";
import { renderJson } from "../../../src/render/render-json.ts";
import { hostile, planOf } from "../../render/arbitrary-plan.ts";
import { driftOf } from "../../render/drift-meta.ts";
import { everyKind } from "../../render/every-kind.ts";
import { unchangedHook } from "../../render/hand-made.ts";
import { holds } from "../../render/holds.ts";

const failing = { code: 502, status: null, message: "Invalid HTTP Response: 502" };
const document = driftOf({ ...everyKind, unchanged: [unchangedHook({ lastResponse: failing })] });

function codeOf(value: unknown): string {
  try {
    parseDriftFile(typeof value === "string" ? value : renderJson(value), "drift.json");
    return "fine";
  } catch (error) {
    return error instanceof HookfleetError ? error.code : String(error);
  }
}

test("what was written is read again", () => {
  expect(parseDriftFile(renderJson(document), "drift.json")).toEqual(document);
  holds(
    fc.property(planOf(hostile), (plan) => {
      const written = driftOf(plan);
      expect(parseDriftFile(renderJson(written), "drift.json")).toEqual(
        JSON.parse(JSON.stringify(written)),
      );
    }),
  );
});

describe("what is no report", () => {
  test.each<[what: string, text: string]>([
    ["nothing", ""],
    ["a report that is cut off", renderJson(document).slice(0, -200)],
    ["prose", "Drift: 1 missing"],
    ["a list", "[]"],
    ["null", "null"],
    ["another document", '{"name":"x"}'],
    ["a plan", '{"format":"hookfleet.plan/1"}'],
  ])("%s", (_, text) => {
    expect(codeOf(text)).toBe("not-a-drift-report");
  });

  test("another version, older or newer", () => {
    for (const format of ["hookfleet.drift/0", "hookfleet.drift/2", "somebody.else/1"])
      expect(codeOf({ ...document, format })).toBe("drift-format");
  });
});

describe("what was altered", () => {
  const [first] = document.drift;
  const entry = (over: object) => ({
    ...document,
    drift: [{ ...first, ...over }, ...document.drift.slice(1)],
  });

  /** What is beside the code of an answer is for people, and no part of the digest. */
  const unwell = (over: object) => ({
    ...document,
    drift: document.drift.map((one) =>
      one.health === null ? one : { ...one, health: { ...one.health, ...over } },
    ),
  });

  test.each<[what: string, value: unknown]>([
    ["an entry taken out", { ...document, drift: document.drift.slice(1) }],
    ["no drift at all", { ...document, drift: [], summary: { ...document.summary, changed: 0 } }],
    ["a count", { ...document, summary: { ...document.summary, unhealthy: 0 } }],
    ["a count that is gone", { ...document, summary: {} }],
    ["a URL", entry({ url: "https://evil.example/" })],
    ["a scope", entry({ scope: "acme/other" })],
    ["a kind", entry({ kind: "unmanaged" })],
    ["a kind that nobody knows", entry({ kind: "__proto__" })],
    ["a change", entry({ changes: [] })],
    ["a request", entry({ requests: ["DELETE /orgs/acme/hooks/1"] })],
    ["health that is no object", entry({ health: "fine" })],
    ["a receiver's words that are no text", unwell({ message: 5 })],
    ["a receiver's status that is no text", unwell({ status: 5 })],
    ["a place without a line", entry({ source: { file: "x" } })],
    ["the API", { ...document, api_url: "https://elsewhere.example" }],
    ["completeness", { ...document, complete: false }],
    ["targets", { ...document, targets: ["acme"] }],
    ["targets that are no text", { ...document, targets: [1] }],
    [
      "a further error",
      { ...document, diagnostics: [{ severity: "error", code: "x", message: "y" }] },
    ],
    ["the digest", { ...document, digest: document.digest.replace(/.$/, "x") }],
    ["a digest that is gone", { ...document, digest: undefined }],
    ["a time that is gone", { ...document, created_at: undefined }],
  ])("%s", (_, value) => {
    expect(codeOf(value)).toBe("drift-altered");
  });

  // A digest proves nothing of who made it, and what reads the file trusts its shape.
  test.each<object>([
    { hook_id: "7" },
    { secret_ref: 5 },
    { blocked: 5 },
    { requests: [5] },
    { requests: { length: 0 } },
    { events: "push" },
    { updated_at: 5 },
  ])("an entry whose shape is wrong, under a digest that fits: %j", (over) => {
    const altered = entry(over) as unknown as DriftDocument;
    expect(codeOf({ ...altered, digest: driftDigest(altered) })).toBe("drift-altered");
  });

  test("any single character of an entry's URL, scope or request", () => {
    const text = renderJson(document);
    const places = [...text.matchAll(/"(?:url|scope)": "(?=[^"]{3})/g)].map(
      ({ index, 0: found }) => index + found.length,
    );
    const start = text.indexOf('"drift"');
    for (const place of places.filter(
      (index) => index > start && index < text.indexOf('"diagnostics"'),
    )) {
      const other = text[place] === "y" ? "z" : "y";
      expect(codeOf(text.slice(0, place) + other + text.slice(place + 1))).toBe("drift-altered");
    }
    expect(places.length).toBeGreaterThan(5);
  });
});

test("what the digest leaves out may differ: time, version, wording, lines", () => {
  const worded: DriftDocument = {
    ...document,
    created_at: "2030-01-01T00:00:00Z",
    tool_version: "9.9.9",
    drift: document.drift.map((entry) => ({
      ...entry,
      source: null,
      health: entry.health === null ? null : { ...entry.health, message: "otherwise" },
    })),
  };
  expect(codeOf(worded)).toBe("fine");
});
