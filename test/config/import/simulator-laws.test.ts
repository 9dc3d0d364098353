import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createGitHubReader } from "../../../src/github/create-clients.ts";
import { readLiveState } from "../../../src/github/operations/read-live-state.ts";
import { createSimulator } from "../../../src/simulator/create-simulator.ts";
import { optionsFor } from "../../github/support/fake-github.ts";
import { scope } from "../../support/build.ts";
import { importAndPlan } from "./support/import-and-plan.ts";

const secret = "planted-2f6b8e1c9d7a4053";

/** A hook of the simulator: what GitHub may hold after all these years. */
const seedHook = fc.record(
  {
    url: fc.constantFrom(
      "https://ci.example.com/hook",
      "https://ci.example.com/api/hook",
      "https://ci.example.com/web/hook",
      `https://chat.example.com/hook?token=${secret}`,
      `https://bot:${secret}@chat.example.com/hook`,
      "https://audit.example.com/",
    ),
    events: fc.constantFrom(["push"], ["issues", "push"], ["release"], ["*"], []),
    content_type: fc.constantFrom("json", "form"),
    insecure_ssl: fc.constantFrom("0", 0, "1"),
    active: fc.boolean(),
    secret: fc.constantFrom(undefined, secret),
    name: fc.constantFrom("web", "web", "web", "cli"),
  },
  { requiredKeys: ["url", "events"] },
);

const hooks = fc.array(seedHook, { maxLength: 4 });
const repository = fc.record({ hooks });

const seed = fc.record({
  organizations: fc.record({
    acme: fc.record({ hooks, repositories: fc.record({ api: repository, web: repository }) }),
  }),
  users: fc.record({ octocat: fc.record({ repositories: fc.record({ hello: repository }) }) }),
});

const scopes = ["acme", "acme/api", "acme/web", "octocat/hello"].map(scope);

async function read(simulator: ReturnType<typeof createSimulator>) {
  const reader = await createGitHubReader(optionsFor(simulator.fetch));
  const state = await readLiveState(reader, scopes);
  return [...state.values()].map((reading) => {
    if (reading.status === "unreadable") throw new Error(reading.diagnostic.message);
    return reading;
  });
}

describe("what is imported from GitHub", () => {
  test("is what a plan finds there, with no secret in it, and is the same again", async () => {
    await fc.assert(
      fc.asyncProperty(seed, async (drawn) => {
        const simulator = createSimulator(drawn);
        const { imported, plan, state } = await importAndPlan(await read(simulator), ["octocat"]);
        expect(state.unreadable).toEqual([]);
        expect(plan.diagnostics).toEqual([]);
        expect(plan.actions).toEqual([]);
        const duplicates = imported.notes.filter((note) => note.endsWith("stays unmanaged"));
        expect(plan.unmanaged).toHaveLength(duplicates.length);
        const declared = plan.unchanged.length;
        expect(declared).toBe(imported.hooks);
        expect(JSON.stringify(imported)).not.toContain(secret);
        expect(imported.text).not.toContain("*****");
        const again = await importAndPlan((await read(simulator)).toReversed(), ["octocat"]);
        expect(again.imported).toEqual(imported);
        expect(simulator.requests.every(({ method }) => method === "GET")).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
