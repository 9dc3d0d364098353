import { describe, expect, test } from "vitest";
import type { Switches } from "../../src/simulator/switches.ts";
import { verifyByPing } from "../../src/verify/verify-by-ping.ts";
import {
  organization,
  repository,
  right,
  verifyWorld,
  type WorldOptions,
} from "./support/world.ts";

async function verify(options: WorldOptions = {}, secret: string = right) {
  const world = await verifyWorld(options);
  const { prober, clock, subject } = world;
  const verification = await verifyByPing(prober, subject(secret), { clock });
  expect(world.violations).toEqual([]);
  return { ...world, verification };
}

/** Every combination of what touches signing. */
const signing: readonly Partial<Switches>[] = (["ruby", "whatwg"] as const).flatMap(
  (formEncoding) =>
    (["mixed", "lower"] as const).flatMap((deliveryHeaderCase) =>
      (["wire", "sorted"] as const).flatMap((payloadKeyOrder) =>
        (["present", "null"] as const).map((deliveryPayload) => ({
          formEncoding,
          deliveryHeaderCase,
          payloadKeyOrder,
          deliveryPayload,
        })),
      ),
    ),
);

describe.each([repository, organization])("on %j", (scope) => {
  describe.each(["json", "form", "application/json"])("content type %s", (content_type) => {
    test.each(signing)("under %j", async (switches) => {
      const hook = { content_type, events: ["*"] };
      const isWhole = switches.payloadKeyOrder === "wire" && switches.deliveryPayload === "present";
      const good = await verify({ scope, switches, hook });
      expect(good.verification.verdict).toBe(isWhole ? "proved" : "unverifiable");
      const bad = await verify({ scope, switches, hook }, "another");
      expect(bad.verification.verdict).toBe(isWhole ? "mismatch" : "unverifiable");
    });
  });

  test("pings once, and changes nothing", async () => {
    const { verification, writes, simulator } = await verify({ scope });
    expect(verification).toMatchObject({
      verdict: "proved",
      reason: undefined,
      rule: "json-plain",
      receiver: { statusCode: 200, status: "OK", durationMs: 100 },
    });
    const [request] = writes();
    expect(writes()).toHaveLength(1);
    expect(request).toMatch(/^POST .*\/hooks\/7\/pings$/);
    const name = scope === organization ? "acme" : "acme/api";
    expect(simulator.hooks(name)[0]?.config.secret).toBe(right);
  });

  test("finds that there is no signature", async () => {
    const { verification } = await verify({ scope, hook: { secret: undefined } });
    expect(verification).toMatchObject({ verdict: "unsigned", rule: "no-signature" });
  });
});

describe("the delivery", () => {
  test.each([0, 1_000, 20_000, 100_000])("may come %i ms later", async (pingDelay) => {
    const { verification } = await verify({ switches: { pingDelay } });
    expect(verification.verdict).toBe("proved");
  });

  test("may come too late, or never", async () => {
    const late = await verify({ switches: { pingDelay: 10_000_000 } });
    expect(late.verification).toMatchObject({ verdict: "no-delivery", receiver: undefined });
    expect(late.verification.reason).toContain("120 s");
    expect(late.simulator.requests.length).toBeLessThan(40);
    const skipped = { switches: { pingInactive: "skip" }, hook: { active: false } } as const;
    const inactive = await verify(skipped);
    expect(inactive.verification).toMatchObject({ verdict: "no-delivery", rule: "inactive" });
  });

  test("of an inactive hook may come", async () => {
    const { verification } = await verify({ hook: { active: false } });
    expect(verification.verdict).toBe("proved");
  });

  test("may be one of many that others have asked for", async () => {
    const world = await verifyWorld({ switches: { pingDelay: 3_000 } });
    const { prober, clock, subject } = world;
    for (let count = 0; count < 5; count += 1) await prober.pingHook(repository, 7);
    world.wait(1_000);
    const both = await Promise.all(
      [right, "another"].map((secret) => verifyByPing(prober, subject(secret), { clock })),
    );
    expect(both.map(({ verdict }) => verdict)).toEqual(["proved", "mismatch"]);
  });

  test("may be hidden behind hundreds of others", async () => {
    const world = await verifyWorld({ switches: { pingDelay: 60_000 } });
    const { prober, clock, subject } = world;
    for (let count = 0; count < 250; count += 1) await prober.testHook(repository, 7);
    const result = await verifyByPing(prober, subject(), { clock });
    expect(result.verdict).toBe("proved");
  });

  test("that was sent again says nothing", async () => {
    const world = await verifyWorld({
      switches: { redeliverySecret: "original", pingDelay: 1_000 },
    });
    const { prober, clock, subject, simulator, wait } = world;
    await prober.pingHook(repository, 7);
    wait(2_000);
    const [old] = await prober.listDeliveries(repository, 7);
    simulator.editByHand("acme/api", 7, { secret: "rotated" });
    wait(120_000);
    await prober.redeliver(repository, 7, old?.id ?? 0);
    const stale = await verifyByPing(prober, subject(right), { clock });
    expect(stale.verdict).toBe("mismatch");
    expect((await verifyByPing(prober, subject("rotated"), { clock })).verdict).toBe("proved");
  });

  test("shows what the receiver answered", async () => {
    const receivers = { "https://ci.example.com/**": { status: 401 } };
    const { verification } = await verify({ seed: { receivers } });
    expect(verification).toMatchObject({ verdict: "proved", receiver: { statusCode: 401 } });
  });
});

describe("a payload", () => {
  test.each(["Ünïcode 🪝", "esc \u001b[1m", "Q & A <b>", 'quoted " and \\ and\nlines'])(
    "with %j is proved, and never a false mismatch",
    async (description) => {
      for (const content_type of ["json", "form"]) {
        const options = { repositorySeed: { description }, hook: { content_type } };
        expect((await verify(options)).verification.verdict).toBe("proved");
        expect((await verify(options, "another")).verification.verdict).not.toBe("proved");
      }
    },
  );
});
