import { describe, expect, test } from "vitest";
import { applyTo, endings } from "../support/apply-to.ts";
import { desiredHook, liveHook, receiver } from "../support/build.ts";
import { fakeWriter, inTurn, refused } from "../support/fake-writer.ts";
import { planCases } from "../support/plan-cases.ts";

const a = `${receiver}/a`;
const b = `${receiver}/b`;

describe("a failure", () => {
  test("does not stop other scopes, nor what does not depend on it", async () => {
    const { plan } = planCases({
      "acme/a": { hooks: [desiredHook({ url: a }), desiredHook({ url: b })] },
      "acme/b": { hooks: [desiredHook({ url: a })] },
    });
    const writer = fakeWriter({}, { createHook: inTurn(refused()) });
    const { outcomes } = await applyTo(writer, plan, { concurrency: 1 });
    expect(endings(outcomes)).toEqual(["validation-failed", "applied", "applied"]);
  });

  test("stops what needed the room, and what needed that", async () => {
    const hooks = [
      desiredHook({ events: ["x", "y"] }),
      desiredHook({ events: ["z"] }),
      desiredHook({ url: a }),
    ];
    const live = [liveHook({ id: 1, events: ["x"] }), liveHook({ id: 2, events: ["y", "z"] })];
    const { plan, seed } = planCases({ "acme/a": { hooks, live } });
    const writer = fakeWriter(seed, { updateHook: inTurn(refused()) });
    const { outcomes } = await applyTo(writer, plan);
    expect(endings(outcomes)).toEqual(["validation-failed", "not attempted", "applied"]);
    expect(outcomes[1]).toMatchObject({ reason: expect.stringContaining("#2") });
  });

  test.each(["bad-credentials", "bad-app-credentials"])(
    "by %s is that of every further request, so that none is made",
    async (code) => {
      const { plan } = planCases({
        "acme/a": { hooks: [desiredHook({ url: a })] },
        "acme/b": { hooks: [desiredHook({ url: b })] },
      });
      const writer = fakeWriter({}, { createHook: inTurn(refused(code)) });
      const { outcomes } = await applyTo(writer, plan, { concurrency: 1 });
      expect(endings(outcomes)).toEqual([code, "not attempted"]);
    },
  );

  test("elsewhere stops no early delete of a duplicate, which its own update waits for", async () => {
    const duplicated = {
      hooks: [desiredHook({ events: ["issues", "push"] })],
      live: [liveHook(), liveHook({ id: 2, events: ["issues"] })],
      unmanaged: "delete",
    } as const;
    const { plan, seed } = planCases({
      "acme/a": { hooks: [desiredHook()] },
      "acme/b": duplicated,
    });
    expect(plan.actions[1]).toMatchObject({ kind: "delete", early: "duplicate-in-the-way" });
    const writer = fakeWriter(seed, { createHook: inTurn(refused()) });
    const { outcomes } = await applyTo(writer, plan, { concurrency: 1 });
    expect(endings(outcomes)).toEqual(["validation-failed", "applied", "applied"]);
  });

  test("of the early delete of a duplicate stops what waits for it", async () => {
    const { plan, seed } = planCases({
      "acme/a": {
        hooks: [desiredHook({ events: ["issues", "push"] })],
        live: [liveHook(), liveHook({ id: 2, events: ["issues"] })],
        unmanaged: "delete",
      },
    });
    const writer = fakeWriter(seed, { removeHook: inTurn(refused("archived")) });
    const { outcomes } = await applyTo(writer, plan);
    expect(endings(outcomes)).toEqual(["archived", "not attempted"]);
  });

  test.each([
    ["a create elsewhere", "createHook"],
    ["an update elsewhere", "updateHook"],
  ] as const)("of %s spares every hook of its URL from its delete", async (_, method) => {
    const spelt = "https://CI.example.com:443/hook";
    const inactive = liveHook({ url: spelt, active: false });
    const grown = method === "createHook" ? {} : { live: [inactive] };
    const { plan, seed } = planCases({
      acme: {
        live: [
          liveHook(),
          liveHook({ id: 2, url: a }),
          liveHook({ id: 3, url: "https://ci.EXAMPLE.com/hook" }),
        ],
        unmanaged: "delete",
      },
      "acme/a": { hooks: [desiredHook({ url: spelt })], ...grown },
    });
    const writer = fakeWriter(seed, { [method]: inTurn(refused()) });
    const { outcomes } = await applyTo(writer, plan);
    const deletes = outcomes.filter(({ action }) => action.kind === "delete");
    expect(
      deletes.map(({ action, status }) => [action.kind === "delete" && action.live.id, status]),
    ).toEqual([
      [3, "not_attempted"],
      [1, "not_attempted"],
      [2, "applied"],
    ]);
  });

  test("of a successor spares what it supersedes", async () => {
    const { plan, seed } = planCases({
      "acme/a": {
        hooks: [desiredHook({ active: false, previousUrls: [a] })],
        live: [liveHook(), liveHook({ id: 2, url: a })],
      },
    });
    const writer = fakeWriter(seed, { updateHook: inTurn(refused()) });
    const { outcomes } = await applyTo(writer, plan);
    expect(endings(outcomes)).toEqual(["validation-failed", "not attempted"]);
  });

  test("elsewhere spares an early delete that makes room for another URL, if it is known by then", async () => {
    const { plan, seed } = planCases(
      {
        "acme/a": { hooks: [desiredHook({ url: b })] },
        "acme/b": {
          hooks: [desiredHook({ url: a })],
          live: [liveHook({ url: b })],
          unmanaged: "delete",
        },
      },
      1,
    );
    const writer = fakeWriter(seed, { createHook: inTurn(refused()) });
    const { outcomes } = await applyTo(writer, plan, { concurrency: 1 });
    expect(endings(outcomes)).toEqual(["validation-failed", "not attempted", "not attempted"]);
    expect(writer.calls).toHaveLength(1);
  });
});
