import { describe, expect, test } from "vitest";
import { createGitHubTrigger } from "../../src/github/create-clients.ts";
import { refuseWrites } from "../../src/github/http/request-guard.ts";
import { openHttpClient } from "../../src/github/open-clients.ts";
import { createPace } from "../../src/github/pace/pace.ts";
import type { Scope } from "../../src/model/scope.ts";
import { githubErrorOf } from "./support/expect-error.ts";
import {
  answers,
  fakeClock,
  fakeGitHub,
  json,
  optionsFor,
  passPace,
} from "./support/fake-github.ts";

const acme: Scope = { kind: "organization", owner: "acme" };
const api: Scope = { kind: "repository", owner: "acme", repository: "api" };
const at = "/repos/acme/api/hooks/7/deliveries";

function deliveryJson(id: number, more: Readonly<Record<string, unknown>> = {}) {
  return {
    id,
    guid: `guid-${id}`,
    delivered_at: new Date(1_800_000_000_000 + id * 1_000).toISOString(),
    redelivery: false,
    duration: 0.27,
    status: "OK",
    status_code: 200,
    event: "push",
    action: null,
    ...more,
  };
}

async function proberAgainst(...responses: (() => Response | Promise<Response>)[]) {
  const github = fakeGitHub(answers(...responses));
  const prober = await createGitHubTrigger(optionsFor(github.fetch));
  const sent = () =>
    github.requests.map(({ method, url }) => `${method} ${url.pathname}${url.search}`);
  return { prober, sent };
}

const next = (cursor: string) => ({
  link: `<https://api.github.com${at}?per_page=100&status=failure&cursor=${cursor}>; rel="next"`,
});

describe("a list of deliveries", () => {
  test("goes on by the cursor of each page", async () => {
    const { prober, sent } = await proberAgainst(
      json(200, [deliveryJson(9), deliveryJson(8)], next("v1_7")),
      // One that was made in between has moved the others.
      json(200, [deliveryJson(8), deliveryJson(7)], next("v1_6")),
      json(200, [deliveryJson(6)]),
    );
    const found = await prober.listDeliveries(api, 7, { status: "failure" });
    expect(found.map(({ id }) => id)).toEqual([9, 8, 7, 6]);
    expect(sent()).toEqual([
      `GET ${at}?per_page=100&status=failure`,
      `GET ${at}?per_page=100&status=failure&cursor=v1_7`,
      `GET ${at}?per_page=100&status=failure&cursor=v1_6`,
    ]);
  });

  test("ends where it is older than wanted", async () => {
    const { prober, sent } = await proberAgainst(
      json(200, [deliveryJson(9), deliveryJson(8)], next("v1_7")),
      json(200, [deliveryJson(7), deliveryJson(5)], next("v1_4")),
      json(500, {}),
    );
    const found = await prober.listDeliveries(api, 7, { since: 1_800_000_006_000 });
    expect(found.map(({ id }) => id)).toEqual([9, 8, 7]);
    expect(sent()).toHaveLength(2);
  });

  test("that never ends is an error", async () => {
    let page = 0;
    const { prober } = await proberAgainst(() => {
      page += 1;
      return json(200, [deliveryJson(page)], next(`v1_${page % 5}`))();
    });
    expect((await githubErrorOf(prober.listDeliveries(api, 7))).code).toBe("malformed-answer");
    expect(page).toBe(6);
  });

  test("is read again every time, whatever cache there is", async () => {
    const github = fakeGitHub(answers(json(200, [deliveryJson(1)], { etag: 'W/"1"' })));
    const prober = await createGitHubTrigger(optionsFor(github.fetch));
    await prober.listDeliveries(acme, 7);
    await prober.listDeliveries(acme, 7);
    expect(github.requests.map(({ headers }) => headers.get("if-none-match"))).toEqual([
      null,
      null,
    ]);
  });

  test.each([
    [{}, { durationMs: 270, statusCode: 200, status: "OK", action: undefined }],
    [
      { duration: null, status: null, status_code: null },
      { durationMs: undefined, statusCode: 0 },
    ],
    [
      { redelivery: true, action: "opened" },
      { redelivery: true, action: "opened" },
    ],
    [{ throttled_at: "2026-11-20T12:00:00Z" }, { throttledAt: Date.UTC(2026, 10, 20, 12) }],
    [{ throttled_at: null }, { throttledAt: undefined }],
    [{ throttled_at: "soon" }, { throttledAt: undefined }],
  ])("holds what GitHub says: %j", async (more, expected) => {
    const { prober } = await proberAgainst(json(200, [deliveryJson(1, more)]));
    expect((await prober.listDeliveries(acme, 7))[0]).toMatchObject({ id: 1, ...expected });
  });

  test.each([{ id: "1" }, { delivered_at: "soon" }, { guid: "" }, { event: null }])(
    "with %j is not GitHub's",
    async (more) => {
      const { prober } = await proberAgainst(json(200, [deliveryJson(1, more)]));
      expect((await githubErrorOf(prober.listDeliveries(acme, 7))).code).toBe("malformed-answer");
    },
  );
});

describe("a delivery in full", () => {
  const whole = (text: string) => () => new Response(text, { status: 200 });
  const head = JSON.stringify(deliveryJson(1)).slice(0, -1);

  test("is malformed where it is another one than the one that was asked for", async () => {
    const { prober } = await proberAgainst(json(200, deliveryJson(1)));
    const error = await githubErrorOf(prober.getDelivery(api, 7, 2));
    expect(error).toMatchObject({ code: "malformed-answer" });
    expect(error.message).toContain("delivery 1 in place of delivery 2");
  });

  test("is malformed where it is nested more deeply than it could be written again", async () => {
    const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
    const head = JSON.stringify(deliveryJson(3)).slice(0, -1);
    const { prober } = await proberAgainst(
      () => new Response(`${head},"url":"","request":{"headers":null,"payload":${deep}}}`),
    );
    const error = await githubErrorOf(prober.getDelivery(api, 7, 3));
    expect(error).toMatchObject({ code: "malformed-answer" });
  });

  test("keeps the bytes of its payload", async () => {
    const payload = '{"n": 1.0, "big": 12345678901234567890, "text": "\\u001B \\u00e9"}';
    const { prober, sent } = await proberAgainst(
      whole(
        `${head},"url":"https://ci.example.com/","request":{"headers":{"X-Hub-Signature-256":"sha256=00","Content-Type":"application/json"},"payload":${payload}},"response":{"headers":null,"payload":"fine"}}`,
      ),
    );
    const detail = await prober.getDelivery(api, 7, 1);
    expect(sent()).toEqual([`GET ${at}/1`]);
    expect(detail.request.payloadText).toBe(payload);
    expect(detail.request.headers).toEqual({
      "x-hub-signature-256": "sha256=00",
      "content-type": "application/json",
    });
    expect(detail.response).toEqual({ headers: undefined, payload: "fine" });
    expect(detail).toMatchObject({ id: 1, url: "https://ci.example.com/", statusCode: 200 });
  });

  test.each([
    ',"request":{"headers":null,"payload":null},"response":{"headers":null,"payload":null}}',
    ',"request":null}',
    "}",
  ])("may have neither headers nor payload: %s", async (rest) => {
    const { prober } = await proberAgainst(whole(head + rest));
    const { request, response } = await prober.getDelivery(api, 7, 1);
    expect(request).toEqual({ headers: undefined, payload: null, payloadText: undefined });
    expect(response).toEqual({ headers: undefined, payload: null });
  });
});

describe("what makes GitHub send something", () => {
  const probes = [
    ["pingHook", "POST /repos/acme/api/hooks/7/pings"],
    ["testHook", "POST /repos/acme/api/hooks/7/tests"],
    ["redeliver", `POST ${at}/3/attempts`],
  ] as const;

  test.each(probes)("%s", async (name, request) => {
    const { prober, sent } = await proberAgainst(() => new Response(null, { status: 204 }));
    await prober[name](api, 7, 3);
    expect(sent()).toEqual([request]);
  });

  test.each(probes)("%s is sent once, and may have had its effect", async (name) => {
    const { prober, sent } = await proberAgainst(json(502, {}));
    const error = await githubErrorOf(prober[name](api, 7, 3));
    expect(error).toMatchObject({ code: "server-error", mayHaveHappened: true });
    expect(sent()).toHaveLength(1);
  });

  test("is paced as writes are, and not as what is created", async () => {
    const clock = fakeClock(0);
    const github = fakeGitHub(answers(json(200, {})));
    const prober = await createGitHubTrigger(optionsFor(github.fetch, { clock, pace: true }));
    for (let count = 0; count < 21; count += 1) await prober.pingHook(api, 7);
    expect(clock.now()).toBe(1_000);
    const pace = createPace(clock, true, undefined);
    for (let count = 0; count < 600; count += 1) await passPace(pace, "POST", false);
    expect(clock.now()).toBeLessThan(700_000);
  });

  test.each([
    [api, "read:repo_hook", "repository_hooks: read"],
    [acme, "admin:org_hook", "organization_hooks: write"],
  ])("names the permission that it needs on %j", async (scope, classic, fine) => {
    for (const status of [403, 404]) {
      const { prober } = await proberAgainst(json(status, { message: "Not Found" }));
      const { help } = await githubErrorOf(prober.pingHook(scope, 7));
      expect(help).toContain(classic);
      expect(help).toContain(fine);
    }
  });
});

test("a client for probes lets nothing else out", async () => {
  const github = fakeGitHub(answers(json(200, [])));
  const client = await openHttpClient(optionsFor(github.fetch), "trigger");
  const hook = { scope: api, hookId: 7 };
  for (const kind of ["create-hook", "update-hook", "update-hook-config", "delete-hook"] as const)
    expect((await githubErrorOf(client.send({ operation: { kind, ...hook } }))).code).toBe(
      "read-only-client",
    );
  const reading = await openHttpClient(optionsFor(github.fetch), "read");
  const error = await githubErrorOf(reading.send({ operation: { kind: "ping-hook", ...hook } }));
  expect(error.code).toBe("read-only-client");
  expect(github.requests).toEqual([]);
});

test.each([
  ["POST", "/repos/acme/api/hooks"],
  ["POST", "/repos/acme/api/hooks/7/config"],
  ["POST", "/repos/acme/api/hooks/7/pings/x"],
  ["PATCH", "/repos/acme/api/hooks/7/pings"],
  ["PATCH", "/repos/acme/api/hooks/7"],
  ["DELETE", "/repos/acme/api/hooks/7"],
])("a client for probes refuses %s %s, whatever it is for", (method, url) => {
  expect(() => refuseWrites("trigger", method, url)).toThrow("may not");
});
