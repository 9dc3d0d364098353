import { describe, expect, test } from "vitest";
import type { GitHubWriter, RequestLog } from "../../src/github/client-options.ts";
import {
  createGitHubCollaborator,
  createGitHubReader,
  createGitHubWriter,
} from "../../src/github/create-clients.ts";
import type { CommentsPort } from "../../src/model/comments-port.ts";
import type { Scope } from "../../src/model/scope.ts";
import { hookInput } from "../support/build.ts";
import { githubErrorOf } from "./support/expect-error.ts";
import { answers, fakeGitHub, hookJson, json, optionsFor } from "./support/fake-github.ts";

const api: Scope = { kind: "repository", owner: "acme", repository: "api" };
const create = hookInput("https://ci.example.com/");
const { config: _, ...update } = create;

function broken(code = "ECONNRESET"): () => Promise<Response> {
  return () =>
    Promise.reject(
      new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code }) }),
    );
}

/** A connection that breaks in the middle of the body, as fetch shows it. */
function brokenBody(status = 200): () => Response {
  const body = new ReadableStream({
    pull(controller) {
      controller.error(new TypeError("terminated"));
    },
  });
  return () => new Response(body, { status, headers: { "content-type": "application/json" } });
}

const failed = json(502, { message: "Server Error" });

describe("reads, changes and deletions are repeated", () => {
  test.each([
    ["a server error", failed],
    ["a broken connection", broken()],
    ["a body that breaks off", brokenBody()],
  ])("after %s", async (_, respond) => {
    const log: RequestLog[] = [];
    const github = fakeGitHub(answers(respond, json(200, [hookJson(1)])));
    const onRequest = (entry: RequestLog) => void log.push(entry);
    const reader = await createGitHubReader(optionsFor(github.fetch, { onRequest }));
    expect(await reader.listHooks(api)).toHaveLength(1);
    expect(log.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(reader.requests()).toBe(2);
  });

  test("three times, then they fail", async () => {
    const github = fakeGitHub(answers(failed));
    const writer = await createGitHubWriter(optionsFor(github.fetch));
    expect(await githubErrorOf(writer.updateHook(api, 5, update))).toMatchObject({
      code: "server-error",
      status: 502,
      mayHaveHappened: true,
    });
    expect(github.requests).toHaveLength(4);
    const error = await githubErrorOf(writer.removeHook(api, 5));
    expect(error.mayHaveHappened).toBe(true);
    expect(github.requests).toHaveLength(8);
  });

  test("and what an earlier attempt may have done is not forgotten", async () => {
    const github = fakeGitHub(answers(broken(), json(404, { message: "Not Found" })));
    const writer = await createGitHubWriter(optionsFor(github.fetch));
    const error = await githubErrorOf(writer.removeHook(api, 5));
    expect(error).toMatchObject({ code: "not-found", status: 404, mayHaveHappened: true });
  });
});

describe("a create is sent once", () => {
  test.each([
    ["server-error", failed, 502],
    ["network-error", broken(), 0],
    ["malformed-answer", brokenBody(201), 201],
  ])("after %s", async (code, respond, status) => {
    const github = fakeGitHub(answers(respond, json(201, hookJson(1))));
    const writer = await createGitHubWriter(optionsFor(github.fetch));
    const error = await githubErrorOf(writer.createHook(api, create));
    expect(error).toMatchObject({ code, status, mayHaveHappened: true });
    if (status === 0) expect(error.message).toContain("https://api.github.com");
    expect(github.requests).toHaveLength(1);
  });

  test("also where the answer cannot be read", async () => {
    const github = fakeGitHub(answers(json(201, { id: 1 })));
    const writer = await createGitHubWriter(optionsFor(github.fetch));
    const error = await githubErrorOf(writer.createHook(api, create));
    expect(error).toMatchObject({ code: "malformed-answer", mayHaveHappened: true });
  });

  test("and is certain not to have happened where nothing was reached", async () => {
    const github = fakeGitHub(answers(broken("ECONNREFUSED")));
    const writer = await createGitHubWriter(optionsFor(github.fetch));
    const error = await githubErrorOf(writer.createHook(api, create));
    expect(error).toMatchObject({ code: "network-error", status: 0, mayHaveHappened: false });
    expect(error.message).toContain("ECONNREFUSED");
  });
});

describe("a write that GitHub answered with 2xx is not sent again", () => {
  const place = { kind: "repository", owner: "acme", repository: "hooks" } as const;
  const issue = { title: "t", body: "b", labels: [] };
  const writes = {
    createHook: (writer) => writer.createHook(api, create),
    updateHook: (writer) => writer.updateHook(api, 5, update),
    updateHookConfig: (writer) => writer.updateHookConfig(api, 5, create.config),
    removeHook: (writer) => writer.removeHook(api, 5),
    pingHook: (writer) => writer.pingHook(api, 5),
    testHook: (writer) => writer.testHook(api, 5),
    redeliver: (writer) => writer.redeliver(api, 5, 6),
    createComment: (_, port) => port.createComment(place, 7, "b"),
    updateComment: (_, port) => port.updateComment(place, 7, "b"),
    createIssue: (_, port) => port.createIssue(place, issue),
    updateIssue: (_, port) => port.updateIssue(place, 7, { body: "b" }),
  } satisfies Record<string, (writer: GitHubWriter, port: CommentsPort) => Promise<unknown>>;
  const bodies: Readonly<Record<string, (status: number) => () => Response>> = {
    "a body that breaks off": brokenBody,
    "a web page": (status) => () => new Response("<html>Sign in</html>", { status }),
    "half of its JSON": (status) => () => new Response('{"id": 1, "na', { status }),
  };
  const cases = Object.keys(writes).flatMap((name) =>
    Object.keys(bodies).flatMap((body) =>
      [200, 201, 202].map((status) => [name, status, body] as const),
    ),
  );

  test.each(cases)("%s: %d, %s", async (name, status, body) => {
    const github = fakeGitHub(answers(bodies[body]?.(status) ?? failed));
    const options = optionsFor(github.fetch);
    const writer = await createGitHubWriter(options);
    const port = await createGitHubCollaborator(options);
    const outcome = await writes[name as keyof typeof writes](writer, port).catch(
      (error: unknown) => error,
    );
    expect(github.requests).toHaveLength(1);
    // Those that have no answer to speak of are done with a body that never came.
    if (outcome === undefined)
      expect([body, name]).toEqual([
        "a body that breaks off",
        expect.stringMatching(/ping|test|redeliver/),
      ]);
    else expect(outcome).toMatchObject({ code: "malformed-answer", status, wasAccepted: true });
  });

  test("while a refusal is none that was accepted", async () => {
    const github = fakeGitHub(answers(json(422, {}), failed, broken("ECONNREFUSED")));
    const writer = await createGitHubWriter(optionsFor(github.fetch));
    for (const _ of [422, 502, 0])
      expect((await githubErrorOf(writer.createHook(api, create))).wasAccepted).toBe(false);
  });
});

describe("time", () => {
  const never = () => new Promise<Response>(() => {});
  const dripping = () => new Response(new ReadableStream({}), { status: 200 });

  test.each([
    ["no answer", never],
    ["a body without end", dripping],
  ])("limits %s", async (what, respond) => {
    const github = fakeGitHub(answers(respond));
    const writer = await createGitHubWriter(optionsFor(github.fetch, { timeoutMs: 20 }));
    const error = await githubErrorOf(writer.createHook(api, create));
    const [code, status] = what === "no answer" ? ["timeout", 0] : ["malformed-answer", 200];
    expect(error).toMatchObject({ code, status, mayHaveHappened: true });
    expect(github.requests).toHaveLength(1);
  });

  test("that ran out is no reason to give up a read", async () => {
    const github = fakeGitHub(answers(never, json(200, [])));
    const reader = await createGitHubReader(optionsFor(github.fetch, { timeoutMs: 20 }));
    expect(await reader.listHooks(api)).toEqual([]);
  });

  test("ends at once when it is interrupted", async () => {
    const controller = new AbortController();
    const github = fakeGitHub(() => {
      controller.abort();
      return never();
    });
    const options = optionsFor(github.fetch, { signal: controller.signal });
    const writer = await createGitHubWriter(options);
    const error = await githubErrorOf(writer.updateHook(api, 5, update));
    expect(error).toMatchObject({ code: "interrupted", status: 0, mayHaveHappened: true });
    expect(github.requests).toHaveLength(1);
    const later = await githubErrorOf(writer.listHooks(api));
    expect(later).toMatchObject({ code: "interrupted", mayHaveHappened: false });
    expect(github.requests).toHaveLength(1);
  });
});
