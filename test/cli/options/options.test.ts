import { describe, expect, test } from "vitest";
import type { Io } from "../../../src/cli/io.ts";
import { createProgram } from "../../../src/cli/program.ts";
import { exampleConfig, exampleSeed } from "../../support/example-fleet.ts";
import { planted } from "../../support/planted.ts";
import { enterStage } from "../../support/run-cli.ts";

test.each(["--cache", "--events"])("%s is not the working directory by accident", async (flag) => {
  const { run } = await enterStage();
  const { code, stderr, writes } = await run(["apply", "--auto-approve", flag, ""]);
  expect([code, writes]).toEqual([1, []]);
  expect(stderr).toContain(flag);
});

describe("--target", () => {
  test.each<[target: string, asked: readonly string[]]>([
    ["acme", ["/orgs/acme/hooks"]],
    ["acme/api", ["/repos/acme/api/hooks"]],
    ["ACME/*", ["/repos/acme/api/hooks"]],
    ["acme/a?i", ["/repos/acme/api/hooks"]],
  ])("%s reads and writes nothing else", async (target, asked) => {
    const { run, simulator } = await enterStage();
    const { stdout } = await run(["plan", "--format", "json", "--target", target]);
    expect(JSON.parse(stdout)).toMatchObject({ targets: [target] });
    const lists = simulator.requests.filter(({ path }) => path.endsWith("/hooks"));
    expect(lists.map(({ path }) => path)).toEqual(asked);
    const applied = await run(["apply", "--auto-approve", "--target", target]);
    expect(applied.code).toBe(0);
    expect(new Set(applied.writes.map(({ path }) => path.replace(/\/\d+$/, "")))).toEqual(
      new Set(asked),
    );
  });

  test("needs no secret of what it leaves out", async () => {
    const { run } = await enterStage({ environment: { CI_SECRET: undefined } });
    expect(await run(["apply", "--auto-approve", "--target", "acme"])).toMatchObject({ code: 0 });
  });

  test.each([
    ["--target", "acme/api", "--target", "acme"],
    ["--target", "acme/api,acme"],
  ])("%j, %j: they add up", async (...targets) => {
    const { run } = await enterStage();
    const argv = ["plan", ...targets, "--format", "json"];
    expect(JSON.parse((await run(argv)).stdout)).toMatchObject({
      targets: ["acme", "acme/api"],
      scopes: [{ scope: "acme" }, { scope: "acme/api" }],
    });
  });

  test.each(["nobody", "acme/other", ""])(
    "%j, which matches nothing, is an error",
    async (target) => {
      const { run, simulator } = await enterStage();
      const { code, stderr } = await run(["plan", "--target", target]);
      expect(code).toBe(1);
      expect(stderr).toContain("error unknown-target:");
      expect(simulator.requests).toEqual([]);
    },
  );
});

test("a comma within braces belongs to the pattern", async () => {
  const { run } = await enterStage();
  const argv = ["plan", "--target", "acme/{api,web}", "--format", "json"];
  expect(JSON.parse((await run(argv)).stdout)).toMatchObject({ targets: ["acme/{api,web}"] });
});

describe("an option that takes one value", () => {
  const program = createProgram(
    { stdout: { write: () => {} }, stderr: { write: () => {} } } as unknown as Io,
    () => {},
    async () => 0,
  );
  const single = program.commands.flatMap((command) =>
    command.options
      .filter((option) => option.required && !Array.isArray(option.defaultValue))
      .map((option) => [command, option] as const),
  );

  test("there are some, and the filters are none of them", () => {
    const flags = new Set(single.map(([, { long }]) => long));
    expect(flags).toContain("--format");
    for (const filter of ["--target", "--hook", "--event", "--guid", "--file", "--label"])
      expect(flags).not.toContain(filter);
  });

  test.each(single.map(([command, { long }]) => [command.name(), long ?? ""]))(
    "%s %s is given once",
    async (command, flag) => {
      const { run, simulator } = await enterStage();
      // Of the kinds that there are, one fits.
      const values = [
        ["text", "json"],
        ["error", "warning"],
        ["1", "2"],
        ["a".repeat(40), "b".repeat(40)],
        ["1h", "2h"],
        ["a", "b"],
      ];
      const said: string[] = [];
      for (const [one = "", other = ""] of values) {
        const { code, stderr } = await run([command, flag, one, flag, other]);
        said.push(`${code} ${stderr}`);
      }
      const twice = said.filter((text) => text.includes("was given another one before"));
      expect(twice.length).toBeGreaterThan(0);
      for (const text of twice) expect(text).toMatch(/^1 /);
      expect(simulator.requests).toEqual([]);
    },
  );

  test("may be given twice with the same", async () => {
    const { run } = await enterStage();
    const argv = ["plan", "--format", "json", "--format=json"];
    expect(JSON.parse((await run(argv)).stdout)).toMatchObject({ format: "hookfleet.plan/1" });
  });
});

describe("--verbose", () => {
  test("tells every request in a line on stderr, and nothing else of it", async () => {
    const { run, simulator } = await enterStage();
    const { stderr } = await run([
      "apply",
      "--auto-approve",
      "--verbose",
      "--format",
      "json",
      "--quiet",
    ]);
    const lines = stderr.trimEnd().split("\n");
    expect(lines).toHaveLength(simulator.requests.length);
    for (const line of lines)
      expect(line).toMatch(/^(GET|POST|PATCH) \/(orgs|repos)\/[\w/?=&]+ 20[01] \d+ ms$/);
  });

  test("tells repeats, and those without an answer", async () => {
    const { run, simulator } = await enterStage();
    simulator.addFault({ kind: "reset", path: "/orgs/acme/hooks" });
    const { code, stderr } = await run(["plan", "--verbose", "--target", "acme"]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/hooks\?per_page=100 no answer \d+ ms\n/);
    expect(stderr).toMatch(/hooks\?per_page=100 200 \d+ ms \(attempt 2\)\n/);
  });
});

describe("--quiet", () => {
  test("leaves the result alone", async () => {
    const { run } = await enterStage();
    const { stdout, stderr } = await run(["plan", "--quiet"]);
    expect(stderr).toBe("");
    expect(stdout).toContain("Plan: 3 to create");
  });

  test("silences validate but for errors", async () => {
    const { run, write } = await enterStage();
    expect(await run(["validate", "--quiet"])).toMatchObject({ code: 0, stdout: "", stderr: "" });
    write("hookfleet.yaml", `${exampleConfig}foo: 1\n`);
    const { code, stdout } = await run(["validate", "--quiet"]);
    expect(code).toBe(1);
    expect(stdout).not.toContain("warning");
    expect(stdout).toContain("error unknown-key:");
  });
});

describe("limits", () => {
  const unmanagedDelete = exampleConfig.replace(
    "      - name: api\n",
    "      - name: api\n        unmanaged: delete\n",
  );
  const strict = `${unmanagedDelete}limits: { max_deletes: 0, max_changes: 2 }\n`;

  test.each<[flags: readonly string[], refused: readonly string[]]>([
    [[], ["too-many-changes", "too-many-deletes"]],
    [["--max-deletes", "1"], ["too-many-changes"]],
    [["--max-changes", "5"], ["too-many-deletes"]],
  ])("with %j refuse the whole plan", async (flags, refused) => {
    const { run } = await enterStage({ files: { "hookfleet.yaml": strict } });
    const planned = await run(["plan", "--format", "json", ...flags]);
    expect(planned.code).toBe(1);
    const { diagnostics } = JSON.parse(planned.stdout) as { diagnostics: { code: string }[] };
    expect(diagnostics.map(({ code }) => code)).toEqual(refused);
    const { code, stderr, writes } = await run(["apply", "--auto-approve", ...flags]);
    expect({ code, writes }).toEqual({ code: 1, writes: [] });
    expect(stderr).toContain("error plan-refused:");
  });

  test("are raised for once by flags", async () => {
    const { run } = await enterStage({ files: { "hookfleet.yaml": strict } });
    const flags = ["--max-deletes", "1", "--max-changes", "5"];
    expect(await run(["plan", ...flags])).toMatchObject({ code: 0 });
    const { code, writes } = await run(["apply", "--auto-approve", ...flags]);
    expect({ code, writes: writes.length }).toEqual({ code: 0, writes: 5 });
  });

  test("are lowered by flags as well", async () => {
    const { run } = await enterStage();
    const lowered = await run(["apply", "--auto-approve", "--max-changes", "0"]);
    expect(lowered).toMatchObject({ code: 1, writes: [] });
  });

  test("can stand in a policy of their own, and then nowhere else", async () => {
    const files = { "policy.yaml": "version: 1\nlimits: { max_changes: 1 }\n" };
    const { run, write } = await enterStage({ files });
    const argv = ["apply", "--auto-approve", "--policy", "policy.yaml"];
    expect(await run(argv)).toMatchObject({ code: 1, writes: [] });
    write("hookfleet.yaml", `${exampleConfig}limits: { max_changes: 9 }\n`);
    const { code, stderr } = await run(argv);
    expect(code).toBe(1);
    expect(stderr).toContain("error policy-only:");
  });
});

describe("a blocked action", () => {
  const undeclared = exampleConfig.replace(
    "events: [push], content_type: json, secret: ci",
    "events: [push], content_type: json",
  );

  test("is a failure of the plan, and does not keep apply from the rest", async () => {
    const { run, simulator } = await enterStage({ files: { "hookfleet.yaml": undeclared } });
    expect(await run(["plan"])).toMatchObject({ code: 1 });
    expect(await run(["plan", "--detailed-exitcode"])).toMatchObject({ code: 1 });
    const { code, writes } = await run(["apply", "--auto-approve"]);
    expect({ code, writes: writes.length }).toEqual({ code: 1, writes: 3 });
    const kept = simulator.hooks("acme/api").find(({ id }) => id === 21);
    expect(kept).toMatchObject({ events: ["push", "issues"], config: { secret: planted.live } });
  });
});

test("--strict takes warnings for errors", async () => {
  const { run } = await enterStage();
  expect(await run(["validate"])).toMatchObject({ code: 0 });
  const { code, stdout } = await run(["validate", "--strict"]);
  expect(code).toBe(1);
  expect(stdout).toContain("error credentials-in-url:");
});

test("--format github writes annotations", async () => {
  const { run } = await enterStage();
  const { stdout } = await run(["validate", "--format", "github"]);
  expect(stdout).toMatch(/^::warning file=hookfleet\.yaml,line=13,.*\n$/);
});

test("--api-url wins over the environment, and GH_TOKEN stands in for GITHUB_TOKEN", async () => {
  const { run, url } = await enterStage({
    environment: {
      GITHUB_API_URL: "https://api.example.com",
      GITHUB_TOKEN: "",
      GH_TOKEN: planted.token,
    },
    seed: exampleSeed,
  });
  expect(await run(["plan", "--api-url", `${url}/`])).toMatchObject({ code: 0 });
});

test("schema prints a JSON Schema that ajv takes, and that the example satisfies", async () => {
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  const { parse } = await import("yaml");
  const { run } = await enterStage();
  const { code, stdout, stderr } = await run(["schema"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false });
  const validate = ajv.compile(JSON.parse(stdout));
  expect(validate(parse(exampleConfig))).toBe(true);
  expect(validate({ version: 2 })).toBe(false);
});
