import { describe, expect, test } from "vitest";
import { HookfleetError } from "../../../src/model/errors.ts";
import { planDigest } from "../../../src/plan/saved/digest.ts";
import { parsePlanFile } from "../../../src/plan/saved/parse-saved-file.ts";
import { savedPlan } from "../../render/meta.ts";
import { desiredHook } from "../../support/build.ts";
import { planCases } from "../../support/plan-cases.ts";

const names = ["acme/api", "acme/web"];
const { plan } = planCases(
  Object.fromEntries(names.map((name) => [name, { hooks: [desiredHook()] }])),
);
const document = savedPlan(plan);
const [action, ...others] = document.actions;

function codeOf(value: unknown): string {
  try {
    parsePlanFile(JSON.stringify(value), "plan.json");
    return "fine";
  } catch (error) {
    return error instanceof HookfleetError ? error.code : String(error);
  }
}

test("what was written is read again", () => {
  expect(parsePlanFile(JSON.stringify(document), "plan.json")).toEqual(
    JSON.parse(JSON.stringify(document)),
  );
});

test.each(names)(
  "the digest of %s has to be that of its actions, whatever the plan's says",
  (name) => {
    const actions = document.actions.map((one) =>
      one.scope === name ? { ...one, fingerprint: "sha256:ab" } : one,
    );
    const altered = { ...document, actions };
    expect(codeOf({ ...altered, digest: planDigest(altered) })).toBe("plan-altered");
  },
);

test("what is nested more deeply than it could be written again is no plan", () => {
  const deep = `${"[".repeat(30_000)}${"]".repeat(30_000)}`;
  const text = JSON.stringify({ ...document, more: 0 }).replace('"more":0', `"more":${deep}`);
  expect(() => parsePlanFile(text, "plan.json")).toThrow("is not a plan");
});

describe("a plan of another shape is refused, and ends no run by surprise", () => {
  test.each<object>([
    { complete: "yes" },
    { offline: false },
    { api_url: 1 },
    { config_digest: null },
    { created_at: 0 },
    { targets: "acme" },
    { targets: [1] },
    { scopes: "acme/api" },
    { scopes: [null] },
    { scopes: [{ scope: "acme/api" }] },
    { unmanaged: {} },
    { unmanaged: [{ scope: "acme", url: "https://x.example/", hook_id: "1" }] },
    { unmanaged: [{ scope: "acme", url: "https://x.example/", hook_id: 1, events: "push" }] },
    { unmanaged: [{ scope: "acme", url: "https://x.example/", hook_id: 1, updated_at: 5 }] },
    { rotations: [{}] },
    { diagnostics: "none" },
    { rate_limit: null },
    { rate_limit: {} },
    { summary: null },
    { actions: {} },
    { actions: [null] },
    { actions: [{ ...action, changes: {} }, ...others] },
    { actions: [{ ...action, requests: "DELETE" }, ...others] },
    { actions: [{ ...action, source: undefined }, ...others] },
    { actions: [{ ...action, source: "hookfleet.yaml:1" }, ...others] },
    { actions: [{ ...action, hook_id: undefined }, ...others] },
    { actions: [{ ...action, changes: [{ field: "url", after: "x" }] }, ...others] },
    { tool_version: {} },
    { rotations: [{ secret_ref: "ci", rotated_at: "2026-11-01T00:00:00Z", done: [] }] },
  ])("%j", (over) => {
    expect(codeOf({ ...document, ...over })).toBe("plan-altered");
  });
});
