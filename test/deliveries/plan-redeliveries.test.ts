import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planRedeliveries } from "../../src/deliveries/plan-redeliveries.ts";
import type { HookDelivery } from "../../src/model/delivery.ts";
import { arbitraryReadings, makeDelivery, makeHook, noon, read } from "./support/make.ts";

// Of its own, so that it does not share the product's mistakes.
const hasFailed = ({ statusCode }: { readonly statusCode: number }): boolean =>
  Math.floor(statusCode / 100) !== 2;

const key = ({ hook, delivery }: HookDelivery): string => `${hook.hookId} ${delivery.guid}`;

describe("laws", () => {
  const law = (
    holds: (plan: ReturnType<typeof planRedeliveries>, all: readonly HookDelivery[]) => void,
  ) =>
    fc.assert(
      fc.property(arbitraryReadings, (readings) => {
        const all = readings.flatMap((reading) =>
          reading.status === "read"
            ? reading.deliveries.map((delivery) => ({ hook: reading.hook, delivery }))
            : [],
        );
        holds(planRedeliveries(readings), all);
      }),
    );

  test("each event of a hook at most once", () =>
    law(({ redeliveries, skipped }) => {
      const keys = [...redeliveries, ...skipped].map(key);
      expect(new Set(keys).size).toBe(keys.length);
    }));

  test("exactly those of which no attempt got through", () =>
    law(({ redeliveries }, all) => {
      const reached = new Set(all.filter(({ delivery }) => !hasFailed(delivery)).map(key));
      const missed = new Set(all.map(key).filter((event) => !reached.has(event)));
      expect(new Set(redeliveries.map(key))).toEqual(missed);
    }));

  test("what failed and got through is skipped, with the reason", () =>
    law(({ skipped }, all) => {
      const failed = new Set(all.filter(({ delivery }) => hasFailed(delivery)).map(key));
      const reached = new Set(all.filter(({ delivery }) => !hasFailed(delivery)).map(key));
      expect(new Set(skipped.map(key))).toEqual(
        new Set([...failed].filter((one) => reached.has(one))),
      );
      expect(skipped.every(({ reason }) => reason === "succeeded")).toBe(true);
    }));

  test("oldest first, by when GitHub first sent it", () =>
    law(({ redeliveries }, all) => {
      const first = (one: HookDelivery): number =>
        Math.min(
          ...all
            .filter((other) => key(other) === key(one))
            .map(({ delivery }) => delivery.deliveredAt),
        );
      const times = redeliveries.map(first);
      expect(times).toEqual(times.toSorted((left, right) => left - right));
      expect(redeliveries.map(({ firstAt }) => firstAt)).toEqual(times);
    }));

  test("the order in which lists come never matters", () =>
    fc.assert(
      fc.property(arbitraryReadings, (readings) => {
        const turned = readings
          .map((reading) =>
            reading.status === "read"
              ? { ...reading, deliveries: reading.deliveries.toReversed() }
              : reading,
          )
          .toReversed();
        expect(planRedeliveries(turned)).toEqual(planRedeliveries(readings));
      }),
    ));
});

test("the latest failed attempt is the one to repeat", () => {
  const readings = [
    read(
      makeHook(1),
      makeDelivery(1, { guid: "a", statusCode: 500 }),
      makeDelivery(7, { guid: "a", statusCode: 502, redelivery: true }),
    ),
  ];
  const { redeliveries } = planRedeliveries(readings);
  expect(redeliveries).toMatchObject([{ delivery: { id: 7 }, attempts: 2, firstAt: noon + 1_000 }]);
});

test("filters choose events; every attempt judges them", () => {
  const readings = [
    read(
      makeHook(1),
      makeDelivery(1, { guid: "a", statusCode: 500 }),
      makeDelivery(9, { guid: "A", statusCode: 200 }),
      makeDelivery(2, { guid: "b", statusCode: 500, event: "issues", action: "opened" }),
      makeDelivery(3, { guid: "c", statusCode: 0 }),
    ),
  ];
  const guids = (options: Parameters<typeof planRedeliveries>[1]) =>
    planRedeliveries(readings, options).redeliveries.map(({ delivery }) => delivery.guid);
  expect(guids({})).toEqual(["b", "c"]);
  expect(guids({ events: ["issues"] })).toEqual(["b"]);
  expect(guids({ events: ["Issues.Opened"] })).toEqual(["b"]);
  expect(guids({ events: ["issues.closed"] })).toEqual([]);
  expect(guids({ guids: ["C"] })).toEqual(["c"]);
  expect(guids({ guids: ["a"] })).toEqual([]);
  expect(guids({ since: noon + 3_000 })).toEqual(["c"]);
  expect(guids({ maxAttempts: 1 })).toEqual([]);
});
