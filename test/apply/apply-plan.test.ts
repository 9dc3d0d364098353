import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { savedPlan } from "../render/meta.ts";
import { applyTo, endings } from "../support/apply-to.ts";
import { desiredHook, liveHook, managed, receiver } from "../support/build.ts";
import { fakeWriter, inTurn, refused } from "../support/fake-writer.ts";
import { type Cases, planCases } from "../support/plan-cases.ts";
import { planOne } from "../support/plan-one.ts";

const a = `${receiver}/a`;
const b = `${receiver}/b`;

describe("the phases of a run", () => {
  const cases: Cases = {
    "acme/a": {
      hooks: [desiredHook({ url: a })],
      live: [liveHook({ url: b })],
      unmanaged: "delete",
    },
    "acme/b": {
      hooks: [desiredHook({ url: `${a}/2` })],
      live: [liveHook({ url: `${b}/2` })],
      unmanaged: "delete",
    },
  };

  test("deletes come when everything else is done, everywhere", async () => {
    const { plan, seed } = planCases(cases);
    const writer = fakeWriter(seed);
    const { outcomes } = await applyTo(writer, plan, { concurrency: 1 });
    expect(writer.calls).toEqual([
      `create acme/a ${a}`,
      `create acme/b ${a}/2`,
      "get acme/a 1",
      "remove acme/a 1",
      "get acme/b 1",
      "remove acme/b 1",
    ]);
    expect(outcomes.map(({ action }) => action)).toEqual(plan.actions);
  });

  test("a delete that makes room comes where it is planned", async () => {
    const { plan, seed } = planCases({
      "acme/a": {
        hooks: [desiredHook({ events: ["issues", "push"] })],
        live: [liveHook(), liveHook({ id: 2, events: ["issues"] })],
        unmanaged: "delete",
      },
    });
    const writer = fakeWriter(seed);
    await applyTo(writer, plan);
    expect(writer.calls).toEqual([
      "get acme/a 2",
      "remove acme/a 2",
      "get acme/a 1",
      "update acme/a 1",
    ]);
  });

  test("works on so many scopes at once as it is told", async () => {
    const names = Array.from({ length: 6 }, (_, index) => `acme/r${index}`);
    const { plan } = planCases(
      Object.fromEntries(names.map((name) => [name, { hooks: [desiredHook()] }])),
    );
    let [now, most] = [0, 0];
    const writer = fakeWriter(
      {},
      {
        createHook:
          (usual) =>
          async (...input) => {
            now += 1;
            most = Math.max(most, now);
            await new Promise((resolve) => setImmediate(resolve));
            now -= 1;
            return usual(...input);
          },
      },
    );
    await applyTo(writer, plan, { concurrency: 3 });
    expect(most).toBe(3);
  });
});

describe("what is blocked", () => {
  test("is not attempted, the rest is", async () => {
    const { plan, seed } = planCases({
      "acme/a": {
        hooks: [desiredHook({ active: false }), desiredHook({ url: a })],
        live: [liveHook({ hasSecret: true })],
      },
    });
    const writer = fakeWriter(seed);
    const { outcomes } = await applyTo(writer, plan);
    expect(endings(outcomes)).toEqual(["applied", "not attempted"]);
    expect(outcomes[1]).toMatchObject({ reason: expect.stringContaining("undeclared-secret") });
    expect(writer.calls).toEqual([`create acme/a ${a}`]);
  });
});

describe("a scope that is not what was reviewed", () => {
  test("is left alone, and spares the deletes of its URL", async () => {
    const declared = { "acme/c": { hooks: [desiredHook({ url: a })] } };
    const reviewed = savedPlan(
      planCases({
        ...declared,
        "acme/a": { hooks: [desiredHook({ url: a, events: ["star"] })] },
        "acme/b": { live: [liveHook({ url: a })], unmanaged: "delete" },
      }).plan,
    );
    const { plan, seed } = planCases({
      ...declared,
      "acme/a": { hooks: [desiredHook({ url: a })] },
      "acme/b": { live: [liveHook({ url: a })], unmanaged: "delete" },
    });
    const writer = fakeWriter(seed);
    const { outcomes } = await applyTo(writer, plan, { reviewed });
    expect(endings(outcomes)).toEqual(["not attempted", "not attempted", "applied"]);
    expect(outcomes[0]).toMatchObject({ reason: expect.stringMatching(/^stale/) });
    expect(writer.calls).toEqual([`create acme/c ${a}`]);
  });
});

describe("an interrupt", () => {
  const hooks = [a, b, `${receiver}/c`].map((url) => desiredHook({ url }));

  test("finishes what is in flight and leaves the rest", async () => {
    const stop = new AbortController();
    const { plan, seed } = planCases({
      "acme/a": { hooks },
      "acme/b": { live: [liveHook()], unmanaged: "delete" },
    });
    const writer = fakeWriter(seed, {
      createHook:
        (usual) =>
        async (...input) => {
          stop.abort();
          return usual(...input);
        },
    });
    const { outcomes } = await applyTo(writer, plan, { signal: stop.signal });
    expect(endings(outcomes)).toEqual(["applied", ...Array(3).fill("not attempted")]);
    expect(outcomes[1]).toMatchObject({ reason: "the run was interrupted" });
    expect(writer.calls).toHaveLength(1);
  });

  test("before the first action leaves everything", async () => {
    const { plan } = planCases({ "acme/a": { hooks } });
    const writer = fakeWriter({});
    const { outcomes } = await applyTo(writer, plan, { signal: AbortSignal.abort() });
    expect(endings(outcomes)).toEqual(Array(3).fill("not attempted"));
    expect(writer.calls).toEqual([]);
  });

  test("stops what waits for the first request of its kind", async () => {
    const stop = new AbortController();
    const names = ["acme/a", "acme/b", "acme/c"];
    const keeping = {
      hooks: [desiredHook({ active: false })],
      live: [liveHook({ hasSecret: true })],
      undeclaredSecrets: "keep",
    } as const;
    const { plan, seed } = planCases(Object.fromEntries(names.map((name) => [name, keeping])));
    const writer = fakeWriter(seed, {
      updateHook:
        (usual) =>
        async (...input) => {
          stop.abort();
          return usual(...input);
        },
    });
    const { outcomes } = await applyTo(writer, plan, { signal: stop.signal });
    expect(endings(outcomes)).toEqual(["applied", "not attempted", "not attempted"]);
    expect(outcomes[2]).toMatchObject({ reason: "the run was interrupted" });
    expect(writer.calls).toHaveLength(1);
  });
});

describe("events", () => {
  test("tell of every action once: started if it was, and finished with its outcome", async () => {
    const { plan, seed } = planCases({
      "acme/a": {
        hooks: [desiredHook({ active: false }), desiredHook({ url: a }), desiredHook({ url: b })],
        live: [liveHook({ hasSecret: true }), liveHook({ id: 2, url: `${receiver}/c` })],
        unmanaged: "delete",
      },
    });
    const writer = fakeWriter(seed, { createHook: inTurn(refused()) });
    const { outcomes, events } = await applyTo(writer, plan);
    expect(endings(outcomes)).toEqual(["validation-failed", "applied", "applied", "not attempted"]);
    const started = events.flatMap((event) =>
      event.type === "action_started" ? [event.index] : [],
    );
    const finished = events.flatMap((event) => (event.type === "action_finished" ? [event] : []));
    expect(started).toEqual([0, 1, 2]);
    expect(finished.map(({ index }) => index).toSorted()).toEqual([0, 1, 2, 3]);
    for (const { index, outcome } of finished) {
      expect(outcome).toBe(outcomes[index]);
      expect(outcome.action).toBe(plan.actions[index]);
    }
  });

  test("are none for a plan of nothing", async () => {
    expect(await applyTo(fakeWriter({}), planOne({}))).toEqual({ outcomes: [], events: [] });
  });
});

describe("a bug while an action runs", () => {
  test("fails that action alone, and its text, which may hold anything, goes no further", async () => {
    const { plan } = planCases({
      "acme/a": { hooks: [desiredHook({ url: a }), desiredHook({ url: b })] },
    });
    const bug = new TypeError("cannot read hunter2");
    const writer = fakeWriter(
      {},
      {
        createHook: (usual) => async (where, input) => {
          if (input.config.url.reveal() === a) throw bug;
          return usual(where, input);
        },
      },
    );
    const { outcomes } = await applyTo(writer, plan);
    expect(endings(outcomes)).toEqual(["internal-error", "applied"]);
    expect(inspect(outcomes, { depth: 9, showHidden: true })).not.toContain("hunter2");
  });

  test("fails it as well where its secret is proved, and the report is whole", async () => {
    const secret = managed("ci");
    const { plan } = planCases({
      "acme/a": { hooks: [desiredHook({ url: a, secret }), desiredHook({ url: b })] },
    });
    const verify = async () => {
      throw new RangeError("cannot read hunter2");
    };
    const { outcomes } = await applyTo(fakeWriter({}), plan, { verify });
    expect(endings(outcomes)).toEqual(["internal-error", "applied"]);
    expect(inspect(outcomes, { depth: 9, showHidden: true })).not.toContain("hunter2");
  });
});
