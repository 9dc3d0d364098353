import { cpSync, readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ClientOptions, RequestLog } from "../../../src/github/client-options.ts";
import { createGitHubReader, createGitHubWriter } from "../../../src/github/create-clients.ts";
import { parseApiUrl } from "../../../src/github/http/api-url.ts";
import type { Diagnostic } from "../../../src/model/diagnostic.ts";
import type { Scope } from "../../../src/model/scope.ts";
import { Secret } from "../../../src/model/secret.ts";
import { createSimulator } from "../../../src/simulator/create-simulator.ts";
import { appWorld } from "../support/fake-app.ts";
import {
  answers,
  fakeClock,
  fakeGitHub,
  hookJson,
  json,
  optionsFor,
  tokenValue,
} from "../support/fake-github.ts";
import { entriesOf, temporaryCache } from "../support/temporary-cache.ts";

const acme: Scope = { kind: "organization", owner: "acme" };
const api: Scope = { kind: "repository", owner: "acme", repository: "api" };
const hooks = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    url: `https://h${index}.example.com/planted-credential`,
  }));

/** A GitHub that runs share. */
function world(count = 150) {
  const clock = fakeClock();
  const seed = { organizations: { acme: { hooks: hooks(count), repositories: { api: {} } } } };
  const simulator = createSimulator(seed, { now: clock.now });
  const directory = temporaryCache();
  const warnings: Diagnostic[] = [];
  /** One run: a client of its own, and what it asked. */
  const run = async (more: Partial<ClientOptions> = {}, at = directory) => {
    const log: RequestLog[] = [];
    const options = optionsFor(simulator.fetch, {
      clock,
      onRequest: (entry) => void log.push(entry),
      cache: { directory: at, onWarning: (warning) => void warnings.push(warning) },
      ...more,
    });
    const reader = await createGitHubReader(options);
    const found = await reader.listHooks(acme);
    const repositories = await reader.listRepositories("acme", "organization", {
      properties: false,
    });
    return { found, repositories, statuses: log.map(({ status }) => status), reader, options };
  };
  return { simulator, clock, directory, warnings, run };
}

describe("a list that has not changed", () => {
  test("costs nothing of the hour's budget, page for page", async () => {
    const { run, warnings } = world();
    const first = await run();
    expect(first.statuses).toEqual([200, 200, 304, 304, 200]);
    const left = first.reader.rateLimit()?.remaining;
    const second = await run();
    expect(second.statuses).toEqual([304, 304, 304, 304, 304]);
    expect(second.found).toEqual(first.found);
    expect(second.repositories).toEqual(first.repositories);
    expect(second.reader.rateLimit()?.remaining).toBe(left);
    expect(warnings).toEqual([]);
  });

  test("is not paced by a server without limits, also where nothing else is answered", async () => {
    const clock = fakeClock();
    const github = fakeGitHub(({ headers }) =>
      headers.has("if-none-match")
        ? new Response(null, { status: 304 })
        : new Response("[]", { status: 200, headers: { etag: '"x"' } }),
    );
    const cache = { directory: temporaryCache() };
    for (const _ of ["filled", "used"]) {
      const reader = await createGitHubReader(optionsFor(github.fetch, { clock, cache }));
      for (let index = 0; index < 1_000; index += 1)
        await reader.listHooks({ kind: "repository", owner: "acme", repository: `r${index}` });
    }
    expect(github.requests).toHaveLength(2_000);
    expect(clock.slept).toEqual([]);
  });

  test("comes from a folder that another machine has packed and unpacked", async () => {
    const { run, directory } = world();
    await run();
    const elsewhere = temporaryCache();
    cpSync(directory, elsewhere, { recursive: true });
    for (const path of entriesOf(elsewhere)) utimesSync(path, 1, 1);
    expect((await run({}, elsewhere)).statuses).toEqual([304, 304, 304, 304, 304]);
  });

  test("is asked for by the login of a token as well", async () => {
    const { run } = world();
    const { options } = await run();
    for (const status of [200, 304]) {
      const log: RequestLog[] = [];
      const onRequest = (entry: RequestLog) => void log.push(entry);
      const reader = await createGitHubReader({ ...options, onRequest });
      await reader.listRepositories("octocat", "user", { properties: false }).catch(() => {});
      expect(log[0]).toMatchObject({ path: "/user", status });
    }
  });
});

describe("a change is seen", () => {
  test("of one page", async () => {
    const { run, simulator } = world();
    const { found } = await run();
    simulator.editByHand("acme", found[120]?.id ?? 0, { active: false });
    const second = await run();
    expect(second.statuses).toEqual([304, 200, 304, 304, 304]);
    expect(second.found[120]?.active).toBe(false);
    expect((await run()).statuses).toEqual([304, 304, 304, 304, 304]);
  });

  test("that only adds a page behind one that was full, whatever the ETag covers", async () => {
    const full = Array.from({ length: 100 }, (_, index) => hookJson(index + 1));
    const tag = { etag: 'W/"of the body alone"' };
    const next = { ...tag, link: '<https://api.github.com/orgs/acme/hooks?page=2>; rel="next"' };
    const github = fakeGitHub(({ url, headers }, index) => {
      if (url.searchParams.get("page") === "2") return json(200, [hookJson(101)])();
      if (headers.has("if-none-match")) return new Response(null, { status: 304, headers: tag });
      return json(200, full, index === 0 ? tag : next)();
    });
    const directory = temporaryCache();
    const list = async () =>
      (await createGitHubReader(optionsFor(github.fetch, { cache: { directory } }))).listHooks(
        acme,
      );
    expect(await list()).toHaveLength(100);
    expect(await list()).toHaveLength(101);
    // The link stays with the page, also where a 304 does not repeat it.
    expect(await list()).toHaveLength(101);
    expect(github.requests.at(-1)?.headers.get("if-none-match")).toBe(tag.etag);
  });

  test("and a client that has written trusts nothing but what it gets", async () => {
    const { run } = world(3);
    const { options, found } = await run();
    const log: RequestLog[] = [];
    const onRequest = (entry: RequestLog) => void log.push(entry);
    const writer = await createGitHubWriter({ ...options, onRequest });
    await writer.listHooks(acme);
    await writer.getHook(acme, found[0]?.id ?? 0);
    await writer.removeHook(acme, found[0]?.id ?? 0);
    expect(await writer.listHooks(acme)).toHaveLength(2);
    expect(log.map(({ status }) => status)).toEqual([304, 200, 204, 200]);
  });

  test("also of lists that are as they were", async () => {
    const { run } = world(3);
    const { options, found, reader } = await run();
    await reader.listHooks(api);
    const log: RequestLog[] = [];
    const onRequest = (entry: RequestLog) => void log.push(entry);
    const writer = await createGitHubWriter({ ...options, onRequest });
    await writer.removeHook(acme, found[0]?.id ?? 0);
    await writer.listHooks(api);
    expect(log.map(({ status }) => status)).toEqual([204, 200]);
  });
});

describe("what is kept", () => {
  test("tells nothing to whoever has the folder, and belongs to its owner alone", async () => {
    const { run, directory } = world();
    await run();
    const folder = join(directory, "hookfleet-v1");
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const names = readdirSync(folder);
    expect(names).toHaveLength(4);
    for (const name of names) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
      const text = readFileSync(join(folder, name), "latin1");
      for (const secret of ["planted-credential", "example.com", "acme", tokenValue, "octocat"])
        expect(text + name).not.toContain(secret);
    }
  });

  test.each<[string, Partial<ClientOptions>]>([
    ["another token", { credentials: { token: new Secret("ghp_another") } }],
    ["another server", { apiUrl: parseApiUrl("https://ghe.example.com/api/v3") }],
  ])("is of no use to %s", async (_, other) => {
    const { run, warnings } = world();
    await run();
    expect((await run(other)).statuses).toEqual([200, 200, 304, 304, 200]);
    expect((await run()).statuses).toEqual([304, 304, 304, 304, 304]);
    expect((await run(other)).statuses).toEqual([304, 304, 304, 304, 304]);
    expect(warnings).toEqual([]);
  });

  test("is a list, never a single hook, an error or half an answer", async () => {
    const tag = { etag: '"tag"' };
    const cut = () => new Response('[{"id":', { status: 200, headers: tag });
    const github = fakeGitHub(
      answers(
        json(200, hookJson(1), tag),
        json(404, { message: "Not Found" }, tag),
        cut,
        json(200, { message: "x" }, tag),
        json(200, []),
      ),
    );
    const directory = temporaryCache();
    const reader = await createGitHubReader(optionsFor(github.fetch, { cache: { directory } }));
    await reader.getHook(api, 1);
    for (let index = 0; index < 3; index += 1)
      await expect(reader.listHooks(api)).rejects.toThrow();
    await reader.listHooks(api);
    expect(entriesOf(directory)).toEqual([]);
    expect(github.requests.some(({ headers }) => headers.has("if-none-match"))).toBe(false);
  });

  test("a 304 that nobody asked for is no empty list", async () => {
    const github = fakeGitHub(() => new Response(null, { status: 304 }));
    const reader = await createGitHubReader(optionsFor(github.fetch));
    await expect(reader.listHooks(api)).rejects.toMatchObject({ code: "unexpected-answer" });
  });
});

test("an App keeps what each installation sees apart", async () => {
  const { options, log } = appWorld();
  const cache = { directory: temporaryCache() };
  const reader = await createGitHubReader({ ...options, cache });
  const umbrella: Scope = { kind: "organization", owner: "umbrella" };
  for (const scope of [acme, umbrella, acme, umbrella]) await reader.listHooks(scope);
  const lists = log.filter(({ path }) => path.includes("/hooks"));
  expect(lists.map(({ status }) => status)).toEqual([200, 200, 304, 304]);
});
