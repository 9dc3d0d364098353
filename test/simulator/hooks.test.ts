import { expect, test } from "vitest";
import { acme, hook, hooks, organizationHook, talkTo } from "./talk.ts";

const url = "https://new.example.com/";

test("a new hook has GitHub's defaults and shows a mask for its secret", async () => {
  const { call, simulator } = talkTo(acme);
  const { status, body, headers } = await call("POST", hooks, { config: { url, secret: "s3" } });
  const own = `https://api.github.com/repos/Acme/api/hooks/${body.id}`;
  expect(status).toBe(201);
  expect(headers.get("location")).toBe(own);
  expect(body).toEqual({
    type: "Repository",
    id: body.id,
    name: "web",
    active: true,
    events: ["push"],
    config: { url, secret: "********", insecure_ssl: "0", content_type: "form" },
    updated_at: "2026-05-01T10:00:00Z",
    created_at: "2026-05-01T10:00:00Z",
    url: own,
    test_url: `${own}/test`,
    ping_url: `${own}/pings`,
    deliveries_url: `${own}/deliveries`,
    last_response: { code: null, status: "unused", message: null },
  });
  expect(simulator.hooks("ACME/Api")[1]?.config.secret).toBe("s3");
});

test("an organization hook has no test_url and no last_response", async () => {
  const { call } = talkTo(acme);
  const { body } = await call("GET", organizationHook);
  expect(Object.keys(body)).not.toContain("test_url");
  expect(Object.keys(body)).not.toContain("last_response");
  expect(body).toMatchObject({
    type: "Organization",
    url: `https://api.github.com/orgs/Acme/hooks/11`,
  });
});

test("PATCH with config replaces it: what is not sent again is gone", async () => {
  const { call, simulator } = talkTo(acme);
  await call("PATCH", `${hook}/config`, { insecure_ssl: 1 });
  const { body } = await call("PATCH", hook, { config: { url } });
  expect(body.config).toEqual({ url, insecure_ssl: "0", content_type: "form" });
  expect(simulator.hooks("acme/api")[0]?.config).toEqual(body.config);
});

test("PATCH …/config merges what it is given into what is there", async () => {
  const { call, simulator } = talkTo(acme);
  const { status, body } = await call("PATCH", `${hook}/config`, { insecure_ssl: 1 });
  expect(status).toBe(200);
  expect(body).toEqual({
    url: "https://ci.example.com/hook",
    content_type: "json",
    secret: "********",
    insecure_ssl: "1",
  });
  expect(simulator.hooks("acme/api")[0]?.config.secret).toBe("s2");
  expect((await call("GET", `${hook}/config`)).body).toEqual(body);
});

test("events are replaced, added and removed on repositories", async () => {
  const { call } = talkTo(acme);
  const events = async (body: object) => (await call("PATCH", hook, body)).body.events;
  expect(await events({ events: ["fork", "push", "fork"] })).toEqual(["fork", "push"]);
  expect(await events({ add_events: ["issues", "push"] })).toEqual(["fork", "push", "issues"]);
  expect(await events({ remove_events: ["fork"], add_events: ["star"] })).toEqual([
    "push",
    "issues",
    "star",
  ]);
});

test("events: [] is never stored, but removing the last event leaves none", async () => {
  const { call } = talkTo(acme);
  const config = { url: "https://b.example.com/" };
  for (const path of [hooks, "/orgs/acme/hooks"]) {
    const { body } = await call("POST", path, { name: "web", config, events: [] });
    expect(body.events).toEqual(["push"]);
  }
  const events = async (body: object) => (await call("PATCH", hook, body)).body.events;
  expect(await events({ events: [] })).toEqual(["push"]);
  expect(await events({ remove_events: ["push"] })).toEqual([]);
  expect(await events({ events: ["fork"], add_events: ["star"], remove_events: ["fork"] })).toEqual(
    ["fork"],
  );
  expect(await events({ add_events: ["fork"], remove_events: ["fork"] })).toEqual(["fork"]);
});

test("organizations know neither add_events nor remove_events", async () => {
  const { call } = talkTo(acme);
  const { status, body } = await call("PATCH", organizationHook, { add_events: ["push"] });
  expect([status, body.events]).toEqual([200, ["*"]]);
});

test("updated_at moves with a write, in whole seconds", async () => {
  const { call, pass } = talkTo(acme);
  expect((await call("GET", hook)).body.updated_at).toBe("2024-05-01T12:00:00Z");
  pass(61_700);
  const { body } = await call("PATCH", hook, { active: false });
  expect([body.created_at, body.updated_at]).toEqual([
    "2024-05-01T12:00:00Z",
    "2026-05-01T10:01:02Z",
  ]);
});

test("a PATCH that only changes events leaves config and secret alone", async () => {
  const { call, simulator } = talkTo(acme);
  const before = simulator.hooks("acme/api")[0]?.config;
  await call("PATCH", hook, { events: ["issues"], active: true });
  expect(simulator.hooks("acme/api")[0]?.config).toEqual(before);
});

test("a mask that is sent back becomes the secret", async () => {
  const { call, simulator } = talkTo(acme);
  await call("PATCH", `${hook}/config`, { secret: "********" });
  expect(simulator.hooks("acme/api")[0]?.config.secret).toBe("********");
});

test("hooks may share a URL as long as they share no event", async () => {
  const { call } = talkTo(acme);
  const config = { url: "https://ci.example.com/hook" };
  const create = async (events: readonly string[]) =>
    (await call("POST", hooks, { config, events })).status;
  expect(await create(["issues"])).toBe(201);
  expect(await create(["issues", "star"])).toBe(422);
  expect(await create(["*"])).toBe(422);
});

test("a hook can be made inactive, and made for several events", async () => {
  const { call, simulator } = talkTo(acme);
  const sent = { config: { url }, active: false, events: ["star", "fork", "star"] };
  expect((await call("POST", hooks, sent)).body).toMatchObject({
    active: false,
    events: ["star", "fork"],
  });
  expect(simulator.hooks("acme/api")[1]?.active).toBe(false);
});

test("a blank key is one that was not sent", async () => {
  const { call } = talkTo(acme);
  const config = { url, content_type: "", insecure_ssl: "" };
  expect((await call("POST", hooks, { config })).body.config).toEqual({
    url,
    content_type: "form",
    insecure_ssl: "0",
  });
});

test("what is not a canonical content type is kept as it is", async () => {
  const { call } = talkTo(acme);
  const config = { url, content_type: "application/json" };
  expect((await call("POST", hooks, { config })).body.config.content_type).toBe("application/json");
});

test("legacy hooks stay as they are, and survive a PATCH", async () => {
  const { call } = talkTo({
    organizations: {
      acme: {
        repositories: {
          api: {
            hooks: [
              { id: 1, config: { url } },
              { id: 2, config: { url: "https://b.example.com/", secret: "" }, events: ["issues"] },
              { id: 3, name: "travis", config: { token: "t", room: "7" } },
            ],
          },
        },
      },
    },
  });
  const { body } = await call("GET", hooks);
  expect(body.map(({ config }) => config)).toEqual([
    { url },
    { url: "https://b.example.com/", secret: "" },
    { token: "********", room: "7" },
  ]);
  expect((await call("PATCH", `${hooks}/3`, { active: false })).body.active).toBe(false);
  expect((await call("PATCH", `${hooks}/1`, { events: ["star"] })).body.config).toEqual({ url });
});

test("a hand on the web page changes what the API shows", async () => {
  const { call, simulator } = talkTo(acme);
  simulator.editByHand("acme/api", 21, { url, secret: null, events: ["star"], active: false });
  const { body } = await call("GET", hook);
  expect(body).toMatchObject({
    active: false,
    events: ["star"],
    updated_at: "2026-05-01T10:00:00Z",
  });
  expect(body.config).toEqual({ url, content_type: "json", insecure_ssl: "0" });
  const added = simulator.addHook("acme/web", { url });
  expect((await call("GET", `/repos/acme/web/hooks/${added.id}`)).status).toBe(200);
  simulator.removeHook("acme/web", added.id);
  expect((await call("GET", `/repos/acme/web/hooks/${added.id}`)).status).toBe(404);
});

test("only as many requests are remembered as asked for", async () => {
  const { call, simulator } = talkTo(acme, { remember: 2 });
  for (const path of [hook, hooks, organizationHook]) await call("GET", path);
  expect(simulator.requests.map(({ path }) => path)).toEqual([hooks, organizationHook]);
});

test("requests are remembered, credentials are not", async () => {
  const { call, simulator } = talkTo(acme);
  await call("PATCH", `${hook}?x=1`, { active: false }, { "x-test": "yes" }).catch(() => undefined);
  expect(simulator.requests).toMatchObject([
    {
      method: "PATCH",
      path: hook,
      query: { x: "1" },
      body: { active: false },
      headers: { "x-test": "yes" },
      status: 200,
    },
  ]);
  expect(JSON.stringify(simulator.requests)).not.toContain("any");
});

test.each([
  [true, "1"],
  [false, "0"],
  [1, "1"],
  ["true", "true"],
  ["maybe", "maybe"],
])("insecure_ssl: %j is stored and shown as %j", async (insecure_ssl, shown) => {
  const { call } = talkTo(acme);
  const sent = { url: "https://b.example.com/", insecure_ssl };
  const { body } = await call("POST", hooks, { config: sent });
  expect(body.config.insecure_ssl).toBe(shown);
  const path = `${hooks}/${body.id}`;
  await call("PATCH", `${path}/config`, { insecure_ssl: "0" });
  expect((await call("PATCH", path, { config: sent })).body.config.insecure_ssl).toBe(shown);
  await call("PATCH", `${path}/config`, { insecure_ssl: "0" });
  expect((await call("PATCH", `${path}/config`, { insecure_ssl })).body.insecure_ssl).toBe(shown);
});

test("secret: null is taken, and is no secret", async () => {
  const { call } = talkTo(acme);
  const config = { url: "https://b.example.com/", secret: null };
  const { status, body } = await call("POST", hooks, { config });
  expect([status, body.config.secret]).toEqual([201, undefined]);
  expect((await call("PATCH", `${hook}/config`, { secret: null })).body.secret).toBeUndefined();
});

test.each([hook, organizationHook])("config: {} in PATCH %s is an absent config", async (path) => {
  const { call } = talkTo(acme);
  const before = (await call("GET", path)).body.config;
  const { status, body } = await call("PATCH", path, { config: {}, active: false });
  expect([status, body.config, body.active]).toEqual([200, before, false]);
});

test.each([hook, organizationHook])("name means nothing in PATCH %s", async (path) => {
  const { call } = talkTo(acme);
  const { status, body } = await call("PATCH", path, { name: "travis", active: false });
  expect([status, body.name, body.active]).toEqual([200, "web", false]);
});

test("a PATCH of what is there already does not move updated_at, a secret sent again included", async () => {
  const { call } = talkTo(acme);
  const before = (await call("GET", hook)).body.updated_at;
  const config = { url: "https://ci.example.com/hook", content_type: "json", secret: "s2" };
  expect((await call("PATCH", hook, { config, active: true })).body.updated_at).toBe(before);
  await call("PATCH", `${hook}/config`, { secret: "s2" });
  expect((await call("GET", hook)).body.updated_at).toBe(before);
  await call("PATCH", `${hook}/config`, { secret: "s3" });
  expect((await call("GET", hook)).body.updated_at).not.toBe(before);
});
