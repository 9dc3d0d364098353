import { describe, expect, test } from "vitest";
import { planted } from "../support/planted.ts";
import { enterStage, type Outcome, type StageOptions } from "../support/run-cli.ts";

const seed = {
  tokens: {
    [planted.token]: {},
    reader: {
      kind: "fine-grained",
      permissions: { repository_hooks: "read", organization_hooks: "read" },
    },
  },
  switches: { pingDelay: 0 },
  organizations: {
    acme: {
      repositories: {
        api: {
          hooks: [
            {
              id: 21,
              url: "https://ci.example.com/hook",
              events: ["push"],
              deliveries: [
                { event: "push", ago: 3_000, status: 500, guid: "third" },
                { event: "push", ago: 7_000, status: "timed out", guid: "first" },
                { event: "push", ago: 2_000, status: 502, guid: "mended" },
                { event: "push", ago: 1_000, status: 200, guid: "mended", redelivery: true },
                { event: "push", ago: 100_000, status: 500, guid: "yesterday" },
              ],
            },
            {
              id: 22,
              url: "https://chat.example.com/hook",
              events: ["issues"],
              deliveries: [
                { event: "issues", ago: 6_000, status: 404, guid: "second" },
                { event: "issues", ago: 5_000, status: 404, guid: "second", redelivery: true },
              ],
            },
          ],
        },
      },
    },
  },
};

const enter = (options: StageOptions = {}) => enterStage({ seed, ...options });
const attempted = ({ writes }: Outcome): readonly string[] =>
  writes.map(({ path }) => /hooks\/(\d+)\/deliveries\/\d+\/attempts$/.exec(path)?.[1] ?? path);

interface Answer {
  readonly summary: object;
  readonly redeliveries: readonly { readonly guid: string; readonly outcome: string }[];
}
const answer = ({ stdout }: Outcome): Answer => JSON.parse(stdout) as Answer;
const outcomes = (outcome: Outcome): readonly (readonly string[])[] =>
  answer(outcome).redeliveries.map(({ guid, outcome: end }) => [guid, end]);

test("oldest first, each event once, and not what got through", async () => {
  const { run } = await enter();
  const first = await run(["redeliver", "--auto-approve", "--format", "json"]);
  expect(first.code).toBe(0);
  expect(attempted(first)).toEqual(["21", "22", "21"]);
  expect(outcomes(first)).toEqual([
    ["first", "accepted"],
    ["second", "accepted"],
    ["third", "accepted"],
    ["mended", "skipped"],
  ]);
  expect(answer(first).summary).toEqual({
    redelivered: 3,
    skipped: 1,
    failed: 0,
    not_attempted: 0,
  });

  const second = await run(["redeliver", "--auto-approve"]);
  expect(attempted(second)).toEqual([]);
  expect(second.code).toBe(0);
  expect(second.stdout).toContain("Nothing to redeliver.");
});

test.each<[readonly string[], readonly string[]]>([
  [["--event", "issues"], ["second"]],
  [
    ["--event", "issues", "--event", "PUSH"],
    ["first", "second", "third"],
  ],
  [
    ["--event", "push,issues"],
    ["first", "second", "third"],
  ],
  [
    ["--hook", "21,22", "--event", "push"],
    ["first", "third"],
  ],
  [
    ["--guid", "third", "--guid", "second"],
    ["second", "third"],
  ],
  [
    ["--hook", "21"],
    ["first", "third"],
  ],
  [["--guid", "third"], ["third"]],
  [["--guid", "mended"], []],
  [["--since", "4000s"], ["third"]],
  [
    ["--since", "3d"],
    ["yesterday", "first", "second", "third"],
  ],
  [
    ["--max-attempts", "2"],
    ["first", "third"],
  ],
])("%j redelivers %j", async (flags, guids) => {
  const { run } = await enter();
  const outcome = await run(["redeliver", "--dry-run", "--format", "json", ...flags]);
  expect({ code: outcome.code, writes: outcome.writes }).toEqual({ code: 0, writes: [] });
  const planned = outcomes(outcome).filter(([, end]) => end === "planned");
  expect(planned.map(([guid]) => guid)).toEqual(guids);
});

test.each([
  ["--event", "push", "--event", "pusch"],
  ["--event", "push,something_else_entirely"],
  ["--guid", "first", "--guid", "none"],
  ["--hook", "21", "--hook", "99"],
  // Before --since, which is 24 hours where nothing is said.
  ["--guid", "yesterday"],
])("%s %s %s %s sends nothing, not even what is there", async (...flags) => {
  const { run } = await enter();
  const { code, writes } = await run(["redeliver", "--auto-approve", ...flags]);
  expect({ code, writes }).toEqual({ code: 1, writes: [] });
});

describe("asks first", () => {
  const terminal = ["stdin", "stderr", "stdout"] as const;

  test("and does it after a yes", async () => {
    const { run } = await enter();
    const outcome = await run(["redeliver"], { terminal, input: "y\n" });
    expect(outcome.code).toBe(0);
    expect(outcome.writes).toHaveLength(3);
  });

  test.each(["n\n", "\n", ""])("and sends nothing after %j", async (input) => {
    const { run } = await enter();
    const outcome = await run(["redeliver"], { terminal, input });
    expect({ code: outcome.code, writes: outcome.writes }).toEqual({ code: 1, writes: [] });
    expect(outcome.stderr).toContain("not-approved");
  });

  test("without anybody to ask, sends nothing and says what was left", async () => {
    const { run } = await enter();
    const outcome = await run(["redeliver", "--format", "json"]);
    expect({ code: outcome.code, writes: outcome.writes }).toEqual({ code: 1, writes: [] });
    expect(answer(outcome).summary).toMatchObject({ redelivered: 0, not_attempted: 3 });
  });
});

describe("what goes wrong", () => {
  test("a lost answer is not asked for again where the list shows the attempt", async () => {
    const { run, simulator } = await enter();
    simulator.addFault({ kind: "reset", moment: "after", method: "POST" });
    const outcome = await run(["redeliver", "--auto-approve", "--guid", "first"]);
    expect(outcome.code).toBe(0);
    expect(attempted(outcome)).toEqual(["21"]);
    expect(outcome.stdout).toContain("Redelivered 1,");
  });

  test("permission to read but not to redeliver: said once, nothing else of it attempted", async () => {
    const { run } = await enter({ environment: { GITHUB_TOKEN: "reader" } });
    const outcome = await run(["redeliver", "--auto-approve", "--format", "json"]);
    expect(outcome.code).toBe(1);
    expect(outcome.writes).toHaveLength(1);
    expect(outcomes(outcome).slice(0, 3)).toEqual([
      ["first", "failed"],
      ["second", "not_attempted"],
      ["third", "not_attempted"],
    ]);
  });

  test("a hook that is gone fails alone", async () => {
    const stage = await enter({
      between: async (request, handle) => {
        if (request.method === "POST" && /hooks\/22/.test(request.url))
          stage.simulator.removeHook("acme/api", 22);
        return await handle(request);
      },
    });
    const outcome = await stage.run(["redeliver", "--auto-approve", "--format", "json"]);
    expect(outcome.code).toBe(1);
    expect(answer(outcome).summary).toMatchObject({ redelivered: 2, failed: 1 });
  });

  test("an interrupt finishes what is in flight and tells of the rest", async () => {
    const controller = new AbortController();
    const { run } = await enter({
      between: async (request, handle) => {
        if (request.method === "POST") controller.abort();
        return await handle(request);
      },
    });
    const outcome = await run(["redeliver", "--auto-approve", "--format", "json"], {
      interrupted: controller.signal,
    });
    expect(outcome.code).toBe(1);
    expect(outcome.writes).toHaveLength(1);
    expect(answer(outcome).summary).toMatchObject({ redelivered: 1, not_attempted: 2 });
  });

  test("a hook whose deliveries cannot be read makes the run fail; the others are served", async () => {
    const { run } = await enter({
      between: async (request, handle) =>
        /hooks\/22\/deliveries/.test(request.url)
          ? new Response('{"message":"Not Found"}', { status: 404 })
          : await handle(request),
    });
    const outcome = await run(["redeliver", "--auto-approve", "--format", "json"]);
    expect(outcome.code).toBe(1);
    expect(answer(outcome).summary).toMatchObject({ redelivered: 2, failed: 0 });
  });
});

test("what got through before --since is not sent again", async () => {
  const deliveries = [
    { event: "push", ago: 99_000, status: 200, guid: "there" },
    { event: "push", ago: 4_000, status: 500, guid: "there", redelivery: true },
    { event: "push", ago: 100_000, status: 500, guid: "missed" },
    { event: "push", ago: 3_000, status: 500, guid: "missed", redelivery: true },
  ];
  const hook = { id: 21, url: "https://ci.example.com/hook", events: ["push"], deliveries };
  const { run } = await enter({
    seed: { ...seed, organizations: { acme: { repositories: { api: { hooks: [hook] } } } } },
  });
  const dry = ["redeliver", "--dry-run", "--format", "json"];
  expect(outcomes(await run(dry))).toEqual([
    ["missed", "planned"],
    ["there", "skipped"],
  ]);
  // Attempts before it count as well.
  expect(outcomes(await run([...dry, "--max-attempts", "2"]))).toEqual([
    ["missed", "skipped"],
    ["there", "skipped"],
  ]);
});
