import { generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "vitest";
import { acme, hook, hooks, start, talkTo } from "./talk.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const public_key = publicKey.export({ type: "spki", format: "pem" }).toString();
const seconds = Math.floor(start / 1000);

function jwt(claims: object = {}, header: object = { alg: "RS256", typ: "JWT" }): string {
  const encode = (value: object): string =>
    Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${encode(header)}.${encode({ iss: "12345", iat: seconds - 60, exp: seconds + 540, ...claims })}`;
  return `${text}.${sign("RSA-SHA256", Buffer.from(text), privateKey).toString("base64url")}`;
}

const seed = {
  ...acme,
  apps: {
    "12345": {
      public_key,
      slug: "hooks-bot",
      installations: {
        acme: {
          id: 77,
          permissions: { repository_hooks: "write", organization_hooks: "read" },
          repositories: ["api"],
        },
        octocat: { permissions: { repository_hooks: "read" } },
      },
    },
  },
};
const app = (token = jwt()) => ({ authorization: `Bearer ${token}` });

test.each([
  ["/orgs/acme/installation", 77, "Organization"],
  ["/users/acme/installation", 77, "Organization"],
  ["/repos/acme/api/installation", 77, "Organization"],
  ["/app/installations/77", 77, "Organization"],
  ["/users/octocat/installation", 3001, "User"],
])("GET %s", async (path, id, target_type) => {
  const { call } = talkTo(seed);
  const { status, body } = await call("GET", path, undefined, app());
  expect(status).toBe(200);
  expect(body).toMatchObject({ id, target_type, app_id: 12345, app_slug: "hooks-bot" });
});

test("an App without an installation there gets a 404, and lists those it has", async () => {
  const { call } = talkTo(seed);
  expect((await call("GET", "/orgs/octocat/installation", undefined, app())).status).toBe(404);
  expect((await call("GET", "/repos/acme/web/installation", undefined, app())).status).toBe(404);
  const { body } = await call("GET", "/app/installations", undefined, app());
  expect(body.map(({ id }) => id)).toEqual([77, 3001]);
});

async function installationToken(talk: ReturnType<typeof talkTo>, body?: object): Promise<string> {
  const path = "/app/installations/77/access_tokens";
  const reply = await talk.call("POST", path, body, app());
  expect(reply.status).toBe(201);
  return reply.body.token;
}

test("an installation token is ghs_, the App's number and a JWT", async () => {
  const talk = talkTo(seed);
  const tokens = [await installationToken(talk), await installationToken(talk)];
  expect(new Set(tokens).size).toBe(2);
  for (const token of tokens) {
    expect(token).toMatch(/^ghs_12345_eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{342}$/);
    expect(token.length).toBeGreaterThan(480);
    expect(token.length).toBeLessThan(560);
  }
});

test("an installation token reaches what the installation does, for an hour", async () => {
  const talk = talkTo(seed);
  const { call, pass } = talk;
  const headers = { authorization: `token ${await installationToken(talk)}` };
  const status = async (method: string, path: string, body?: object) =>
    (await call(method, path, body, headers)).status;
  expect(await status("GET", hooks)).toBe(200);
  expect(await status("PATCH", hook, { active: false })).toBe(200);
  expect(await status("GET", "/repos/acme/web/hooks")).toBe(404);
  expect(await status("GET", "/orgs/acme/hooks")).toBe(200);
  expect(await status("DELETE", "/orgs/acme/hooks/11")).toBe(403);
  expect(await status("GET", "/repos/octocat/hello-world/hooks")).toBe(404);
  expect(await status("GET", "/user")).toBe(403);
  const { body } = await call("GET", "/installation/repositories", undefined, headers);
  expect(body).toMatchObject({ total_count: 1, repositories: [{ full_name: "Acme/api" }] });
  pass(3_600_000);
  expect(await status("GET", hooks)).toBe(401);
});

test("a token can be narrowed, and not widened", async () => {
  const talk = talkTo(seed);
  const token = await installationToken(talk, {
    repositories: ["api"],
    permissions: { repository_hooks: "read" },
  });
  const headers = { authorization: `token ${token}` };
  expect((await talk.call("GET", hooks, undefined, headers)).status).toBe(200);
  expect((await talk.call("DELETE", hook, undefined, headers)).status).toBe(403);
  const path = "/app/installations/77/access_tokens";
  for (const body of [{ repositories: ["web"] }, { permissions: { organization_hooks: "write" } }])
    expect((await talk.call("POST", path, body, app())).status).toBe(422);
});

test("a token cannot be for a repository that is not there", async () => {
  const { call } = talkTo({ ...acme, apps: { "12345": { installations: { acme: { id: 77 } } } } });
  const path = "/app/installations/77/access_tokens";
  const status = async (body: object) => (await call("POST", path, body, app())).status;
  expect((await call("POST", path, {}, app())).body).toMatchObject({ repository_selection: "all" });
  const narrow = await call("POST", path, { repositories: ["api"] }, app());
  expect(narrow.body).toMatchObject({
    repository_selection: "selected",
    repositories: [{ name: "api" }],
  });
  expect(await status({ repositories: ["none"] })).toBe(422);
  expect(await status({ repository_ids: [70] })).toBe(201);
  expect(await status({ repository_ids: [1] })).toBe(422);
});

test.each([
  ["expired", jwt({ exp: seconds }), 401],
  ["good for too long", jwt({ exp: seconds + 3600 }), 401],
  ["from the future", jwt({ iat: seconds + 300 }), 401],
  ["signed by somebody else", `${jwt().split(".").slice(0, 2).join(".")}.AAAA`, 401],
  ["without an algorithm", jwt({}, { alg: "none" }), 401],
  ["of an unknown App", jwt({ iss: "1" }), 404],
  ["not readable", "a.b.c", 401],
])("a JWT that is %s", async (_, token, status) => {
  const { call } = talkTo(seed);
  expect((await call("GET", "/app/installations", undefined, app(token))).status).toBe(status);
});

test("a JWT is not for hooks, and a token not for Apps", async () => {
  const { call } = talkTo(seed);
  expect((await call("GET", hooks, undefined, app())).status).toBe(403);
  expect((await call("GET", "/app/installations")).status).toBe(401);
});

test("a suspended installation gives no token", async () => {
  const suspended = { "12345": { installations: { acme: { id: 77, suspended: true } } } };
  const { call } = talkTo({ ...acme, apps: suspended });
  const path = "/app/installations/77/access_tokens";
  expect((await call("POST", path, {}, app())).status).toBe(403);
});

test("an installation token can end itself, and nobody else's token that way", async () => {
  const talk = talkTo(seed);
  const token = { authorization: `Bearer ${await installationToken(talk)}` };
  const other = { authorization: `Bearer ${await installationToken(talk)}` };
  const revoke = async (headers: Readonly<Record<string, string>>) =>
    (await talk.call("DELETE", "/installation/token", undefined, headers)).status;
  expect(await revoke(app())).toBe(403);
  expect(await revoke(token)).toBe(204);
  expect(await revoke(token)).toBe(401);
  expect((await talk.call("GET", hooks, undefined, token)).status).toBe(401);
  expect((await talk.call("GET", hooks, undefined, other)).status).toBe(200);
});
