import { spawnSync } from "node:child_process";
import {
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exampleActions, exampleEnvironment } from "../support/example-fleet.ts";
import { enterStage } from "../support/run-cli.ts";
import { mainPath, start, startCli } from "../support/spawn-cli.ts";

const hasPipes = spawnSync("bash", ["--norc", "-c", "type mkfifo"]).status === 0;

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
    expect(stderr).toMatch(
      /^error file-unwritable: .* cannot be written: E[A-Z]+, [a-z ]+\n {2}help: Name a file .*\n$/,
    );
    expect(readdirSync(folder)).toEqual(before);
  });

  test("for events stops apply before it writes to GitHub", async () => {
    const { run } = await enterStage();
    const argv = ["apply", "--auto-approve", "--events", "nowhere/events.jsonl"];
    const { code, stderr, writes } = await run(argv);
    expect({ code, writes }).toEqual({ code: 1, writes: [] });
    expect(stderr.match(/^error .*/gm)).toEqual([
      "error file-unwritable: nowhere/events.jsonl cannot be written: ENOENT, no such file or directory",
    ]);
  });

  test.each(["nowhere/report.json", "secrets.json", "hookfleet.yaml/report.json"])(
    "for the report stops it, too: %s",
    async (out) => {
      const { run, folder } = await enterStage();
      mkdirSync(join(folder, "secrets.json"));
      const before = readdirSync(folder);
      const argv = ["apply", "--auto-approve", "--out", "report.md", "--out", out];
      const { code, stderr, writes } = await run(argv);
      expect({ code, writes }).toEqual({ code: 1, writes: [] });
      expect(stderr.match(/^error [a-z-]+/gm)).toEqual(["error file-unwritable"]);
      expect(readdirSync(folder)).toEqual([...before, "report.md"].toSorted());
    },
  );

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

describe("a link that another user has put where a file goes", () => {
  const commands = {
    "plan --out": ["plan", "--out", "out.json"],
    "drift --out": ["drift", "--out", "out.json"],
    "apply --out": ["apply", "--auto-approve", "--out", "out.json"],
    "apply --events": ["apply", "--auto-approve", "--events", "out.json"],
    "import --out": ["import", "acme", "--force", "--out", "out.json"],
  };

  test.each(Object.entries(commands))("is replaced and not followed: %s", async (_, argv) => {
    const { run, write, folder } = await enterStage();
    for (const target of ["precious", "not-there", "hookfleet.yaml.link"]) {
      const there = target === "precious";
      if (there) write(target, "precious\n");
      symlinkSync(target, join(folder, "out.json"));
      const { stderr } = await run(argv);
      expect(stderr).not.toContain("file-unwritable");
      const out = join(folder, "out.json");
      expect(lstatSync(out).isFile()).toBe(true);
      if (there) expect(readFileSync(join(folder, target), "utf8")).toBe("precious\n");
      else expect(existsSync(join(folder, target))).toBe(false);
      rmSync(out);
    }
    expect(readdirSync(folder).filter((name) => name.startsWith(".hookfleet-"))).toEqual([]);
  });

  test.runIf(hasPipes && process.getuid?.() === 0).each(Object.entries(commands))(
    "and that leads to a pipe or a device is refused: %s",
    async (_, argv) => {
      const { run, folder } = await enterStage();
      for (const target of ["/dev/null", "pipe"]) {
        rmSync(join(folder, "out.json"), { force: true });
        if (target === "pipe")
          spawnSync("bash", ["--norc", "-c", "mkfifo out.json"], { cwd: folder });
        else symlinkSync(target, join(folder, "out.json"));
        lchownSync(join(folder, "out.json"), 12_345, 12_345);
        const { code, stderr, writes } = await run(argv);
        expect(code).toBe(1);
        if (argv.includes("--events")) expect(writes).toEqual([]);
        expect(stderr).toContain(
          "error file-unwritable: out.json cannot be written: it belongs to",
        );
      }
    },
  );
});

test.runIf(existsSync("/dev/stdout"))("events can go to /dev/stdout, which stays", async () => {
  const { folder, url, read } = await enterStage();
  const before = lstatSync("/dev/stdout").ino;
  const argv = ["apply", "--auto-approve", "--events", "/dev/stdout"];
  const { code } = await start(
    "bash",
    ["--norc", "-c", `exec "$0" "$@" >> saved`, process.execPath, mainPath, ...argv],
    { cwd: folder, environment: { ...exampleEnvironment, GITHUB_API_URL: url } },
  ).ended;
  expect(code).toBe(0);
  expect(lstatSync("/dev/stdout").ino).toBe(before);
  expect(read("saved")).toContain('{"type":"summary"');
});

const commands = [["plan"], ["apply", "--auto-approve"]];

test.runIf(hasPipes).each(commands)(
  "a pipe is written to and stays a pipe: %s",
  async (...command) => {
    const { folder, url } = await enterStage();
    spawnSync("bash", ["--norc", "-c", "mkfifo pipe.json"], { cwd: folder });
    const reader = start("cat", ["pipe.json"], { cwd: folder });
    const environment = { ...exampleEnvironment, GITHUB_API_URL: url };
    const argv = [...command, "--out", "pipe.json", "--format", "json"];
    const { code, stdout } = await startCli(argv, { cwd: folder, environment }).ended;
    expect(code).toBe(0);
    expect(JSON.parse((await reader.ended).stdout)).toEqual(JSON.parse(stdout));
    expect(lstatSync(join(folder, "pipe.json")).isFIFO()).toBe(true);
  },
);
