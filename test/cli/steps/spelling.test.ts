import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PlanDocument } from "../../../src/index.ts";
import { enterStage, type Outcome, type Stage } from "../../support/run-cli.ts";

const hook = (url: string): string =>
  `{ url: "${url}", events: [push], content_type: json, secret: none }`;
const named = hook("https://ci.example.com/{owner}/{repo}");
const liveAt = (url: string) => ({ id: 7, url, events: ["push"], content_type: "json" });

/** GitHub's spellings, which no file has. */
const seedWith = (hooks: readonly object[]): object => ({
  organizations: { AcMe: { repositories: { ApI: { hooks }, weB: { hooks } } } },
});

const file = (owner: string, entries: readonly string[], own = ""): string =>
  `version: 1\norganizations:\n  ${owner}:\n${own}    repositories:\n${entries.map((entry) => `      - ${entry}\n`).join("")}`;

function planOf({ code, stdout }: Outcome): PlanDocument {
  expect(code).toBe(0);
  return JSON.parse(stdout) as PlanDocument;
}

/** What becomes of one repository, in all that a plan says of it but its places. */
function fateOf(plan: PlanDocument): unknown {
  const ofApi = <Item extends { readonly scope: string }>(items: readonly Item[]) =>
    items.filter(({ scope }) => scope === "AcMe/ApI");
  for (const { kind, url } of ofApi(plan.actions))
    if (kind === "create") expect(url).toBe(canonical);
  return {
    actions: ofApi(plan.actions).map(({ kind, url, changes, fingerprint }) => ({
      kind,
      url,
      changes,
      fingerprint,
    })),
    unmanaged: ofApi(plan.unmanaged),
    digest: ofApi(plan.scopes),
  };
}

const canonical = "https://ci.example.com/AcMe/ApI";

const gets = ({ simulator }: Stage): readonly string[] =>
  simulator.requests.map(({ method, path }) => `${method} ${path}`);

describe("{owner} and {repo} are GitHub's spelling", () => {
  test.each([
    ["no hook", []],
    ["the hook", [liveAt(canonical)]],
    ["a hook of another spelling", [liveAt("https://ci.example.com/acme/api")]],
    ["both", [liveAt(canonical), { ...liveAt("https://ci.example.com/acme/api"), id: 8 }]],
  ])("whatever targets, entries and files are, where there is %s", async (_, hooks) => {
    const { run, write } = await enterStage({ seed: seedWith(hooks) });
    const planFor = async (files: readonly string[], target: readonly string[]) => {
      files.forEach((text, index) => {
        write(`f/${index}.yaml`, text);
      });
      const paths = files.flatMap((_text, index) => ["-f", `f/${index}.yaml`]);
      const targets = target.flatMap((one) => ["--target", one]);
      return fateOf(planOf(await run(["plan", ...paths, ...targets, "--format", "json"])));
    };
    const wanted = await planFor(
      [file("AcMe", [`{ name: ApI, unmanaged: delete, hooks: [${named}] }`])],
      [],
    );
    const owner = fc.constantFrom("acme", "ACME", "Acme", "AcMe");
    const name = fc.constantFrom("api", "API", "Api", "ApI");
    const more = fc.subarray([
      (one: string) => `{ name: ${one}, unmanaged: delete }`,
      (one: string) => `{ name: [${one}, web], hooks: [${named}] }`,
      () => `{ name: "*", topics: [none], hooks: [${hook("https://x.example.com/")}] }`,
      () => `{ name: "we*", hooks: [${hook("https://{repo}.example.com/")}] }`,
      () => `{ name: Web, hooks: [${named}] }`,
    ]);
    const own = fc.constantFrom("", `    hooks: [${hook("https://o.example.com/{owner}")}]\n`);
    const target = fc.constantFrom(
      [],
      ["acme/api"],
      ["ACME/*"],
      ["acme/**"],
      ["*/aPi", "acme/ap*"],
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ owner, name, more, own }), { minLength: 1, maxLength: 3 }),
        fc.tuple(owner, name),
        fc.nat(3),
        target,
        async (others, [first, second], place, targets) => {
          const files = others.map((one) => {
            const entries = one.more.map((write_) => write_(one.name));
            return file(one.owner, entries.length === 0 ? ["{ name: web }"] : entries, one.own);
          });
          const main = file(first, [`{ name: ${second}, unmanaged: delete, hooks: [${named}] }`]);
          const all = files.toSpliced(place, 0, main);
          expect(await planFor(all, targets)).toEqual(wanted);
        },
      ),
      { numRuns: 25 },
    );
  });

  test("so that runs of any kind leave each other's hooks alone", async () => {
    const { run, write } = await enterStage({ seed: seedWith([]) });
    write("a.yaml", file("acme", [`{ name: API, unmanaged: delete, hooks: [${named}] }`]));
    write("b.yaml", file("ACME", ['{ name: "*", topics: [none] }', "{ name: api }"]));
    const first = await run(["apply", "-f", "a.yaml", "--auto-approve"]);
    expect([first.code, first.writes.length]).toEqual([0, 1]);
    for (const argv of [
      ["-f", "b.yaml", "-f", "a.yaml"],
      ["-f", "a.yaml", "-f", "b.yaml", "--target", "acme/api"],
      ["-f", "a.yaml", "--target", "ACME/*"],
    ]) {
      const { code, writes } = await run(["apply", ...argv, "--auto-approve"]);
      expect([argv, code, writes]).toEqual([argv, 0, []]);
    }
  });
});

describe("no more requests than that takes", () => {
  const list = "GET /repos/acme/api/hooks";
  test.each<[string, string, readonly object[], readonly string[]]>([
    ["the address of a hook tells the name", named, [liveAt(canonical)], [list]],
    ["one that is to be created is asked for once", named, [], [list, "GET /repos/acme/api"]],
    [
      "where no URL depends on it, nothing but whether it is archived",
      hook("https://a.example.com/"),
      [],
      [list, "GET /repos/acme/api"],
    ],
    [
      "what is not there need not be looked up to be absent",
      '{ url: "https://ci.example.com/{repo}", state: absent }',
      [],
      [list],
    ],
    [
      "nor a previous URL of nothing",
      '{ url: "https://a.example.com/", previous_urls: ["https://ci.example.com/{repo}"], events: [push], content_type: json, secret: none }',
      [liveAt("https://a.example.com/")],
      [list],
    ],
  ])("%s", async (_, entry, hooks, requests) => {
    const text = file("acme", [`{ name: api, hooks: [${entry}] }`]);
    const stage = await enterStage({ seed: seedWith(hooks), files: { "hookfleet.yaml": text } });
    expect((await stage.run(["plan"])).code).toBe(0);
    expect(gets(stage)).toEqual(requests);
  });

  test("a list tells all names, and an organization without hooks is asked for once", async () => {
    const own = `    hooks: [${hook("https://o.example.com/{owner}")}]\n`;
    const entries = [`{ name: "*", hooks: [${named}] }`, "{ name: API }"];
    for (const [text, requests] of [
      [file("acme", entries, own), ["GET /orgs/acme/repos"]],
      [file("acme", [], own).replace("repositories:", "repositories: []"), ["GET /users/acme"]],
    ] as const) {
      const stage = await enterStage({ seed: seedWith([]), files: { "hookfleet.yaml": text } });
      const plan = planOf(await stage.run(["plan", "--format", "json"]));
      expect(plan.actions[0]).toMatchObject({ url: "https://o.example.com/AcMe" });
      expect(gets(stage).filter((one) => !one.endsWith("/hooks"))).toEqual(requests);
    }
  });
});

test("a spelling that differs is a warning, and a name that GitHub does not tell is no guess", async () => {
  const text = file("acme", [`{ name: API, hooks: [${named}] }`]);
  const files = { "hookfleet.yaml": text };
  const { run } = await enterStage({ seed: seedWith([]), files });
  const { diagnostics } = planOf(await run(["plan", "--format", "json"]));
  expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
    ["name-spelling", "`acme` is spelled `AcMe` on GitHub"],
    ["name-spelling", "`API` is spelled `ApI` on GitHub"],
  ]);
  const stage = await enterStage({
    seed: seedWith([]),
    files,
    between: async (request, handle) =>
      /\/repos\/[^/]+\/[^/]+$/.test(new URL(request.url).pathname)
        ? new Response('{"message":"Not Found"}', { status: 404 })
        : await handle(request),
  });
  const { code, stdout, writes } = await stage.run([
    "apply",
    "--auto-approve",
    "--allow-incomplete",
  ]);
  expect([code, writes]).toEqual([1, []]);
  expect(stdout).toContain("its spelling on GitHub is needed");
});

test("names that every object has are names like any other", async () => {
  const repositories = { toString: {}, valueOf: { hooks: [liveAt("https://a.example.com/x")] } };
  const seed = { organizations: { constructor: { repositories } } };
  const { run, read } = await enterStage({
    seed,
    files: {
      "hookfleet.yaml": `version: 1
secrets: { hasOwnProperty: { env: CI_SECRET } }
templates: { constructor: { url: "https://a.example.com/{valueOf}", events: [push], content_type: json, secret: hasOwnProperty, with: { valueOf: x } } }
organizations:
  constructor: { repositories: [{ name: [toString, valueOf], hooks: [{ use: constructor }] }] }
`,
    },
    environment: { CI_SECRET: "4c1f0a7be2d95836" },
  });
  for (const argv of [
    ["validate"],
    ["plan", "--out", "plan.html"],
    ["explain", "constructor/toString"],
    ["secrets"],
    ["import", "constructor/*", "--out", "imported.yaml"],
    ["apply", "--auto-approve"],
    ["drift"],
  ])
    expect(await run(argv)).toMatchObject({ code: 0 });
  expect(read("imported.yaml")).toContain("constructor:");
});
