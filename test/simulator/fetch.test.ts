import { expect, test } from "vitest";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import { toFetch } from "../../src/simulator/fetch.ts";

const headers = { authorization: "token any" };
const old = "https://api.github.com/repos/acme/old/hooks";

function moved() {
  return createSimulator({
    organizations: { acme: { repositories: { old: { moved_to: "acme/api" }, api: { id: 70 } } } },
  });
}

test("redirects are followed as fetch follows them, the body with a 307", async () => {
  const simulator = moved();
  const body = '{"config":{"url":"https://b.example.com/"}}';
  const response = await simulator.fetch(old, { method: "POST", headers, body });
  expect([response.status, response.redirected, response.url]).toEqual([
    201,
    true,
    "https://api.github.com/repositories/70/hooks",
  ]);
  expect(simulator.requests.map(({ method, status }) => [method, status])).toEqual([
    ["POST", 307],
    ["POST", 201],
  ]);
});

test("redirects are shown or refused when told so", async () => {
  const manual = await moved().fetch(old, { headers, redirect: "manual" });
  expect([manual.status, manual.redirected, manual.url]).toEqual([301, false, old]);
  await expect(moved().fetch(old, { headers, redirect: "error" })).rejects.toThrow("fetch failed");
});

test.each([
  ["https://api.github.com/there", "token any"],
  ["https://elsewhere.example.com/", null],
])("a redirect to %s carries the credential: %s", async (location, expected) => {
  const seen: (string | null)[] = [];
  const fetch = toFetch(async (request) => {
    seen.push(request.headers.get("authorization"));
    return seen.length === 1
      ? new Response(null, { status: 301, headers: { location } })
      : Response.json({});
  });
  await fetch("https://api.github.com/here", { headers });
  expect(seen).toEqual(["token any", expected]);
});

test.each([
  [301, "POST", "GET"],
  [302, "POST", "GET"],
  [303, "PATCH", "GET"],
  [307, "POST", "POST"],
  [308, "POST", "POST"],
  [301, "PATCH", "PATCH"],
])("%i turns %s into %s", async (status, method, expected) => {
  const seen: string[] = [];
  const fetch = toFetch(async (request) => {
    seen.push(`${request.method} ${await request.text()}`);
    const headers = { location: "/there" };
    return seen.length === 1 ? new Response(null, { status, headers }) : Response.json({});
  });
  await fetch("https://api.github.com/here", { method, body: "body" });
  expect(seen).toEqual([`${method} body`, `${expected} ${expected === "GET" ? "" : "body"}`]);
});

test("redirects that lead nowhere end", async () => {
  const fetch = toFetch(
    async ({ url }) => new Response(null, { status: 302, headers: { location: url } }),
  );
  await expect(fetch("https://api.github.com/here")).rejects.toThrow("fetch failed");
});

test("a Request, a URL and a string are all the same to it", async () => {
  const { fetch } = moved();
  const url = "https://api.github.com/rate_limit";
  const answers = [
    await fetch(new Request(url, { headers })),
    await fetch(new URL(url), { headers }),
    await fetch(url, { headers }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
});

test("a condition of one's own makes fetch ask for no cache, unless that is said already", async () => {
  const seen: (string | null)[][] = [];
  const fetch = toFetch(async ({ headers: sent }) => {
    seen.push([sent.get("cache-control"), sent.get("pragma")]);
    return new Response();
  });
  const condition = { "if-none-match": '"x"' };
  await fetch(old);
  await fetch(old, { headers: condition });
  await fetch(old, { headers: { ...condition, "cache-control": "max-age=0", pragma: "x" } });
  expect(seen).toEqual([
    [null, null],
    ["no-cache", "no-cache"],
    ["max-age=0", "x"],
  ]);
});
