import fc from "fast-check";
import type { Delivery, DeliveryReading, LiveHookRef } from "../../../src/model/delivery.ts";
import { HookUrl } from "../../../src/model/hook-url.ts";

export const hour = 3_600_000;
export const noon = Date.UTC(2026, 10, 20, 12);

export function makeHook(hookId: number, host = "ci.example.com"): LiveHookRef {
  const url = new HookUrl(`https://${host}/hook`, { kind: "declared" });
  const scope = { kind: "repository", owner: "acme", repository: `r${hookId % 3}` } as const;
  return { scope, hookId, url, active: true, hasSecret: true };
}

export function makeDelivery(id: number, over: Partial<Delivery> = {}): Delivery {
  const statusCode = over.statusCode ?? 200;
  return {
    id,
    guid: `guid-${id}`,
    deliveredAt: noon + id * 1_000,
    redelivery: false,
    durationMs: 100,
    throttledAt: undefined,
    status: statusCode === 200 ? "OK" : "",
    statusCode,
    event: "push",
    action: undefined,
    ...over,
  };
}

export function read(hook: LiveHookRef, ...deliveries: readonly Delivery[]): DeliveryReading {
  return { status: "read", hook, deliveries };
}

/** Hooks whose events are sent several times with this and that success, in any order. */
export const arbitraryReadings: fc.Arbitrary<readonly DeliveryReading[]> = fc
  .array(
    fc.record({
      hook: fc.integer({ min: 1, max: 4 }),
      event: fc.integer({ min: 1, max: 6 }),
      at: fc.integer({ min: 0, max: 50 }),
      statusCode: fc.constantFrom(0, 200, 204, 302, 404, 500, 502, 504, 600),
      name: fc.constantFrom("push", "issues"),
      throttledAt: fc.constantFrom(undefined, undefined, noon - hour),
    }),
    { maxLength: 40 },
  )
  .map((attempts) =>
    [1, 2, 3, 4].map((hookId) =>
      read(
        makeHook(hookId, hookId % 2 === 0 ? "ci.example.com" : "chat.example.com"),
        ...attempts.flatMap(({ hook, event, at, statusCode, name, throttledAt }, index) =>
          hook === hookId
            ? [
                makeDelivery(index + 1, {
                  guid: `guid-${event}`,
                  deliveredAt: noon + at * 1_000,
                  statusCode,
                  event: name,
                  throttledAt,
                }),
              ]
            : [],
        ),
      ),
    ),
  );
