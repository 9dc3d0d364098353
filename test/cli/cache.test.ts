import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exampleFiles, exampleSeed } from "../support/example-fleet.ts";
import { planted } from "../support/planted.ts";
import { enterStage, type Stage } from "../support/run-cli.ts";

/** Pings are there at once: one that arrives between two plans changes what GitHub lists of its hook. */
const limited = {
  ...exampleSeed,
  rate_limit: { limit: 50, remaining: 50, reset_in: 3_600 },
  switches: { pingDelay: 0 },
};
const plan = ["plan", "--cache", "kept", "--format", "json"];

function entries({ folder }: Stage): readonly string[] {
  const within = join(folder, "kept", "hookfleet-v1");
  return readdirSync(within)
    .filter((name) => /^[0-9a-f]{64}$/.test(name))
    .map((name) => join(within, name));
}

/** What else the run said than that its file has warnings. */
const beside = (stderr: string): string => stderr.replace(/^The configuration has .*\n/, "");

/** The statuses that a run's requests were answered with. */
async function statuses(stage: Stage, argv: readonly string[], environment = {}) {
  const before = stage.simulator.requests.length;
  const outcome = await stage.run(argv, { environment });
  return {
    ...outcome,
    stderr: beside(outcome.stderr),
    statuses: stage.simulator.requests.slice(before).map(({ status }) => status),
  };
}

/** What is left of the hour, asked as anybody can. */
async function remaining({ url }: Stage): Promise<number> {
  const headers = { authorization: `Bearer ${planted.token}` };
  const answer = (await (await fetch(`${url}/rate_limit`, { headers })).json()) as {
    readonly resources: { readonly core: { readonly remaining: number } };
  };
  return answer.resources.core.remaining;
}

describe("--cache", () => {
  test("makes a second plan of an unchanged fleet cost nothing of the hour", async () => {
    const stage = await enterStage({ seed: limited });
    const first = await statuses(stage, plan);
    expect(first.statuses).not.toContain(304);
    const left = await remaining(stage);
    const second = await statuses(stage, plan);
    // The look whether a repository that is to be written to is archived is never kept.
    const asked = second.statuses.filter((status) => status !== 304).length;
    expect(second.statuses.filter((status) => status === 304)).toHaveLength(2);
    expect(await remaining(stage)).toBe(left - asked);
    const times = /"created_at":\s*"[^"]*"/;
    expect(second.stdout.replace(times, "")).toBe(first.stdout.replace(times, ""));

    await stage.run(["apply", "--auto-approve", "--cache", "kept"]);
    await stage.run(plan);
    const before = await remaining(stage);
    const last = await statuses(stage, plan);
    expect([last.code, new Set(last.statuses)]).toEqual([0, new Set([304])]);
    expect(await remaining(stage)).toBe(before);
  });

  test("sees what has changed", async () => {
    const stage = await enterStage();
    await stage.run(plan);
    stage.simulator.editByHand("acme/api", 21, { events: ["star"] });
    const { stdout, statuses: answered } = await statuses(stage, plan);
    expect(stdout).toContain('"star"');
    expect(answered.filter((status) => status === 304)).toHaveLength(1);
  });

  test("keeps nothing that anybody can read, and nobody else may open it", async () => {
    const stage = await enterStage();
    await stage.run(plan);
    expect(entries(stage)).toHaveLength(2);
    for (const path of entries(stage)) {
      expect(statSync(path).mode & 0o777).toBe(0o600);
      const content = readFileSync(path);
      for (const word of ["acme", "hooks", "example.com", planted.token])
        expect(content.includes(word)).toBe(false);
    }
  });

  test("works in another folder that a CI cache was restored into", async () => {
    const stage = await enterStage();
    await stage.run(plan);
    const files = { ...exampleFiles };
    for (const [name, content] of Object.entries(files))
      stage.write(join("elsewhere", name), content);
    const elsewhere = join(stage.folder, "elsewhere", "restored");
    cpSync(join(stage.folder, "kept"), elsewhere, { recursive: true });
    rmSync(join(stage.folder, "kept"), { recursive: true });
    const argv = ["plan", "-f", "elsewhere/hookfleet.yaml", "--cache", elsewhere];
    const { code, stderr, statuses: answered } = await statuses(stage, argv);
    expect([code, stderr]).toEqual([0, ""]);
    expect(answered.filter((status) => status === 304)).toHaveLength(2);
  });

  type Damage = (path: string, other: string) => void;
  test.each<[what: string, damage: Damage]>([
    ["is cut short", (path) => writeFileSync(path, readFileSync(path).subarray(0, 40))],
    ["is empty", (path) => writeFileSync(path, "")],
    ["is something else", (path) => writeFileSync(path, JSON.stringify({ status: 200, body: [] }))],
    [
      "was changed in one bit",
      (path) => {
        const content = readFileSync(path);
        content[content.length - 1] = (content.at(-1) ?? 0) ^ 1;
        writeFileSync(path, content);
      },
    ],
    ["was planted in place of another", (path, other) => cpSync(other, path)],
  ])("an entry that %s is ignored with a warning", async (_, damage) => {
    const stage = await enterStage();
    const { stdout } = await stage.run(plan);
    const [one = "", other = ""] = entries(stage);
    damage(one, other);
    const second = await statuses(stage, plan);
    expect(second.stderr).toMatch(/^warning cache-entry-ignored:/);
    expect(second.stderr.match(/warning/g)).toHaveLength(1);
    expect(second.statuses.filter((status) => status === 304)).toHaveLength(1);
    const times = /"created_at":\s*"[^"]*"/;
    expect(second.stdout.replace(times, "")).toBe(stdout.replace(times, ""));
    // What was damaged is kept anew.
    expect((await statuses(stage, plan)).stderr).toBe("");
  });

  test("an entry of another token is of no use, and is left alone", async () => {
    const tokens = { [planted.token]: {}, "another-Pl4nt3d": {} };
    const stage = await enterStage({ seed: { ...exampleSeed, tokens } });
    await stage.run(plan);
    const foreign = await statuses(stage, plan, { GITHUB_TOKEN: "another-Pl4nt3d" });
    expect(foreign.statuses).not.toContain(304);
    expect(foreign.code).toBe(0);
    const own = await statuses(stage, plan);
    expect(own.statuses.filter((status) => status === 304)).toHaveLength(2);
    expect(own.stderr).toBe("");
  });

  test("a folder that cannot be used is a warning, and no error", async () => {
    const stage = await enterStage({ files: { kept: "a file" } });
    const { code, stderr } = await stage.run(plan);
    expect(code).toBe(0);
    expect(beside(stderr)).toMatch(/^warning cache-unusable:/);
  });
});

describe("without --cache", () => {
  const bare = ["plan", "--format", "json"];
  const placeOf = (stage: Stage, place: string): string => join(stage.folder, place);

  test.each<[place: string, environment: (stage: Stage) => Record<string, string>]>([
    ["named", () => ({ HOOKFLEET_CACHE: "named", HOME: "/nowhere" })],
    ["xdg/hookfleet", (stage) => ({ XDG_CACHE_HOME: placeOf(stage, "xdg"), HOME: "/nowhere" })],
    [
      ".cache/hookfleet",
      (stage) => ({ HOOKFLEET_CACHE: "", XDG_CACHE_HOME: "relative", HOME: stage.folder }),
    ],
    ["local/hookfleet", (stage) => ({ LOCALAPPDATA: placeOf(stage, "local") })],
  ])("answers are kept in %s", async (place, environmentOf) => {
    const stage = await enterStage();
    const environment = environmentOf(stage);
    expect((await statuses(stage, bare, environment)).statuses).not.toContain(304);
    const second = await statuses(stage, bare, environment);
    expect(second.statuses.filter((status) => status === 304)).toHaveLength(2);
    expect(statSync(placeOf(stage, place)).mode & 0o777).toBe(0o700);
    // The flag wins over all of them.
    expect((await statuses(stage, plan, environment)).statuses).not.toContain(304);
  });

  test.each<[string, readonly string[], Record<string, string>]>([
    ["--no-cache", ["--no-cache"], { HOOKFLEET_CACHE: "kept" }],
    ["a user without a home", [], {}],
  ])("nothing is kept with %s", async (_, more, environment) => {
    const stage = await enterStage();
    await statuses(stage, [...bare, ...more], environment);
    const { statuses: answered } = await statuses(stage, [...bare, ...more], environment);
    expect(answered).not.toContain(304);
    expect(existsSync(placeOf(stage, "kept"))).toBe(false);
  });

  test.skipIf(process.getuid?.() === 0)("a read-only home ends no run", async () => {
    const stage = await enterStage();
    mkdirSync(placeOf(stage, "home"));
    chmodSync(placeOf(stage, "home"), 0o500);
    const environment = { HOME: placeOf(stage, "home") };
    const { code, stderr } = await stage.run(bare, { environment });
    expect([code, beside(stderr)]).toEqual([0, expect.stringMatching(/^warning cache-unusable:/)]);
  });

  test("a folder that cannot be used is told, but not to who wants quiet", async () => {
    const stage = await enterStage({ files: { home: "a file" } });
    const environment = { HOME: placeOf(stage, "home") };
    const loud = await stage.run(bare, { environment });
    expect([loud.code, beside(loud.stderr)]).toEqual([
      0,
      expect.stringMatching(/^warning cache-unusable:[\s\S]*--no-cache/),
    ]);
    const quiet = await stage.run([...bare, "--quiet"], { environment });
    expect([quiet.code, quiet.stderr]).toEqual([0, ""]);
    const named = await stage.run([...bare, "--quiet", "--cache", "home/below"]);
    expect([named.code, named.stderr]).toEqual([0, expect.stringContaining("cache-unusable")]);
  });

  test("runs at the same time share a folder", async () => {
    const stage = await enterStage();
    const environment = { HOME: stage.folder };
    const runs = Array.from({ length: 6 }, () => stage.run(bare, { environment }));
    for (const { code, stderr } of await Promise.all(runs))
      expect([code, beside(stderr)]).toEqual([0, ""]);
  });
});
