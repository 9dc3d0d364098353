import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { planted } from "../support/planted.ts";
import { action, root } from "./support/definitions.ts";
import { enterOffice, type Office } from "./support/office.ts";
import { runAction } from "./support/run-action.ts";
import { type Machine, runJob } from "./support/run-job.ts";

const { token } = planted;

/** No registry answers here. */
const unreachable = { npm_config_registry: "http://127.0.0.1:9", npm_config_fetch_retries: "0" };

/** A folder with these commands and no other, as a runner that lacks the rest. */
function toolsOf(office: Office, scripts: Readonly<Record<string, string>>): string {
  const folder = join(office.machine.temp, "few tools");
  mkdirSync(folder, { recursive: true });
  const names = "bash cat chmod cp dirname basename env grep head mkdir mktemp sed tail tee touch";
  for (const name of names.split(" ")) {
    const found = (process.env["PATH"] ?? "")
      .split(delimiter)
      .map((path) => join(path, name))
      .find(existsSync);
    if (found !== undefined) symlinkSync(found, join(folder, name));
  }
  symlinkSync(process.execPath, join(folder, "node"));
  for (const [name, text] of Object.entries(scripts)) {
    writeFileSync(join(folder, `.${name}`), `#!/usr/bin/env bash\n${text}\n`);
    chmodSync(join(folder, `.${name}`), 0o755);
    cpSync(join(folder, `.${name}`), join(folder, name), { force: true });
  }
  return folder;
}

const withTools = (machine: Machine, tools: string, more: Partial<Machine> = {}): Machine => ({
  ...machine,
  environment: { ...machine.environment, ...unreachable, PATH: tools },
  ...more,
});

/** The checkout of a commit between releases, in a path with blanks. */
function checkoutWithoutDist(office: Office): string {
  const checkout = join(office.machine.temp, "a checkout");
  const names = ["LICENSE", "src", "schemas", "package.json", "package-lock.json", "tsconfig.json"];
  names.push("rolldown.config.mjs", "third-party.mjs", "action.yml");
  mkdirSync(checkout, { recursive: true });
  for (const name of names) cpSync(join(root, name), join(checkout, name), { recursive: true });
  const setMode = (mode: number): void => {
    for (const name of ["", "src", "schemas"]) chmodSync(join(checkout, name), mode);
  };
  setMode(0o555);
  // Only root can delete what stands in a folder that is read-only.
  onTestFinished(() => setMode(0o755));
  return checkout;
}

/** Installs what is here already, and runs the script of the package as npm would. */
const npm = `echo "npm $*" >> "$(dirname "$0")/asked"
case "$1" in
  ci) node -e 'require("fs").symlinkSync(process.argv[1], "node_modules")' '${root}/node_modules' ;;
  run) sh=$(node -p 'require("./package.json").scripts.build')
    [ "$sh" = "node schemas/compile.mjs && rolldown -c" ] || exit 64
    node schemas/compile.mjs && node node_modules/rolldown/bin/cli.mjs -c ;;
  *) exit 64 ;;
esac`;

test("a checkout with dist/ needs neither npm nor a registry", async () => {
  const office = await enterOffice();
  const machine = withTools(office.at("pull"), toolsOf(office, {}));
  const ended = await runAction({ token, comment: "true" }, machine);
  expect(ended).toMatchObject({ failed: false, outputs: { changes: "2" } });
  expect(office.issue(7).comments).toHaveLength(1);
});

test("a checkout without dist/ is built once a job, and stays as it is", async () => {
  const office = await enterOffice();
  const tools = toolsOf(office, { npm });
  const machine = withTools(office.at("pull"), tools, { actionPath: checkoutWithoutDist(office) });
  const uses = "./";
  const inputs = { token, comment: "true" };
  const steps = ["first", "second"].map((id) => ({ id, uses, with: inputs }));
  const ended = await runJob({ steps }, machine);
  expect(ended.log).not.toContain("::error");
  expect(ended.steps).toMatchObject({ second: { outputs: { changes: "2" } } });
  expect(readFileSync(join(tools, "asked"), "utf8").split("\n")).toEqual([
    "npm ci --include=dev --no-audit --no-fund --ignore-scripts",
    "npm run build",
    "",
  ]);
  expect(existsSync(join(machine.actionPath ?? "", "dist"))).toBe(false);
  // Root may write anywhere; others build only where the modes let them.
  for (const name of ["src", "schemas"])
    expect(statSync(join(machine.temp, "hookfleet/source", name)).mode & 0o200).not.toBe(0);
});

test("setup gives the command to later steps, and does nothing else", async () => {
  const office = await enterOffice();
  const before = office.simulator.requests.length;
  const steps = [
    { uses: "./", with: { command: "setup" } },
    { shell: "bash", run: "hookfleet validate && hookfleet --version > /dev/null" },
  ];
  const ended = await runJob({ steps }, withTools(office.at("pull"), toolsOf(office, {})));
  expect(ended).toMatchObject({ failed: false, summary: "" });
  expect(ended.log).toContain("No problems.");
  expect(office.simulator.requests.length).toBe(before);
});

test.each<[what: string, scripts: Readonly<Record<string, string>>, version: string, why: RegExp]>([
  [
    "an old Node",
    { node: "exit 1" },
    "",
    /^::error title=hookfleet::Node 20\.19 or later is needed\. Put actions\/setup-node before this step\.$/m,
  ],
  [
    "no npm",
    {},
    "",
    /^::error title=hookfleet::npm is needed for that, and is not on this runner\. Use a release of the action/m,
  ],
  [
    "no registry",
    { npm: "echo 'npm error network'; exit 1" },
    "",
    /^npm error network\n::error title=hookfleet::npm failed, as above\. Use a release of the action/m,
  ],
  [
    "no registry for a version",
    { npm: "exit 1" },
    "9.9.9",
    /^::error title=hookfleet::npm failed, as above\. Without version, the action runs its own checkout\.$/m,
  ],
])("%s: one line says what to do", async (_, scripts, version, why) => {
  const office = await enterOffice();
  const actionPath = join(dirname(office.machine.temp), "empty");
  mkdirSync(actionPath, { recursive: true });
  for (const name of [
    "LICENSE",
    "package.json",
    "package-lock.json",
    "x.mjs",
    "tsconfig.json",
    "schemas",
    "src",
  ])
    writeFileSync(join(actionPath, name), "");
  const machine = withTools(office.at("pull"), toolsOf(office, scripts), { actionPath });
  const ended = await runAction({ token, version }, machine);
  expect(ended.failed).toBe(true);
  expect(ended.log).toMatch(why);
});

test("what a commit between releases builds itself from is pinned by its content, on every system", () => {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const pinned = Object.entries<{ readonly integrity?: string }>(packages).filter(([path]) => path);
  const loose = pinned.filter(([, { integrity = "" }]) => !integrity.startsWith("sha512-"));
  expect(loose.map(([path]) => path)).toEqual([]);
});

test("scripts are written for the bash of macOS, 3.2", () => {
  const newer =
    /\bmapfile\b|\breadarray\b|\bdeclare -[A-Za-z]*[An]|\blocal -n|\$\{\w+(?:\^|,,|@)|\|&|&>>|\bcoproc\b|\$\{\w+: -/;
  for (const { run = "" } of action.runs.steps) expect(run).not.toMatch(newer);
});
