import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { enterStage, type Stage } from "../support/run-cli.ts";

const hook = (more: string, url = "https://a.example.com/"): string =>
  `version: 1\norganizations:\n  acme:\n    hooks:\n      - { url: ${url}, events: [push], content_type: json${more} }\n`;

const bomb = ["a", "b", "c", "d"]
  .map((name, index, names) => {
    const inside = index === 0 ? "1" : `*${names[index - 1]}`;
    return `x-${name}: &${name} [${Array.from({ length: 10 }, () => inside).join()}]\n`;
  })
  .join("");

const commands = [
  ["validate"],
  ["plan"],
  ["apply", "--auto-approve"],
] as const satisfies readonly (readonly string[])[];

/** Every command that reads the file says so once, does not ask GitHub anything, and fails. */
async function expectRefusal({ run, simulator }: Stage, code: string, ...more: readonly string[]) {
  for (const command of commands) {
    const { code: exit, stdout, stderr } = await run([...command, ...more]);
    const said = `${stdout}${stderr}`;
    expect(said.match(/error [a-z-]+:/g), said).toEqual([`error ${code}:`]);
    expect(exit).toBe(1);
  }
  expect(simulator.requests).toEqual([]);
}

describe("a file that is", () => {
  test.each<[what: string, text: string | Uint8Array, code: string]>([
    ["not YAML", "version: 1\norganizations: [}\n", "yaml-syntax"],
    ["indented with tabs", "version: 1\norganizations:\n\tacme: {}\n", "yaml-syntax"],
    ["half of a JSON document", '{"version": 1, "organizations": {', "yaml-syntax"],
    ["prose", "hello world\n", "wrong-type"],
    ["a list", "- a\n- b\n", "wrong-type"],
    ["empty", "", "empty-file"],
    ["blank", "\n  \n", "empty-file"],
    ["a comment", "# nothing yet\n", "empty-file"],
    ["null", "null\n", "empty-file"],
    ["two documents", "version: 1\n---\nversion: 1\n", "multiple-documents"],
    ["without a version", "organizations: {}\n", "missing-key"],
    ["of another version", "version: 2\n", "unsupported-version"],
    ["of a version in quotes", 'version: "1"\n', "unsupported-version"],
    ["a program", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff]), "not-text"],
    ["UTF-16", Buffer.from("\ufeffversion: 1\n", "utf16le"), "not-text"],
    ["Latin-1", Buffer.from("version: 1 # \xe9\n", "latin1"), "not-text"],
    ["text with a NUL in it", "version: 1\0\n", "not-text"],
  ])("%s", async (_, text, code) => {
    await expectRefusal(await enterStage({ files: { "hookfleet.yaml": text } }), code);
  });
});

describe("a file with", () => {
  test.each<[what: string, text: string, code: string]>([
    ["a key twice", "version: 1\nversion: 1\n", "duplicate-key"],
    ["an alias bomb", `version: 1\n${bomb}`, "too-many-aliases"],
    ["an alias of nothing", "version: 1\norganizations: *nothing\n", "unknown-alias"],
    ["an unknown key", "version: 1\norganisations: {}\n", "unknown-key"],
    ["an unknown key of a hook", hook(", secrte: none"), "unknown-key"],
    ["a literal secret", hook(", secret: Pl4nt3d-literal"), "unknown-secret"],
    ["a literal secret with blanks", hook(', secret: "Pl4nt3d 9a8s7d"'), "unknown-secret"],
    ["a literal secret as a map", hook(", secret: { value: Pl4nt3d }"), "unknown-key"],
    ["a literal among secrets", "version: 1\nsecrets: { ci: Pl4nt3d }\n", "wrong-type"],
    ["GitHub's mask", hook(', secret: "********"'), "secret-mask"],
    ["GitHub's mask without quotes", hook(", secret: ********"), "secret-mask"],
    ["nothing behind secret", hook(", secret:"), "empty-value"],
    ["nothing behind env", hook(", secret: { env: }"), "empty-value"],
    ["nothing behind hooks", "version: 1\norganizations: { acme: { hooks: } }\n", "empty-value"],
    ["the token as a secret", hook(", secret: { env: GITHUB_TOKEN }"), "forbidden-env-name"],
    ["the token as a URL", hook("", "{ env: GITHUB_TOKEN }"), "forbidden-env-name"],
    [
      "the token among secrets",
      "version: 1\nsecrets: { ci: { env: GH_TOKEN } }\n",
      "forbidden-env-name",
    ],
  ])("%s", async (_, text, code) => {
    await expectRefusal(await enterStage({ files: { "hookfleet.yaml": text } }), code);
  });
});

describe("a path that", () => {
  test("does not exist", async () => {
    await expectRefusal(await enterStage(), "file-missing", "-f", "nowhere.yaml");
  });

  test("nobody named and that is not there", async () => {
    await expectRefusal(
      await enterStage({ files: { "hookfleet.yaml": undefined } }),
      "file-missing",
    );
  });

  test("is a folder in place of the default file", async () => {
    const stage = await enterStage({ files: { "hookfleet.yaml": undefined } });
    mkdirSync(join(stage.folder, "hookfleet.yaml"));
    await expectRefusal(stage, "file-is-folder");
  });

  test("is a folder without files", async () => {
    const stage = await enterStage();
    mkdirSync(join(stage.folder, "empty"));
    await expectRefusal(stage, "folder-empty", "-f", "empty");
  });

  test("cannot be read", async () => {
    // A link to itself cannot be opened by anybody; the mode of a file does not stop root.
    const stage = await enterStage();
    rmSync(join(stage.folder, "hookfleet.yaml"));
    symlinkSync("hookfleet.yaml", join(stage.folder, "hookfleet.yaml"));
    await expectRefusal(stage, "file-unreadable");
  });

  test("is a device", async () => {
    await expectRefusal(await enterStage(), "file-unreadable", "-f", "/dev/zero");
  });
});

test("a file with a mistake in each of many hooks is shown whole", async () => {
  const hooks = Array.from(
    { length: 500 },
    (_, index) =>
      `      - { url: "https://a.example.com/${index}", event: [push], content_type: json }\n`,
  );
  const text = `version: 1\norganizations:\n  acme:\n    hooks:\n${hooks.join("")}`;
  const { run, simulator } = await enterStage({ files: { "hookfleet.yaml": text } });
  const { code, stdout } = await run(["apply", "--auto-approve", "--format", "json"]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ summary: { errors: 1_000 } });
  expect(simulator.requests).toEqual([]);
});
