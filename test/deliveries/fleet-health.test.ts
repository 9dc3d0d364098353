import fc from "fast-check";
import { expect, test } from "vitest";
import { fleetHealth } from "../../src/deliveries/fleet-health.ts";
import type { Delivery } from "../../src/model/delivery.ts";
import { HookUrl } from "../../src/model/hook-url.ts";
import { arbitraryReadings, hour, makeDelivery, makeHook, noon, read } from "./support/make.ts";

// Of its own, so that it does not share the product's mistakes.
const receiverFailed = ({ statusCode, throttledAt }: Delivery): boolean =>
  Math.floor(statusCode / 100) !== 2 && throttledAt === undefined;

const span = { since: noon - hour, until: noon + hour };

test("grouping is independent of order", () => {
  fc.assert(
    fc.property(arbitraryReadings, (readings) => {
      const turned = readings
        .map((reading) =>
          reading.status === "read"
            ? { ...reading, deliveries: reading.deliveries.toReversed() }
            : reading,
        )
        .toReversed();
      expect(fleetHealth(turned, span)).toEqual(fleetHealth(readings, span));
    }),
  );
});

test("every delivery is counted once: by hook, by receiver and in the chart", () => {
  fc.assert(
    fc.property(arbitraryReadings, (readings) => {
      const all = readings.flatMap((reading) =>
        reading.status === "read" ? reading.deliveries : [],
      );
      const { receivers } = fleetHealth(readings, span);
      const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
      const hooks = receivers.flatMap((receiver) => receiver.hooks);
      const buckets = receivers.flatMap((receiver) => receiver.buckets);
      const failures = all.filter(receiverFailed).length;
      const throttled = all.filter(({ throttledAt }) => throttledAt !== undefined).length;
      for (const items of [receivers, hooks]) {
        expect(sum(items.map(({ statistics }) => statistics.deliveries))).toBe(all.length);
        expect(sum(items.map(({ statistics }) => statistics.failures))).toBe(failures);
        expect(sum(items.map(({ statistics }) => statistics.throttled))).toBe(throttled);
      }
      expect(sum(buckets.map(({ deliveries }) => deliveries))).toBe(all.length);
      expect(sum(buckets.map((bucket) => bucket.failures))).toBe(failures);
    }),
  );
});

test("an outage of a receiver spans its hooks", () => {
  const { receivers } = fleetHealth(
    [
      read(makeHook(1), makeDelivery(1), makeDelivery(3, { statusCode: 500 })),
      read(makeHook(2), makeDelivery(4, { statusCode: 0 }), makeDelivery(2)),
      read(makeHook(3, "chat.example.com"), makeDelivery(5)),
    ],
    span,
  );
  expect(receivers.map(({ receiver }) => receiver)).toEqual(["ci.example.com", "chat.example.com"]);
  expect(receivers[0]?.statistics).toMatchObject({
    deliveries: 4,
    failures: 2,
    missed: 2,
    successShare: 0.5,
    outage: { since: noon + 3_000, failures: 2 },
    last: { failed: true, statusCode: 0 },
  });
  expect(receivers[1]?.statistics.outage).toBeUndefined();
});

test("what GitHub throttled is missed, but not the receiver's fault", () => {
  const held = { statusCode: 502, throttledAt: noon, durationMs: 60_000 };
  const [receiver] = fleetHealth(
    [read(makeHook(1), makeDelivery(1), makeDelivery(2, held), makeDelivery(3, held))],
    { ...span, thresholds: { maxFailures: 0, minSuccess: 1, maxMedianMs: 1_000 } },
  ).receivers;
  expect(receiver?.complaints).toEqual([]);
  expect(receiver?.statistics).toMatchObject({
    deliveries: 3,
    failures: 0,
    throttled: 2,
    missed: 2,
    successShare: 1,
    medianMs: 100,
    outage: undefined,
    last: { failed: false },
  });
  expect(receiver?.buckets.every(({ failures }) => failures === 0)).toBe(true);
});

test("a receiver of which everything was throttled is neither healthy nor unhealthy", () => {
  const [receiver] = fleetHealth(
    [read(makeHook(1), makeDelivery(1, { statusCode: 0, throttledAt: noon }))],
    { ...span, thresholds: { minSuccess: 0.5 } },
  ).receivers;
  expect(receiver?.statistics.successShare).toBeUndefined();
  expect(receiver?.complaints).toEqual([]);
});

test("what got through in a later attempt is not missed", () => {
  const [receiver] = fleetHealth(
    [
      read(
        makeHook(1),
        makeDelivery(1, { guid: "a", statusCode: 500 }),
        makeDelivery(2, { guid: "a" }),
        makeDelivery(3, { guid: "b", statusCode: 500 }),
      ),
    ],
    span,
  ).receivers;
  expect(receiver?.statistics).toMatchObject({ failures: 2, missed: 1 });
});

test.each([
  [[], undefined],
  [[undefined], undefined],
  [[5], 5],
  [[9, 1, 5], 5],
  [[9, 1, 5, 7], 6],
])("the median of %j is %j", (durations, median) => {
  const deliveries = durations.map((durationMs, index) => makeDelivery(index + 1, { durationMs }));
  const [receiver] = fleetHealth([read(makeHook(1), ...deliveries)], span).receivers;
  expect(receiver?.statistics.medianMs).toBe(median);
});

test("thresholds judge each hook; what nobody knows is no complaint", () => {
  const readings = [
    read(makeHook(1), makeDelivery(1, { statusCode: 500 }), makeDelivery(2, { durationMs: 9_000 })),
    read(makeHook(2)),
  ];
  const complaints = (thresholds: object) =>
    fleetHealth(readings, { ...span, thresholds }).receivers[0]?.hooks.map(
      (hook) => hook.complaints,
    );
  expect(complaints({})).toEqual([[], []]);
  expect(complaints({ maxFailures: 0 })).toEqual([["failures"], []]);
  expect(complaints({ maxFailures: 1, minSuccess: 0.5 })).toEqual([[], []]);
  expect(complaints({ minSuccess: 0.51, maxMedianMs: 4_000 })).toEqual([
    ["success", "duration"],
    [],
  ]);
});

test("a proof is taken over; without one a secret is assumed", () => {
  const proofOf = ({ hookId }: { readonly hookId: number }) =>
    hookId === 1 ? ("mismatch" as const) : undefined;
  const bare = { ...makeHook(3), hasSecret: false };
  const [receiver] = fleetHealth([read(makeHook(1)), read(makeHook(2)), read(bare)], {
    ...span,
    proofOf,
  }).receivers;
  expect(
    receiver?.hooks.map(({ hook, proof, complaints }) => [hook.hookId, proof, complaints]),
  ).toEqual([
    [1, "mismatch", ["unproved"]],
    [3, "none", []],
    [2, "assumed", []],
  ]);
});

test("a URL that is a credential is grouped by its variable", () => {
  const url = new HookUrl("https://secret.example.com/x", { kind: "env", name: "CHAT_URL" });
  const { receivers } = fleetHealth([read({ ...makeHook(1), url })], span);
  expect(receivers.map(({ receiver }) => receiver)).toEqual(["env:CHAT_URL"]);
});
