import { expect, test } from "vitest";
import type { SeedToken } from "../../src/simulator/seed/seed.ts";
import { acme, hook, hooks, organizationHook, talkTo } from "./talk.ts";

const withToken = (token: SeedToken) => talkTo({ ...acme, tokens: { any: token } });
const list = "admin:repo_hook, public_repo, read:repo_hook, repo, write:repo_hook";

test.each([
  ["no credential", {}, 401, "Requires authentication"],
  ["an unknown token", { authorization: "token other" }, 401, "Bad credentials"],
  ["an empty token", { authorization: "Bearer " }, 401, "Bad credentials"],
])("%s", async (_, headers, status, message) => {
  const { simulator } = talkTo({ ...acme, tokens: { any: {} } });
  const response = await simulator.fetch(`https://api.github.com${hooks}`, { headers });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ message, status: String(status) });
});

test.each(["token any", "Bearer any", `Basic ${Buffer.from("me:any").toString("base64")}`])(
  "a token is taken as %s",
  async (authorization) => {
    const { call } = withToken({});
    expect((await call("GET", hooks, undefined, { authorization })).status).toBe(200);
  },
);

test.each([
  [["read:repo_hook"], [200, 404, 404]],
  [["write:repo_hook"], [200, 200, 404]],
  [["admin:repo_hook"], [200, 200, 204]],
  [["repo"], [200, 200, 204]],
  [["public_repo"], [404, 404, 404]],
  [["admin:org_hook"], [404, 404, 404]],
  [[], [404, 404, 404]],
])("the scopes %j allow reading, changing and deleting %j", async (scopes, expected) => {
  const { call } = withToken({ scopes });
  const read = await call("GET", hook);
  const changed = await call("PATCH", hook, { active: true });
  const deleted = await call("DELETE", hook);
  expect([read.status, changed.status, deleted.status]).toEqual(expected);
  expect(read.headers.get("x-oauth-scopes")).toBe(scopes.join(", "));
  expect(read.headers.get("x-accepted-oauth-scopes")).toBe(list);
  expect(deleted.headers.get("x-accepted-oauth-scopes")).toBe("admin:repo_hook, public_repo, repo");
});

test("organizations need admin:org_hook, even for reading", async () => {
  expect((await withToken({ scopes: ["repo"] }).call("GET", organizationHook)).status).toBe(404);
  const { call } = withToken({ scopes: ["admin:org_hook"] });
  const { status, headers } = await call("GET", organizationHook);
  expect([status, headers.get("x-accepted-oauth-scopes")]).toEqual([200, "admin:org_hook"]);
});

test.each([
  ["fine-grained", "Resource not accessible by personal access token"],
  ["installation", "Resource not accessible by integration"],
] as const)("a token of kind %s is told what it lacks", async (kind, message) => {
  const { call } = withToken({ kind, permissions: { repository_hooks: "read" } });
  expect((await call("GET", hook)).headers.get("x-accepted-github-permissions")).toBe(
    "repository_hooks=read",
  );
  const reply = await call("DELETE", hook);
  expect([reply.status, reply.body.message]).toEqual([403, message]);
  expect(reply.headers.get("x-accepted-github-permissions")).toBe("repository_hooks=write");
  expect((await call("GET", organizationHook)).status).toBe(403);
});

test("the token of an Actions job cannot touch hooks", async () => {
  const { call } = withToken({ kind: "actions" });
  const { status, body } = await call("GET", hooks);
  expect([status, body.message]).toEqual([403, "Resource not accessible by integration"]);
  expect((await call("GET", "/repos/acme/api")).status).toBe(200);
});

test("a job's token of today's shape is not taken for the JWT of an App", async () => {
  const token = "ghs_15368_eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJnaXRodWIuY29tIn0.c2lnbmF0dXJl";
  const { call } = talkTo({ ...acme, tokens: { [token]: { kind: "actions" } } });
  const status = async (authorization: string) =>
    (await call("GET", "/repos/acme/api", undefined, { authorization })).status;
  expect(await status(`Bearer ${token}`)).toBe(200);
  expect(await status(`Bearer ${token}x`)).toBe(401);
});

test.each([
  [["acme"], [200, 404, 0]],
  [["acme/api"], [404, 200, 1]],
  [["ACME/*"], [404, 200, 2]],
  [[], [404, 404, 0]],
])("a token that sees only %j", async (only, expected) => {
  const { call } = withToken({ only });
  const { body } = await call("GET", "/orgs/acme/repos");
  expect([
    (await call("GET", organizationHook)).status,
    (await call("GET", hook)).status,
    body.length,
  ]).toEqual(expected);
});

test("SAML asks for a token that was authorized", async () => {
  const seed = { organizations: { acme: { saml: true, repositories: { api: {} } } } };
  const tokens = { any: {}, good: { sso: ["Acme"] } };
  const { call } = talkTo({ ...seed, tokens });
  const { status, body, headers } = await call("GET", hooks);
  expect(status).toBe(403);
  expect(body.message).toMatch(/^Resource protected by organization SAML enforcement\./);
  expect(headers.get("x-github-sso")).toMatch(/^required; url=https:/);
  const good = { authorization: "token good" };
  expect((await call("GET", hooks, undefined, good)).status).toBe(200);
});

test("SAML is no matter of installations, nor where the seed has no tokens", async () => {
  const seed = { organizations: { acme: { saml: true, repositories: { api: {} } } } };
  expect((await talkTo(seed).call("GET", hooks)).status).toBe(200);
  const permissions = { repository_hooks: "read" };
  const tokens = { any: { kind: "installation" as const, permissions } };
  expect((await talkTo({ ...seed, tokens }).call("GET", hooks)).status).toBe(200);
  const job = { any: { kind: "actions" as const } };
  expect((await talkTo({ ...seed, tokens: job }).call("GET", "/repos/acme/api")).status).toBe(200);
});

test("OAuth apps see their own hooks and nobody else sees those", async () => {
  const { call } = talkTo({
    organizations: {
      acme: {
        hooks: [
          { id: 1, url: "https://a.example.com/", owner_app: "shipper" },
          { id: 2, url: "https://b.example.com/" },
        ],
      },
    },
    tokens: {
      any: {},
      shipper: { kind: "oauth", app: "shipper" },
      other: { kind: "oauth", app: "other" },
    },
  });
  const seen = async (token: string) => {
    const { body } = await call("GET", "/orgs/acme/hooks", undefined, {
      authorization: `token ${token}`,
    });
    return body.map(({ id }) => id);
  };
  expect([await seen("any"), await seen("shipper"), await seen("other")]).toEqual([[2], [1], []]);
  const headers = { authorization: "token other" };
  const sent = { name: "web", config: { url: "https://c.example.com/" } };
  const { body } = await call("POST", "/orgs/acme/hooks", sent, headers);
  expect(await seen("other")).toEqual([body.id]);
  const invisible = { name: "web", config: { url: "https://a.example.com/" } };
  expect((await call("POST", "/orgs/acme/hooks", invisible)).status).toBe(422);
});
