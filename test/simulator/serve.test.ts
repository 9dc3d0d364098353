import { request } from "node:http";
import { afterEach, expect, test } from "vitest";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import { serveSimulator } from "../../src/simulator/serve-simulator.ts";
import { checkedFetch } from "../support/checked-fetch.ts";
import { acme, hook, hooks } from "./talk.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function served(seed: unknown = acme) {
  const simulator = createSimulator(seed);
  const { url, close } = await serveSimulator(simulator);
  closing.push(close);
  return { simulator, url, close };
}

const headers = { authorization: "token any", "content-type": "application/json" };

test.each(["", "/api/v3"])("hooks live behind node:http%s, and URLs say where", async (prefix) => {
  const { url, simulator } = await served();
  const fetch = checkedFetch(globalThis.fetch);
  const base = url + prefix;
  const created = await fetch(base + hooks, {
    method: "POST",
    headers,
    body: JSON.stringify({ config: { url: "https://b.example.com/", secret: "ü" } }),
  });
  const body = (await created.json()) as { id: number; url: string };
  expect(created.status).toBe(201);
  expect(created.headers.get("location")).toBe(body.url);
  expect(body.url).toBe(`${base}/repos/Acme/api/hooks/${body.id}`);
  expect(simulator.hooks("acme/api")[1]?.config.secret).toBe("ü");
  const listed = await fetch(`${base}${hooks}?per_page=1`, { headers });
  const next = /<([^>]+)>; rel="next"/.exec(listed.headers.get("link") ?? "")?.[1] ?? "";
  expect(next.startsWith(`${base}/repositories/70/hooks`)).toBe(true);
  expect(((await (await fetch(next, { headers })).json()) as [{ id: number }])[0].id).toBe(body.id);
  expect((await fetch(body.url, { method: "DELETE", headers })).status).toBe(204);
  expect(fetch.violations).toEqual([]);
});

test("304 and HEAD have no body on the wire", async () => {
  const { url } = await served();
  const first = await fetch(url + hook, { headers });
  const tag = first.headers.get("etag") ?? "";
  const again = await fetch(url + hook, { headers: { ...headers, "if-none-match": tag } });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  const head = await fetch(url + hook, { method: "HEAD", headers });
  expect([head.status, await head.text(), head.headers.get("etag")]).toEqual([200, "", tag]);
});

test("a reset breaks the connection", async () => {
  const { url, simulator } = await served();
  simulator.addFault({ kind: "reset" });
  await expect(fetch(url + hook, { headers })).rejects.toMatchObject({ message: "fetch failed" });
  expect((await fetch(url + hook, { headers })).status).toBe(200);
});

test("a timeout lasts until the client hangs up", async () => {
  const { url, simulator } = await served();
  simulator.addFault({ kind: "timeout" });
  const signal = AbortSignal.timeout(50);
  await expect(fetch(url + hook, { headers, signal })).rejects.toMatchObject({
    name: "TimeoutError",
  });
  expect((await fetch(url + hook, { headers })).status).toBe(200);
});

test("closing ends what is under way, and frees the port", async () => {
  const { url, simulator, close } = await served();
  simulator.addFault({ kind: "timeout" });
  const waiting = expect(fetch(url + hook, { headers })).rejects.toThrow("fetch failed");
  while (simulator.requests.length === 0) await new Promise(setImmediate);
  await close();
  await waiting;
  const again = await serveSimulator(createSimulator(), { port: Number(new URL(url).port) });
  closing.push(again.close);
  expect(again.url).toBe(url);
});

test("a port that is taken is an error", async () => {
  const { url } = await served();
  const port = Number(new URL(url).port);
  await expect(serveSimulator(createSimulator(), { port })).rejects.toMatchObject({
    code: "EADDRINUSE",
  });
});

test("a bug is a 500, and told to whoever serves", async () => {
  const bugs: unknown[] = [];
  const broken = { handle: () => Promise.reject(new Error("a bug")) };
  const { url, close } = await serveSimulator(broken, { onError: (error) => bugs.push(error) });
  closing.push(close);
  expect((await fetch(url)).status).toBe(500);
  expect(bugs).toEqual([new Error("a bug")]);
});

test("a client without User-Agent is refused", async () => {
  const { url } = await served();
  const status = await new Promise((resolve) => {
    request(url + hooks, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
  });
  expect(status).toBe(403);
});

test("a moved repository is followed by fetch", async () => {
  const { url } = await served({
    organizations: {
      acme: { repositories: { old: { moved_to: "acme/api" }, api: { id: 70 } } },
    },
  });
  const response = await fetch(`${url}/repos/acme/old/hooks`, { headers });
  expect([response.status, response.url]).toEqual([200, `${url}/repositories/70/hooks`]);
});
