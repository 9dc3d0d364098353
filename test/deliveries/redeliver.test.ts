import { describe, expect, test } from "vitest";
import { redeliver } from "../../src/deliveries/redeliver.ts";
import type { Delivery, Redelivery } from "../../src/model/delivery.ts";
import { GitHubError } from "../../src/model/errors.ts";
import { makeDelivery, makeHook } from "./support/make.ts";

const missed = (hookId: number, id: number): Redelivery => {
  const delivery = makeDelivery(id, { statusCode: 500 });
  return { hook: makeHook(hookId), delivery, firstAt: delivery.deliveredAt, attempts: 1 };
};

const lost = new GitHubError("network-error", "no answer", { status: 0, mayHaveHappened: true });

/** GitHub as far as this goes: answers in turn, and lists in turn. */
function stand(
  answers: readonly (GitHubError | undefined)[],
  lists: readonly (readonly Delivery[])[] = [],
  attempts = 1,
) {
  const asked: number[] = [];
  const controller = new AbortController();
  let listed = 0;
  const run = (redeliveries: readonly Redelivery[], stopAfter = Number.POSITIVE_INFINITY) =>
    redeliver(redeliveries, {
      signal: controller.signal,
      pause: async () => {},
      onOutcome: (_, index) => {
        if (index + 1 >= stopAfter) controller.abort();
      },
      github: {
        redeliver: async (_scope, _hook, id, before) => {
          for (let attempt = 0; attempt < attempts; attempt += 1) await before?.(false);
          const answer = answers[asked.length];
          asked.push(id);
          if (answer !== undefined) throw answer;
        },
        listDeliveries: async () => lists[Math.min(listed++, lists.length - 1)] ?? [],
      },
    });
  return { run, asked, looks: () => listed };
}

test("one after the other, in the order given", async () => {
  const { run, asked } = stand([]);
  const outcomes = await run([missed(1, 5), missed(2, 3), missed(1, 9)]);
  expect(asked).toEqual([5, 3, 9]);
  expect(outcomes.map(({ status }) => status)).toEqual(["accepted", "accepted", "accepted"]);
});

test("an event that is given twice is asked for once", async () => {
  const one = missed(1, 5);
  const elsewhere = { ...missed(2, 6), delivery: { ...one.delivery, id: 6 } };
  const { run, asked } = stand([]);
  const outcomes = await run([one, { ...one, attempts: 3 }, elsewhere]);
  expect(outcomes.map(({ status }) => status)).toEqual(["accepted", "skipped", "accepted"]);
  expect(asked).toEqual([5, 6]);
});

test("a lost answer is looked up and never asked for again", async () => {
  const one = missed(1, 5);
  const again = makeDelivery(8, { guid: one.delivery.guid, redelivery: true });
  const { run, asked } = stand([lost], [[one.delivery], [one.delivery, again]]);
  expect((await run([one])).map(({ status }) => status)).toEqual(["accepted"]);
  expect(asked).toEqual([5]);
});

test("a lost answer of which the list shows nothing is a failure that says so", async () => {
  const one = missed(1, 5);
  const older = makeDelivery(4, { guid: one.delivery.guid });
  const { run, asked, looks } = stand([lost], [[one.delivery, older]]);
  expect(await run([one, missed(1, 6)])).toMatchObject([
    { status: "failed", error: { code: "redelivery-unknown", mayHaveHappened: true } },
    { status: "accepted" },
  ]);
  expect(asked).toEqual([5, 6]);
  // One before each redelivery, and five to find the one whose answer was lost.
  expect(looks()).toBe(7);
});

test("one that fails does not stop the others", async () => {
  const gone = new GitHubError("not-found", "gone", { status: 404 });
  const { run, asked } = stand([gone]);
  const outcomes = await run([missed(1, 1), missed(1, 2)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["failed", "accepted"]);
  expect(asked).toEqual([1, 2]);
});

test("where a scope may not be written, the rest of it is not attempted", async () => {
  const denied = new GitHubError("missing-permission", "denied", { status: 403 });
  const { run, asked } = stand([denied]);
  // Hooks 1 and 4 belong to one repository, hook 2 to another.
  const outcomes = await run([missed(1, 1), missed(4, 2), missed(2, 3)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["failed", "not_attempted", "accepted"]);
  expect(asked).toEqual([1, 3]);
});

test.each(["bad-credentials", "rate-limited"])("after %s nothing is attempted", async (code) => {
  const { run, asked } = stand([new GitHubError(code, "no", { status: 403 })]);
  const outcomes = await run([missed(1, 1), missed(2, 2)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["failed", "not_attempted"]);
  expect(asked).toEqual([1]);
});

test("an interrupt leaves the rest, and says so", async () => {
  const { run, asked } = stand([]);
  const outcomes = await run([missed(1, 1), missed(2, 2), missed(3, 3)], 1);
  expect(outcomes.map(({ status }) => status)).toEqual([
    "accepted",
    "not_attempted",
    "not_attempted",
  ]);
  expect(asked).toEqual([1]);
});

describe("right before each redelivery", () => {
  const one = missed(1, 5);
  const two = { ...missed(1, 6), hook: one.hook };
  const again = makeDelivery(8, { guid: one.delivery.guid.toUpperCase(), redelivery: true });

  test("an attempt made since the plan is seen, and the event is left alone", async () => {
    const { run, asked, looks } = stand([], [[again, two.delivery, one.delivery]]);
    expect(await run([one, two])).toMatchObject([
      { status: "skipped", reason: "sent-meanwhile" },
      { status: "accepted" },
    ]);
    expect([asked, looks()]).toEqual([[6], 2]);
  });

  test("also one made while a limit held the redelivery up", async () => {
    const { run, asked, looks } = stand([], [[one.delivery], [again]], 2);
    expect(await run([one])).toMatchObject([{ status: "skipped", reason: "sent-meanwhile" }]);
    expect([asked, looks()]).toEqual([[], 2]);
  });

  test("also one made between two redeliveries of the same hook", async () => {
    const late = makeDelivery(9, { guid: two.delivery.guid, redelivery: true });
    const { run, asked } = stand([], [[two.delivery, one.delivery], [late]]);
    expect(await run([one, two])).toMatchObject([{ status: "accepted" }, { status: "skipped" }]);
    expect(asked).toEqual([5]);
  });

  test("what an earlier look saw is remembered when later looks go back less far", async () => {
    const three = { ...missed(1, 7), hook: one.hook };
    const late = makeDelivery(9, { guid: three.delivery.guid, redelivery: true });
    const { run, asked } = stand([], [[late, three.delivery, two.delivery, one.delivery], [], []]);
    await run([one, two, three]);
    expect(asked).toEqual([5, 6]);
  });

  test("a look that fails sends nothing", async () => {
    const outcomes = await redeliver([one], {
      signal: new AbortController().signal,
      pause: async () => {},
      github: {
        redeliver: async (_scope, _hook, _id, before) => {
          await before?.(false);
          expect.unreachable();
        },
        listDeliveries: async () => {
          throw new GitHubError("not-found", "gone", { status: 404 });
        },
      },
    });
    expect(outcomes).toMatchObject([{ status: "failed", error: { code: "not-found" } }]);
  });
});
