import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { createServer } from "node:tls";
import { expect, test } from "vitest";
import { exampleEnvironment } from "../support/example-fleet.ts";
import { planted } from "../support/planted.ts";
import { listen, startProxy } from "../support/proxy-server.ts";
import { enterStage } from "../support/run-cli.ts";
import { selfSigned } from "../support/self-signed.ts";
import { startCli } from "../support/spawn-cli.ts";

const login = `me:${planted.live}`;
const authorization = `Basic ${Buffer.from(login).toString("base64")}`;

/** An Enterprise Server that only a proxy can find, over TLS, and the command line beside it. */
async function ghes() {
  const { folder, url, simulator } = await enterStage();
  const host = "ghes.example.invalid";
  const { key, cert } = selfSigned(host);
  const simulatorPort = Number(new URL(url).port);
  const tls = createServer({ key, cert }, (socket) => {
    const onward = connect(simulatorPort, "127.0.0.1");
    for (const one of [socket, onward]) one.on("error", () => {});
    socket.pipe(onward).pipe(socket);
  });
  const tunnelTo = await listen(tls);
  const proxyTls = selfSigned("localhost");
  writeFileSync(join(folder, "ca.pem"), cert + proxyTls.cert);
  const environment = {
    ...exampleEnvironment,
    NODE_EXTRA_CA_CERTS: join(folder, "ca.pem"),
    GITHUB_API_URL: `https://${host}/api/v3`,
  };
  return {
    tunnelTo,
    proxyTls,
    simulator,
    cli: (argv: readonly string[], more: Readonly<Record<string, string>>) =>
      startCli(argv, { cwd: folder, environment: { ...environment, ...more } }).ended,
  };
}

test.each(["HTTPS_PROXY", "https_proxy"])("the command line goes through %s", async (variable) => {
  const { cli, tunnelTo, simulator } = await ghes();
  const proxy = await startProxy({ authorization, tunnelTo });
  const address = `http://127.0.0.1:${proxy.port}`;
  const environment = { [variable]: address.replace("//", `//${login}@`) };
  const { code, stdout, stderr } = await cli(["plan", "--verbose"], environment);
  expect(stderr).toContain(`Proxy ${address} (${variable}) for ghes.example.invalid`);
  expect(stdout).toMatch(/^Plan: /m);
  expect(code).toBe(0);
  expect(simulator.requests.length).toBeGreaterThan(0);
  expect(new Set(proxy.seen)).toEqual(
    new Set([`CONNECT ghes.example.invalid:443 ${authorization}`]),
  );
});

test.each<[string, Readonly<Record<string, string>>]>([
  ["NO_PROXY", { HTTP_PROXY: "http://127.0.0.1:PORT", NO_PROXY: "localhost,127.0.0.1" }],
  ["it is this machine", { HTTP_PROXY: "http://proxy.invalid:3128" }],
])("the command line says why it does without the proxy: %s", async (why, environment) => {
  const { run, url } = await enterStage();
  const proxy = await startProxy();
  const entries = Object.entries(environment);
  const { code, stderr } = await run(["plan", "--verbose"], {
    environment: Object.fromEntries(
      entries.map(([name, value]) => [name, value.replace("PORT", `${proxy.port}`)]),
    ),
  });
  expect(code).toBe(0);
  expect(stderr).toContain(`No proxy for ${new URL(url).host} (${why})`);
  expect(proxy.seen).toEqual([]);
});

test("what is to be asked directly is, also where Node itself was given the proxy", async () => {
  const { folder: cwd, url } = await enterStage();
  const environment = {
    ...exampleEnvironment,
    GITHUB_API_URL: url,
    NODE_USE_ENV_PROXY: "1",
    HTTP_PROXY: "http://proxy.invalid:3128",
  };
  expect((await startCli(["plan"], { cwd, environment }).ended).code).toBe(0);
});

test("a proxy over TLS is spoken to over TLS", async () => {
  const { cli, tunnelTo, proxyTls } = await ghes();
  const proxy = await startProxy({ authorization, tunnelTo, tls: proxyTls });
  const address = `https://${login}@localhost:${proxy.port}`;
  const { code, stdout } = await cli(["plan"], { HTTPS_PROXY: address });
  expect(stdout).toMatch(/^Plan: /m);
  expect(code).toBe(0);
});

test("a proxy that is none is an error before any request, which does not show it", async () => {
  const { cli, simulator } = await ghes();
  const { code, stderr } = await cli(["plan"], { HTTPS_PROXY: `socks5://${login}@127.0.0.1:1` });
  expect(code).toBe(1);
  expect(stderr).toContain("error bad-proxy: HTTPS_PROXY is not the URL of an http or https proxy");
  expect(simulator.requests).toEqual([]);
});
