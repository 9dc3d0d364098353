import { describe, expect, test } from "vitest";
import type { Fault } from "../../src/simulator/faults/faults.ts";
import { serveSimulator } from "../../src/simulator/serve-simulator.ts";
import { applyTo, endings, secretValue } from "../support/apply-to.ts";
import { desiredHook, liveHook, longAgo, managed, noSecret, receiver } from "../support/build.ts";
import {
  createWorldSimulator,
  githubWorld,
  originalSecret,
  token,
} from "../support/github-world.ts";

const value = secretValue({ kind: "env", name: "CI_SECRET" });
const masked = liveHook({ hasSecret: true });
const post = "POST /repos/acme/api/hooks";
const patchConfig = (id: number): string => `PATCH /repos/acme/api/hooks/${id}/config`;

describe("a create whose answer is lost", () => {
  const scopes = { "acme/api": { hooks: [desiredHook({ secret: managed() })] } };
  const faults: readonly Omit<Fault, "moment">[] = [
    { method: "POST", kind: "reset" },
    { method: "POST", kind: "status", status: 502 },
    { method: "POST", kind: "html" },
  ];

  test.each(faults)("after its effect is adopted, its secret sent again: $kind", async (fault) => {
    const world = await githubWorld({ scopes, damaged: true });
    world.simulator.addFault({ ...fault, moment: "after" });
    expect(endings((await world.apply()).outcomes)).toEqual(["applied"]);
    const [hook, ...others] = world.simulator.hooks("acme/api");
    expect(others).toEqual([]);
    expect(hook?.config.secret).toBe(value);
    expect(world.asked()).toEqual([post, patchConfig(hook?.id ?? 0)]);
    expect((await world.plan()).actions).toEqual([]);
  });

  test.each(faults)("before its effect is made once: $kind", async (fault) => {
    const world = await githubWorld({ scopes, damaged: true });
    world.simulator.addFault({ ...fault, moment: "before" });
    expect(endings((await world.apply()).outcomes)).toEqual(["applied"]);
    expect(world.asked()).toEqual([post, post]);
    expect(world.simulator.hooks("acme/api")).toMatchObject([{ config: { secret: value } }]);
  });

  test.each(["truncate", "not-a-list"] as const)("is found in spite of a %s", async (kind) => {
    const world = await githubWorld({ scopes, damaged: true });
    world.simulator.addFault({ method: "POST", kind, moment: "after" });
    expect(endings((await world.apply()).outcomes)).toEqual(["applied"]);
    expect(world.simulator.hooks("acme/api")).toHaveLength(1);
  });

  test("is not sent again where a page answers it with 201 and no list shows the hook", async () => {
    const world = await githubWorld({ scopes, damaged: true });
    world.simulator.addFault({ method: "POST", kind: "html", status: 201, moment: "before" });
    expect(endings((await world.apply()).outcomes)).toEqual(["malformed-answer"]);
    expect(world.asked()).toEqual([post]);
  });

  test.each(["before", "after"] as const)(
    "%s its effect, over real connections",
    async (moment) => {
      const simulator = createWorldSimulator({ scopes });
      const server = await serveSimulator(simulator);
      try {
        const world = await githubWorld({ scopes, damaged: true, address: server.url }, simulator);
        simulator.addFault({ method: "POST", kind: "reset", moment });
        expect(endings((await world.apply()).outcomes)).toEqual(["applied"]);
        expect(simulator.hooks("acme/api")).toMatchObject([{ config: { secret: value } }]);
        expect((await world.plan()).actions).toEqual([]);
      } finally {
        await server.close();
      }
    },
  );
});

describe("a create that meets a hook", () => {
  test("which an OAuth app made and nobody else sees has failed as invisible", async () => {
    const world = await githubWorld({
      scopes: { "acme/api": { hooks: [desiredHook()] } },
      seed: {
        tokens: { [token]: {} },
        organizations: {
          acme: {
            repositories: {
              api: { hooks: [{ url: receiver, content_type: "json", owner_app: "other" }] },
            },
          },
        },
      },
    });
    const { outcomes } = await world.apply();
    expect(endings(outcomes)).toEqual(["invisible-hook"]);
    expect(outcomes).toMatchObject([
      { error: { help: expect.stringContaining("an OAuth app may have made it") } },
    ]);
  });

  test("which an OAuth token does not see is not said to be an OAuth app's", async () => {
    const kind = { kind: "oauth", app: "ours" };
    const world = await githubWorld({
      scopes: { "acme/api": { hooks: [desiredHook()] } },
      seed: {
        tokens: { [token]: kind },
        organizations: {
          acme: { repositories: { api: { hooks: [{ url: receiver, content_type: "json" }] } } },
        },
      },
    });
    const { outcomes } = await world.apply();
    expect(endings(outcomes)).toEqual(["invisible-hook"]);
    expect(outcomes).toMatchObject([
      { error: { help: expect.stringContaining("The token belongs to an OAuth app, which sees") } },
    ]);
    expect(outcomes).not.toMatchObject([{ error: { help: expect.stringContaining("made it:") } }]);
  });

  test("made since the plan has failed, and the next plan takes it over", async () => {
    const world = await githubWorld({ scopes: { "acme/api": { hooks: [desiredHook()] } } });
    const plan = await world.plan();
    world.simulator.addHook("acme/api", { url: receiver, content_type: "form" });
    const { outcomes } = await applyTo(world.hooks, plan);
    expect(endings(outcomes)).toEqual(["hook-exists"]);
    expect(endings((await world.apply()).outcomes)).toEqual(["applied"]);
    expect((await world.plan()).actions).toEqual([]);
  });
});

describe("a look before what cannot be undone", () => {
  const remove = { "acme/api": { live: [masked], unmanaged: "delete" } } as const;
  const strip = { "acme/api": { hooks: [desiredHook({ secret: noSecret })], live: [masked] } };

  test.each([
    ["a delete", remove, { active: false }],
    ["a delete", remove, { url: `${receiver}/new` }],
    ["a delete", remove, { secret: null }],
    ["a removal of a secret", strip, { events: ["star"] }],
    ["a removal of a secret", strip, { secret: "exchanged by hand" }],
  ] as const)("stops %s when somebody has changed the hook", async (_, scopes, change) => {
    const world = await githubWorld({ scopes });
    const plan = await world.plan();
    world.simulator.editByHand("acme/api", 1, change);
    const before = world.stored("acme/api", 1);
    const { outcomes } = await applyTo(world.hooks, plan);
    expect(endings(outcomes)).toEqual(["changed-meanwhile"]);
    expect(world.writes()).toEqual([]);
    expect(world.stored("acme/api", 1)).toEqual(before);
  });

  test.each([
    ["done for a delete", remove, "applied"],
    ["a failure for a removal of a secret", strip, "hook-gone"],
  ] as const)("finds the hook gone: %s", async (_, scopes, ending) => {
    const world = await githubWorld({ scopes });
    const plan = await world.plan();
    world.simulator.removeHook("acme/api", 1);
    expect(endings((await applyTo(world.hooks, plan)).outcomes)).toEqual([ending]);
    expect(world.writes()).toEqual([]);
  });
});

describe("a delete answered 404", () => {
  test.each([
    ["404-deleted", "applied", 0],
    ["404-kept", "delete-not-permitted", 1],
  ] as const)("%s: %s", async (deleteAnswer, ending, left) => {
    const world = await githubWorld({
      scopes: { "acme/api": { live: [masked], unmanaged: "delete" } },
      switches: { deleteAnswer },
    });
    expect(endings((await world.apply()).outcomes)).toEqual([ending]);
    expect(world.simulator.hooks("acme/api")).toHaveLength(left);
  });

  test("because an earlier attempt had its effect and no answer is done", async () => {
    const scopes = { "acme/api": { live: [masked], unmanaged: "delete" } } as const;
    const world = await githubWorld({ scopes, damaged: true });
    world.simulator.addFault({ method: "DELETE", kind: "reset", moment: "after" });
    expect(endings((await world.apply()).outcomes)).toEqual(["applied"]);
    const get = "GET /repos/acme/api/hooks/1";
    // The look before the repeat finds it gone.
    expect(world.asked()).toEqual([get, "DELETE /repos/acme/api/hooks/1", get]);
  });
});

describe("a rotation", () => {
  const scopes = {
    "acme/api": {
      hooks: [
        desiredHook({ secret: managed("ci", longAgo + 60_000) }),
        desiredHook({ url: `${receiver}/2`, secret: managed("ci", longAgo + 60_000) }),
      ],
      live: [masked, liveHook({ id: 2, url: `${receiver}/2` })],
    },
  };
  const patch = (id: number): string => `PATCH /repos/acme/api/hooks/${id}`;
  const look = (id: number): string => `GET /repos/acme/api/hooks/${id}`;
  const set = (id: number) => [`${look(id)}/config`, patchConfig(id), look(id)];

  test("is over once it is recorded", async () => {
    const world = await githubWorld({ scopes });
    expect(endings((await world.apply()).outcomes)).toEqual(["applied", "applied"]);
    expect(world.asked()).toEqual([patchConfig(1), look(1), ...set(2)]);
    expect((await world.plan()).actions).toEqual([]);
  });

  test("is repeated as a whole where PATCH …/config does not move updated_at", async () => {
    const world = await githubWorld({
      scopes,
      switches: { configPatchTouchesUpdatedAt: "no", unchangedPatchTouchesUpdatedAt: "yes" },
    });
    expect(endings((await world.apply()).outcomes)).toEqual(["applied", "applied"]);
    expect(world.asked()).toEqual([patchConfig(1), look(1), patch(1), ...set(2), patch(2)]);
    expect((await world.plan()).actions).toEqual([]);
  });

  test("has failed where nothing moves it, though the secret is there", async () => {
    const switches = { configPatchTouchesUpdatedAt: "no", patchTouchesUpdatedAt: "no" } as const;
    const world = await githubWorld({ scopes, switches });
    const { outcomes } = await world.apply();
    expect(endings(outcomes)).toEqual(["rotation-unrecorded", "rotation-unrecorded"]);
    for (const id of [1, 2]) expect(world.stored("acme/api", id)?.config.secret).toBe(value);
  });
});

describe("a GitHub that does something else than was asked", () => {
  test("keeps a secret that was to be removed", async () => {
    const world = await githubWorld({
      scopes: { "acme/api": { hooks: [desiredHook({ secret: noSecret })], live: [masked] } },
      switches: { configOnPatch: "merge" },
    });
    expect(endings((await world.apply()).outcomes)).toEqual(["secret-not-removed"]);
    expect(world.stored("acme/api", 1)?.config.secret).toBe(originalSecret(1));
  });

  test("fills in events", async () => {
    const world = await githubWorld({
      scopes: { "acme/api": { hooks: [desiredHook({ events: [] })] } },
    });
    expect(endings((await world.apply()).outcomes)).toEqual(["not-as-asked"]);
  });

  test("drops the secret of a write", async () => {
    const scopes = { "acme/api": { hooks: [desiredHook({ secret: managed() })] } };
    const world = await githubWorld({ scopes });
    world.simulator.addFault({ method: "POST", kind: "drop-secret" });
    expect(endings((await world.apply()).outcomes)).toEqual(["secret-not-stored"]);
    expect(endings((await world.apply()).outcomes)).toEqual(["applied"]);
    expect((await world.plan()).actions).toEqual([]);
  });
});
