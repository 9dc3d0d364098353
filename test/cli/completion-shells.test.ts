import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Shell } from "../../src/cli/completion/shells.ts";
import { scripts } from "../../src/cli/completion/shells.ts";
import { mainPath } from "../support/spawn-cli.ts";

const config = `version: 1
organizations:
  acme:
    repositories: [{ name: [api, web], hooks: [] }]
`;

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hookfleet-completion-"));
  mkdirSync(join(folder, "bin"));
  const command = join(folder, "bin/hookfleet");
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${mainPath}" "$@"\n`);
  chmodSync(command, 0o755);
  for (const [shell, text] of Object.entries(scripts)) writeFileSync(join(folder, shell), text);
  mkdirSync(join(folder, "work/some folder"), { recursive: true });
  writeFileSync(join(folder, "work/hookfleet.yaml"), config);
  writeFileSync(join(folder, "work/plan one.json"), "{}");
  // Nothing of it may ever run, wherever somebody presses Tab.
  writeFileSync(join(folder, "work/hookfleet"), "#!/bin/sh\ntouch ran\n");
  chmodSync(join(folder, "work/hookfleet"), 0o755);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function isInstalled(shell: string): boolean {
  return spawnSync(shell, ["-c", "true"]).status === 0;
}

/** Runs a program of the shell beside the configuration; lines that it prints, in code units' order. */
function linesOf(shell: string, argv: readonly string[], path = join(folder, "bin")) {
  const { stdout, stderr } = spawnSync(shell, argv, {
    cwd: join(folder, "work"),
    encoding: "utf8",
    env: { PATH: `${path}:/usr/bin:/bin`, HOME: folder, TERM: "dumb" },
  });
  expect(stderr).toBe("");
  expect(readdirSync(join(folder, "work"))).not.toContain("ran");
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .toSorted();
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** As readline would: the words as they stand in the line, the last one being typed. */
function inBash(words: readonly string[], path?: string) {
  const line = words.map(quoted).join(" ");
  const program = `source ../bash; COMP_WORDS=(hookfleet ${line}); COMP_CWORD=${words.length}; _hookfleet hookfleet; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return linesOf("bash", ["--noprofile", "--norc", "-c", program], path);
}

/** What zsh's own functions are called with. */
function inZsh(words: readonly string[], path?: string) {
  const program = `
    compdef() { : }
    _files() { print -r -- "files $*" }
    _describe() { local name=$4; print -rl -- "\${(@P)name}" }
    compset() { print -r -- "compset $*" }
    source ../zsh
    words=(hookfleet ${words.map(quoted).join(" ")}); CURRENT=\${#words}; PREFIX=\${words[-1]}
    _hookfleet`;
  return linesOf("zsh", ["-f", "-c", program], path);
}

function inFish(line: string, path?: string) {
  const program = `source ../fish; complete -C ${quoted(`hookfleet ${line}`)}`;
  return linesOf("fish", ["--no-config", "-c", program], path).map((found) => found.split("\t")[0]);
}

function when(shell: Shell) {
  return isInstalled(shell) ? describe : describe.skip;
}

when("bash")("bash", () => {
  test.each<[words: readonly string[], found: readonly string[]]>([
    [["pl"], ["plan"]],
    [["plan", "--det"], ["--detailed-exitcode"]],
    [["plan", "--format", "j"], ["json"]],
    [["plan", "--format", "=", "m"], ["markdown"]],
    [
      ["plan", "--format", "="],
      ["html", "json", "markdown", "text"],
    ],
    [
      ["plan", "--target", "acme/"],
      ["acme/\\*", "acme/api", "acme/web"],
    ],
    [
      ["plan", "--target", "'acme/"],
      ["acme/*", "acme/api", "acme/web"],
    ],
    [["plan", "--target", "acme/\\*"], ["acme/\\*"]],
    [["explain", "acme/w"], ["acme/web"]],
    [["apply", "plan"], ["plan one.json"]],
    [["plan", "--cache", "so"], ["some folder"]],
    [["plan", "--cache", "hook"], []],
    [["plan", "--concurrency", ""], []],
    [["plan", "--target", "$(touch ran)"], []],
    [["plan", "-f", "`touch ran`", "--target", ""], []],
    [["--format", "-", "--", "-"], []],
  ])("behind %j", (words, found) => {
    expect(inBash(words)).toEqual(found);
  });

  test("without hookfleet in the PATH nothing is offered, and nothing is said", () => {
    expect(inBash(["pl"], folder)).toEqual([]);
  });

  test("it stands for hookfleet alone", () => {
    const program = `source ../bash; complete -p hookfleet`;
    expect(linesOf("bash", ["--norc", "-c", program])).toEqual([
      "complete -F _hookfleet hookfleet",
    ]);
  });
});

when("zsh")("zsh", () => {
  test.each<[words: readonly string[], found: readonly string[]]>([
    [
      ["plan", "--format", ""],
      ["html:", "json:", "markdown:", "text:"],
    ],
    [
      ["plan", "--format=j"],
      ["compset -P *=", "html:", "json:", "markdown:", "text:"],
    ],
    [
      ["explain", "acme"],
      ["acme/api:", "acme/web:"],
    ],
    [["plan", "-f", "other.yaml", "--target", ""], []],
    [["apply", ""], ["files "]],
    [["plan", "--cache", ""], ["files -/"]],
    [
      ["plan", "--target", "$(touch ran)"],
      ["acme/*:", "acme/api:", "acme/web:", "acme:"],
    ],
  ])("behind %j", (words, found) => {
    expect(inZsh(words)).toEqual(found);
  });

  test("commands come with what they do", () => {
    expect(inZsh([""])).toContain("plan:show what would change on GitHub");
  });

  test("without hookfleet in the PATH nothing is offered, and nothing is said", () => {
    expect(inZsh(["pl"], folder)).toEqual([]);
  });
});

when("fish")("fish", () => {
  test.each<[line: string, found: readonly string[]]>([
    ["pl", ["plan"]],
    ["plan --det", ["--detailed-exitcode"]],
    ["plan --format ", ["html", "json", "markdown", "text"]],
    ["plan --format=j", ["--format=json"]],
    ["explain acme/", ["acme/api", "acme/web"]],
    ["apply pla", ["plan one.json"]],
    ["plan --cache so", ["some folder/"]],
    ["plan --concurrency ", []],
    ["plan --target '(touch ran)", []],
  ])("behind %j", (line, found) => {
    expect(inFish(line)).toEqual(found);
  });

  test("without hookfleet in the PATH nothing is offered, and nothing is said", () => {
    expect(inFish("pl", folder)).toEqual([]);
  });
});
