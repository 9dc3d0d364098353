import { expect, test } from "vitest";
import { acme, hook, hooks, organizationHook, talkTo } from "./talk.ts";

const anchor = "https://docs.github.com/rest/repos/webhooks#create-a-repository-webhook";
const config = { url: "https://b.example.com/" };
const blank = { code: "custom", field: "url", message: "url cannot be blank" };

const refused = (errors: readonly object[], documentation_url = anchor) => ({
  message: "Validation Failed",
  errors: errors.map((error) => ({ resource: "Hook", ...error })),
  documentation_url,
  status: "422",
});

test.each([
  [
    "a name that is not web",
    { name: "travis", config },
    [{ value: "travis", code: "invalid", field: "name" }],
  ],
  [
    "events that do not exist",
    { config, events: ["pusch", "push", "PUSH"] },
    ["pusch", "PUSH"].map((event) => ({
      code: "custom",
      message: `${event} is not a valid event name`,
    })),
  ],
  [
    "a key of config that does not exist",
    { config: { ...config, "content-type": "json" } },
    [{ code: "custom", message: "Invalid config attribute: content-type" }],
  ],
  [
    "a duplicate",
    { config: { url: "https://ci.example.com/hook" } },
    [{ code: "custom", message: "Hook already exists on this repository" }],
  ],
  [
    "localhost",
    { config: { url: "http://localhost:3000/x" } },
    [
      {
        code: "custom",
        field: "url",
        message:
          "url is not supported because it isn't reachable over the public Internet (localhost)",
      },
    ],
  ],
  [
    "a URL with a space",
    { config: { url: "https://b.example.com/a b" } },
    [
      {
        code: "custom",
        message:
          "The URL you've entered is not valid. Please make sure that you encode all special characters first",
      },
    ],
  ],
  ["no URL", { config: {} }, [blank]],
  ["a blank URL", { config: { url: " " } }, [blank]],
  ["no body", undefined, [blank]],
])("%s", async (_, body, errors) => {
  const { call, simulator } = talkTo(acme);
  const reply = await call("POST", hooks, body);
  expect(reply.status).toBe(422);
  expect(reply.body).toEqual(refused(errors));
  expect(simulator.hooks("acme/api")).toHaveLength(1);
});

test("an organization has its own words for a duplicate", async () => {
  const { call } = talkTo(acme);
  const sent = { name: "web", config: { url: "https://audit.example.com/github" } };
  expect((await call("POST", "/orgs/acme/hooks", sent)).body).toEqual(
    refused(
      [{ code: "custom", message: "Hook already exists on this organization" }],
      "https://docs.github.com/rest/orgs/webhooks#create-an-organization-webhook",
    ),
  );
});

test("the limit names every event that is full", async () => {
  const full = Array.from({ length: 20 }, (_, index) => ({
    url: `https://r${index}.example.com/`,
    events: ["push", "pull_request", ...(index > 0 ? ["issues"] : [])],
  }));
  const { call } = talkTo({ organizations: { acme: { repositories: { api: { hooks: full } } } } });
  const sent = { config, events: ["push", "issues", "pull_request"] };
  expect((await call("POST", hooks, sent)).body).toEqual(
    refused(
      ["push", "pull_request"].map((event) => ({
        code: "custom",
        message: `The "${event}" event cannot have more than 20 hooks`,
      })),
    ),
  );
  expect((await call("POST", hooks, { config, events: ["issues"] })).status).toBe(201);
  expect((await call("POST", hooks, { config, events: ["fork"] })).status).toBe(201);
  // A GitHub Enterprise Server has room for 250.
  expect((await call("POST", `/api/v3${hooks}`, sent)).status).toBe(422);
  const other = { ...sent, config: { url: "https://c.example.com/" } };
  expect((await call("POST", `/api/v3${hooks}`, other)).status).toBe(201);
});

test("a hook that is over the limit already can still be edited", async () => {
  const over = Array.from({ length: 21 }, (_, index) => ({
    id: index + 1,
    url: `https://r${index}.example.com/`,
  }));
  const { call } = talkTo({ organizations: { acme: { repositories: { api: { hooks: over } } } } });
  expect((await call("PATCH", `${hooks}/3`, { active: false, events: ["push"] })).status).toBe(200);
});

test.each([
  [{ events: null }, "For 'properties/events', nil is not an array."],
  [{ events: ["push", 1] }, "For 'items', 1 is not a string."],
  [{ active: "yes" }, "For 'properties/active', \"yes\" is not a boolean."],
  [{ config: "x" }, "For 'properties/config', \"x\" is not an object."],
  [{ config: { url: ["a"] } }, "For 'properties/url', [\"a\"] is not a string."],
  [
    { config: { insecure_ssl: null } },
    "For 'properties/insecure_ssl', nil is not a string or number.",
  ],
  [{ add_events: { a: 1 } }, '"add_events" is not a permitted key.'],
  [
    { hooks: 1, active: null },
    "\"hooks\" is not a permitted key.\nFor 'properties/active', nil is not a boolean.",
  ],
])("wrong types: %j", async (body, message) => {
  const { call } = talkTo(acme);
  const reply = await call("POST", hooks, body);
  expect(reply.status).toBe(422);
  expect(reply.body.message).toBe(`Invalid request.\n\n${message}`);
  expect(reply.body.errors).toBeUndefined();
});

test("an organization hook needs name and config", async () => {
  const { call } = talkTo(acme);
  const { body } = await call("POST", "/orgs/acme/hooks", {});
  expect(body.message).toBe(
    'Invalid request.\n\n"name" wasn\'t supplied.\n"config" wasn\'t supplied.',
  );
});

test.each([
  ["POST", "/orgs/acme/hooks", { name: "web", config: {} }],
  ["PATCH", organizationHook, { config: { content_type: "json" } }],
])("%s %s needs a url inside config", async (method, path, body) => {
  const { call } = talkTo(acme);
  const reply = await call(method, path, body);
  expect([reply.status, reply.body.message]).toEqual([
    422,
    'Invalid request.\n\n"url" wasn\'t supplied.',
  ]);
});

test("Ruby shows the value that it did not like", async () => {
  const { call } = talkTo(acme);
  const { body } = await call("PATCH", organizationHook, { events: { a: [1, null] } });
  expect(body.message).toContain('{"a"=>[1, nil]} is not an array.');
});

test.each(["pushed", "download", "follow", "fork_apply", "gist"])(
  "%s is no event, neither for POST nor for PATCH",
  async (event) => {
    const { call, simulator } = talkTo(acme);
    const before = simulator.hooks("acme/api");
    expect((await call("POST", hooks, { config, events: [event] })).status).toBe(422);
    expect((await call("PATCH", hook, { add_events: [event] })).status).toBe(422);
    expect(simulator.hooks("acme/api")).toEqual(before);
  },
);

test.each([
  ["{", 400, "Problems parsing JSON"],
  ["[1]", 400, "Body should be a JSON object"],
  ['"x"', 400, "Body should be a JSON object"],
])("the body %s", async (body, status, message) => {
  const { call } = talkTo(acme);
  const reply = await call("PATCH", hook, body);
  expect([reply.status, reply.body.message]).toEqual([status, message]);
});

test.each([
  ["GET", `${hooks}/99`, "get-a-repository-webhook"],
  ["GET", `${hooks}/x`, "get-a-repository-webhook"],
  ["PATCH", `${hooks}/99`, "update-a-repository-webhook"],
  ["DELETE", `${hooks}/99`, "delete-a-repository-webhook"],
  ["POST", `${hooks}/99/pings`, "ping-a-repository-webhook"],
  ["GET", "/repos/acme/none/hooks", "list-repository-webhooks"],
  ["GET", "/repos/none/api/hooks", "list-repository-webhooks"],
])("%s %s is not found, and the page that explains it is named", async (method, path, page) => {
  const { call } = talkTo(acme);
  const reply = await call(method, path);
  expect(reply.status).toBe(404);
  expect(reply.body).toEqual({
    message: "Not Found",
    documentation_url: `https://docs.github.com/rest/repos/webhooks#${page}`,
    status: "404",
  });
});

test.each(["localhost", "127.0.0.1", "127.8.9.10", "[::1]", "0.0.0.0", "hooks.localhost"])(
  "%s cannot be reached over the public Internet",
  async (host) => {
    const { call } = talkTo(acme);
    const url = `http://${host}:8080/`;
    expect((await call("POST", hooks, { config: { url } })).body.errors[0]).toMatchObject({
      field: "url",
      message: expect.stringContaining(`(${host})`),
    });
    expect((await call("PATCH", hook, { config: { url } })).status).toBe(422);
  },
);

test.each(["http://10.0.0.1/", "https://localhost.example.com/", "https://127.example.com/"])(
  "%s is not localhost",
  async (url) => {
    const { call } = talkTo(acme);
    expect((await call("POST", hooks, { config: { url } })).status).toBe(201);
  },
);

test.each([
  "ftp://a.example.com/",
  "a.example.com",
  "https://",
  "https://a.example.com/{id}",
  "https://ä.example.com/",
])("%s is no URL", async (url) => {
  const { call } = talkTo(acme);
  expect((await call("POST", hooks, { config: { url } })).body.errors[0]?.["message"]).toMatch(
    /^The URL you've entered is not valid/,
  );
});

test("a hook does not count against itself", async () => {
  const full = Array.from({ length: 20 }, (_, index) => ({
    id: index + 1,
    url: `https://r${index}.example.com/`,
    events: ["*"],
  }));
  const { call } = talkTo(
    { organizations: { acme: { repositories: { api: { hooks: full } } } } },
    { switches: { wildcardCountsTowardsLimit: "yes" } },
  );
  expect((await call("PATCH", `${hooks}/1`, { events: ["push"] })).status).toBe(200);
});

test("a user has no hooks, and no path of an organization", async () => {
  const { call } = talkTo(acme);
  expect((await call("GET", "/orgs/octocat/hooks")).status).toBe(404);
});

test("an archived repository can be read and not written", async () => {
  const { call } = talkTo({
    organizations: {
      acme: { repositories: { api: { archived: true, hooks: [{ id: 21, ...config }] } } },
    },
  });
  expect((await call("GET", hook)).status).toBe(200);
  for (const [method, path] of [
    ["POST", hooks],
    ["PATCH", hook],
    ["DELETE", hook],
    ["PATCH", `${hook}/config`],
  ] as const) {
    const reply = await call(method, path, method === "DELETE" ? undefined : {});
    expect([reply.status, reply.body.message]).toEqual([
      403,
      "Repository was archived so is read-only.",
    ]);
  }
});

test.each([
  ["GET", "/hooks?per_page=5", 301],
  ["PATCH", "/hooks/21", 307],
  ["POST", "/hooks", 307],
  ["DELETE", "/hooks/21", 307],
])("%s on a repository that moved", async (method, rest, status) => {
  const { call } = talkTo({
    organizations: {
      acme: { repositories: { Old: { moved_to: "New-Owner/api" } } },
      "new-owner": { repositories: { api: { id: 1000 } } },
    },
  });
  const reply = await call(method, `/repos/acme/old${rest}`, method === "GET" ? undefined : {});
  const url = `https://api.github.com/repositories/1000${rest}`;
  expect([reply.status, reply.headers.get("location")]).toEqual([status, url]);
  expect(reply.body).toMatchObject({ message: "Moved Permanently", url });
});

test.each([
  ["tos", 403],
  ["dmca", 451],
] as const)(
  "a repository blocked for %s answers %i, but stays in lists",
  async (blocked, status) => {
    const repositories = { api: { blocked, hooks: [{ id: 21, url: config.url }] } };
    const { call, simulator } = talkTo({ organizations: { Acme: { repositories } } });
    for (const [method, path] of [
      ["GET", "/repos/acme/api"],
      ["GET", hooks],
      ["POST", hooks],
      ["DELETE", hook],
    ] as const) {
      const reply = await call(method, path);
      expect([reply.status, Object.keys(reply.body)]).toEqual([status, ["message", "block"]]);
      expect(reply.body).toMatchObject({
        message: "Repository access blocked",
        block: { reason: blocked },
      });
    }
    expect((await call("GET", "/orgs/acme/repos")).body).toMatchObject([{ name: "api" }]);
    expect(simulator.hooks("acme/api")).toHaveLength(1);
  },
);
