import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exampleActions, exampleEnvironment } from "../support/example-fleet.ts";
import { planted } from "../support/planted.ts";
import { enterStage, type StageOptions } from "../support/run-cli.ts";
import { mainPath, type Running, start, startCli } from "../support/spawn-cli.ts";

/** The command as it is installed, in an environment of its own, before a simulator. */
async function stageFor(options: StageOptions = {}) {
  const stage = await enterStage(options);
  const { folder: cwd, url, simulator } = stage;
  const environment = { ...exampleEnvironment, GITHUB_API_URL: url };
  return {
    simulator,
    cli: (...argv: readonly string[]): Running => startCli(argv, { cwd, environment }),
    shell: (script: string): Running =>
      start("bash", ["--norc", "-c", script], { cwd, environment }),
    writes: () => simulator.requests.filter(({ method }) => method !== "GET"),
  };
}

test("--version and --help", async () => {
  const file = new URL("../../package.json", import.meta.url);
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { version: string };
  const shown = { code: 0, stdout: `${version}\n`, stderr: "" };
  expect(await startCli(["--version"]).ended).toEqual(shown);
  const help = await startCli(["--help"]).ended;
  expect(help).toMatchObject({ code: 0, stderr: "" });
  expect(help.stdout).toMatch(/^Usage: hookfleet/);
});

test("an unknown flag", async () => {
  const { code, stdout, stderr } = await startCli(["plan", "--detailed-exit-code"]).ended;
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain("(Did you mean --detailed-exitcode?)");
});

test("the exit codes 0, 1 and 2", async () => {
  const { cli, writes } = await stageFor();
  expect(await cli("plan").ended).toMatchObject({ code: 0 });
  expect(await cli("plan", "--detailed-exitcode").ended).toMatchObject({ code: 2 });
  expect(await cli("apply").ended).toMatchObject({ code: 1 });
  expect(writes()).toEqual([]);
  expect(await cli("apply", "--auto-approve").ended).toMatchObject({ code: 0 });
  expect(writes()).toHaveLength(exampleActions);
  expect(await cli("plan", "--detailed-exitcode").ended).toMatchObject({ code: 0 });
});

/** Holds requests back until they are released; `reached` resolves when so many are held. */
function holdBack(isHeld: (request: Request) => boolean, count: number) {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let arrive = (): void => {};
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  let held = 0;
  const between: StageOptions["between"] = async (request, handle) => {
    if (isHeld(request)) {
      held += 1;
      if (held === count) arrive();
      await released;
    }
    return handle(request);
  };
  return { between, reached, release: () => release() };
}

const isWrite = ({ method }: Request): boolean => method !== "GET";

describe("interrupted", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 143],
  ] as const)(
    "by %s, apply finishes what is in flight and leaves the rest: %i",
    async (name, code) => {
      const { between, reached, release } = holdBack(isWrite, 1);
      const { cli, simulator, writes } = await stageFor({ between });
      const running = cli("apply", "--auto-approve", "--format", "json", "--target", "acme/api");
      await reached;
      running.process.kill(name);
      await running.said(/Interrupted/);
      release();
      const { stdout, ...ended } = await running.ended;
      expect(ended.code).toBe(code);
      expect(JSON.parse(stdout)).toMatchObject({
        summary: { applied: 1, failed: 0, not_attempted: 2 },
      });
      expect(writes()).toHaveLength(1);
      expect(simulator.hooks("acme/api").find(({ id }) => id === 21)?.events).toEqual(["push"]);
      const again = await cli("apply", "--auto-approve").ended;
      expect(again.code, "again, it converges").toBe(0);
      expect(writes()).toHaveLength(exampleActions);
    },
  );

  test("twice, apply ends at once", async () => {
    const { between, reached } = holdBack(isWrite, 1);
    const { cli } = await stageFor({ between });
    const running = cli("apply", "--auto-approve");
    await reached;
    running.process.kill("SIGINT");
    await running.said(/Interrupted/);
    running.process.kill("SIGINT");
    expect((await running.ended).code).toBe(130);
  });

  test.each(["plan", "apply"])("while it reads, %s stops waiting for GitHub", async (command) => {
    const { between, reached } = holdBack(() => true, 1);
    const { cli, writes } = await stageFor({ between });
    const running = cli(command, "--format", "json");
    await reached;
    running.process.kill("SIGINT");
    const { code, stdout } = await running.ended;
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ diagnostics: [{ code: "interrupted" }] });
    expect(writes()).toEqual([]);
  });
});

describe("an output that fails", () => {
  const hookfleet = `"${process.execPath}" "${mainPath}"`;
  const itsCode = `echo \${PIPESTATUS[0]}`;

  test.each([
    ["after a line", "head -1", "Changes: 4\n0\n"],
    ["at once", "true", "0\n"],
  ])("because somebody has read enough %s is no failure of a plan", async (_, reader, shown) => {
    const { shell } = await stageFor();
    const { stdout, stderr } = await shell(`${hookfleet} plan | ${reader}; ${itsCode}`).ended;
    expect(stdout).toBe(shown);
    expect(stderr).not.toMatch(/EPIPE|error/);
  });

  test("stops an apply before it writes what nobody would see", async () => {
    const { shell, writes } = await stageFor();
    const { stdout } = await shell(`${hookfleet} apply --auto-approve | true; ${itsCode}`).ended;
    expect(stdout).toBe("1\n");
    expect(writes()).toEqual([]);
  });

  test.runIf(existsSync("/dev/full"))("for want of room is an error in one line", async () => {
    const { shell } = await stageFor();
    const { stdout, stderr } = await shell(`${hookfleet} plan --quiet > /dev/full; echo $?`).ended;
    expect(stdout).toBe("1\n");
    expect(stderr).toBe("error output-lost: the output cannot be written (ENOSPC)\n");
  });
});

test("an exception out of nowhere is told without what hangs on it", async () => {
  const { folder } = await enterStage();
  const thrower = `const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (text) => {
    const request = { headers: { authorization: "${planted.token}" } };
    const error = new Error("Bearer ${planted.token}");
    setTimeout(() => { throw Object.assign(error, { request }); });
    return write(text);
  };`;
  const preload = `data:text/javascript,${encodeURIComponent(thrower)}`;
  const argv = ["--import", preload, mainPath, "simulate"];
  const { code, stderr } = await start(process.execPath, argv, { cwd: folder }).ended;
  expect(code).toBe(1);
  expect(stderr).toContain("error internal: Error: Bearer [secret]");
});

test("demo tells the whole story", async () => {
  const { code, stdout, stderr } = await startCli(["demo"]).ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("$ hookfleet apply --auto-approve");
  expect(stdout).toContain("the simulator still signs with the same secret");
});

test("demo leaves nothing behind, also when nobody watches it to the end", async () => {
  const { folder } = await enterStage();
  const environment = { TMPDIR: join(folder, "tmp") };
  mkdirSync(environment.TMPDIR);
  const script = `"${process.execPath}" "${mainPath}" demo | head -1`;
  await start("bash", ["--norc", "-c", script], { environment }).ended;
  expect(readdirSync(environment.TMPDIR)).toEqual([]);
});
