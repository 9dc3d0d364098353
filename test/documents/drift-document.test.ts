import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DriftEntryDocument } from "../../src/model/drift-document.ts";
import { HookUrl } from "../../src/model/hook-url.ts";
import type { Plan } from "../../src/model/plan.ts";
import { plain, planOf } from "../render/arbitrary-plan.ts";
import { driftOf } from "../render/drift-meta.ts";
import { everyKind } from "../render/every-kind.ts";
import {
  acme,
  api,
  createAction,
  deleteAction,
  fromGitHub,
  handMadePlan,
  liveHook,
  patchAction,
  unchangedHook,
  unmanagedFacts,
  updateAction,
} from "../render/hand-made.ts";
import { holds } from "../render/holds.ts";

/** Everything that makes an entry what it is, on one line. */
function brief({ kind, scope, hook_id, reason, requests }: DriftEntryDocument): string {
  return [kind, scope, hook_id ?? "new", reason, requests.length].join(" ");
}

function briefs(plan: Partial<Plan>): readonly string[] {
  return driftOf(handMadePlan(plan)).drift.map(brief);
}

const failing = { code: 502, status: null, message: "Invalid HTTP Response: 502" };

describe("what a plan holds, as drift", () => {
  test("every kind of action has its kind of drift", () => {
    const actions = [
      createAction(),
      updateAction({ live: liveHook({ id: 1 }) }),
      patchAction({ live: liveHook({ id: 2 }), reason: "rotation", changes: [], secret: "rotate" }),
      deleteAction({ live: liveHook({ id: 3 }), reason: "superseded" }),
      deleteAction({ live: liveHook({ id: 4 }) }),
      deleteAction({ live: liveHook({ id: 5 }), reason: "absent" }),
      updateAction({ live: liveHook({ id: 6 }), blocked: "protected" }),
      deleteAction({ live: liveHook({ id: 7 }), blocked: "protected" }),
      createAction({ scope: acme, blocked: "hook-in-the-way" }),
    ];
    expect(briefs({ actions })).toEqual([
      "missing acme/api new missing 1",
      "changed acme/api 1 differs 1",
      "changed acme/api 2 rotation 1",
      "unmanaged acme/api 4 unmanaged 2",
      "unmanaged acme/api 5 absent 2",
      "superseded acme/api 3 superseded 2",
      "blocked acme new missing 1",
      "blocked acme/api 6 differs 1",
      "blocked acme/api 7 unmanaged 2",
    ]);
    expect(driftOf(handMadePlan({ actions })).summary).toEqual({
      missing: 1,
      changed: 2,
      unmanaged: 2,
      superseded: 1,
      blocked: 3,
      unhealthy: 0,
    });
  });

  test("unmanaged hooks count under `report`, not under `keep`; ignored ones never", () => {
    const ref = (hookId: number) => ({ scope: api, hookId, url: fromGitHub("https://x.example/") });
    const unmanaged = [
      { ...ref(1), counted: true, ...unmanagedFacts },
      { ...ref(2), counted: false, ...unmanagedFacts },
    ];
    expect(briefs({ unmanaged, ignored: [ref(3)] })).toEqual(["unmanaged acme/api 1 unmanaged 0"]);
  });

  test("the changes of an entry are those of the plan: before on GitHub, after as declared", () => {
    const [entry] = driftOf(handMadePlan({ actions: [updateAction()] })).drift;
    expect(entry).toMatchObject({
      changes: [{ field: "events", before: ["push"], after: ["pull_request", "push"] }],
      secret: "resupply",
      secret_ref: "ci",
      source: { file: "hookfleet.yaml", line: 12, column: 9 },
      health: null,
    });
  });
});

describe("receivers that fail", () => {
  const seen = (lastResponse: typeof failing | undefined) =>
    briefs({ unchanged: [unchangedHook({ id: 8, lastResponse })] });

  test.each<[code: number | null, status: string | null, message: string | null]>([
    [413, null, "Invalid HTTP Response: 413"],
    [500, "hookshot_error", "no such host"],
    [404, "active", null],
    [302, "active", "OK"],
    [301, null, "Invalid HTTP Response: 301"],
    [null, "timeout", "timed out"],
    [0, "connection_error", null],
  ])("%j %j %j is unhealthy, and told", (code, status, message) => {
    const hook = unchangedHook({ id: 8, lastResponse: { code, status, message } });
    const document = driftOf(handMadePlan({ unchanged: [hook] }));
    expect(document.summary).toMatchObject({ unhealthy: 1, changed: 0 });
    expect(document.drift).toMatchObject([
      { kind: "unhealthy", hook_id: 8, secret: "keep", secret_ref: "ci", requests: [] },
    ]);
    expect(document.drift[0]?.health).toEqual({ code, status, message });
  });

  test.each<[code: number | null, status: string | null, message: string | null]>([
    [null, "unused", null],
    [0, "unused", "Unused"],
    [200, "active", "OK"],
    [204, null, null],
    [null, null, null],
    [null, "", null],
    [null, "active", null],
  ])("%j %j %j is not", (code, status, message) => {
    const hook = unchangedHook({ id: 8, lastResponse: { code, status, message } });
    expect(briefs({ unchanged: [hook] })).toEqual([]);
  });

  test("an organization's hook, of which GitHub tells nothing, is not", () => {
    expect(seen(undefined)).toEqual([]);
  });

  test("a hook that is switched off is not: what was said of it last is of the past", () => {
    const hook = unchangedHook({ id: 8, lastResponse: failing, active: false });
    expect(briefs({ unchanged: [hook] })).toEqual([]);
  });

  test("a hook that differs or is blocked is both; one that is deleted or missing is not", () => {
    const live = liveHook({ id: 1, lastResponse: failing });
    expect(briefs({ actions: [updateAction({ live })] })).toEqual([
      "changed acme/api 1 differs 1",
      "unhealthy acme/api 1 unhealthy 0",
    ]);
    expect(briefs({ actions: [patchAction({ live, blocked: "secret-moves-host" })] })).toEqual([
      "blocked acme/api 1 differs 1",
      "unhealthy acme/api 1 unhealthy 0",
    ]);
    expect(briefs({ actions: [deleteAction({ live })] })).toEqual([
      "unmanaged acme/api 1 unmanaged 2",
    ]);
  });

  test("what GitHub repeats of a URL that is a credential is masked", () => {
    const url = new HookUrl("https://hunter2.example.com/hunter3/x?hunter4=5", {
      kind: "env",
      name: "HOOK_URL",
    });
    const message =
      "Failed to connect to hunter2.example.com:443 /hunter3/x (https://u:hunter6@hunter7.example.com/hunter8) ghp_hunter9hunter9";
    const hook = unchangedHook({ url, lastResponse: { code: 502, status: null, message } });
    const [entry] = driftOf(handMadePlan({ unchanged: [hook] }), { showUrls: true }).drift;
    expect(entry?.url).toBe("env:HOOK_URL");
    expect(entry?.health?.message).toContain("Failed to connect to env:HOOK_URL:443");
    expect(JSON.stringify(entry)).not.toMatch(/hunter[^7]/);
  });

  test("what GitHub repeats of a URL that hides something is masked", () => {
    const url = new HookUrl("https://ci.example.com/in/hunter2/x?t=hunter3", { kind: "live" });
    const message =
      "POST /in/hunter2/x?t=hunter3 to https%3a%2f%2fci.example.com%2fin%2fhunter2%2fx%3ft%3dhunter3";
    const hook = unchangedHook({ url, lastResponse: { code: 502, status: null, message } });
    const [entry] = driftOf(handMadePlan({ unchanged: [hook] })).drift;
    expect(entry?.health?.message).toBe("POST /*** to https://ci.example.com/***");
  });

  test("a sentence that never ends is cut", () => {
    const message = "x".repeat(5_000);
    const hook = unchangedHook({ lastResponse: { code: 502, status: null, message } });
    expect(driftOf(handMadePlan({ unchanged: [hook] })).drift[0]?.health?.message).toHaveLength(
      200,
    );
  });
});

describe("the document", () => {
  test("limits that apply would refuse the plan for are warnings, everything else stays", () => {
    const diagnostics = [
      { severity: "error", code: "too-many-deletes", message: "12 deletes" },
      { severity: "error", code: "event-limit", message: "21 hooks" },
      { severity: "error", code: "not-found", message: "gone", scope: "acme/x" },
      { severity: "warning", code: "adopted", message: "so" },
    ] as const;
    const found = driftOf(handMadePlan({ diagnostics })).diagnostics;
    expect(found.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      "warning adopted",
      "warning event-limit",
      "warning too-many-deletes",
      "error not-found",
    ]);
  });

  test("the order of the plan does not matter", () => {
    holds(
      fc.property(planOf(plain), (plan) => {
        const turned: Plan = {
          ...plan,
          actions: plan.actions.toReversed(),
          unchanged: plan.unchanged.toReversed(),
          unmanaged: plan.unmanaged.toReversed(),
        };
        expect(driftOf(turned)).toEqual(driftOf(plan));
      }),
    );
  });

  test("the counts are those of the entries, and nothing that moved is left out", () => {
    holds(
      fc.property(planOf(plain), (plan) => {
        const { summary, drift } = driftOf(plan);
        const sum = Object.values(summary).reduce((all, count) => all + count, 0);
        expect(sum).toBe(drift.length);
        const counted = plan.unmanaged.filter((hook) => hook.counted).length;
        expect(drift.length - summary.unhealthy).toBe(plan.actions.length + counted);
      }),
    );
  });

  test("URLs are masked, and shown with showUrls", () => {
    const actions = [createAction()];
    const unmanaged = [
      {
        scope: api,
        hookId: 1,
        url: fromGitHub("https://x.example/secret"),
        counted: true,
        ...unmanagedFacts,
      },
    ];
    const plan = handMadePlan({ actions, unmanaged });
    const urls = (showUrls: boolean) => driftOf(plan, { showUrls }).drift.map(({ url }) => url);
    expect(urls(false)).toEqual([
      "https://ci.example.com/github-webhook/",
      "https://x.example/***",
    ]);
    expect(urls(true)[1]).toBe("https://x.example/secret");
  });

  test("one of every kind has a digest of its own, whatever the time and the lines", () => {
    const document = driftOf(everyKind);
    expect(driftOf(everyKind, { createdAt: "2027-01-01T00:00:00Z" }).digest).toBe(document.digest);
    const moved = everyKind.actions.map((action) => ({
      ...action,
      position: { file: "other.yaml", line: 99, column: 1 },
    }));
    expect(driftOf({ ...everyKind, actions: moved }).digest).toBe(document.digest);
    const without = driftOf({ ...everyKind, actions: everyKind.actions.slice(1) });
    expect(without.digest).not.toBe(document.digest);
  });
});
