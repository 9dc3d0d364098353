import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { folderOfCode, openProgram } from "../../src/cli/load-program.ts";
import { enterStage } from "../support/run-cli.ts";
import { startCli } from "../support/spawn-cli.ts";

/** A program of two files, and the folder where its code is kept. */
function writeProgram(word: string) {
  const folder = mkdtempSync(join(tmpdir(), "hookfleet-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const main = join(folder, "main.cjs");
  const code = join(folder, "cache/code");
  const say = (text: string): void =>
    writeFileSync(join(folder, "word.cjs"), `exports.word = () => "${text}";`);
  writeFileSync(
    main,
    'const word = require("./word.cjs"); const { sep } = require("path"); exports.say = () => word.word() + sep.length;',
  );
  say(word);
  const run = (): string => {
    const { load, keep } = openProgram(code);
    const said = (load(main) as { readonly say: () => string }).say();
    keep();
    return said;
  };
  const kept = join(code, "word.cjs");
  /**
   * Whether what is kept of a file is run: then it stays as it is, however old. Its size says nothing,
   * because V8 drops the code of functions as it collects garbage.
   */
  const isTaken = (): boolean => {
    utimesSync(kept, 1, 1);
    expect(run()).toBe("one1");
    return statSync(kept).mtimeMs === 1_000;
  };
  return { folder, code, main, kept, say, run, isTaken };
}

test("a program gives what it exports, and its code is kept for each file", () => {
  const { code, run } = writeProgram("one");
  expect(run()).toBe("one1");
  expect(readdirSync(code).toSorted()).toEqual(["main.cjs", "word.cjs"]);
  const kept = readFileSync(join(code, "word.cjs"));
  expect(run()).toBe("one1");
  expect(readFileSync(join(code, "word.cjs")).equals(kept)).toBe(true);
});

test("code of another source is not run, even of one as long", () => {
  const { code, say, run } = writeProgram("one");
  run();
  const kept = readFileSync(join(code, "word.cjs"));
  say("two");
  expect(run()).toBe("two1");
  expect(readFileSync(join(code, "word.cjs")).equals(kept)).toBe(false);
});

test.each<[string, (kept: Buffer) => Buffer]>([
  ["damaged", (kept) => kept.fill(0xa5, kept.length - 40)],
  ["cut short", (kept) => kept.subarray(0, kept.length / 2)],
  ["empty", () => Buffer.alloc(0)],
  ["no code", () => Buffer.from("code")],
])("what was kept and is %s is not run, and kept anew", (_, change) => {
  const { kept, run, isTaken } = writeProgram("one");
  run();
  expect(isTaken()).toBe(true);
  writeFileSync(kept, change(readFileSync(kept)));
  expect(isTaken()).toBe(false);
  expect(isTaken()).toBe(true);
});

test("a link in the place of code is replaced, and where it leads stays as it is", () => {
  const { folder, code, run } = writeProgram("one");
  run();
  const file = join(code, "word.cjs");
  const other = join(folder, "other");
  renameSync(file, other);
  symlinkSync(other, file);
  const kept = readFileSync(other);
  expect(run()).toBe("one1");
  expect(readFileSync(other).equals(kept)).toBe(true);
  expect(readdirSync(code, { withFileTypes: true }).every((entry) => entry.isFile())).toBe(true);
});

test("what others could have written is not run, and kept anew", () => {
  const { code, kept, run, isTaken } = writeProgram("one");
  run();
  const modeOf = (path: string): number => statSync(path).mode & 0o777;
  expect([modeOf(join(code, "..")), modeOf(code), modeOf(kept)]).toEqual([0o700, 0o700, 0o600]);
  chmodSync(kept, 0o622);
  expect(isTaken()).toBe(false);
  expect(modeOf(kept)).toBe(0o600);
  truncateSync(kept, 2 ** 32);
  expect(isTaken()).toBe(false);
  expect(isTaken()).toBe(true);
});

test("nothing is kept where others can change a folder on the way", () => {
  const { folder, code, run } = writeProgram("one");
  run();
  const keeps = (): boolean => {
    rmSync(join(code, "word.cjs"), { force: true });
    expect(run()).toBe("one1");
    return existsSync(join(code, "word.cjs"));
  };
  const cache = join(folder, "cache");
  const chmodded = (path: string, mode: number): boolean => {
    chmodSync(path, mode);
    const did = keeps();
    chmodSync(path, 0o700);
    return did;
  };
  const modes = [0o755, 0o1777, 0o777, 0o770];
  for (const path of [code, cache])
    expect(modes.map((mode) => chmodded(path, mode))).toEqual([true, true, false, false]);
  // A link above the folder is followed, if it leads where that holds.
  mkdirSync(join(folder, "disk"));
  renameSync(cache, join(folder, "disk/cache"));
  symlinkSync("disk/cache", cache);
  expect(keeps()).toBe(true);
  expect(chmodded(join(folder, "disk"), 0o777)).toBe(false);
  renameSync(code, join(folder, "other"));
  symlinkSync("../../other", code);
  expect(keeps()).toBe(false);
});

test("a program runs where nothing can be kept", () => {
  const { folder, code, main, run } = writeProgram("one");
  writeFileSync(join(folder, "cache"), "a file where a folder should be");
  expect(run()).toBe("one1");
  rmSync(join(folder, "cache"));
  mkdirSync(join(code, "word.cjs"), { recursive: true });
  expect(run()).toBe("one1");
  for (const nowhere of [undefined, "/proc/hookfleet"]) {
    const { load, keep } = openProgram(nowhere);
    expect(load(main)).toHaveProperty("say");
    expect(keep).not.toThrow();
  }
});

test("code is kept in the user's own folder, by Node and command", () => {
  const end = `hookfleet-code/${process.version}-${process.arch}/plan`;
  const folder = (environment: Record<string, string>, command: string | undefined = "plan") =>
    folderOfCode(environment, command);
  const home = { HOME: "/home/mona" };
  expect(folder(home)).toBe(`/home/mona/.cache/${end}`);
  expect(folder({ ...home, XDG_CACHE_HOME: "/var/cache/mona" })).toBe(`/var/cache/mona/${end}`);
  expect(folder({ XDG_CACHE_HOME: "relative", LOCALAPPDATA: "C:\\Users\\mona" })).toBe(
    `C:\\Users\\mona/${end}`,
  );
  expect(folder({ HOME: "" })).toBeUndefined();
  expect(folder({})).toBeUndefined();
  expect(folder({ ...home, NODE_DISABLE_COMPILE_CACHE: "1" })).toBeUndefined();
  expect(folder(home, "../plan")).toBeUndefined();
  expect(folderOfCode(home, undefined)).toBeUndefined();
});

test("a run says the same with the code that another has kept, and a failed one keeps none", async () => {
  const { folder } = await enterStage();
  const environment = { HOME: folder };
  const run = (command: string) => startCli([command], { cwd: folder, environment }).ended;
  const first = await run("validate");
  expect(first.code).toBe(0);
  expect(await run("validate")).toEqual(first);
  const own = join(folder, `.cache/hookfleet-code/${process.version}-${process.arch}/validate`);
  rmSync(join(own, "process.cjs"));
  execFileSync("bash", ["--norc", "-c", 'mkfifo "$0"', join(own, "process.cjs")]);
  expect(await run("validate")).toEqual(first);
  expect((await run("valdate")).code).toBe(1);
  const kept = readdirSync(join(folder, ".cache/hookfleet-code"), { recursive: true });
  expect(kept).toContain(join(`${process.version}-${process.arch}`, "validate", "process.cjs"));
  expect(kept.join()).not.toContain("valdate");
});
