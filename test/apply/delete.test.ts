import { describe, expect, test } from "vitest";
import type { LiveHook } from "../../src/model/hook.ts";
import { applyTo, endings } from "../support/apply-to.ts";
import { api, liveHook, receiver, scope } from "../support/build.ts";
import { fakeWriter, inTurn, notFound, refused, type Turn } from "../support/fake-writer.ts";
import { planOne } from "../support/plan-one.ts";

const planned = liveHook({ hasSecret: true });
const get = "get acme/api 1";
const list = "list acme/api *";
const remove = "remove acme/api 1";

interface Case {
  readonly there?: readonly LiveHook[];
  readonly looks?: readonly Turn[];
  readonly removes?: readonly Turn[];
}

async function run({ there = [planned], looks = [], removes = [] }: Case) {
  const writer = fakeWriter(
    { "acme/api": there },
    { getHook: inTurn(...looks), removeHook: inTurn(...removes) },
  );
  const { outcomes } = await applyTo(writer, planOne({ live: [planned], unmanaged: "delete" }));
  return {
    endings: endings(outcomes),
    calls: writer.calls,
    left: writer.hooks(api).length,
    outcomes,
  };
}

describe("a delete", () => {
  test("looks, and then deletes", async () => {
    expect(await run({})).toMatchObject({ endings: ["applied"], calls: [get, remove], left: 0 });
  });

  test("of a hook that is gone already is done, once the list agrees", async () => {
    expect(await run({ there: [] })).toMatchObject({ endings: ["applied"], calls: [get, list] });
  });

  test("of a hook that the token may list and not see has failed", async () => {
    expect(await run({ looks: [notFound()] })).toMatchObject({
      endings: ["not-found"],
      calls: [get, list],
      left: 1,
    });
  });

  test.each([
    ["URL", { url: liveHook({ url: `${receiver}/` }).url }],
    ["events", { events: ["issues", "push"] }],
    ["content type", { contentType: "form" }],
    ["insecure_ssl", { insecureSsl: true }],
    ["activity", { active: false }],
    ["secret", { hasSecret: false }],
    ["name", { name: "cli" }],
    ["secret perhaps, for it was updated", { updatedAt: planned.updatedAt + 1_000 }],
  ])("of a hook that has another %s now is left", async (_, over) => {
    expect(await run({ there: [{ ...planned, ...over }] })).toMatchObject({
      endings: ["changed-meanwhile"],
      calls: [get],
      left: 1,
    });
  });

  test("does not mind that the hook has answered since", async () => {
    const lastResponse = { code: 200, status: "active", message: "OK" };
    const there = [{ ...planned, lastResponse }];
    expect(await run({ there })).toMatchObject({ endings: ["applied"] });
  });

  test("answered 404 is done when the hook is gone", async () => {
    // The answer to a first attempt was lost and the client asked again.
    const writer = fakeWriter(
      { "acme/api": [planned] },
      {
        removeHook:
          (usual) =>
          async (...input) => {
            await usual(...input);
            throw notFound();
          },
      },
    );
    const { outcomes } = await applyTo(writer, planOne({ live: [planned], unmanaged: "delete" }));
    expect(endings(outcomes)).toEqual(["applied"]);
    expect(writer.calls).toEqual([get, remove, list]);
  });

  test.each([
    ["acme/api", "admin:repo_hook"],
    ["acme", "admin:org_hook"],
  ])(
    "answered 404 with the hook still there has failed, and names what %s needs: %s",
    async (name, needed) => {
      const writer = fakeWriter({ [name]: [planned] }, { removeHook: inTurn(notFound()) });
      const plan = planOne({ scope: scope(name), live: [planned], unmanaged: "delete" });
      const [outcome] = (await applyTo(writer, plan)).outcomes;
      expect(outcome).toMatchObject({
        status: "failed",
        error: { code: "delete-not-permitted", status: 404 },
      });
      expect(outcome?.status === "failed" ? outcome.error.help : "").toContain(needed);
    },
  );

  test("refused otherwise has failed as GitHub says", async () => {
    expect(await run({ removes: [refused("archived")] })).toMatchObject({
      endings: ["archived"],
      calls: [get, remove],
    });
  });

  test("whose second look fails has failed with that", async () => {
    const writer = fakeWriter(
      { "acme/api": [planned] },
      { removeHook: inTurn(notFound()), listHooks: inTurn(refused("bad-credentials")) },
    );
    const { outcomes } = await applyTo(writer, planOne({ live: [planned], unmanaged: "delete" }));
    expect(endings(outcomes)).toEqual(["bad-credentials"]);
  });
});
