import { createServer } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import type { ClientOptions } from "../../src/github/client-options.ts";
import {
  createGitHubCollaborator,
  createGitHubReader,
  createGitHubWriter,
} from "../../src/github/create-clients.ts";
import { parseApiUrl } from "../../src/github/http/api-url.ts";
import { readProxy } from "../../src/github/http/proxy.ts";
import type { Scope } from "../../src/model/scope.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import { serveSimulator } from "../../src/simulator/serve-simulator.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { hookInput } from "../support/build.ts";
import { listen, startProxy } from "../support/proxy-server.ts";
import { githubErrorOf } from "./support/expect-error.ts";
import { appWorld } from "./support/fake-app.ts";
import { optionsFor } from "./support/fake-github.ts";

const acme: Scope = { kind: "organization", owner: "acme" };
const api = { kind: "repository", owner: "acme", repository: "api" } as const;
const credentials = "me:pa55word";
const authorization = `Basic ${Buffer.from(credentials).toString("base64")}`;

/** A simulator behind a port, and the options of a client whose environment names a proxy. */
async function behind(proxyUrl: string, simulator: Simulator, variable = "HTTP_PROXY") {
  const server = await serveSimulator(simulator);
  onTestFinished(() => server.close());
  const apiUrl = parseApiUrl(server.url);
  const { fetch: _, ...options } = optionsFor(globalThis.fetch);
  return { ...options, apiUrl, proxy: readProxy({ [variable]: proxyUrl }, apiUrl) };
}

const seed = { organizations: { acme: { hooks: [{ url: "https://a.example.com/" }] } } };

describe("everything goes through the proxy", () => {
  test("reads and writes of hooks, with the credentials for the proxy", async () => {
    const proxy = await startProxy({ authorization });
    const simulator = createSimulator(seed);
    const options = await behind(`http://${credentials}@127.0.0.1:${proxy.port}`, simulator);
    const writer = await createGitHubWriter(options);
    expect(await writer.listHooks(acme)).toHaveLength(1);
    await writer.createHook(acme, hookInput("https://new.example.com/"));
    expect(proxy.seen).toEqual([
      `GET ${options.apiUrl.url}/orgs/acme/hooks?per_page=100 ${authorization}`,
      `POST ${options.apiUrl.url}/orgs/acme/hooks ${authorization}`,
    ]);
    expect(simulator.requests).toHaveLength(2);
  });

  test("the tokens of a GitHub App", async () => {
    const proxy = await startProxy();
    const { simulator, options } = appWorld();
    const { fetch: _, ...app } = options;
    const routed = await behind(`http://127.0.0.1:${proxy.port}`, simulator);
    const reader = await createGitHubReader({ ...app, ...routed, credentials: app.credentials });
    expect(await reader.listHooks(acme)).toHaveLength(1);
    expect(proxy.seen).toHaveLength(simulator.requests.length);
    expect(proxy.seen).toContainEqual(expect.stringMatching(/^POST .*access_tokens$/));
  });

  test("comments and issues", async () => {
    const proxy = await startProxy();
    const simulator = createSimulator({
      organizations: { acme: { repositories: { api: { pulls: [{ number: 7 }] } } } },
    });
    const port = await createGitHubCollaborator(
      await behind(`http://127.0.0.1:${proxy.port}`, simulator),
    );
    await port.createComment(api, 7, "hello");
    await port.createIssue(api, { title: "t", body: "b", labels: [] });
    expect(proxy.seen).toHaveLength(2);
  });
});

describe("a proxy that refuses", () => {
  /** Lists through a tunnel to a host that only the proxy could find. */
  async function listThrough(port: number, more: Partial<ClientOptions> = {}) {
    const apiUrl = parseApiUrl("https://ghes.invalid/api/v3");
    const { fetch: _, ...options } = optionsFor(globalThis.fetch, more);
    const proxy = readProxy({ HTTPS_PROXY: `http://me:wr0ngpass@127.0.0.1:${port}` }, apiUrl);
    const writer = await createGitHubWriter({ ...options, apiUrl, proxy });
    const attempts: number[] = [];
    const error = await githubErrorOf(writer.removeHook(acme, 5));
    expect(JSON.stringify(error) + error.message + error.help).not.toMatch(/wr0ngpass|<h1>/);
    return { error, attempts };
  }

  test("wrong credentials is asked once: accounts are locked after a few", async () => {
    const proxy = await startProxy({ authorization });
    const { error } = await listThrough(proxy.port);
    expect(error).toMatchObject({ code: "proxy-refused", status: 0, mayHaveHappened: false });
    expect(error.message).toContain(`the proxy http://127.0.0.1:${proxy.port} answers 407`);
    expect(error.help).toContain("The proxy wants other credentials: set HTTPS_PROXY");
    expect(proxy.seen).toEqual([expect.stringContaining("CONNECT ghes.invalid:443 Basic ")]);
  });

  test.each([
    [403, 1],
    [502, 4],
  ])("with %i is asked %i times, and nothing has happened", async (refusal, attempts) => {
    const login = `Basic ${Buffer.from("me:wr0ngpass").toString("base64")}`;
    const proxy = await startProxy({ authorization: login, refusal });
    const { error } = await listThrough(proxy.port);
    expect(error).toMatchObject({ code: "proxy-refused", mayHaveHappened: false });
    expect(error.message).toContain(`answers ${refusal}`);
    expect(error.help).toContain("NO_PROXY");
    expect(proxy.seen).toHaveLength(attempts);
  });

  test("by closing the connection is asked four times, and nothing has happened", async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      // A client that never stops must not keep the test from its end.
      if (connections > 100) return;
      socket.on("error", () => {}).once("data", () => socket.destroy());
    });
    const { error } = await listThrough(await listen(server), { totalTimeoutMs: 5_000 });
    expect(error).toMatchObject({ code: "network-error", mayHaveHappened: false });
    expect(error.message).toMatch(/through the proxy http:\S+ \(PROXY_CLOSED\)$/);
    expect(connections).toBe(4);
  });

  test("requests over plain http is told apart from GitHub", async () => {
    const proxy = await startProxy({ authorization });
    const options = await behind(`http://127.0.0.1:${proxy.port}`, createSimulator(seed));
    const error = await githubErrorOf((await createGitHubReader(options)).listHooks(acme));
    expect(error.code).toBe("proxy-refused");
    expect(error.help).toContain("The proxy wants credentials: set HTTP_PROXY");
    expect(proxy.seen).toHaveLength(1);
  });
});

describe("a server that cannot be reached, while a proxy is set", () => {
  test("is the proxy's fault where it cannot be found", async () => {
    const apiUrl = parseApiUrl("https://ghes.invalid/api/v3");
    const { fetch: _, ...options } = optionsFor(globalThis.fetch);
    const proxy = readProxy({ HTTPS_PROXY: "http://proxy.invalid:3128" }, apiUrl);
    const reader = await createGitHubReader({ ...options, apiUrl, proxy });
    const error = await githubErrorOf(reader.listHooks(acme));
    expect(error.code).toBe("network-error");
    expect(error.message).toMatch(
      /no answer from https:\/\/ghes\.invalid through the proxy http:\/\/proxy\.invalid:3128 \(E[A-Z_]+\)$/,
    );
    expect(error.help).toContain("Check the proxy in HTTPS_PROXY");
  });

  test("is told to be excepted by NO_PROXY", async () => {
    const apiUrl = parseApiUrl("https://ghes.invalid/api/v3");
    const { fetch: _, ...options } = optionsFor(globalThis.fetch);
    const environment = { https_proxy: "http://proxy.invalid:3128", no_proxy: ".invalid" };
    const proxy = readProxy(environment, apiUrl);
    const reader = await createGitHubReader({ ...options, apiUrl, proxy });
    const error = await githubErrorOf(reader.listHooks(acme));
    expect(error.message).not.toContain("proxy.invalid");
    expect(error.help).toContain("NO_PROXY names this host");
  });

  test("mentions HTTPS_PROXY where none is set", async () => {
    const apiUrl = parseApiUrl("https://ghes.invalid/api/v3");
    const { fetch: _, ...options } = optionsFor(globalThis.fetch);
    const reader = await createGitHubReader({ ...options, apiUrl });
    expect((await githubErrorOf(reader.listHooks(acme))).help).toContain("HTTPS_PROXY");
  });
});
