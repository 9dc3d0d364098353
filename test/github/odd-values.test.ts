import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createGitHubReader } from "../../src/github/create-clients.ts";
import { readLiveState } from "../../src/github/operations/read-live-state.ts";
import type { LiveState } from "../../src/model/live-state.ts";
import type { Plan } from "../../src/model/plan.ts";
import { planFleet } from "../../src/plan/plan-fleet.ts";
import { api, desiredHook, desiredScope, desiredState } from "../support/build.ts";
import { describeValue } from "../support/describe-value.ts";
import { fakeGitHub, hookJson, json, optionsFor } from "./support/fake-github.ts";

type Json = Readonly<Record<string, unknown>>;

/** Reads a list of hooks through the whole client. */
async function read(hooks: readonly Json[]): Promise<LiveState> {
  const { fetch } = fakeGitHub(json(200, hooks));
  const reader = await createGitHubReader(optionsFor(fetch));
  return readLiveState(reader, [api]);
}

const url = (id: number): string => `https://ci.example.com/${id}`;
const declared = [7, 8, 9].map((id) =>
  desiredHook({ url: url(id), events: id === 8 ? ["push"] : ["issues", "push"] }),
);

async function planFor(
  hooks: readonly Json[],
  over: Partial<Parameters<typeof desiredScope>[0]> = {},
  rules: { readonly ignore?: readonly string[] } = {},
): Promise<Plan> {
  const scopes = [desiredScope({ hooks: declared, undeclaredSecrets: "keep", ...over })];
  return planFleet(desiredState({ scopes, ...rules }), await read(hooks), { hooksPerEvent: 20 });
}

/** What the plan says of every hook but #8. */
function others({ actions, unchanged, unmanaged }: Plan): string {
  const told = actions.filter(
    (action) =>
      (action.kind === "create" || action.live.id > 0) &&
      (action.kind === "create" ? action.desired.url : action.live.url).reveal() !== url(8) &&
      (action.kind === "create" || action.live.id !== 8),
  );
  const kept = [...unchanged, ...unmanaged].filter(({ hookId }) => hookId !== 8);
  return describeValue([told, kept]);
}

const oddHook = fc
  .record({
    key: fc.constantFrom(...Object.keys(hookJson(8)), "unknown", "__proto__"),
    inner: fc.option(fc.constantFrom("url", "content_type", "insecure_ssl", "secret", "token")),
    value: fc.oneof(
      fc.jsonValue(),
      fc.constantFrom("true", "false", "0", "1", "2", 0, 1, 2, -1, 1.5, "", null, [], {}, true),
    ),
    isAbsent: fc.boolean(),
  })
  .map(({ key, inner, value, isAbsent }) => {
    const hook = { ...hookJson(8) };
    const config = { ...(hook["config"] as Json) };
    const [target, name] = inner === null ? [hook, key] : [config, inner];
    delete target[name];
    if (!isAbsent)
      Object.defineProperty(target, name, { value, enumerable: true, configurable: true });
    return inner === null ? hook : { ...hook, config };
  })
  // Two hooks of one id are one hook, whatever else they show.
  .filter(({ id }) => id !== 7 && id !== 9);

describe("a hook with any value in any field", { timeout: 60_000 }, () => {
  test("leaves its scope readable, and the other hooks are planned the same", async () => {
    const plain = await planFor([hookJson(7), hookJson(8), hookJson(9, { events: ["star"] })]);
    await fc.assert(
      fc.asyncProperty(oddHook, async (odd) => {
        const plan = await planFor([hookJson(7), odd, hookJson(9, { events: ["star"] })]);
        expect(plan.complete).toBe(true);
        expect(others(plan)).toBe(others(plain));
      }),
      { numRuns: 150 },
    );
  });
});

describe("values that nobody can declare", () => {
  test.each([
    ["insecure_ssl", "false", "true", "2", { a: 1 }],
    ["content_type", "application/json", "application/x-www-form-urlencoded", 7],
  ])("%s differs from every declared value", async (key, ...values) => {
    for (const value of values) {
      const config = { ...(hookJson(8)["config"] as Json), [key]: value };
      for (const insecureSsl of [true, false]) {
        const hooks = [desiredHook({ url: url(8), events: ["issues", "push"], insecureSsl })];
        const plan = await planFor([hookJson(8, { config })], { hooks });
        const shown = typeof value === "string" ? value : JSON.stringify(value);
        expect(plan.actions).toMatchObject([
          {
            changes: expect.arrayContaining([
              expect.objectContaining({ field: key, before: shown }),
            ]),
          },
        ]);
      }
    }
  });

  test("ignore comes before any judgement", async () => {
    const odd = hookJson(8, { id: null, name: 7, events: 7, active: "?" });
    const plan = await planFor([odd], { hooks: [] }, { ignore: ["https://ci.example.com/**"] });
    expect(plan).toMatchObject({ complete: true, diagnostics: [], actions: [], unmanaged: [] });
    expect(plan.ignored).toHaveLength(1);
  });
});

describe("a hook of which GitHub does not show what it is", () => {
  const asked = { hooks: [desiredHook({ url: url(8) })], unmanaged: "delete" } as const;

  test.each([
    ["an id", { id: null }],
    ["a name", { name: undefined }],
  ])("without %s stays, and nothing is created beside it", async (_, over) => {
    const plan = await planFor([hookJson(8, { ...over, events: ["star"] })], asked);
    expect(plan.actions).toMatchObject([{ kind: "create", blocked: "hook-in-the-way" }]);
    expect(plan.diagnostics).toMatchObject(
      [
        { code: "unidentified-hook", severity: "warning", message: /1 without an id or a name/ },
      ].map(({ message, ...rest }) => ({ ...rest, message: expect.stringMatching(message) })),
    );
  });

  test("without a URL stays, because no `protect` could recognize it", async () => {
    const plan = await planFor([hookJson(5, { config: { content_type: "json" } })], asked);
    expect(plan.actions).toMatchObject([{ kind: "create", blocked: null }]);
    expect(plan.diagnostics).toMatchObject([
      { code: "unidentified-hook", message: expect.stringContaining("#5 has no URL") },
    ]);
  });
});
