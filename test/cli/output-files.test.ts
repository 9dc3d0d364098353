import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exampleActions, exampleEnvironment } from "../support/example-fleet.ts";
import { enterStage } from "../support/run-cli.ts";
import { mainPath, start, startCli } from "../support/spawn-cli.ts";

describe("a file that cannot be written", () => {
  test.each([
    ["in a folder that is not there", "nowhere/plan.json"],
    ["that is a folder", "secrets.json"],
    ["below a file", "hookfleet.yaml/plan.json"],
  ])("%s is one error, and nothing is left behind", async (_, out) => {
    const { run, folder } = await enterStage();
    mkdirSync(join(folder, "secrets.json"));
    const before = readdirSync(folder);
    const { code, stdout, stderr } = await run(["plan", "--quiet", "--out", out]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^error file-unwritable: .* cannot be written: E[A-Z]+, [a-z ]+\n$/);
    expect(readdirSync(folder)).toEqual(before);
  });

  test("for events stops apply before it writes to GitHub", async () => {
    const { run } = await enterStage();
    const argv = ["apply", "--auto-approve", "--events", "nowhere/events.jsonl"];
    const { code, stderr, writes } = await run(argv);
    expect({ code, writes }).toEqual({ code: 1, writes: [] });
    expect(stderr).toContain("error file-unwritable:");
  });

  test.runIf(existsSync("/dev/full"))("for want of room stops it, too", async () => {
    const { run } = await enterStage();
    const argv = ["apply", "--auto-approve", "--events", "/dev/full"];
    expect(await run(argv)).toMatchObject({ code: 1, writes: [] });
  });
});

test("events that do not fit any more do not stop a run half-way, and are a failure", async () => {
  const { folder, url, simulator } = await enterStage();
  // Room for the first line and a part of the second.
  const script = `ulimit -f 1; trap "" XFSZ; exec "$0" "$@"`;
  const argv = ["apply", "--auto-approve", "--format", "json", "--events", "events.jsonl"];
  const { code, stdout, stderr } = await start(
    "bash",
    ["--norc", "-c", script, process.execPath, mainPath, ...argv],
    { cwd: folder, environment: { ...exampleEnvironment, GITHUB_API_URL: url } },
  ).ended;
  expect(JSON.parse(stdout)).toMatchObject({ summary: { applied: exampleActions, failed: 0 } });
  expect(code).toBe(1);
  expect(stderr).toContain("error file-unwritable: events.jsonl cannot be written: EFBIG");
  expect(simulator.hooks("acme/api")).toHaveLength(4);
});

const hasPipes = spawnSync("bash", ["--norc", "-c", "type mkfifo"]).status === 0;

test.runIf(hasPipes)("a pipe is written to and stays a pipe", async () => {
  const { folder, url } = await enterStage();
  spawnSync("bash", ["--norc", "-c", "mkfifo pipe.json"], { cwd: folder });
  const reader = start("cat", ["pipe.json"], { cwd: folder });
  const environment = { ...exampleEnvironment, GITHUB_API_URL: url };
  const argv = ["plan", "--out", "pipe.json", "--format", "json"];
  const { code, stdout } = await startCli(argv, { cwd: folder, environment }).ended;
  expect(code).toBe(0);
  expect(JSON.parse((await reader.ended).stdout)).toEqual(JSON.parse(stdout));
  expect(lstatSync(join(folder, "pipe.json")).isFIFO()).toBe(true);
});
