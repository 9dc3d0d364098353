import { expect, test } from "vitest";
import { appRoutes } from "../../src/simulator/apps/app-routes.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import { hookRoutes } from "../../src/simulator/hooks/hook-routes.ts";
import { repositoryRoutes } from "../../src/simulator/repositories/repository-routes.ts";
import { checkedFetch } from "../support/checked-fetch.ts";
import { findOperation } from "../support/openapi-document.ts";
import { acme } from "./talk.ts";

const host = "https://api.github.com";
const config = { url: "https://new.example.com/", content_type: "json", secret: "s3" };

/** Talks as hookfleet would: what is sent is held against GitHub's description as well. */
function client(seed: unknown = acme) {
  const simulator = createSimulator(seed, { switches: { pingDelay: 0 } });
  const fetch = checkedFetch(simulator.fetch);
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(host + path, {
      method,
      headers: { authorization: "token any", "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  };
  return { simulator, call, fetch };
}

test.each([
  ["/orgs/acme", 11],
  ["/organizations/7", 11],
  ["/repos/acme/api", 21],
  ["/repositories/70", 21],
])("every operation on the hooks of %s is as GitHub describes it", async (base, id) => {
  const { call, fetch } = client();
  const statuses: number[] = [];
  const run = async (method: string, path: string, body?: unknown) => {
    const answer = await call(method, `${base}/hooks${path}`, body);
    statuses.push(answer.status);
    return answer.body;
  };
  await run("GET", "?per_page=100&page=1");
  const created = await run("POST", "", { name: "web", config, events: ["push"], active: true });
  await run("GET", `/${created.id}`);
  await run("PATCH", `/${created.id}`, { config, events: ["issues"], active: false });
  await run("GET", `/${created.id}/config`);
  await run("PATCH", `/${created.id}/config`, { content_type: "form", insecure_ssl: "0" });
  await run("POST", `/${id}/pings`);
  const [delivery] = await run("GET", `/${id}/deliveries?per_page=10&status=success`);
  await run("GET", `/${id}/deliveries/${delivery.id}`);
  await run("POST", `/${id}/deliveries/${delivery.id}/attempts`);
  if (base.includes("rep")) await run("POST", `/${id}/tests`);
  await run("DELETE", `/${created.id}`);
  await run("DELETE", `/${created.id}`);
  const tested = base.includes("rep") ? [204] : [];
  expect(statuses).toEqual([
    ...[200, 201, 200, 200, 200, 200, 204, 200, 200, 202],
    ...tested,
    ...[204, 404],
  ]);
  expect(fetch.violations).toEqual([]);
});

test.each([
  "/orgs/acme/repos?per_page=100&type=all",
  "/organizations/7/repos?page=2",
  "/users/octocat/repos",
  "/user/9/repos",
  "/user/repos",
  "/orgs/acme/properties/values?per_page=1",
  "/repos/acme/api",
  "/repositories/70",
  "/rate_limit",
  "/user",
  "/orgs/acme",
  "/users/octocat",
])("GET %s is as GitHub describes it", async (path) => {
  const { call } = client();
  expect((await call("GET", path)).status).toBe(200);
});

test("errors lead to the pages that GitHub's description names", () => {
  const routes = [...hookRoutes, ...repositoryRoutes, ...appRoutes];
  for (const { method, path, documentation } of routes) {
    const { documentationUrl } = findOperation(method, path);
    // One of them still names a page of a server of 2023.
    expect(documentation).toBe(documentationUrl.replace("/enterprise-server@3.9", ""));
  }
});

test("the check finds what GitHub does not describe", async () => {
  const { fetch } = client();
  const headers = { authorization: "token any" };
  const post = (path: string, body: unknown) =>
    fetch(host + path, { method: "POST", headers, body: JSON.stringify(body) });
  await expect(post("/orgs/acme/hooks", { name: "web" })).rejects.toThrow("config");
  await expect(post("/repos/acme/api/hooks", { add_events: ["push"] })).rejects.toThrow(
    "add_events",
  );
  await expect(post("/repos/acme/api/hooks", { config: { token: "x" } })).rejects.toThrow("token");
  await expect(fetch(`${host}/repos/acme/api/hooks?size=1`, { headers })).rejects.toThrow("size");
  await expect(fetch(`${host}/repos/acme/api/hoooks`, { headers })).rejects.toThrow("describes no");
  const lying = checkedFetch(async () => Response.json([{ id: "21" }]));
  await expect(lying(`${host}/repos/acme/api/hooks`)).rejects.toThrow("must be integer");
  expect(fetch.violations).toHaveLength(5);
});
