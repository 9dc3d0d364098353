import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { schemaAddress } from "../../src/config/start-file.ts";
import { enterStage } from "../support/run-cli.ts";

const enter = () => enterStage({ files: { "hookfleet.yaml": undefined } });
const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** The start file with everything that it offers turned on. */
const uncommented = (text: string): string =>
  text.replace(/^( *)# (?=(?: *- )?(?: *\w+: )|secrets:|hooks:| +ci:)/gm, "$1");

describe("init", () => {
  test("writes a file that asks for nothing, without asking GitHub", async () => {
    const stage = await enter();
    const { code, stderr } = await stage.run(["init", "acme", "acme/*", "acme/true", "octo/x"]);
    expect([code, stderr]).toEqual([0, expect.stringContaining("Wrote hookfleet.yaml. Next: ")]);
    expect(stage.simulator.requests).toEqual([]);
    const text = stage.read("hookfleet.yaml");
    expect(text).toMatch(`# yaml-language-server: $schema=${schemaAddress}\n`);
    const { organizations } = parse(text);
    const names = (owner: string) =>
      organizations[owner].repositories.map(({ name }: { name: string }) => name);
    expect([names("acme"), names("octo")]).toEqual([["*", "true"], ["x"]]);
    expect((await stage.run(["validate", "--strict"])).code).toBe(0);
  });

  test("what it offers in comments is right, too", async () => {
    const stage = await enter();
    await stage.run(["init", "acme", "acme/api", "--out", "own.yaml", "--quiet"]);
    const text = uncommented(stage.read("own.yaml"));
    expect(parse(text)).toMatchObject({
      secrets: { ci: {} },
      ignore: [expect.any(String)],
      protect: [expect.any(String)],
      organizations: { acme: { hooks: [{ secret: "ci" }], repositories: [{ hooks: [{}] }] } },
    });
    stage.write("own.yaml", text);
    const { code, stdout } = await stage.run(["validate", "-f", "own.yaml"]);
    expect([code, stdout]).toEqual([0, expect.not.stringContaining("error")]);
  });

  test("overwrites nothing unasked, and names what is no target", async () => {
    const stage = await enterStage();
    const before = stage.read("hookfleet.yaml");
    const refused = await stage.run(["init", "acme"]);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("file-exists") });
    expect(stage.read("hookfleet.yaml")).toBe(before);
    expect((await stage.run(["init", "acme", "--force"])).code).toBe(0);
    const quoted = await stage.run(["init", "'acme/*'", "--out", "x.yaml"]);
    expect(quoted.stderr).toContain("bad-target: ");
    expect(quoted.stderr).toContain('use "acme/*"');
    expect((await stage.run(["init"])).code).toBe(1);
    for (const target of ["acme/é", "acme/'", "acme/\nx", "acme/@x"]) {
      const { code, stderr } = await stage.run(["init", target, "--out", "x.yaml"]);
      expect([target, code, stderr]).toEqual([target, 1, expect.stringContaining("bad-target: ")]);
    }
  });

  test("the name of its file steers no terminal", async () => {
    const stage = await enter();
    const { code, stderr } = await stage.run(["init", "acme", "--out", "a\u001b[31m.yaml"]);
    expect([code, stderr.includes("\u001b")]).toEqual([0, false]);
    expect(stderr).toContain("Wrote a\\u{1b}[31m.yaml. Next: ");
  });

  test("of two spellings of a repository it writes the first", async () => {
    const stage = await enter();
    await stage.run(["init", "acme/API", "ACME/api"]);
    expect((await stage.run(["validate", "--strict"])).code).toBe(0);
  });
});

test("the address of the schema is its own, and SchemaStore's entry names it", () => {
  expect(JSON.parse(read("schemas/hookfleet.schema.json")).$id).toBe(schemaAddress);
  expect(JSON.parse(read("schemas/schemastore.json"))).toMatchObject({
    url: schemaAddress,
    fileMatch: ["hookfleet.yaml", "hookfleet.yml"],
  });
});

test("pre-commit runs a command that there is", async () => {
  const [hook] = parse(read(".pre-commit-hooks.yaml"));
  expect(hook).toMatchObject({ id: "hookfleet-validate", language: "node", pass_filenames: false });
  expect(read("docs/ci.md")).toContain(`- id: ${hook.id}\n`);
  const [command, ...argv] = hook.entry.split(" ");
  expect(command).toBe("hookfleet");
  const stage = await enterStage();
  expect((await stage.run([...argv, "--strict"])).code).toBe(1);
  stage.write("hookfleet.yaml", "version: 1\n");
  expect((await stage.run(argv)).code).toBe(0);
});

test("version in each form", async () => {
  const stage = await enterStage();
  const { version } = JSON.parse(read("package.json"));
  for (const word of ["version", "--version", "-v", "-V"])
    expect(await stage.run([word])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test("completion --install puts the script where each shell looks", async () => {
  const stage = await enterStage();
  const places = {
    bash: ".local/share/bash-completion/completions/hookfleet",
    zsh: ".local/share/zsh/site-functions/_hookfleet",
    fish: ".config/fish/completions/hookfleet.fish",
    powershell: ".config/powershell/hookfleet.ps1",
  };
  for (const [shell, path] of Object.entries(places)) {
    const run = (HOME: string | undefined, ...more: readonly string[]) =>
      stage.run(["completion", shell, ...more], { environment: { HOME } });
    const script = (await run(undefined)).stdout;
    const { code, stderr } = await run(stage.folder, "--install");
    expect([code, stderr]).toEqual([0, expect.stringContaining(`Wrote ${stage.folder}/${path}. `)]);
    expect(stage.read(path)).toBe(script);
    // In /proc no folder can be made, nor its parents.
    for (const home of ["", "/proc/none"]) {
      const homeless = await run(home, "--install");
      const way = `help: Save the script yourself: hookfleet completion ${shell} > FILE`;
      const stderr = expect.stringMatching(new RegExp(`file-unwritable[^]*${way}`));
      expect(homeless).toMatchObject({ code: 1, stderr });
    }
  }
});
