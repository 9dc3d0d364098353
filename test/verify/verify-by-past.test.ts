import { describe, expect, test } from "vitest";
import { verifyByPast } from "../../src/verify/verify-by-past.ts";
import { repository, right, verifyWorld, type WorldOptions } from "./support/world.ts";

/** A hook that GitHub has delivered to, and what is said of its secret afterwards. */
async function verifyAfter(
  deliver: (world: Awaited<ReturnType<typeof verifyWorld>>) => Promise<void>,
  { secret = right, ...options }: WorldOptions & { readonly secret?: string } = {},
) {
  const world = await verifyWorld(options);
  await deliver(world);
  world.wait(5_000);
  const before = world.writes().length;
  const verification = await verifyByPast(world.prober, world.subject(secret));
  expect(world.writes()).toHaveLength(before);
  expect(world.violations).toEqual([]);
  return verification;
}

const ping = ({ prober }: Awaited<ReturnType<typeof verifyWorld>>) =>
  prober.pingHook(repository, 7);
const push = ({ prober }: Awaited<ReturnType<typeof verifyWorld>>) =>
  prober.testHook(repository, 7);

describe("by what was delivered before", () => {
  test.each([
    [ping, right, "proved", "json-plain"],
    [push, right, "proved", "json-plain"],
    [ping, "another", "mismatch", "certain-ping"],
    [push, "another", "unverifiable", "not-a-ping"],
  ] as const)("%o with the secret %s", async (deliver, secret, verdict, rule) => {
    expect(await verifyAfter(deliver, { secret })).toMatchObject({ verdict, rule });
  });

  test("nothing is said where nothing was delivered", async () => {
    expect(await verifyAfter(async () => {})).toMatchObject({ verdict: "no-delivery" });
  });

  test("nothing is said where all of it is too old for GitHub", async () => {
    const verification = await verifyAfter(
      async (world) => {
        await ping(world);
        world.wait(3_600_000);
      },
      { switches: { deliveriesRetention: 1_000_000 } },
    );
    expect(verification).toMatchObject({ verdict: "no-delivery", receiver: undefined });
  });

  test("a hook without a secret is unsigned, delivered to or not", async () => {
    const options = { hook: { secret: undefined } };
    expect(await verifyAfter(ping, options)).toMatchObject({ verdict: "unsigned" });
    const never = await verifyAfter(async () => {}, options);
    expect(never).toMatchObject({ verdict: "unsigned", rule: "no-secret" });
  });

  test("an older ping tells more than a later push that leaves a doubt", async () => {
    const verification = await verifyAfter(
      async (world) => {
        await ping(world);
        for (let count = 0; count < 10; count += 1) {
          world.wait(2_000);
          await push(world);
        }
      },
      { secret: "another" },
    );
    expect(verification).toMatchObject({ verdict: "mismatch", rule: "certain-ping" });
  });
});

describe("a change of the secret", () => {
  const rotated = "the-secret-that-came-later";

  async function change(world: Awaited<ReturnType<typeof verifyWorld>>, after: number) {
    await ping(world);
    world.wait(10_000);
    world.simulator.editByHand("acme/api", 7, { secret: rotated });
    world.wait(after);
    if (after > 0) await ping(world);
  }

  test.each([0, 1_000, 58_000])(
    "makes what came less than a minute later worthless: %i",
    async (after) => {
      for (const secret of [right, rotated])
        expect(await verifyAfter((world) => change(world, after), { secret })).toMatchObject({
          verdict: "no-delivery",
        });
    },
  );

  test("is seen in what came a minute later", async () => {
    const deliver = (world: Awaited<ReturnType<typeof verifyWorld>>) => change(world, 61_000);
    expect((await verifyAfter(deliver, { secret: rotated })).verdict).toBe("proved");
    expect((await verifyAfter(deliver, { secret: right })).verdict).toBe("mismatch");
  });

  test("while it is looked at leaves a doubt", async () => {
    for (const secret of [right, rotated]) {
      const world = await verifyWorld({
        between: async (request, pass) => {
          const answer = await pass(request);
          if (/deliveries\/\d+$/.test(new URL(request.url).pathname))
            world.simulator.editByHand("acme/api", 7, { secret: rotated });
          return answer;
        },
      });
      await ping(world);
      world.wait(5_000);
      expect(await verifyByPast(world.prober, world.subject(secret))).toMatchObject({
        verdict: "unverifiable",
        rule: "hook-changed",
      });
    }
  });

  test("makes a redelivery worthless", async () => {
    const verification = await verifyAfter(
      async (world) => {
        await ping(world);
        world.wait(2_000);
        const [old] = await world.prober.listDeliveries(repository, 7);
        world.simulator.editByHand("acme/api", 7, { secret: rotated });
        world.wait(120_000);
        await world.prober.redeliver(repository, 7, old?.id ?? 0);
      },
      { switches: { redeliverySecret: "original" } },
    );
    expect(verification.verdict).toBe("no-delivery");
  });
});
