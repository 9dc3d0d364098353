import { describe, expect, test } from "vitest";
import type { DesiredHook } from "../../src/model/hook.ts";
import type { Switches } from "../../src/simulator/switches.ts";
import { applyTo, endings } from "../support/apply-to.ts";
import { desiredHook, liveHook, managed } from "../support/build.ts";
import { fakeWriter } from "../support/fake-writer.ts";
import { type GitHubWorld, githubWorld, originalSecret } from "../support/github-world.ts";
import { planCases } from "../support/plan-cases.ts";

const names = ["acme", ...Array.from({ length: 7 }, (_, index) => `acme/r${index}`)];

/** A scope each with one hook whose undeclared secret must survive the change to the declared one. */
async function fleet(
  declare: (index: number) => DesiredHook,
  switches: Partial<Switches>,
  of: readonly string[] = names,
): Promise<GitHubWorld> {
  const scopes = of.map((name, index) => [
    name,
    {
      hooks: [declare(index)],
      live: [liveHook({ id: index + 1, hasSecret: true })],
      undeclaredSecrets: "keep" as const,
    },
  ]);
  return githubWorld({ scopes: Object.fromEntries(scopes), switches });
}

function lost(world: GitHubWorld, of: readonly string[] = names): number {
  return of.filter(
    (name, index) => world.stored(name, index + 1)?.config.secret !== originalSecret(index + 1),
  ).length;
}

const events = (): DesiredHook => desiredHook({ events: ["issues"] });
const config = (): DesiredHook => desiredHook({ contentType: "form" });
const both = (): DesiredHook => desiredHook({ events: ["issues"], contentType: "form" });
const mixed = (index: number): DesiredHook =>
  index % 2 === 0 ? config() : index % 3 === 0 ? both() : events();

const drops = { secretOnPatchWithoutConfig: "drop" } as const;
const dropsConfig = { secretOnConfigPatch: "drop" } as const;

describe("secrets that nobody could put back", () => {
  test.each([
    ["events", events],
    ["config", config],
    ["both", both],
    ["now this, now that", mixed],
  ] as const)("survive where GitHub keeps them: %s", async (_, declare) => {
    const world = await fleet(declare, {});
    expect(endings((await world.apply()).outcomes)).toEqual(names.map(() => "applied"));
    expect(lost(world)).toBe(0);
    expect((await world.plan()).actions).toEqual([]);
  });

  test.each([
    ["events", events, drops],
    ["config", config, dropsConfig],
    ["both", both, drops],
    ["both, the second request", both, dropsConfig],
    ["both, either", both, { ...drops, ...dropsConfig }],
    ["mixed, where events lose", mixed, drops],
    ["mixed, where config loses", mixed, dropsConfig],
    ["mixed, either", mixed, { ...drops, ...dropsConfig }],
  ] as const)("are lost once at the most where it drops them: %s", async (_, declare, switches) => {
    const world = await fleet(declare, switches);
    const ended = endings((await world.apply()).outcomes);
    expect(ended.filter((ending) => ending === "secret-lost")).toHaveLength(1);
    expect(lost(world)).toBe(1);
    // What was done before the loss was safe; what came after it was not attempted.
    expect(new Set(ended.filter((ending) => ending !== "applied"))).toEqual(
      new Set(["secret-lost", "not attempted"]),
    );
  });

  test("are lost once at the most, with one scope at a time too", async () => {
    const world = await fleet(mixed, drops);
    const { outcomes } = await world.apply({ concurrency: 1 });
    expect(endings(outcomes).filter((ending) => ending === "secret-lost")).toHaveLength(1);
    expect(lost(world)).toBe(1);
  });

  test.each([1, 3, 10])(
    "show nothing of organizations by repositories, %i at a time",
    async (concurrency) => {
      const of = [...names.slice(1), "org1", "org2", "org3"];
      const { plan, seed } = planCases(
        Object.fromEntries(
          of.map((name) => [
            name,
            { hooks: [events()], live: [liveHook({ hasSecret: true })], undeclaredSecrets: "keep" },
          ]),
        ),
      );
      let losses = 0;
      const writer = fakeWriter(seed, {
        updateHook:
          (usual) =>
          async (where, ...input) => {
            // Long enough for others to be on their way as well.
            await new Promise((resolve) => setImmediate(resolve));
            const answer = await usual(where, ...input);
            if (where.kind === "repository") return answer;
            losses += 1;
            return { ...answer, hasSecret: false };
          },
      });
      const { outcomes } = await applyTo(writer, plan, { concurrency });
      expect(losses).toBe(1);
      expect(endings(outcomes).slice(-3).toSorted()).toEqual([
        "not attempted",
        "not attempted",
        "secret-lost",
      ]);
    },
  );

  test("a loss stops no action that risks nothing", async () => {
    const live = (id: number) => liveHook({ id, hasSecret: true });
    const world = await githubWorld({
      scopes: {
        "acme/a": { hooks: [events()], live: [live(1)], undeclaredSecrets: "keep" },
        "acme/b": { hooks: [events()], live: [live(2)], undeclaredSecrets: "keep" },
        "acme/c": {
          hooks: [desiredHook({ events: ["issues"], secret: managed() })],
          live: [live(3)],
        },
        "acme/d": { hooks: [events()] },
      },
      switches: drops,
    });
    const { outcomes } = await world.apply();
    expect(endings(outcomes)).toEqual(["secret-lost", "not attempted", "applied", "applied"]);
  });

  test("a lost answer in front of the loss does not hide it", async () => {
    const one = ["acme/r0", "acme/r1"];
    const world = await fleet(events, drops, one);
    // The client asks four times before it gives up.
    world.simulator.addFault({ method: "PATCH", kind: "status", moment: "after", times: 4 });
    const { outcomes } = await world.apply({ concurrency: 1 });
    expect(endings(outcomes)).toEqual(["secret-lost", "not attempted"]);
    expect(lost(world, one)).toBe(1);
  });
});

describe("managed secrets", () => {
  test("that a config-patch loses are set by the next run", async () => {
    const declare = (): DesiredHook => desiredHook({ contentType: "form", secret: managed() });
    const world = await fleet(declare, dropsConfig);
    const first = endings((await world.apply()).outcomes);
    expect(first.filter((ending) => ending === "secret-lost")).toHaveLength(1);
    // What was lost is set now; each further run may lose one, and says so.
    expect(lost(world)).toBe(1);
    await world.apply();
    const missing = names.filter(
      (name, index) => world.stored(name, index + 1)?.config.secret === undefined,
    );
    expect(missing.length).toBeLessThanOrEqual(1);
  });
});
