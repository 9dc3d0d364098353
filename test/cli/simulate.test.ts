import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { switchDefinitions } from "../../src/simulator/switches.ts";
import { enterStage } from "../support/run-cli.ts";
import { startCli } from "../support/spawn-cli.ts";

const yaml = `
organizations:
  acme:
    hooks: [{ url: https://a.example.com/, events: [push], secret: s1 }]
    repositories: { api: }
`;
const json = JSON.stringify({
  tokens: { "the-token": {} },
  organizations: { acme: { hooks: [{ url: "https://a.example.com/", events: ["push"] }] } },
});

/** A served simulator, and a client that knows nothing of hookfleet. */
async function serve(text: string, ...more: readonly string[]) {
  const { folder, write } = await enterStage({ files: { seed: text } });
  write("seed", text);
  const { process, said, ended } = startCli(["simulate", "--seed", "seed", ...more], {
    cwd: folder,
  });
  const url = await said(/http:\/\/127\.0\.0\.1:\d+/);
  const call = async (method: string, path: string, body?: unknown, token = "any") => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `token ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await response.text();
    return { status: response.status, body: answer === "" ? undefined : JSON.parse(answer) };
  };
  return { url, call, process, ended };
}

test("serves a seed in YAML to any client until it is interrupted", async () => {
  const { call, process, ended, url } = await serve(yaml);
  expect(await call("GET", "/orgs/acme/hooks")).toMatchObject({
    status: 200,
    body: [{ config: { url: "https://a.example.com/", secret: "********" } }],
  });
  const hook = { name: "web", config: { url: "https://b.example.com/", secret: "s2" } };
  expect(await call("POST", "/repos/acme/api/hooks", hook)).toMatchObject({ status: 201 });
  expect(await call("GET", "/nothing/there")).toMatchObject({ status: 404 });
  process.kill("SIGINT");
  const { code, stdout, stderr } = await ended;
  expect({ code, stdout }).toEqual({ code: 130, stdout: `${url}\n` });
  expect(stderr).toContain(`GITHUB_API_URL=${url} hookfleet plan`);
});

test("serves a seed in JSON, with its tokens and with switches", async () => {
  const switches = ["--switch", "bodyStatusField=off", "--switch", "maskEcho=keep"];
  const { call, process, ended } = await serve(json, ...switches);
  const refused = await call("GET", "/orgs/acme/hooks");
  expect(refused).toMatchObject({ status: 401, body: { message: "Bad credentials" } });
  expect(refused.body).not.toHaveProperty("status");
  expect(await call("GET", "/orgs/acme/hooks", undefined, "the-token")).toMatchObject({
    status: 200,
  });
  process.kill("SIGTERM");
  expect((await ended).code).toBe(143);
});

test("--list-switches explains every switch and ends", async () => {
  const { run } = await enterStage();
  const { code, stdout } = await run(["simulate", "--list-switches"]);
  expect(code).toBe(0);
  for (const [name, { description, values = [] }] of Object.entries(switchDefinitions)) {
    expect(stdout).toContain(`${name}\n    ${description}\n`);
    for (const value of values) expect(stdout).toContain(value);
  }
});

describe("what it cannot serve", () => {
  test.each<[what: string, seed: string | Uint8Array, code: string]>([
    ["not YAML", "a: [}", "bad-yaml"],
    ["half of a JSON document", '{"organizations": {', "bad-yaml"],
    ["two documents", "a: 1\n---\nb: 2\n", "bad-yaml"],
    ["an alias of nothing", "organizations: *nothing\n", "bad-yaml"],
    [
      "an alias bomb",
      "a: &a [1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c]\n",
      "bad-yaml",
    ],
    ["a program", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0xff]), "bad-seed"],
    ["a list", "[]", "bad-seed"],
    ["an unknown key", "organisations: {}", "bad-seed"],
    ["a hook without a URL", "organizations: { acme: { hooks: [{}] } }", "bad-seed"],
    ["an unknown switch", "switches: { nope: yes }", "bad-seed"],
  ])("a seed that is %s", async (_, seed, code) => {
    const { run } = await enterStage({ files: { "seed.yaml": seed } });
    const { code: exit, stdout, stderr } = await run(["simulate", "--seed", "seed.yaml"]);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: "" });
    expect(stderr.match(/error [a-z-]+:/g)).toEqual([`error ${code}:`]);
  });

  test.each<[argv: readonly string[], code: string]>([
    [["--seed", "nowhere.yaml"], "seed-unreadable"],
    [["--seed", "."], "seed-unreadable"],
    [["--switch", "maskEcho"], "bad-switch"],
    [["--switch", "maskEcho=perhaps"], "bad-switch"],
    [["--switch", "nope=1"], "bad-switch"],
    [["--switch", "eventLimit=-1"], "bad-switch"],
    [["--port", "65536"], "bad-port"],
    [["--port", "http"], "bad-port"],
  ])("%j", async (argv, code) => {
    const { run } = await enterStage();
    const { code: exit, stdout, stderr } = await run(["simulate", ...argv]);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: "" });
    expect(stderr.match(/error [a-z-]+:/g)).toEqual([`error ${code}:`]);
  });

  test("a port that is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const { run } = await enterStage();
    const { code, stderr } = await run(["simulate", "--port", String(port)]);
    expect(code).toBe(1);
    expect(stderr).toContain("error port-unavailable:");
  });
});

test("an interrupted in-process server ends with the interrupt", async () => {
  const { run } = await enterStage();
  const controller = new AbortController();
  const running = run(["simulate"], { interrupted: controller.signal });
  controller.abort();
  const { code, stdout } = await running;
  expect(code).toBe(0);
  await expect(fetch(stdout.trim())).rejects.toThrow();
});
