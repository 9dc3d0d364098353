import { describe, expect, test } from "vitest";
import { HookUrl } from "../../src/model/hook-url.ts";
import { verifyByPast } from "../../src/verify/verify-by-past.ts";
import { verifyByPing } from "../../src/verify/verify-by-ping.ts";
import { organization, repository, verifyWorld, type WorldOptions } from "./support/world.ts";

type Between = NonNullable<WorldOptions["between"]>;

const refusal = (status: number, message: string, headers = {}) =>
  new Response(JSON.stringify({ message, documentation_url: "x", status: String(status) }), {
    status,
    headers: { "content-type": "application/json", ...headers },
  });

/** Answers in GitHub's place wherever the path fits. */
function instead(path: RegExp, answer: () => Response, method?: string): Between {
  return (request, pass) =>
    path.test(new URL(request.url).pathname) && (method ?? request.method) === request.method
      ? Promise.resolve(answer())
      : pass(request);
}

async function byPing(between: Between, options: WorldOptions = {}) {
  const { prober, subject, clock, ...world } = await verifyWorld({ ...options, between });
  return { verification: await verifyByPing(prober, subject(), { clock }), ...world };
}

describe("permission to read but not to ping", () => {
  test.each([
    [repository, 403, "read:repo_hook"],
    [repository, 404, "read:repo_hook"],
    [organization, 403, "organization_hooks: write"],
    [organization, 404, "organization_hooks: write"],
  ])("is named: %j %i", async (scope, status, permission) => {
    const answer = () => refusal(status, "Resource not accessible by integration");
    const { verification } = await byPing(instead(/pings$/, answer), { scope });
    expect(verification).toMatchObject({ verdict: "unverifiable", rule: "missing-permission" });
    expect(verification.reason).toContain(permission);
  });
});

describe("a hook that is deleted", () => {
  test.each([/pings$/, /deliveries$/, /deliveries\/\d+$/])("before %s", async (path) => {
    let deleted = false;
    const { verification } = await byPing(async (request, pass) => {
      if (path.test(new URL(request.url).pathname)) deleted = true;
      return deleted ? refusal(404, "Not Found") : pass(request);
    });
    expect(verification).toMatchObject({ verdict: "unverifiable", rule: "hook-gone" });
  });

  test("before it is looked at", async () => {
    const world = await verifyWorld();
    world.simulator.removeHook("acme/api", 7);
    const { prober, subject, clock } = world;
    const results = [
      await verifyByPing(prober, subject(), { clock }),
      await verifyByPast(prober, subject()),
    ];
    for (const result of results)
      expect(result).toMatchObject({ verdict: "unverifiable", rule: "hook-gone" });
  });
});

describe("a hook that sends to another URL than the declared one", () => {
  const elsewhere = { verdict: "unverifiable", rule: "other-url" };
  const evil = { url: "https://evil.example.net/hook" };

  test("is not pinged, and nothing is proved of it", async () => {
    const world = await verifyWorld();
    const { prober, subject, clock, simulator } = world;
    await prober.pingHook(repository, 7);
    world.wait(120_000);
    simulator.editByHand("acme/api", 7, evil);
    const asked = world.writes().length;
    expect(await verifyByPing(prober, subject(), { clock })).toMatchObject(elsewhere);
    expect(world.writes()).toHaveLength(asked);
    expect(await verifyByPast(prober, subject())).toMatchObject(elsewhere);
  });

  test("since its ping, in the second of its last update, is not called proved", async () => {
    let world: Awaited<ReturnType<typeof verifyWorld>> | undefined;
    const updated_at = "2026-11-20T12:00:00Z";
    const between: Between = async (request, pass) => {
      if (/deliveries\/\d+$/.test(new URL(request.url).pathname))
        world?.simulator.editByHand("acme/api", 7, evil);
      return pass(request);
    };
    world = await verifyWorld({ hook: { updated_at }, switches: { pingDelay: 0 }, between });
    const { prober, subject, clock, simulator } = world;
    expect(await verifyByPing(prober, subject(), { clock })).toMatchObject(elsewhere);
    expect(simulator.hooks("acme/api")).toMatchObject([{ updated_at }]);
  });

  test("in spelling alone is proved", async () => {
    const hook = { url: "https://CI.Example.com:443/hook" };
    const { prober, subject, clock } = await verifyWorld({ hook });
    const declaredUrl = new HookUrl("https://ci.example.com/hook", { kind: "declared" });
    const result = await verifyByPing(prober, { ...subject(), declaredUrl }, { clock });
    expect(result.verdict).toBe("proved");
  });
});

describe("whatever GitHub answers", () => {
  test.each([
    ["deliveries", /deliveries$/, () => refusal(500, "Server Error"), "server-error"],
    ["deliveries", /deliveries$/, () => new Response("<html>"), "malformed-answer"],
    ["a delivery", /deliveries\/\d+$/, () => new Response('{"id":1}'), "malformed-answer"],
    ["a delivery", /deliveries\/\d+$/, () => refusal(410, "Gone"), "api-version-retired"],
    ["the hook", /hooks\/7$/, () => refusal(401, "Bad credentials"), "bad-credentials"],
  ])("to %s there is a verdict: %s", async (_, path, answer, rule) => {
    const { verification } = await byPing(instead(path, answer));
    expect(verification).toMatchObject({ verdict: "unverifiable", rule });
    expect(verification.reason).not.toBe("");
  });

  test("a ping without an answer is not repeated, and its delivery waited for", async () => {
    const { verification, writes } = await byPing(async (request, pass) => {
      const answer = await pass(request);
      if (request.method === "POST") throw new TypeError("fetch failed");
      return answer;
    });
    expect(verification.verdict).toBe("proved");
    expect(writes()).toHaveLength(1);
  });

  test("a delivery without headers or payload leaves a doubt", async () => {
    for (const part of ["headers", "payload"]) {
      const { verification } = await byPing(async (request, pass) => {
        const answer = await pass(request);
        if (!/deliveries\/\d+$/.test(new URL(request.url).pathname)) return answer;
        const body = JSON.parse(await answer.text());
        body.request[part] = null;
        return new Response(JSON.stringify(body), { headers: answer.headers });
      });
      expect(verification).toMatchObject({ verdict: "unverifiable", rule: `no-${part}` });
    }
  });

  test("a delivery that can be listed before it can be read is waited for", async () => {
    let early = 3;
    const { verification } = await byPing(async (request, pass) => {
      const isDetail = /deliveries\/\d+$/.test(new URL(request.url).pathname);
      if (isDetail && early > 0) {
        early -= 1;
        return refusal(404, "Not Found");
      }
      return pass(request);
    });
    expect(verification.verdict).toBe("proved");
  });
});

test("a miss right after an update is looked at twice", async () => {
  const between: Between = async (request, pass) => {
    // What signs lags behind: the first ping after the update still has the secret of before.
    const isPing = new URL(request.url).pathname.endsWith("/pings");
    if (isPing && world.writes().length === 0) {
      world.simulator.editByHand("acme/api", 7, { secret: "stale" });
      const answer = await pass(request);
      world.simulator.editByHand("acme/api", 7, { secret: "fresh-secret" });
      return answer;
    }
    return pass(request);
  };
  const world = await verifyWorld({ between });
  const { prober, subject, clock } = world;
  world.simulator.editByHand("acme/api", 7, { secret: "fresh-secret" });
  world.wait(500);
  const verification = await verifyByPing(prober, subject("fresh-secret"), { clock });
  expect(verification.verdict).toBe("proved");
  expect(world.writes()).toHaveLength(2);
});

test("an interrupt ends the wait with a verdict", async () => {
  const world = await verifyWorld({ switches: { pingDelay: 90_000 } });
  const controller = new AbortController();
  const { prober, subject, clock } = world;
  const waiting = {
    clock: {
      ...clock,
      sleep: async (milliseconds: number, signal: AbortSignal | undefined) => {
        controller.abort();
        await clock.sleep(milliseconds, signal);
      },
    },
    signal: controller.signal,
  };
  expect(await verifyByPing(prober, subject(), waiting)).toMatchObject({
    verdict: "unverifiable",
    rule: "interrupted",
  });
});
