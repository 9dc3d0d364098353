import dns from "node:dns";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { createGitHubReader } from "../../src/github/create-clients.ts";
import { parseApiUrl } from "../../src/github/http/api-url.ts";
import { readProxy } from "../../src/github/http/proxy.ts";
import type { Scope } from "../../src/model/scope.ts";
import { optionsFor } from "./support/fake-github.ts";

const acme: Scope = { kind: "organization", owner: "acme" };

/** Servers on two addresses and one port; the second stands for a machine that is somewhere else. */
async function twoMachines() {
  const seen: string[] = [];
  const open = (host: string, port: number) =>
    new Promise<number>((resolve) => {
      const server = createServer((request, response) => {
        seen.push(`${host} ${request.headers.authorization?.slice(0, 6)}`);
        response.setHeader("content-type", "application/json").end("[]");
      });
      onTestFinished(() => void server.close());
      server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
    });
  const port = await open("127.0.0.1", 0);
  await open("127.0.0.2", port);
  // A resolver that leads every name to the other one.
  const lookup = vi.spyOn(dns, "lookup").mockImplementation(((
    _name: string,
    options: { readonly all?: boolean },
    callback: (...answer: unknown[]) => void,
  ) => {
    if (options.all === true) callback(null, [{ address: "127.0.0.2", family: 4 }]);
    else callback(null, "127.0.0.2", 4);
  }) as never);
  onTestFinished(() => lookup.mockRestore());
  return { port, seen };
}

const { fetch: _, ...options } = optionsFor(globalThis.fetch);

test.each(["localhost", "api.localhost"])(
  "plain http to %s goes to this machine, whatever a resolver says",
  async (name) => {
    const { port, seen } = await twoMachines();
    const apiUrl = parseApiUrl(`http://${name}:${port}`);
    const reader = await createGitHubReader({ ...options, apiUrl });
    expect(await reader.listHooks(acme)).toEqual([]);
    expect(seen).toEqual(["127.0.0.1 Bearer"]);
  },
);

test("so does plain http through a proxy of that name", async () => {
  const { port, seen } = await twoMachines();
  const apiUrl = parseApiUrl("http://api.localhost:8080");
  const proxy = readProxy({ HTTP_PROXY: `http://proxy.localhost:${port}` }, apiUrl);
  const reader = await createGitHubReader({ ...options, apiUrl, proxy });
  expect(await reader.listHooks(acme)).toEqual([]);
  expect(seen).toEqual(["127.0.0.1 Bearer"]);
});
