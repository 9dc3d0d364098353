import { chmodSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { exampleActions } from "../support/example-fleet.ts";
import { planted } from "../support/planted.ts";
import { enterStage, type Stage } from "../support/run-cli.ts";

const unset = { CI_SECRET: undefined, HOOK_URL: undefined };

/** Writes an env file that only its owner may read. */
function writeEnv({ folder, write }: Stage, text: string, mode = 0o600, name = ".env"): void {
  write(name, text);
  chmodSync(join(folder, name), mode);
}

test("the variables of an env file are secrets and URLs as those of the environment are", async () => {
  const stage = await enterStage({ environment: unset });
  expect((await stage.run(["plan"])).code).toBe(1);
  writeEnv(stage, `# hooks\nexport CI_SECRET=${planted.live}\nHOOK_URL='${planted.url}' # where\n`);
  const { code, writes, stderr } = await stage.run([
    ...["apply", "--auto-approve", "--accept-secret-change", "--env-file", ".env"],
  ]);
  expect({ code, writes: writes.length }).toEqual({ code: 0, writes: exampleActions });
  expect(stderr).not.toContain("env-file");
  const secrets = stage.simulator.hooks("acme/api").map(({ config }) => config.secret);
  expect(secrets).toContain(planted.live);
});

test("the environment wins over env files, and a later one over an earlier one", async () => {
  const stage = await enterStage({ environment: { ...unset, CI_SECRET: planted.live } });
  writeEnv(stage, `HOOK_URL=ftp://wrong.example.com/\nCI_SECRET=${planted.file}`);
  writeEnv(stage, `HOOK_URL=${planted.url}`, 0o600, "late.env");
  const files = ["--env-file", ".env", "--env-file", "late.env"];
  const { code } = await stage.run(["apply", "--auto-approve", ...files]);
  expect(code).toBe(0);
  const secrets = stage.simulator.hooks("acme/api").map(({ config }) => config.secret);
  expect(secrets).not.toContain(planted.file);
});

test("what Node made of an env file by itself does not win over the file", async () => {
  const text = `CI_SECRET="${planted.live}\\"and-more"\nHOOK_URL=${planted.url}\n`;
  const byNode = parseEnv(text);
  expect(byNode["CI_SECRET"]).not.toContain("and-more");
  const stage = await enterStage({ environment: { ...unset, ...byNode } });
  writeEnv(stage, text);
  const argv = ["apply", "--auto-approve", "--accept-secret-change", "--env-file", ".env"];
  expect((await stage.run(argv)).code).toBe(0);
  const secrets = stage.simulator.hooks("acme/api").map(({ config }) => config.secret);
  expect(secrets).toContain(`${planted.live}"and-more`);
});

test("an env file may hold the token, which nothing shows", async () => {
  const stage = await enterStage({ environment: { GITHUB_TOKEN: undefined } });
  expect((await stage.run(["plan"])).stderr).toContain("error no-credentials");
  writeEnv(stage, `GITHUB_TOKEN=${planted.token}\n`);
  for (const command of ["plan", "doctor", "import acme/api"]) {
    const argv = [...command.split(" "), "--verbose", "--env-file", ".env"];
    expect((await stage.run(argv)).code).toBe(0);
  }
});

test("an env file that others may read is a warning", async () => {
  const stage = await enterStage({ environment: unset });
  const text = `CI_SECRET=${planted.live}\nHOOK_URL=${planted.url}\n`;
  for (const mode of [0o644, 0o640, 0o604]) {
    writeEnv(stage, text, mode);
    const { code, stderr } = await stage.run(["plan", "--env-file", ".env"]);
    expect(code).toBe(0);
    expect(stderr).toContain("warning env-file-exposed: .env holds credentials");
    expect(stderr).toContain("chmod 600 .env");
  }
  stage.write("my env", text);
  const { stderr } = await stage.run(["plan", "--env-file", "my env"]);
  expect(stderr).toContain("help: Run chmod 600 'my env'\n");
  writeEnv(stage, text, 0o600);
  expect((await stage.run(["plan", "--env-file", ".env"])).stderr).not.toContain("env-file");
});

test.each([
  ["is missing", undefined, "error env-file-unreadable: the env file .env cannot be read: ENOENT"],
  ["has a bad line", "A=b\nPl4nt3d hunter2", ".env:2:1: error bad-env-file: this line is not NAME"],
  ["holds a mask", "CI_SECRET=********", ".env:1:1: error bad-env-file: this line has asterisks"],
])("an env file that %s stops every command before its first request", async (_, text, message) => {
  const stage = await enterStage({ environment: unset });
  if (text !== undefined) writeEnv(stage, text);
  const commands = ["plan", "drift", "verify", "secrets", "explain acme", "health", "deliveries"];
  const writing = [
    "redeliver",
    "ping",
    "apply --auto-approve",
    "comment p.json",
    "report-issue d.json",
  ];
  for (const command of [...commands, "doctor", "audit acme", "import acme", ...writing]) {
    const { code, stderr } = await stage.run([...command.split(" "), "--env-file", ".env"]);
    expect(stderr).toContain(message);
    expect(code).toBe(1);
  }
  expect(stage.simulator.requests).toEqual([]);
});
