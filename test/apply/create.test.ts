import { describe, expect, test } from "vitest";
import type { LiveHook } from "../../src/model/hook.ts";
import { applyTo, endings, secretValue } from "../support/apply-to.ts";
import { api, desiredHook, liveHook, managed, receiver } from "../support/build.ts";
import {
  fakeWriter,
  inTurn,
  lostAnswer,
  refused,
  type Turn,
  unreadable,
} from "../support/fake-writer.ts";
import { planOne } from "../support/plan-one.ts";

const declared = desiredHook({ secret: managed() });
const value = secretValue({ kind: "env", name: "CI_SECRET" });
const create = `create acme/api ${receiver}`;
const list = "list acme/api *";

interface Case {
  readonly turns: readonly Turn[];
  /** What the plan was made from. */
  readonly planned?: readonly LiveHook[];
  /** What is there when it is applied. */
  readonly there?: readonly LiveHook[];
}

async function run({ turns, planned = [], there = planned }: Case) {
  const writer = fakeWriter({ "acme/api": there }, { createHook: inTurn(...turns) });
  const plan = planOne({ hooks: [declared], live: planned });
  const { outcomes } = await applyTo(writer, plan);
  const { calls, secrets } = writer;
  return { outcomes, endings: endings(outcomes), calls, secrets, hooks: writer.hooks(api) };
}

describe("a create", () => {
  test("waits longer each time before it asks again, and not after an interrupt", async () => {
    const waits: number[] = [];
    const interrupt = new AbortController();
    const writer = fakeWriter(
      { "acme/api": [] },
      { createHook: inTurn(lostAnswer(), lostAnswer(), lostAnswer()) },
    );
    const plan = planOne({ hooks: [declared], live: [] });
    const pause = async (milliseconds: number): Promise<void> => {
      waits.push(milliseconds);
      if (waits.length === 2) interrupt.abort();
    };
    const { outcomes } = await applyTo(writer, plan, { pause, signal: interrupt.signal });
    expect(waits).toEqual([1_000, 2_000]);
    expect(writer.calls).toEqual([create, list, create, list]);
    expect(endings(outcomes)).not.toContain("applied");
  });

  test("is one request, with everything in it", async () => {
    const { endings: ended, calls, secrets, hooks } = await run({ turns: [] });
    expect([ended, calls, secrets]).toEqual([["applied"], [create], [value]]);
    expect(hooks).toMatchObject([{ id: 1_001, hasSecret: true, events: ["push"] }]);
  });

  test("whose answer was lost is found, adopted, and its secret sent again", async () => {
    const { outcomes, calls, secrets, hooks } = await run({ turns: ["done, answer lost"] });
    expect(outcomes).toMatchObject([{ status: "applied", hookId: 1_001 }]);
    expect(calls).toEqual([create, list, "config acme/api 1001"]);
    expect(secrets).toEqual([value, value]);
    expect(hooks).toHaveLength(1);
  });

  test("whose secret would take one write more than --max-writes allows has failed", async () => {
    const writer = fakeWriter({ "acme/api": [] }, { createHook: inTurn("done, answer lost") });
    const plan = planOne({ hooks: [declared], live: [] });
    const { outcomes } = await applyTo(writer, plan, { maxWrites: 1 });
    expect(writer.calls).toEqual([create, list]);
    const message = expect.stringContaining("--max-writes");
    expect(outcomes).toMatchObject([{ error: { code: "secret-not-stored", message } }]);
  });

  test("that never arrived is sent again, once it is certain that there is nothing", async () => {
    const { endings: ended, calls, hooks } = await run({ turns: [lostAnswer()] });
    expect([ended, calls]).toEqual([["applied"], [create, list, create]]);
    expect(hooks).toHaveLength(1);
  });

  test("is given up after three attempts without a trace", async () => {
    const { endings: ended, calls } = await run({ turns: Array(3).fill(lostAnswer()) });
    expect(ended).toEqual(["network-error"]);
    expect(calls).toEqual([create, list, create, list, create, list]);
  });

  test("that GitHub accepted with an unreadable answer is looked for, never sent again", async () => {
    const { endings: ended, calls } = await run({ turns: [unreadable()] });
    expect(ended).toEqual(["malformed-answer"]);
    expect(calls).toEqual([create, list, list, list]);
  });

  test("that GitHub accepted is adopted as soon as its list shows it", async () => {
    const late = liveHook({ id: 7, hasSecret: true });
    let looks = 0;
    const writer = fakeWriter(
      {},
      {
        createHook: inTurn(unreadable()),
        listHooks: () => async () => {
          looks += 1;
          return looks > 2 ? [late] : [];
        },
        updateHookConfig: () => async () => late,
      },
    );
    const { outcomes } = await applyTo(writer, planOne({ hooks: [declared] }));
    expect(outcomes).toMatchObject([{ status: "applied", hookId: 7 }]);
    expect(writer.calls).toEqual([create, list, list, list, "config acme/api 7"]);
  });

  test("that a second attempt finds existing is adopted", async () => {
    // The first one worked, but the list was too early to show it.
    const late = liveHook({ id: 7, hasSecret: true });
    const turns = [lostAnswer(), refused("hook-exists")];
    let looks = 0;
    const writer = fakeWriter(
      {},
      {
        createHook: inTurn(...turns),
        listHooks: () => async () => {
          looks += 1;
          return looks > 1 ? [late] : [];
        },
        updateHookConfig: () => async () => ({ ...late, hasSecret: true }),
      },
    );
    const { outcomes } = await applyTo(writer, planOne({ hooks: [declared] }));
    expect(outcomes).toMatchObject([{ status: "applied", hookId: 7 }]);
    expect(writer.calls.at(-1)).toBe("config acme/api 7");
  });

  test.each([
    [
      "was there before",
      { planned: [liveHook({ id: 5, url: `${receiver}/` })], there: [liveHook({ id: 5 })] },
    ],
    ["has another URL", { there: [liveHook({ id: 5, url: `${receiver}/` })] }],
    ["has other events", { there: [liveHook({ id: 5, events: ["issues"] })] }],
    ["has another content type", { there: [liveHook({ id: 5, contentType: "form" })] }],
    ["has another name", { there: [liveHook({ id: 5, name: "cli" })] }],
  ])("does not adopt a hook that %s", async (_, over) => {
    const { outcomes, calls } = await run({ turns: [lostAnswer()], ...over });
    expect(outcomes).toMatchObject([{ status: "applied", hookId: 1_001 }]);
    expect(calls).toEqual([create, list, create]);
  });

  test("does not adopt the hook that this run made just before", async () => {
    const twin = desiredHook({ events: [], position: { ...declared.position, line: 99 } });
    const writer = fakeWriter({}, { createHook: inTurn("usual", lostAnswer()) });
    const other = desiredHook({ events: [], active: false });
    const { outcomes } = await applyTo(writer, planOne({ hooks: [twin, other] }));
    expect(outcomes).toMatchObject([{ hookId: 1_001 }, { hookId: 1_002 }]);
  });

  test("that was refused is not sent again", async () => {
    const { endings: ended, calls } = await run({ turns: [refused()] });
    expect([ended, calls]).toEqual([["validation-failed"], [create]]);
  });

  test("that meets a hook which nobody can list says so", async () => {
    const { endings: ended, calls } = await run({ turns: [refused("hook-exists")] });
    expect([ended, calls]).toEqual([["invisible-hook"], [create, list]]);
  });

  test.each([
    [0, false],
    [7, false],
    [30, true],
    [100, true],
    [200, true],
  ])(
    "that meets a hook which no list of %i shows says whether it was cut short",
    async (count, isFull) => {
      const there = Array.from({ length: count }, (_, index) =>
        liveHook({
          id: 2_000 + index,
          url: `https://other.example.com/${index}`,
          events: ["star"],
        }),
      );
      const { outcomes } = await run({ turns: [refused("hook-exists")], planned: there });
      const [outcome] = outcomes;
      const { message, help = "" } = outcome?.status === "failed" ? outcome.error : { message: "" };
      expect(message).toContain(`none of the ${count} hooks that it lists`);
      expect(help.includes("cut short")).toBe(isFull);
      // Whose the hook is, apply does not know; what the credential may see, the client says.
      expect(help).not.toMatch(/OAuth app made it/);
      expect(help).toContain("settings on GitHub");
    },
  );

  test("that meets a hook beside one without a URL names that one, which it may be", async () => {
    const service = liveHook({ id: 8, name: "travis", url: "", events: ["star"] });
    const there = [liveHook({ id: 7, url: "", events: ["star"] }), service];
    const { outcomes } = await run({ turns: [refused("hook-exists")], planned: there });
    expect(outcomes).toMatchObject([
      { error: { help: expect.stringContaining("GitHub lists #7 without a URL, which may be") } },
    ]);
  });

  test("that meets an invisible hook after a lost answer does not say whose it is", async () => {
    const { outcomes } = await run({ turns: [lostAnswer(), refused("hook-exists")] });
    expect(outcomes).toMatchObject([{ error: { code: "invisible-hook", mayHaveHappened: true } }]);
    expect(outcomes).toMatchObject([{ error: { help: expect.stringContaining("Apply again") } }]);
  });

  test("that meets a hook which somebody made since the plan is left to the next plan", async () => {
    const there = [liveHook({ id: 5, url: "https://CI.example.com/hook" })];
    const {
      endings: ended,
      hooks,
      outcomes,
    } = await run({ turns: [refused("hook-exists")], there });
    expect(ended).toEqual(["hook-exists"]);
    expect(outcomes).toMatchObject([{ error: { help: expect.stringMatching(/^Hook #5 has/) } }]);
    expect(hooks).toEqual(there);
  });

  test.each([
    ["not-as-asked", { events: ["issues"] }],
    ["not-as-asked", { active: false }],
    ["not-as-asked", { contentType: "form" }],
    ["not-as-asked", { insecureSsl: true }],
    ["not-as-asked", { url: liveHook({ url: `${receiver}/other` }).url }],
    ["secret-not-stored", { hasSecret: false }],
  ])("that GitHub answers with something else has failed as %s: %j", async (code, over) => {
    const writer = fakeWriter(
      {},
      {
        createHook:
          (usual) =>
          async (...input) => ({ ...(await usual(...input)), ...over }),
      },
    );
    const { outcomes } = await applyTo(writer, planOne({ hooks: [declared] }));
    expect(endings(outcomes)).toEqual([code]);
  });

  test("fails with what the look after a lost answer failed with", async () => {
    const writer = fakeWriter(
      {},
      { createHook: inTurn(lostAnswer()), listHooks: inTurn(refused("bad-credentials")) },
    );
    const { outcomes } = await applyTo(writer, planOne({ hooks: [declared] }));
    expect(endings(outcomes)).toEqual(["bad-credentials"]);
    expect(writer.calls).toEqual([create, list]);
  });
});
