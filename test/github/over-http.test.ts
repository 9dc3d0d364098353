import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { createServer as createRawServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import type { ClientOptions, RequestLog } from "../../src/github/client-options.ts";
import { createGitHubReader, createGitHubWriter } from "../../src/github/create-clients.ts";
import { parseApiUrl } from "../../src/github/http/api-url.ts";
import { readLiveState } from "../../src/github/operations/read-live-state.ts";
import type { Scope } from "../../src/model/scope.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import type { Fault } from "../../src/simulator/faults/faults.ts";
import { serveSimulator } from "../../src/simulator/serve-simulator.ts";
import { hookInput } from "../support/build.ts";
import { listen } from "../support/proxy-server.ts";
import { githubErrorOf } from "./support/expect-error.ts";
import { optionsFor, tokenValue } from "./support/fake-github.ts";
import { temporaryCache } from "./support/temporary-cache.ts";

/** No fetch is given, so that the client sends requests itself. */
const { fetch: _, ...direct } = optionsFor(globalThis.fetch);
const acme: Scope = { kind: "organization", owner: "acme" };
const api: Scope = { kind: "repository", owner: "acme", repository: "api" };
const servers: { readonly close: () => Promise<void> }[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A simulator behind a port, and the options of a client that talks to it over the network. */
async function serve(seed: unknown, path = "") {
  const simulator = createSimulator(seed);
  const server = await serveSimulator(simulator);
  servers.push(server);
  const log: RequestLog[] = [];
  const options: ClientOptions = {
    ...direct,
    apiUrl: parseApiUrl(`${server.url}${path}`),
    onRequest: (entry) => void log.push(entry),
  };
  return { simulator, options, log };
}

const hooks = Array.from({ length: 150 }, (_, index) => ({
  url: `https://h${index}.example.com/`,
}));
const seed = {
  organizations: { acme: { hooks, repositories: { api: {}, old: { moved_to: "acme/api" } } } },
};

describe.each(["", "/api/v3"])("below %j", (path) => {
  test("lists pages, names what has moved, and logs it all", async () => {
    const { options, log } = await serve(seed, path);
    const reader = await createGitHubReader(options);
    expect(await reader.listHooks(acme)).toHaveLength(150);
    const old: Scope = { kind: "repository", owner: "acme", repository: "old" };
    expect((await githubErrorOf(reader.listHooks(old))).message).toContain("acme/api");
    expect(
      log.map(({ method, path: at, status, attempt }) => [method, at, status, attempt]),
    ).toEqual([
      ["GET", `${path}/orgs/acme/hooks?per_page=100`, 200, 1],
      ["GET", expect.stringMatching(/page=2/), 200, 1],
      ["GET", expect.stringMatching(/page=2/), 200, 1],
      ["GET", `${path}/orgs/acme/hooks?per_page=100`, 200, 1],
      ["GET", `${path}/repos/acme/old/hooks?per_page=100`, 301, 1],
      ["GET", expect.stringMatching(/\/repositories\/\d+$/), 200, 1],
    ]);
    expect(JSON.stringify(log)).not.toContain(tokenValue);
  });
});

describe("faults", () => {
  test.each<[string, Fault, number]>([
    ["a broken connection", { kind: "reset" }, 2],
    ["an answer that breaks off on the wire", { kind: "status", status: 503 }, 2],
    ["a page of a proxy", { kind: "html" }, 2],
  ])("%s once is got over", async (_, fault, attempts) => {
    const { simulator, options, log } = await serve(seed);
    simulator.addFault(fault);
    expect(await (await createGitHubReader(options)).listHooks(acme)).toHaveLength(150);
    expect(log.at(attempts - 1)).toMatchObject({ status: 200, attempt: attempts });
  });

  test.each<[string, Fault, string]>([
    ["half a list", { kind: "truncate" }, "malformed-answer"],
    ["an object for a list", { kind: "not-a-list" }, "malformed-answer"],
    ["a web page that calls itself a success", { kind: "html", status: 200 }, "malformed-answer"],
    ["half of the second page", { kind: "truncate", skip: 1 }, "malformed-answer"],
    ["connections that break for good", { kind: "reset", times: 9 }, "network-error"],
    ["a server that is down", { kind: "status", times: 9 }, "server-error"],
    ["a server that says nothing", { kind: "timeout", times: 9 }, "timeout"],
  ])("%s is no list", async (_, fault, code) => {
    const { simulator, options } = await serve(seed);
    simulator.addFault(fault);
    // A slow machine must not time out where something else is to be seen.
    const timeoutMs = fault.kind === "timeout" ? 100 : 60_000;
    const reader = await createGitHubReader({ ...options, timeoutMs });
    const live = await readLiveState(reader, [acme]);
    expect(live.get("acme")).toMatchObject({
      status: "unreadable",
      diagnostic: { code, scope: "acme" },
    });
  });

  test.each(["rate-limit", "secondary-limit"] as const)("a %s is waited for", async (kind) => {
    const { simulator, options } = await serve(seed);
    simulator.addFault({ kind });
    const waits: unknown[] = [];
    const reader = await createGitHubReader({
      ...options,
      onWait: (wait) => void waits.push(wait),
    });
    expect(await reader.listHooks(acme)).toHaveLength(150);
    expect(waits).toEqual([
      {
        seconds: expect.any(Number),
        until: expect.any(Number),
        reason: kind === "rate-limit" ? "rate-limited" : "secondary-rate-limit",
      },
    ]);
  });

  test("a create is sent once", async () => {
    const { simulator, options, log } = await serve(seed);
    simulator.addFault({ kind: "reset", method: "POST", moment: "after" });
    const writer = await createGitHubWriter(options);
    const error = await githubErrorOf(
      writer.createHook(api, hookInput("https://new.example.com/")),
    );
    expect(error).toMatchObject({ code: "network-error", mayHaveHappened: true });
    expect(log).toHaveLength(1);
    expect(simulator.hooks("acme/api")).toHaveLength(1);
  });
});

test("requests let no cache on the way answer, and conditional ones can be answered 304", async () => {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer(({ headers }, answer) => {
    seen.push(headers);
    // As the library does that many servers decide with: `no-cache` asks for the whole answer.
    const isReload = /no-cache/.test(`${headers["cache-control"]} ${headers.pragma}`);
    const isKept = headers["if-none-match"] === '"tag"' && !isReload;
    answer.writeHead(isKept ? 304 : 200, { etag: '"tag"' }).end(isKept ? "" : "[]");
  });
  const apiUrl = parseApiUrl(`http://127.0.0.1:${await listen(server)}`);
  const statuses: number[] = [];
  const reader = await createGitHubReader({
    ...direct,
    apiUrl,
    cache: { directory: temporaryCache() },
    onRequest: ({ status }) => void statuses.push(status),
  });
  for (const _ of ["kept", "asked again"]) expect(await reader.listHooks(acme)).toEqual([]);
  expect(statuses).toEqual([200, 304]);
  for (const headers of seen) {
    expect(headers["cache-control"]).toBe("max-age=0");
    expect(headers.pragma).toBeUndefined();
  }
});

/** A server that answers every request with these very bytes. */
async function serveBytes(respond: (head: string) => string): Promise<ClientOptions> {
  const server = createRawServer((socket) => {
    socket.on("data", (head) => void socket.write(respond(head.toString("latin1"))));
  });
  return { ...direct, apiUrl: parseApiUrl(`http://127.0.0.1:${await listen(server)}`) };
}

test("what comes behind a whole answer, such as a body of a 304, takes nothing from it", async () => {
  const options = await serveBytes((head) =>
    head.includes("if-none-match")
      ? 'HTTP/1.1 304 Not Modified\r\netag: "tag"\r\ncontent-length: 2\r\n\r\n[]'
      : 'HTTP/1.1 200 OK\r\netag: "tag"\r\ncontent-length: 2\r\n\r\n[] and more',
  );
  const statuses: number[] = [];
  const reader = await createGitHubReader({
    ...options,
    cache: { directory: temporaryCache() },
    onRequest: ({ status }) => void statuses.push(status),
  });
  for (const _ of ["kept", "asked again"]) expect(await reader.listHooks(acme)).toEqual([]);
  expect(statuses).toEqual([200, 304]);
});

test("another protocol that nobody asked for is no answer, and is not waited for", async () => {
  const options = await serveBytes(
    () => "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: other\r\n\r\n",
  );
  const writer = await createGitHubWriter({ ...options, timeoutMs: 60_000 });
  expect(await githubErrorOf(writer.pingHook(acme, 7))).toMatchObject({
    code: "network-error",
    mayHaveHappened: true,
  });
});

test("blanks behind the value of a header are no part of it", async () => {
  const server = createServer((_, answer) => answer.writeHead(429, { "retry-after": "7 " }).end());
  const apiUrl = parseApiUrl(`http://127.0.0.1:${await listen(server)}`);
  const options = { ...direct, apiUrl, noWait: true };
  const error = await githubErrorOf((await createGitHubReader(options)).listHooks(acme));
  expect(error.help).toContain("after 7 s");
});

describe("a body", () => {
  const mebibyte = Buffer.alloc(1024 * 1024, " ");

  /** A server that answers so, what the client makes of it, and how often it asked. */
  async function listFrom(respond: (answer: ServerResponse) => void, timeoutMs = 20_000) {
    const server = createServer((_, answer) => respond(answer));
    const apiUrl = parseApiUrl(`http://127.0.0.1:${await listen(server)}`);
    const log: RequestLog[] = [];
    const onRequest = (entry: RequestLog): void => void log.push(entry);
    const options = { ...direct, apiUrl, onRequest, timeoutMs };
    const error = await githubErrorOf((await createGitHubReader(options)).listHooks(acme));
    return { error, asked: log.length };
  }

  test("that inflates to more than 64 MiB is not read to its end", async () => {
    const bomb = gzipSync(Buffer.concat(Array.from({ length: 80 }, () => mebibyte)), { level: 1 });
    const { error, asked } = await listFrom((answer) => {
      answer.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
    });
    expect(error).toMatchObject({ code: "answer-too-large", mayHaveHappened: false });
    expect(error.message).toContain("64 MiB");
    expect(asked).toBe(1);
  });

  test("that never ends is not read for ever", async () => {
    let sent = 0;
    const { error } = await listFrom((answer) => {
      const more = (): void => {
        while (!answer.destroyed && answer.write(mebibyte)) sent += 1;
        answer.once("drain", more);
      };
      more();
    });
    expect(error.code).toBe("answer-too-large");
    expect(sent).toBeLessThan(200);
  });

  test("that trickles is bounded in time", async () => {
    const { error, asked } = await listFrom((answer) => {
      answer.writeHead(200);
      const timer = setInterval(() => answer.write(" "), 5);
      answer.on("close", () => clearInterval(timer));
    }, 50);
    expect(error.code).toBe("timeout");
    expect(asked).toBe(4);
  });

  test.each<[string, (answer: ServerResponse) => void, string]>([
    [
      "shorter than its length",
      (answer) => answer.writeHead(200, { "content-length": 9 }).end("[]"),
      "network-error",
    ],
    [
      "with half a gzip in it",
      (answer) =>
        answer.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("[]").subarray(0, 12)),
      "malformed-answer",
    ],
    [
      "that is no gzip",
      (answer) => answer.writeHead(200, { "content-encoding": "gzip" }).end("[]"),
      "network-error",
    ],
    ["of a 304 without a question", (answer) => answer.writeHead(304).end(), "unexpected-answer"],
    ["of two lists", (answer) => answer.writeHead(200).end("[][]"), "malformed-answer"],
  ])("%s is no list", async (_, respond, code) => {
    const { error } = await listFrom((answer) => {
      // Otherwise Node keeps the connection open, and the client waits for the rest that was announced.
      answer.shouldKeepAlive = false;
      respond(answer);
    });
    expect(error.code).toBe(code);
  });
});

test("a port where nobody listens", async () => {
  const { options } = await serve(seed);
  for (const server of servers.splice(0)) await server.close();
  const error = await githubErrorOf((await createGitHubReader(options)).listHooks(acme));
  expect(error).toMatchObject({ code: "network-error", status: 0, mayHaveHappened: false });
  expect(error.message).toContain("ECONNREFUSED");
});
