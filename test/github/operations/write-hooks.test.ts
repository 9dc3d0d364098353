import { describe, expect, test } from "vitest";
import { createGitHubWriter } from "../../../src/github/create-clients.ts";
import { openHttpClient } from "../../../src/github/open-clients.ts";
import { HookUrl } from "../../../src/model/hook-url.ts";
import type { Scope } from "../../../src/model/scope.ts";
import { Secret } from "../../../src/model/secret.ts";
import { githubErrorOf } from "../support/expect-error.ts";
import { answers, fakeGitHub, hookJson, json, optionsFor } from "../support/fake-github.ts";

const acme: Scope = { kind: "organization", owner: "acme" };
const api: Scope = { kind: "repository", owner: "acme", repository: "api" };
const url = new HookUrl("https://ci.example.com/{project}/:name?a=b", { kind: "declared" });
const full = { url, contentType: "form", insecureSsl: true } as const;

async function writerAgainst(...responses: (() => Response)[]) {
  const github = fakeGitHub(answers(...responses));
  const writer = await createGitHubWriter(optionsFor(github.fetch));
  const sent = () =>
    github.requests.map(({ method, url: at, body }) => ({
      request: `${method} ${at.pathname}`,
      body: body === undefined ? undefined : (JSON.parse(body) as unknown),
    }));
  return { writer, sent };
}

describe("bodies", () => {
  test("of a create", async () => {
    const { writer, sent } = await writerAgainst(json(201, hookJson(9)));
    const config = { ...full, secret: new Secret("1234567890123456789n") };
    const hook = await writer.createHook(acme, { config, events: ["push", "fork"], active: false });
    expect(hook.id).toBe(9);
    expect(sent()).toEqual([
      {
        request: "POST /orgs/acme/hooks",
        body: {
          name: "web",
          active: false,
          events: ["push", "fork"],
          config: {
            url: "https://ci.example.com/{project}/:name?a=b",
            content_type: "form",
            insecure_ssl: "1",
            secret: "1234567890123456789n",
          },
        },
      },
    ]);
  });

  test("of a create without a secret", async () => {
    const { writer, sent } = await writerAgainst(json(201, hookJson(9)));
    await writer.createHook(acme, {
      config: { ...full, insecureSsl: false },
      events: ["*"],
      active: true,
    });
    expect(sent()[0]?.body).toMatchObject({
      config: { url: url.reveal(), content_type: "form", insecure_ssl: "0" },
    });
    expect(JSON.stringify(sent())).not.toContain("secret");
  });

  test("of an update without config", async () => {
    const { writer, sent } = await writerAgainst(json(200, hookJson(9)));
    expect((await writer.updateHook(api, 9, { events: ["push"], active: true })).hasSecret).toBe(
      true,
    );
    expect(sent()).toEqual([
      { request: "PATCH /repos/acme/api/hooks/9", body: { active: true, events: ["push"] } },
    ]);
  });

  test("of an update with config", async () => {
    const { writer, sent } = await writerAgainst(json(200, hookJson(9)));
    const config = { ...full, secret: new Secret("new") };
    await writer.updateHook(api, 9, { events: ["push"], active: true, config });
    expect(sent()[0]?.body).toEqual({
      active: true,
      events: ["push"],
      config: { url: url.reveal(), content_type: "form", insecure_ssl: "1", secret: "new" },
    });
  });

  test.each([
    [{ url }, {}],
    [{ url, contentType: "json" }, { content_type: "json" }],
    [{ url, insecureSsl: false }, { insecure_ssl: "0" }],
    [
      { ...full, secret: new Secret("new") },
      { content_type: "form", insecure_ssl: "1", secret: "new" },
    ],
  ] as const)("of a config patch hold just the given keys", async (input, body) => {
    const { writer, sent } = await writerAgainst(json(200, { url: "x", secret: "********" }));
    await writer.updateHookConfig(api, 9, input);
    const request = "PATCH /repos/acme/api/hooks/9/config";
    expect(sent()).toEqual([{ request, body: { url: url.reveal(), ...body } }]);
  });

  test("of a removal are none", async () => {
    const { writer, sent } = await writerAgainst(() => new Response(null, { status: 204 }));
    await writer.removeHook(acme, 9);
    expect(sent()).toEqual([{ request: "DELETE /orgs/acme/hooks/9", body: undefined }]);
  });
});

describe("answers", () => {
  test.each([
    [{}, { contentType: "form", insecureSsl: false, hasSecret: false }],
    [{ secret: "" }, { hasSecret: false }],
    [{ secret: "********" }, { hasSecret: true }],
    [
      { content_type: "json", insecure_ssl: "1" },
      { contentType: "json", insecureSsl: true },
    ],
    [{ token: "x" }, { unknownConfigKeys: ["token"] }],
  ])("to a read or a patch of config: %j", async (config, found) => {
    const { writer, sent } = await writerAgainst(
      json(200, { url: "https://x.example", ...config }),
    );
    const patched = await writer.updateHookConfig(api, 9, { url });
    expect(patched).toMatchObject(found);
    expect(patched.url.reveal()).toBe("https://x.example");
    expect(await writer.getHookConfig(api, 9)).toEqual(patched);
    expect(sent()[1]).toEqual({ request: "GET /repos/acme/api/hooks/9/config", body: undefined });
  });

  test.each([{}, { url: "" }, [], "text", null])("that is no config: %j", async (body) => {
    const { writer } = await writerAgainst(json(200, body));
    const code = "malformed-answer";
    const lost = { code, mayHaveHappened: true };
    expect(await githubErrorOf(writer.updateHookConfig(api, 9, { url }))).toMatchObject(lost);
    const read = { code, mayHaveHappened: false };
    expect(await githubErrorOf(writer.getHookConfig(api, 9))).toMatchObject(read);
  });

  test("that show another hook than the one that was asked for", async () => {
    const { writer } = await writerAgainst(json(200, hookJson(8)));
    const code = "malformed-answer";
    expect(
      await githubErrorOf(writer.updateHook(api, 9, { events: [], active: true })),
    ).toMatchObject({
      code,
      mayHaveHappened: true,
    });
    expect(await githubErrorOf(writer.getHook(api, 9))).toMatchObject({ code });
  });

  test("200 to a create means that the hook was there", async () => {
    const { writer } = await writerAgainst(json(200, hookJson(9)));
    const input = { config: full, events: ["push"], active: true };
    expect(await githubErrorOf(writer.createHook(api, input))).toMatchObject({
      code: "hook-exists",
      status: 200,
      mayHaveHappened: false,
    });
  });
});

test("a client for reading refuses to write before anything is sent", async () => {
  const github = fakeGitHub(answers(json(200, [])));
  const client = await openHttpClient(optionsFor(github.fetch), "read");
  for (const kind of ["create-hook", "update-hook", "delete-hook"] as const) {
    const operation = { kind, scope: acme, hookId: 7 } as const;
    const error = await githubErrorOf(client.send({ operation }));
    expect(error).toMatchObject({ code: "read-only-client", mayHaveHappened: false });
  }
  expect(github.requests).toEqual([]);
});
