import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { afterAll, expect, test } from "vitest";
import { exampleEnvironment } from "./support/example-fleet.ts";
import { enterStage } from "./support/run-cli.ts";
import { start } from "./support/spawn-cli.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const base = mkdtempSync(join(tmpdir(), "hookfleet package "));
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** No registry, and nothing of this machine's but the tools. */
const environment = {
  PATH: process.env["PATH"],
  HOME: base,
  npm_config_registry: "http://127.0.0.1:9",
  npm_config_update_notifier: "false",
};

const npm = (cwd: string, ...argv: readonly string[]): { stdout: string; stderr: string } => {
  const { status, stdout, stderr } = spawnSync("npm", argv, {
    cwd,
    encoding: "utf8",
    env: environment,
  });
  expect([argv[0], status, stderr]).toEqual([argv[0], 0, expect.any(String)]);
  return { stdout, stderr };
};

/** What npm publishes, installed in a folder that has nothing else. */
const [packed] = JSON.parse(
  npm(root, "pack", "--ignore-scripts", "--json", "--pack-destination", base).stdout,
) as readonly [
  {
    filename: string;
    entryCount: number;
    unpackedSize: number;
    files: readonly { path: string }[];
  },
];
const folder = join(base, "empty folder");
mkdirSync(folder);
const argv = ["--engine-strict", "--no-audit", "--no-fund", "--offline"];
const installed = npm(folder, "install", ...argv, join(base, packed.filename));
const inside = join(folder, "node_modules/hookfleet");
const cli = join(folder, "node_modules/.bin/hookfleet");

test("one package, without dependencies, scripts for its users, maps, or a warning", () => {
  expect(installed).toEqual({
    stdout: expect.stringMatching(/^\nadded 1 package in /),
    stderr: "",
  });
  expect(packed.entryCount).toBeLessThanOrEqual(150);
  expect(packed.unpackedSize).toBeLessThanOrEqual(3_000_000);
  const manifest = JSON.parse(readFileSync(join(inside, "package.json"), "utf8"));
  const asked = ["dependencies", "optionalDependencies", "peerDependencies", "bundleDependencies"];
  expect(asked.filter((key) => key in manifest)).toEqual([]);
  const scripts = ["preinstall", "install", "postinstall", "prepare"];
  // pre-commit reads the name of the package from what `npm pack` prints, and scripts print as well.
  scripts.push("prepack", "postpack");
  expect(scripts.filter((name) => name in manifest.scripts)).toEqual([]);
  const paths = packed.files.map(({ path }) => path);
  expect(paths.filter((path) => path.endsWith(".map"))).toEqual([]);
  expect(paths.filter((path) => path.endsWith(".d.ts"))).toEqual([
    "dist/index.d.ts",
    "dist/simulator.d.ts",
  ]);
});

test("licenses and the list of what is bundled are there, of all that is", () => {
  const notices = readFileSync(join(inside, "dist/third-party-notices.txt"), "utf8");
  const { components } = JSON.parse(readFileSync(join(inside, "dist/sbom.cdx.json"), "utf8"));
  const names = components.map(({ name }: { name: string }) => name);
  expect(names).toEqual(
    expect.arrayContaining(["@octokit/core", "ajv", "commander", "undici", "yaml"]),
  );
  for (const { name, version } of components) expect(notices).toContain(`\n${name} ${version} (`);
});

test("the version is printed without the program, and the library is loaded without the command", () => {
  const dist = new URL("../dist/", import.meta.url);
  const importsOf = (file: string): readonly string[] => {
    const code = readFileSync(new URL(file, dist), "utf8");
    const found = [...code.matchAll(/\bfrom ?"\.{1,2}\/([^"]+)"/g)].map(([, name = ""]) =>
      name.startsWith("chunks/") ? name : `chunks/${name}`,
    );
    return [file, ...found.flatMap(importsOf)];
  };
  const [version = ""] = readdirSync(new URL("chunks", dist)).filter((name) =>
    name.startsWith("package-file"),
  );
  const sizes = importsOf(`chunks/${version}`).map((file) => statSync(new URL(file, dist)).size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(10_000);
  expect(importsOf("index.js").join()).not.toContain("program");
});

test("validate loads what every command needs and its own part, and nothing that plans", () => {
  const code = readFileSync(new URL("../dist/program/validate.cjs", import.meta.url), "latin1");
  const loaded = [...code.matchAll(/require\("\.\/([^"]+)\.cjs"\)/g)].map(([, name]) => name);
  expect(loaded.toSorted()).toEqual(["base", "config", "rolldown-runtime"]);
  const config = readFileSync(new URL("../dist/program/config.cjs", import.meta.url), "latin1");
  expect(config).not.toMatch(/require\("\.\/(?:fleet|cli|node)\.cjs"\)/);
});

test("publint finds nothing", async () => {
  const { messages } = await publint({ pkgDir: inside, pack: false, strict: true });
  expect(messages).toEqual([]);
});

test("the command: demo, validate, and a plan of the simulator", async () => {
  const stage = await enterStage();
  const options = {
    cwd: stage.folder,
    environment: { ...exampleEnvironment, GITHUB_API_URL: stage.url },
  };
  const [demo, validate, plan] = await Promise.all(
    ["demo", "validate", "plan"].map((command) => start(cli, [command], options).ended),
  );
  expect(demo).toMatchObject({ code: 0, stderr: "" });
  expect(demo?.stdout).toContain("No changes. GitHub has what the file asks for.");
  expect(validate).toMatchObject({ code: 0, stdout: expect.stringContaining("\n1 warning.\n") });
  expect(plan).toMatchObject({ code: 0, stdout: expect.stringContaining("\nPlan: ") });
});

const program = `
import { readFileSync } from "node:fs";
import { createGitHubReader, loadConfig, parseApiUrl, planFrom, type Plan, Secret } from "hookfleet";
import { createSimulator, serveSimulator, type SimulatorSeed } from "hookfleet/simulator";
import manifest from "hookfleet/package.json" with { type: "json" };

const seed: SimulatorSeed = { organizations: { acme: { repositories: { api: {} } } } };
const served = await serveSimulator(createSimulator(seed), { port: 0 });
const apiUrl = parseApiUrl(served.url);
const credentials = { token: new Secret("any") };
const github = await createGitHubReader({ apiUrl, credentials, userAgent: "example/1.0" });
const { diagnostics } = await loadConfig({ paths: ["hookfleet.yaml"], cwd: ".", now: Date.now() });
const { plan } = await planFrom({ github, apiUrl, environment: {}, paths: ["hookfleet.yaml"] });
const kinds: Plan["actions"][number]["kind"][] = plan.actions.map(({ kind }) => kind);
const schema: unknown = JSON.parse(readFileSync(new URL(import.meta.resolve("hookfleet/schemas/hookfleet.schema.json")), "utf8"));
console.log(JSON.stringify([manifest.name, diagnostics, kinds, typeof schema]));
await served.close();
`;

test("an error of the library that nobody catches is not behind the whole source", () => {
  const code = 'import { parseApiUrl } from "hookfleet"; parseApiUrl("https://github.com");';
  const argv = ["--input-type=module", "--eval", code];
  const { status, stderr } = spawnSync(process.execPath, argv, { cwd: folder, encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toContain("https://github.com is GitHub's website, not its API");
  expect(Math.max(...stderr.split("\n").map((line) => line.length))).toBeLessThan(500);
});

test("library and simulator under strict TypeScript, and run", () => {
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "example.ts"), program);
  writeFileSync(
    join(folder, "hookfleet.yaml"),
    'version: 1\norganizations: { acme: { repositories: [{ name: api, hooks: [{ url: "https://a.example.com/", events: [push], content_type: json, secret: none }] }] } }\n',
  );
  mkdirSync(join(folder, "node_modules/@types"));
  for (const name of ["node", "undici-types"])
    symlinkSync(
      join(root, "node_modules", name === "node" ? "@types/node" : name),
      join(folder, "node_modules", name === "node" ? "@types/node" : name),
    );
  const more = ["--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess"];
  const target = ["--target", "es2023", "--module", "nodenext", "--types", "node"];
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const run = (...words: readonly string[]): string =>
    execFileSync(process.execPath, words, { cwd: folder, encoding: "utf8", env: environment });
  // A declaration may be right under the stricter rules and wrong without them.
  for (const rules of [more, []]) run(tsc, "example.ts", "--strict", ...rules, ...target);
  expect(existsSync(join(folder, "example.js"))).toBe(true);
  expect(JSON.parse(run("example.js"))).toEqual(["hookfleet", [], ["create"], "object"]);
});
