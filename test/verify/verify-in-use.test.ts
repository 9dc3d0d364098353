import { describe, expect, test } from "vitest";
import { verifyInUse } from "../../src/verify/verify-by-past.ts";
import { repository, right, start, verifyWorld, type WorldOptions } from "./support/world.ts";

type World = Awaited<ReturnType<typeof verifyWorld>>;

const ping = ({ prober }: World) => prober.pingHook(repository, 7);
const push = ({ prober }: World) => prober.testHook(repository, 7);
const later = "the-secret-that-came-later";

/** What is said of a secret once GitHub has delivered, with the hook as it is listed then. */
async function lookAfter(
  deliver: (world: World) => Promise<void>,
  { secret = right, ...options }: WorldOptions & { readonly secret?: string } = {},
) {
  const world = await verifyWorld(options);
  await deliver(world);
  world.wait(5_000);
  const live = await world.prober.getHook(repository, 7);
  const before = world.simulator.requests.length;
  const verification = await verifyInUse(world.prober, { ...world.subject(secret), live });
  const asked = world.simulator.requests.slice(before);
  expect(asked.every(({ method }) => method === "GET")).toBe(true);
  expect(asked.length).toBeLessThanOrEqual(2);
  expect(world.violations).toEqual([]);
  return verification;
}

describe("the secret in use", () => {
  test.each([
    [ping, right, "proved", "json-plain"],
    [push, right, "proved", "json-plain"],
    [ping, later, "mismatch", "certain-ping"],
    // The bytes of a push are not certain enough to block an update.
    [push, later, "unverifiable", "not-a-ping"],
  ] as const)("%o with the secret %s", async (deliver, secret, verdict, rule) => {
    expect(await lookAfter(deliver, { secret })).toMatchObject({ verdict, rule });
  });

  test("is told by a ping, whatever came after it", async () => {
    const deliver = async (world: World): Promise<void> => {
      await ping(world);
      for (let count = 0; count < 10; count += 1) {
        world.wait(2_000);
        await push(world);
      }
    };
    expect(await lookAfter(deliver, { secret: later })).toMatchObject({ verdict: "mismatch" });
    expect(await lookAfter(deliver)).toMatchObject({ verdict: "proved" });
  });

  test("is told by the ping of the hook's creation, in the same second", async () => {
    const at = new Date(start).toISOString();
    const hook = { created_at: at, updated_at: at };
    for (const [secret, verdict] of [
      [right, "proved"],
      [later, "mismatch"],
    ] as const)
      expect(await lookAfter(ping, { secret, hook })).toMatchObject({ verdict });
  });

  test("is not told by what was sent before it was exchanged", async () => {
    const exchanged = async (world: World): Promise<void> => {
      await ping(world);
      world.wait(10_000);
      world.simulator.editByHand("acme/api", 7, { secret: later });
    };
    for (const secret of [right, later])
      expect(await lookAfter(exchanged, { secret })).toMatchObject({ verdict: "no-delivery" });
  });

  test.each([
    // A ping says itself that it was made after the update.
    ["ping", ping, 1_000, "mismatch"],
    ["push", push, 1_000, "unverifiable"],
    ["push", push, 58_000, "unverifiable"],
    ["push", push, 61_000, "unverifiable"],
  ] as const)("after an exchange: a %s, %o after %i ms", async (_, deliver, wait, verdict) => {
    const exchanged = async (world: World): Promise<void> => {
      world.simulator.editByHand("acme/api", 7, { secret: later });
      world.wait(wait);
      await deliver(world);
    };
    expect(await lookAfter(exchanged)).toMatchObject({ verdict });
    // The same delivery proves the new secret, once it is certain that it was made after the exchange.
    const isSure = verdict === "mismatch" || wait > 60_000;
    expect((await lookAfter(exchanged, { secret: later })).verdict).toBe(
      isSure ? "proved" : "unverifiable",
    );
  });

  test("is not told by a redelivery", async () => {
    const again = async (world: World): Promise<void> => {
      await ping(world);
      world.wait(2_000);
      const [old] = await world.prober.listDeliveries(repository, 7);
      world.simulator.editByHand("acme/api", 7, { secret: later });
      world.wait(120_000);
      await world.prober.redeliver(repository, 7, old?.id ?? 0);
    };
    const switches = { redeliverySecret: "original" } as const;
    expect(await lookAfter(again, { secret: later, switches })).toMatchObject({
      verdict: "no-delivery",
    });
  });

  test("is unknown where nothing was sent", async () => {
    expect(await lookAfter(async () => {})).toMatchObject({ verdict: "no-delivery" });
  });
});

describe("what cannot be read is a doubt, not an error", () => {
  const refusing = (path: RegExp, status: number) => ({
    between: (request: Request, pass: typeof fetch) =>
      path.test(new URL(request.url).pathname)
        ? Promise.resolve(Response.json({ message: "Not Found" }, { status }))
        : pass(request),
  });

  test.each([
    [/deliveries$/, 403, "forbidden"],
    // A server that has no deliveries, or a token that may not know of them.
    [/deliveries$/, 404, "not-found"],
    [/deliveries\/\d+$/, 404, "deliveries-gone"],
    [/deliveries\/\d+$/, 403, "forbidden"],
  ])("%s answers %i", async (path, status, rule) => {
    const world = await verifyWorld(refusing(path, status));
    await ping(world);
    world.wait(5_000);
    const live = await world.prober.getHook(repository, 7);
    expect(await verifyInUse(world.prober, { ...world.subject(later), live })).toMatchObject({
      verdict: "unverifiable",
      rule,
    });
  });

  test("nor is a hook without a time of its last update", async () => {
    const world = await verifyWorld();
    await ping(world);
    const live = { ...(await world.prober.getHook(repository, 7)), updatedAt: 0 };
    expect(await verifyInUse(world.prober, { ...world.subject(later), live })).toMatchObject({
      verdict: "unverifiable",
      rule: "no-updated-at",
    });
  });

  test("nor is a delivery of another hook", async () => {
    const world = await verifyWorld();
    await ping(world);
    world.wait(5_000);
    const live = { ...(await world.prober.getHook(repository, 7)), id: 8 };
    const { listDeliveries, getDelivery } = world.prober;
    const lying = {
      listDeliveries: (scope: typeof repository) => listDeliveries(scope, 7),
      getDelivery: (scope: typeof repository, _id: number, delivery: number) =>
        getDelivery(scope, 7, delivery),
    };
    const subject = { ...world.subject(later), hookId: 8, live };
    expect(await verifyInUse(lying, subject)).toMatchObject({
      verdict: "unverifiable",
      rule: "foreign-delivery",
    });
  });
});
