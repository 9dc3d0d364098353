import { describe, expect, test } from "vitest";
import type { Fault } from "../../src/simulator/faults/faults.ts";
import { exampleConfig, exampleSeed, hidingUrl } from "../support/example-fleet.ts";
import { hidden, leaksIn, planted } from "../support/planted.ts";
import { enterStage } from "../support/run-cli.ts";

// Every run of every test in this folder is searched for what is planted (test/support/run-cli.ts);
// these are the runs that try hardest to get it out.

test("the search finds what is planted, however it is written", () => {
  for (const value of Object.values(planted)) {
    expect(leaksIn(value)).not.toEqual([]);
    expect(leaksIn(JSON.stringify(value))).not.toEqual([]);
    expect(leaksIn(encodeURIComponent(value).toUpperCase())).not.toEqual([]);
    expect(leaksIn(Buffer.from(value).toString("base64"))).not.toEqual([]);
  }
  expect(leaksIn(hidingUrl)).not.toEqual([]);
  expect(leaksIn(hidingUrl, { showUrls: true })).toEqual([]);
});

test("what must not be printed does reach GitHub", async () => {
  const { run, simulator } = await enterStage();
  expect((await run(["apply", "--auto-approve", "--verbose"])).code).toBe(0);
  const stored = [...simulator.hooks("acme"), ...simulator.hooks("acme/api")];
  const found = stored.map(({ config }) => [config.url, config.secret]);
  expect(found).toEqual(
    expect.arrayContaining([
      ["https://audit.example.com/github", planted.file],
      ["https://ci.example.com/hook", planted.environment],
      [planted.url, planted.environment],
      [hidingUrl, undefined],
    ]),
  );
});

/** A server that says everything back that it was sent, in every way of writing it. */
async function echo(request: Request): Promise<string> {
  const sent = await request.text();
  const values =
    sent === "" ? [] : Object.values({ ...JSON.parse(sent), ...JSON.parse(sent).config });
  const texts = [...values.filter((value) => typeof value === "string"), sent];
  return JSON.stringify({
    message: `bad: ${texts.join(", ")} from ${request.headers.get("authorization")}`,
    errors: [
      ...texts.map((message) => ({ resource: "Hook", code: "custom", message })),
      ...texts.map((text) => ({ field: "x", code: "custom", message: encodeURIComponent(text) })),
      ...texts,
    ],
    documentation_url: `https://docs.github.com/?${request.headers.get("authorization")}`,
  });
}

const flags: readonly (readonly string[])[] = [
  ["--verbose"],
  ["--verbose", "--format", "json"],
  ["--format", "json"],
  ["--show-urls", "--verbose"],
];

describe.each(flags.map((more) => ({ more })))("with $more", ({ more }) => {
  test.each([400, 403, 404, 409, 418, 422])(
    "a server that echoes writes with %i",
    async (status) => {
      const { run } = await enterStage({
        between: async (request, handle) =>
          request.method === "GET"
            ? handle(request)
            : new Response(await echo(request), { status }),
      });
      const { code, stdout } = await run(["apply", "--auto-approve", ...more]);
      expect(code).toBe(1);
      expect(stdout).toContain("[secret]");
    },
  );

  test.each([200, 400, 401, 403, 422])("a server that echoes reads with %i", async (status) => {
    const { run } = await enterStage({
      between: async (request) => new Response(await echo(request), { status }),
    });
    expect((await run(["plan", ...more])).code).toBe(1);
  });

  test.each<[what: string, fault: Fault]>([
    ["breaks off", { kind: "truncate" }],
    ["answers in HTML", { kind: "html", status: 200, body: `<p>${planted.live}` }],
    [
      "moves",
      {
        kind: "status",
        status: 307,
        headers: { location: `https://x.example.com/${planted.live}` },
      },
    ],
  ])("a server that %s after writing", async (_, fault) => {
    const { run, simulator } = await enterStage();
    for (const method of ["POST", "PATCH"])
      simulator.addFault({ ...fault, method, moment: "after", times: 99 });
    expect((await run(["apply", "--auto-approve", ...more])).code).toBe(1);
  });

  test("deletes, moves and hooks that stay", async () => {
    const config = exampleConfig
      .replace("      - name: api\n", "      - name: api\n        unmanaged: delete\n")
      .replace(
        "{ url: https://ci.example.com/hook,",
        "{ url: https://ci.example.com/new, previous_urls: [https://ci.example.com/hook],",
      );
    const { run } = await enterStage({ files: { "hookfleet.yaml": config } });
    expect((await run(["plan", ...more])).code).toBe(0);
    expect((await run(["apply", "--auto-approve", ...more])).code).toBe(0);
  });
});

test("--show-urls shows what URLs of the file and of GitHub hide, and no URL of the environment", async () => {
  const live = `https://${hidden.user}:${hidden.password}@old.example.com/${hidden.segment}?${hidden.query}`;
  const repositories = { api: { hooks: [{ id: 5, url: live, events: ["fork"] }] } };
  const seed = { ...exampleSeed, organizations: { acme: { repositories } } };
  const { run } = await enterStage({ seed });
  for (const command of [["plan"], ["apply", "--auto-approve"]]) {
    const { stdout } = await run([...command, "--show-urls"]);
    expect(stdout).toContain(hidingUrl);
    expect(stdout).toContain("env:HOOK_URL");
    expect(stdout.includes(live)).toBe(true);
  }
});

test("a token that is a word, as a simulator takes any, leaves the plan as it is", async () => {
  const { tokens: _, ...seed } = exampleSeed;
  const { run } = await enterStage({ seed, environment: { GITHUB_TOKEN: "issues" } });
  const { code, stdout } = await run(["plan"]);
  expect(code).toBe(0);
  expect(stdout).toContain("issues");
  expect(stdout).not.toContain("[secret]");
});
