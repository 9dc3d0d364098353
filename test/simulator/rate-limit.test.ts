import { expect, test } from "vitest";
import { acme, hook, hooks, start, talkTo } from "./talk.ts";

const limits = (headers: Headers) =>
  ["limit", "remaining", "used", "reset", "resource"].map((name) =>
    headers.get(`x-ratelimit-${name}`),
  );
const reset = String(Math.ceil(start / 1000) + 3600);

test("requests count down to 403 with nothing left, until the hour is over", async () => {
  const { call, pass } = talkTo({ ...acme, rate_limit: { limit: 5000, remaining: 2 } });
  expect(limits((await call("GET", hook)).headers)).toEqual(["5000", "1", "4999", reset, "core"]);
  expect((await call("GET", hook)).headers.get("x-ratelimit-remaining")).toBe("0");
  const refused = await call("GET", hook);
  expect(refused.status).toBe(403);
  expect(refused.body.message).toMatch(/^API rate limit exceeded for /);
  expect(limits(refused.headers)).toEqual(["5000", "0", "5000", reset, "core"]);
  pass(3_600_000);
  expect((await call("GET", hook)).headers.get("x-ratelimit-remaining")).toBe("4999");
});

test("asking what is left costs nothing, even when nothing is", async () => {
  const { call } = talkTo({ ...acme, rate_limit: { remaining: 0 } });
  for (const _ of [1, 2]) {
    const { status, body } = await call("GET", "/rate_limit");
    expect(status).toBe(200);
    expect(body).toMatchObject({ resources: { core: { remaining: 0 } }, rate: { used: 5000 } });
  }
});

test("the newer version of the API has no rate beside resources", async () => {
  const { simulator } = talkTo(acme);
  const headers = { authorization: "token any", "x-github-api-version": "2026-03-10" };
  const response = await simulator.fetch("https://api.github.com/rate_limit", { headers });
  expect(Object.keys((await response.json()) as object)).toEqual(["resources"]);
});

test("tokens of one user share a limit, those of others do not", async () => {
  const tokens = { any: { login: "mona" }, second: { login: "mona" }, third: { login: "hubot" } };
  const { call } = talkTo({ ...acme, tokens });
  const used = async (token: string) =>
    (await call("GET", hook, undefined, { authorization: `token ${token}` })).headers.get(
      "x-ratelimit-used",
    );
  expect([await used("any"), await used("second"), await used("third")]).toEqual(["1", "2", "1"]);
});

test("whoever is unknown has 60 requests an hour", async () => {
  const { simulator } = talkTo(acme);
  const ask = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    simulator.fetch(`https://api.github.com${path}`, { headers });
  expect((await ask(hook)).headers.get("x-ratelimit-limit")).toBe("60");
  expect((await ask("/rate_limit")).headers.get("x-ratelimit-remaining")).toBe("59");
  expect((await ask(hook, { authorization: "token" })).headers.get("x-ratelimit-limit")).toBe("60");
});

test("a server without limits has none of their headers and no /rate_limit", async () => {
  const { call } = talkTo({ ...acme, rate_limit: "none" });
  expect(limits((await call("GET", hook)).headers)).toEqual([null, null, null, null, null]);
  expect((await call("GET", "/rate_limit")).status).toBe(404);
  for (let count = 0; count < 181; count += 1)
    expect((await call("PATCH", hook, { active: true })).status).toBe(200);
});

test("900 points a minute, 5 for a write", async () => {
  const { call, pass } = talkTo(acme);
  for (let count = 0; count < 179; count += 1) await call("PATCH", hook, { active: true });
  for (let count = 0; count < 5; count += 1) expect((await call("GET", hooks)).status).toBe(200);
  pass(15_000);
  const refused = await call("GET", hooks);
  expect(refused.status).toBe(403);
  expect(refused.body.message).toBe(
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
  );
  expect(refused.body.documentation_url).toMatch(/#about-secondary-rate-limits$/);
  expect(refused.headers.get("retry-after")).toBe("45");
  expect(refused.headers.get("x-ratelimit-remaining")).not.toBe("0");
  pass(45_000);
  expect((await call("GET", hooks)).status).toBe(200);
});

test("80 writes a minute and 500 an hour, where hooks count as content", async () => {
  const { call, pass } = talkTo(acme, { switches: { secondaryLimits: "points+content" } });
  const write = () => call("PATCH", hook, { active: true });
  let written = 0;
  for (let minute = 0; minute < 7; minute += 1) {
    while ((await write()).status === 200) written += 1;
    pass(60_000);
  }
  expect(written).toBe(500);
  const refused = await write();
  expect(refused.body.message).toMatch(/temporarily blocked from content creation/);
  expect(refused.headers.get("retry-after")).toBe(String(3600 - 7 * 60));
});

test("no more than 100 requests at once", async () => {
  const { simulator } = talkTo(acme, { latency: 1 });
  const headers = { authorization: "token any" };
  const statuses = await Promise.all(
    Array.from({ length: 101 }, async () => {
      const response = await simulator.fetch(`https://api.github.com${hooks}`, { headers });
      return response.status;
    }),
  );
  expect(statuses.filter((status) => status === 403)).not.toHaveLength(0);
  expect(statuses.filter((status) => status === 200)).not.toHaveLength(0);
});
