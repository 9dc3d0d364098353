import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { PlanDocument } from "../../src/model/plan-document.ts";
import { fakeClock } from "../github/support/fake-github.ts";
import { enterStage, type StageOptions } from "../support/run-cli.ts";

const messy = fileURLToPath(new URL("../../examples/simulator/messy.yaml", import.meta.url));
const seed = parseYaml(readFileSync(messy, "utf8")) as object;
const enter = (options: StageOptions = {}) =>
  enterStage({
    seed,
    files: { "hookfleet.yaml": undefined },
    environment: { GITHUB_TOKEN: "any" },
    clock: fakeClock(),
    ...options,
  });

const into = (out: string, env: string) => ["--out", out, "--write-env", env];

test("a fleet that nobody has tidied becomes a file and an env file that a plan agrees with", async () => {
  const stage = await enter();
  const argv = ["import", "acme", "acme/*", ...into("hookfleet.yaml", ".env")];
  const { code, stdout, stderr, writes } = await stage.run(argv);
  expect({ code, stdout, writes }).toEqual({ code: 0, stdout: "", writes: [] });
  expect(stderr.trim().split("\n").length).toBeLessThan(10);
  expect(stderr).toContain("140 URLs in .env; 7 secrets to fill in there.\n");
  expect(statSync(join(stage.folder, ".env")).mode & 0o777).toBe(0o600);
  const text = stage.read("hookfleet.yaml");
  expect(text).not.toMatch(/hooks\.slack\.com\/services|token=|hunter2/);
  expect(text).toContain("hookfleet verify");
  const env = stage.read(".env");
  expect(env.match(/^\w+='https:/gm)).toHaveLength(140);
  expect(env.match(/^#\w+_SECRET=$/gm)).toHaveLength(7);

  const unset = await stage.run(["plan"]);
  const summary140 = "error url-unset: 140 hooks need 140 variables; see --env-file\n";
  expect([unset.code, unset.stdout.match(/url-unset/g)?.length]).toEqual([1, 1]);
  expect(unset.stdout).toContain(summary140);
  const whole = await stage.run(["drift", "--verbose"]);
  expect(whole.stdout).toContain(summary140);
  for (const [, name = ""] of env.matchAll(/^(\w+)=/gm)) expect(whole.stdout).toContain(name);

  const plan = await stage.run(["plan", "--env-file", ".env", "--format", "json"]);
  expect(plan.code).toBe(0);
  expect(plan.stderr).not.toContain("env-file-exposed");
  const { summary } = JSON.parse(plan.stdout) as PlanDocument;
  expect(summary).toMatchObject({ create: 0, update: 0, config_patch: 17, delete: 0, blocked: 0 });

  const before = stage.simulator.requests.length;
  const again = await stage.run(argv);
  expect(again.stderr).toContain("error file-exists: hookfleet.yaml already exists");
  expect([again.code, stage.simulator.requests.length]).toEqual([1, before]);
  expect(stage.read(".env")).toBe(env);
});

test("a repository that cannot be read stops an import, or is left out with --allow-incomplete", async () => {
  const stage = await enter({
    between: async (request, handle) =>
      new URL(request.url).pathname === "/repos/acme/mobile-01/hooks"
        ? Response.json({ message: "Resource not accessible" }, { status: 403 })
        : await handle(request),
  });
  const argv = ["import", "acme/mobile-*", ...into("hookfleet.yaml", ".env")];
  const refused = await stage.run(argv);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain("acme/mobile-01");
  expect(refused.stderr).toContain("error import-incomplete: ");
  expect(refused.stderr).toContain("--allow-incomplete");
  expect(existsSync(join(stage.folder, "hookfleet.yaml"))).toBe(false);

  const { code, stderr } = await stage.run([...argv, "--allow-incomplete"]);
  expect(code).toBe(1);
  expect(stderr).toContain("acme/mobile-01");
  expect(stage.read("hookfleet.yaml")).not.toContain("mobile-01");
  const plan = await stage.run(["plan", "--env-file", ".env", "--format", "json"]);
  expect(plan.code).toBe(0);
  const { complete, summary } = JSON.parse(plan.stdout) as PlanDocument;
  expect(complete).toBe(true);
  expect(summary).toMatchObject({ create: 0, update: 0, delete: 0, blocked: 0 });

  const nothing = ["import", "acme/mobile-01", "--allow-incomplete", "--out", "none.yaml"];
  const none = await stage.run(nothing);
  expect([none.code, existsSync(join(stage.folder, "none.yaml"))]).toEqual([1, false]);
  expect(none.stderr).not.toContain("import-incomplete");
});

test("--force writes both files anew and loses no value of the env file", async () => {
  const stage = await enter();
  const argv = ["import", "acme", "acme/data-1", ...into("hookfleet.yaml", ".env")];
  expect((await stage.run(argv)).code).toBe(0);
  const filled = stage.read(".env").replace(/^#(ETL_\w+)=$/m, "$1='filled in'");
  const others = `export OTHER=it's"$kept\nLINES="one\ntwo" # both\n`;
  const aside = "#ETL_SECRET_OF_2024='put aside'\n";
  stage.write(".env", `${filled}${aside}# A note.\n${others}`);
  expect((await stage.run([...argv, "--force"])).code).toBe(0);
  expect(stage.read(".env")).toBe(`${filled}\n# As before:\n${others}${aside}`);
  const unmarked = filled.replace(/^ETL/m, "#ETL");
  stage.write(".env", unmarked);
  expect((await stage.run([...argv, "--force"])).code).toBe(0);
  expect(stage.read(".env")).toBe(unmarked);
  stage.write(".env", "what is this\n");
  const { code, stderr } = await stage.run([...argv, "--force"]);
  expect([code, stage.read(".env")]).toEqual([1, "what is this\n"]);
  expect(stderr).toContain("error bad-env-file: .env:1: this line is not NAME=value");
});

test("what stands in the env file by the end of an import is not lost", async () => {
  let meanwhile = "MINE=1\n";
  const stage = await enter({
    between: (request, handle) => {
      stage.write(".env", meanwhile);
      return handle(request);
    },
  });
  const argv = ["import", "acme", ...into("hookfleet.yaml", ".env")];
  const { code, stderr } = await stage.run(argv);
  expect([code, stage.read(".env")]).toEqual([1, meanwhile]);
  expect(stderr).toContain("error file-exists: .env already exists");
  meanwhile = "MINE=2\n";
  expect((await stage.run([...argv, "--force"])).code).toBe(0);
  expect(stage.read(".env")).toContain("\n# As before:\nMINE=2\n");
});

test("one more repository is imported into a file beside the first", async () => {
  const stage = await enter();
  const first = ["import", "acme", "acme/service-0*", "acme/app-*", ...into("a.yaml", "a.env")];
  const second = [
    "import",
    "acme/lib-01",
    "acme/data-1",
    "acme/infra-*",
    ...into("b.yaml", "b c.env"),
  ];
  for (const argv of [first, second]) expect((await stage.run(argv)).code).toBe(0);
  const steps = stage.read("b.yaml").replace(/\n# +/g, " ");
  expect(steps).toContain(" `hookfleet validate -f b.yaml` checks");
  expect(steps).toContain(" `hookfleet verify --no-ping -f b.yaml --env-file 'b c.env'` proves");
  const files = ["-f", "a.yaml", "-f", "b.yaml", "--env-file", "a.env", "--env-file", "b c.env"];
  const { code, stdout } = await stage.run(["plan", ...files, "--format", "json"]);
  const { summary, actions } = JSON.parse(stdout) as PlanDocument;
  expect([code, actions]).toEqual([0, []]);
  expect(summary).toMatchObject({ unchanged: 7 + 99 * 2 + 34 * 2 + 1 + 2 + 10, unmanaged: 1 });
});

test("two targets that name one repository, in two spellings, give it once", async () => {
  const stage = await enter();
  const { code, stdout } = await stage.run(["import", "ACME/Data-1", "acme/data-1", "acme/DATA-*"]);
  expect(code).toBe(0);
  expect(stdout.match(/^ +- name: .*$/gm)).toEqual([
    "      - name: [data-1, data-2, data-3, data-4, data-5, data-6, data-7, data-8]",
  ]);
  expect(stdout).toContain("\n  acme:\n");
  expect(stdout).not.toContain("ACME");
});

test("--ignore leaves hooks out of both files", async () => {
  const stage = await enter();
  const ignore = ["--ignore", "https://hooks.slack.com/**", "--ignore", "https://scan.*.net/**"];
  const argv = ["import", "acme", "acme/app-*", ...into("hookfleet.yaml", ".env"), ...ignore];
  const { code, stderr } = await stage.run(argv);
  expect([code, stderr]).toEqual([
    0,
    "Imported 40 hooks of 35 scopes into hookfleet.yaml; 35 hooks ignored; 35 URLs in .env; 2 secrets to fill in there.\n",
  ]);
  expect(stage.read(".env")).not.toMatch(/slack|scan/i);
  const plan = await stage.run(["plan", "--env-file", ".env", "--format", "json"]);
  const { summary } = JSON.parse(plan.stdout) as PlanDocument;
  expect(summary).toMatchObject({ unchanged: 40, unmanaged: 0, ignored: 35 });
});

test("an import says which globs match no hook, and takes one for every login", async () => {
  const stage = await enter();
  const ignore = ["https://nobody.example/**", "https://**@nobody.example/**"];
  const { code, stdout, stderr } = await stage.run([
    ...["import", "acme", ...ignore.flatMap((glob) => ["--ignore", glob])],
  ]);
  expect(code).toBe(0);
  expect(stdout).toContain("https://**@nobody.example/**");
  expect(stderr).toContain("note: ignore: glob 1 of 2 matches no hook\n");
  expect(stderr).toContain("note: ignore: glob 2 of 2 matches no hook\n");
});

test.each([
  ["file-unwritable", ["--out", "no/such/folder/hookfleet.yaml"]],
  ["file-unwritable", ["--write-env", "no/such/folder/.env"]],
  ["file-exists", into("same.yaml", "./same.yaml")],
  ["bad-glob", ["--ignore", "https:/hooks.slack.com/**"]],
  ["bad-glob", ["--ignore", "https://bot:hunter22@ci.example.com/**"]],
  ["bad-glob", ["--ignore", "https://ci.example.com/**?token=hunter22"]],
])("an import refuses before its first request: %s %j", async (code, options) => {
  const stage = await enter();
  const outcome = await stage.run(["import", "acme", ...options]);
  expect(outcome).toMatchObject({ code: 1, stdout: "" });
  expect(outcome.stderr).toMatch(new RegExp(`error ${code}: .*\n  help: `));
  expect(outcome.stderr).not.toContain("hunter22");
  expect(stage.simulator.requests).toEqual([]);
});
