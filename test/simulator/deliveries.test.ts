import { expect, test } from "vitest";
import type { SimulatorSeed } from "../../src/simulator/seed/seed.ts";
import { assertPayloadMatchesOpenApi } from "../support/openapi.ts";
import { acme, hook, hooks, organizationHook, talkTo } from "./talk.ts";

const deliveries = `${hook}/deliveries`;
const soon = { switches: { pingDelay: 0 } };

test("creating a hook pings it, a moment later", async () => {
  const { call, pass } = talkTo(acme);
  const { body } = await call("POST", hooks, { config: { url: "https://b.example.com/" } });
  const path = `${hooks}/${body.id}`;
  expect((await call("GET", `${path}/deliveries`)).body).toEqual([]);
  pass(1000);
  const [delivery] = (await call("GET", `${path}/deliveries`)).body;
  expect(delivery).toMatchObject({
    event: "ping",
    action: null,
    status: "OK",
    status_code: 200,
    redelivery: false,
    delivered_at: "2026-05-01T10:00:01Z",
    repository_id: 70,
    installation_id: null,
  });
  expect((await call("GET", path)).body.last_response).toEqual({
    code: 200,
    status: "active",
    message: "OK",
  });
});

test("the payload of a ping shows the hook as it was, its secret masked", async () => {
  const { call } = talkTo(acme, soon);
  await call("POST", `${hook}/pings`);
  const [delivery] = (await call("GET", deliveries)).body;
  await call("PATCH", hook, { active: false, events: ["star"] });
  const { request, url } = (await call("GET", `${deliveries}/${delivery?.id}`)).body;
  expect(url).toBe("https://ci.example.com/hook");
  expect(Object.keys(request.payload ?? {})).toEqual([
    "zen",
    "hook_id",
    "hook",
    "repository",
    "organization",
    "sender",
  ]);
  expect(request.payload).toMatchObject({
    hook_id: 21,
    hook: { type: "Repository", active: true, events: ["push"], config: { secret: "********" } },
    repository: { full_name: "Acme/api" },
  });
});

test("the ping of an organization has no repository, and names its target", async () => {
  const { call } = talkTo(acme, soon);
  await call("POST", `${organizationHook}/pings`);
  const [delivery] = (await call("GET", `${organizationHook}/deliveries`)).body;
  const { request } = (await call("GET", `${organizationHook}/deliveries/${delivery?.id}`)).body;
  expect(request.payload).not.toHaveProperty("repository");
  expect(request.headers).toMatchObject({
    "Content-Type": "application/x-www-form-urlencoded",
    "X-GitHub-Hook-ID": "11",
    "X-GitHub-Hook-Installation-Target-ID": "7",
    "X-GitHub-Hook-Installation-Target-Type": "organization",
  });
});

test.each([
  ["ping", hook, "/pings"],
  ["ping", organizationHook, "/pings"],
  ["push", hook, "/tests"],
  ["push", hook, "/test"],
])("the payload of a %s of %s is complete (%s)", async (event, path, action) => {
  const { call } = talkTo(acme, soon);
  expect((await call("POST", path + action)).status).toBe(204);
  const [delivery] = (await call("GET", `${path}/deliveries`)).body;
  const { request } = (await call("GET", `${path}/deliveries/${delivery?.id}`)).body;
  assertPayloadMatchesOpenApi(event, request.payload);
  expect(request.payload).toMatchObject({ organization: { node_id: expect.any(String) } });
});

test("a push of the seed or of a test is complete, and what is given stands in it", async () => {
  const hooks = [{ id: 5, url: "https://b.example.com/", deliveries: [{ event: "push" }] }];
  const { call, simulator } = talkTo({ users: { ada: { repositories: { notes: { hooks } } } } });
  simulator.sendEvent("ada/notes", "push", { payload: { ref: "refs/heads/next" } });
  const path = "/repos/ada/notes/hooks/5/deliveries";
  const { body } = await call("GET", path);
  const refs: unknown[] = [];
  for (const { id } of body) {
    const { payload } = (await call("GET", `${path}/${id}`)).body.request;
    assertPayloadMatchesOpenApi("push", payload);
    refs.push(payload?.["ref"]);
  }
  expect(refs).toEqual(["refs/heads/next", "refs/heads/main"]);
});

test("every GUID is a UUID", async () => {
  const { call } = talkTo(acme, soon);
  for (let count = 0; count < 20; count += 1) await call("POST", `${hook}/pings`);
  const guids = (await call("GET", deliveries)).body.map(({ guid }) => guid);
  expect(new Set(guids).size).toBe(20);
  for (const guid of guids)
    expect(guid).toMatch(/^[\da-f]{8}-[\da-f]{4}-1[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

test("deliveries are kept 3 days on github.com and 7 on a GitHub Enterprise Server", async () => {
  const { call, pass } = talkTo(acme, soon);
  await call("POST", `${hook}/pings`);
  const count = async (prefix: string) => (await call("GET", `${prefix}${deliveries}`)).body.length;
  pass(3 * 86_400_000 - 1000);
  expect([await count(""), await count("/api/v3")]).toEqual([1, 1]);
  pass(2000);
  expect([await count(""), await count("/api/v3")]).toEqual([0, 1]);
  pass(4 * 86_400_000);
  expect(await count("/api/v3")).toBe(0);
});

test("a delivery that GitHub held back says when", async () => {
  const throttled_at = "2026-05-01T09:00:00Z";
  const hooks = [
    {
      id: 5,
      url: "https://b.example.com/",
      deliveries: [{ event: "push", throttled_at }, { event: "issues" }],
    },
  ];
  const { call } = talkTo({ users: { ada: { repositories: { notes: { hooks } } } } });
  const { body } = await call("GET", "/repos/ada/notes/hooks/5/deliveries");
  expect(body.map((delivery) => delivery.throttled_at)).toEqual([null, throttled_at]);
});

test("a receiver that redirects is not followed", async () => {
  const receivers = { "https://ci.example.com/**": { status: 302 } };
  const { call } = talkTo({ ...acme, receivers }, soon);
  await call("POST", `${hook}/pings`);
  const delivery = { status_code: 302, status: "Invalid HTTP Response: 302" };
  expect((await call("GET", deliveries)).body).toMatchObject([delivery]);
  // Documented so: 200 to 399.
  expect((await call("GET", `${deliveries}?status=success`)).body).toMatchObject([delivery]);
  expect((await call("GET", `${deliveries}?status=failure`)).body).toEqual([]);
});

test("pages lead on by cursors, newest first", async () => {
  const { call } = talkTo(acme, soon);
  for (let count = 0; count < 3; count += 1) await call("POST", `${hook}/pings`);
  const ids = (await call("GET", deliveries)).body.map(({ id }) => id);
  expect(ids).toEqual([...ids].sort((a, b) => b - a));
  const base = `https://api.github.com/repos/Acme/api/hooks/21/deliveries?per_page=1&cursor=v1_`;
  const first = await call("GET", `${deliveries}?per_page=1`);
  expect(first.headers.get("link")).toBe(`<${base}${ids[1]}>; rel="next"`);
  const second = await call("GET", `${deliveries}?per_page=1&cursor=v1_${ids[1]}`);
  expect(second.headers.get("link")).toBe(
    `<${base}${ids[2]}>; rel="next", <${base}${ids[0]}>; rel="prev"`,
  );
  const third = await call("GET", `${deliveries}?per_page=1&cursor=v1_${ids[2]}`);
  expect(third.headers.get("link")).toBe(`<${base}${ids[1]}>; rel="prev"`);
  expect([first, second, third].map(({ body }) => body[0]?.id)).toEqual(ids);
  expect((await call("GET", deliveries)).headers.get("link")).toBeNull();
  expect((await call("GET", `${deliveries}?cursor=7`)).status).toBe(400);
});

const past: SimulatorSeed = {
  organizations: {
    acme: {
      repositories: {
        api: {
          hooks: [
            {
              id: 21,
              url: "https://ci.example.com/hook",
              deliveries: [
                { event: "push", delivered_at: "2026-05-01T09:00:00Z", status: 500 },
                { event: "issues", action: "opened", delivered_at: "2026-05-01T08:00:00Z" },
                { event: "star", delivered_at: "2026-05-01T07:00:00Z", status: 404 },
                { event: "fork", delivered_at: "2026-05-01T06:00:00Z", status: "timed out" },
                { event: "push", delivered_at: "2026-04-20T08:00:00Z" },
              ],
            },
          ],
        },
      },
    },
  },
};

test("a seed tells of deliveries; those past the retention are gone", async () => {
  const { call } = talkTo(past);
  const { body } = await call("GET", deliveries);
  expect(body).toMatchObject([
    { event: "push", status_code: 500, status: "Invalid HTTP Response: 500" },
    { event: "issues", status_code: 200, action: "opened" },
    { event: "star", status_code: 404 },
    { event: "fork", status_code: 504, status: "timed out" },
  ]);
});

test.each([
  ["failure", ["push", "star", "fork"]],
  ["success", ["issues"]],
])("?status=%s", async (status, expected) => {
  const { call } = talkTo(past);
  const { body } = await call("GET", `${deliveries}?status=${status}`);
  expect(body.map(({ event }) => event)).toEqual(expected);
});

test("what arrives later stands first, whatever was sent off first", async () => {
  const { call, pass, simulator } = talkTo(acme);
  await call("POST", `${hook}/pings`);
  simulator.sendEvent("acme/api", "push");
  const events = async () => (await call("GET", deliveries)).body.map(({ event }) => event);
  expect(await events()).toEqual(["push"]);
  pass(1000);
  expect(await events()).toEqual(["ping", "push"]);
  const next = (await call("GET", `${deliveries}?per_page=1`)).headers.get("link");
  const query = /(\?[^>]*)>; rel="next"/.exec(next ?? "")?.[1];
  expect((await call("GET", deliveries + query)).body).toMatchObject([{ event: "push" }]);
});

test("a status that is neither is refused", async () => {
  const { call } = talkTo(past);
  expect((await call("GET", `${deliveries}?status=maybe`)).status).toBe(422);
});

test("a redelivery is a row of its own, with the GUID and the bytes of the first", async () => {
  const { call, pass } = talkTo(past);
  const [failed] = (await call("GET", deliveries)).body;
  const path = `${deliveries}/${failed?.id}`;
  const reply = await call("POST", `${path}/attempts`);
  expect([reply.status, reply.body]).toEqual([202, {}]);
  pass(1000);
  const [again] = (await call("GET", deliveries)).body;
  expect(again).toMatchObject({ redelivery: true, status_code: 200, guid: failed?.guid });
  expect(again?.id).not.toBe(failed?.id);
  const payload = async (id: number | undefined) =>
    (await call("GET", `${deliveries}/${id}`)).body.request.payload;
  expect(await payload(again?.id)).toEqual(await payload(failed?.id));
  expect((await call("POST", `${deliveries}/1/attempts`)).status).toBe(404);
});

test.each([
  [{ status: 403 }, 403, "Invalid HTTP Response: 403"],
  [{ status: 0 }, 502, "failed to connect"],
  [{ status: "failed to connect" as const }, 502, "failed to connect"],
  [{ status: "timed out" as const }, 504, "timed out"],
  [{ secret: "s2" }, 200, "OK"],
  [{ secret: "another" }, 401, "Invalid HTTP Response: 401"],
])("a receiver that is %j", async (receiver, status_code, status) => {
  const receivers = { "https://*.example.com/**": { duration: 0.5, ...receiver } };
  const { call } = talkTo({ ...acme, receivers }, soon);
  await call("POST", `${hook}/pings`);
  const [delivery] = (await call("GET", deliveries)).body;
  const duration = status === "timed out" ? 10 : 0.5;
  expect(delivery).toMatchObject({ status_code, status, duration });
  expect((await call("GET", hook)).body.last_response).toMatchObject({ code: status_code });
});

test("a receiver that checks signatures takes nothing unsigned", async () => {
  const receivers = { "https://**": { secret: "s2" } };
  const { call, simulator } = talkTo({ ...acme, receivers }, soon);
  for (const secret of [null, ""]) {
    simulator.editByHand("acme/api", 21, { secret });
    await call("POST", `${hook}/pings`);
  }
  expect((await call("GET", deliveries)).body).toMatchObject([
    { status_code: 401 },
    { status_code: 401 },
  ]);
});

test("a push test reaches only who subscribes to push", async () => {
  const { call, simulator } = talkTo(acme, soon);
  expect((await call("POST", `${hook}/tests`)).status).toBe(204);
  simulator.editByHand("acme/api", 21, { events: ["issues"] });
  expect((await call("POST", `${hook}/tests`)).status).toBe(204);
  const { body } = await call("GET", deliveries);
  expect(body).toMatchObject([{ event: "push" }]);
});

test("an event reaches the hooks of the repository and of its organization", async () => {
  const { call, simulator } = talkTo(acme);
  simulator.sendEvent("acme/api", "push", { payload: { ref: "refs/heads/main" } });
  simulator.sendEvent("acme/api", "issues", { action: "opened" });
  simulator.sendEvent("acme", "member");
  expect((await call("GET", deliveries)).body).toMatchObject([{ event: "push" }]);
  const { body } = await call("GET", `${organizationHook}/deliveries`);
  expect(body).toMatchObject([
    { event: "member", repository_id: null },
    { event: "issues", action: "opened", repository_id: 70 },
    { event: "push", repository_id: 70 },
  ]);
  simulator.editByHand("acme/api", 21, { active: false });
  simulator.sendEvent("acme/api", "push");
  expect((await call("GET", deliveries)).body).toHaveLength(1);
});
