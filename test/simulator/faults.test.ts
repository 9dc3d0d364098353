import { expect, test } from "vitest";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import type { Fault } from "../../src/simulator/faults/faults.ts";
import { acme, hook, hooks } from "./talk.ts";

const host = "https://api.github.com";
const headers = { authorization: "token any" };

function struck(fault: Fault) {
  const simulator = createSimulator(acme);
  simulator.addFault(fault);
  const send = (path = hooks, init: RequestInit = {}) =>
    simulator.fetch(host + path, { headers, ...init });
  return { simulator, send };
}

const create = { method: "POST", body: '{"config":{"url":"https://b.example.com/"}}' };

test.each([
  ["before", 1],
  ["after", 2],
] as const)("a reset %s the effect rejects as undici's fetch does", async (moment, count) => {
  const { simulator, send } = struck({ kind: "reset", method: "POST", moment });
  await expect(send(hooks, create)).rejects.toMatchObject({
    name: "TypeError",
    message: "fetch failed",
    cause: { code: "ECONNRESET" },
  });
  expect(simulator.hooks("acme/api")).toHaveLength(count);
  expect(simulator.requests.map(({ status }) => status)).toEqual([0]);
});

test("a timeout ends with the patience of the client, and may have had its effect", async () => {
  const { simulator, send } = struck({ kind: "timeout", moment: "after" });
  const signal = AbortSignal.timeout(5);
  await expect(send(hooks, { ...create, signal })).rejects.toMatchObject({ name: "TimeoutError" });
  expect(simulator.hooks("acme/api")).toHaveLength(2);
});

test("a request that was given up before does nothing", async () => {
  const { simulator, send } = struck({ kind: "reset", path: "/none" });
  const signal = AbortSignal.abort();
  await expect(send(hooks, { ...create, signal })).rejects.toMatchObject({ name: "AbortError" });
  expect(simulator.requests).toEqual([]);
});

test("latency takes its time and can be given up", async () => {
  const simulator = createSimulator(acme, { latency: 10_000 });
  const signal = AbortSignal.timeout(5);
  await expect(simulator.fetch(host + hooks, { headers, signal })).rejects.toMatchObject({
    name: "TimeoutError",
  });
});

test.each([
  [{ kind: "status" }, 502, '{"message":"Server Error"}'],
  [{ kind: "status", status: 503, body: "down" }, 503, "down"],
  [{ kind: "status", status: 404, body: { message: "Not Found" } }, 404, '{"message":"Not Found"}'],
  [{ kind: "not-a-list" }, 200, '{"message":"Something else than a list"}'],
] as const)("%j", async (fault, status, body) => {
  const { send } = struck(fault);
  const response = await send();
  expect([response.status, await response.text()]).toEqual([status, body]);
  expect((await send()).status).toBe(200);
});

test("headers go with the status", async () => {
  const { send } = struck({ kind: "status", status: 503, headers: { "retry-after": "7" } });
  expect((await send()).headers.get("retry-after")).toBe("7");
});

test("a page of a proxy is no JSON", async () => {
  const response = await struck({ kind: "html" }).send();
  expect([response.status, response.headers.get("content-type")]).toEqual([
    502,
    "text/html; charset=utf-8",
  ]);
  expect(await response.text()).toContain("<html>");
});

test("a truncated answer has its status and half of its body", async () => {
  const { send } = struck({ kind: "truncate", moment: "after" });
  const response = await send();
  expect(response.status).toBe(200);
  await expect(response.json()).rejects.toThrow(SyntaxError);
});

test("the effect of a truncated answer happens once", async () => {
  const { simulator, send } = struck({ kind: "truncate", moment: "after", method: "POST" });
  expect((await send(hooks, create)).status).toBe(201);
  expect(simulator.hooks("acme/api")).toHaveLength(2);
});

test.each([
  ["rate-limit", "0", null],
  ["secondary-limit", "5000", "60"],
] as const)("%s", async (kind, remaining, wait) => {
  const { simulator, send } = struck({ kind });
  const response = await send(hooks, create);
  expect(response.status).toBe(403);
  expect(response.headers.get("x-ratelimit-remaining")).toBe(remaining);
  expect(response.headers.get("retry-after")).toBe(wait);
  expect(simulator.hooks("acme/api")).toHaveLength(1);
});

test.each(["rate-limit", "secondary-limit"] as const)(
  "%s as 429, with words of its own",
  async (kind) => {
    const { send } = struck({ kind, status: 429, headers: { "retry-after": "3" } });
    const response = await send();
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "3"]);
  },
);

test("a limit strikes whoever asks", async () => {
  const simulator = createSimulator({ ...acme, tokens: {} });
  simulator.addFault({ kind: "rate-limit" });
  const statuses = [1, 2].map(() => simulator.fetch(host + hooks, { headers }));
  expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([403, 401]);
});

test.each([
  [hook, '{"events":["star"],"active":true}'],
  [`${hook}/config`, '{"content_type":"form"}'],
])("drop-secret takes the secret away while PATCH %s works", async (path, body) => {
  const { simulator, send } = struck({ kind: "drop-secret", method: "PATCH" });
  const response = await send(path, { method: "PATCH", body });
  expect(response.status).toBe(200);
  expect(await response.text()).not.toContain("********");
  expect(simulator.hooks("acme/api")[0]?.config).not.toHaveProperty("secret");
});

test.each([
  ["before", [22]],
  ["after", [21, 22]],
] as const)("meanwhile, %s the answer, something else happens", async (moment, ids) => {
  const { simulator, send } = struck({
    kind: "meanwhile",
    moment,
    act: () => simulator.removeHook("acme/api", 21),
  });
  simulator.addHook("acme/api", { id: 22, url: "https://b.example.com/" });
  const listed = (await (await send()).json()) as readonly { id: number }[];
  expect(listed.map(({ id }) => id)).toEqual(ids);
  expect(simulator.hooks("acme/api").map(({ id }) => id)).toEqual([22]);
});

test("a page shifts while a list is read", async () => {
  const fleet = Array.from({ length: 4 }, (_, index) => ({
    id: index + 1,
    url: `https://r${index}.example.com/`,
  }));
  const simulator = createSimulator({ users: { ada: { repositories: { a: { hooks: fleet } } } } });
  const path = "/repos/ada/a/hooks";
  const act = (): void => simulator.removeHook("ada/a", 1);
  simulator.addFault({ kind: "meanwhile", path, skip: 1, act });
  const page = async (number: number) => {
    const query = `?per_page=2&page=${number}`;
    const response = await simulator.fetch(`${host}${path}${query}`, { headers });
    return ((await response.json()) as readonly { id: number }[]).map(({ id }) => id);
  };
  expect([...(await page(1)), ...(await page(2))]).toEqual([1, 2, 4]);
});

test("a fault waits for its path, lets some pass and strikes as often as told", async () => {
  const { send } = struck({
    kind: "status",
    status: 500,
    method: "get",
    path: /hooks\/\d+$/g,
    skip: 1,
    times: 2,
  });
  const statuses: number[] = [];
  for (const path of [hooks, hook, hook, hooks, hook, hook])
    statuses.push((await send(path)).status);
  expect(statuses).toEqual([200, 200, 500, 200, 500, 200]);
});

test("a path in words is the whole path, in any case", async () => {
  const { send } = struck({ kind: "status", path: hooks.toUpperCase() });
  expect((await send(hook)).status).toBe(200);
  expect((await send()).status).toBe(502);
});

test("a fault that never strikes is refused", () => {
  expect(() => struck({ kind: "reset", times: 0 })).toThrow("times 1 or more");
  expect(() => struck({ kind: "reset", skip: -1 })).toThrow("skip");
});
