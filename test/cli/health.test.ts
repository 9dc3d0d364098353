import { describe, expect, test } from "vitest";
import { hidden, planted } from "../support/planted.ts";
import { enterStage } from "../support/run-cli.ts";

const outage = [60, 120, 180, 240].map((ago) => ({ event: "push", ago, status: 503 }));
const fine = { event: "push", ago: 80_000, duration: 0.2 };

/** As GitHub's own begin: of no other payload the bytes are certain enough for a mismatch. */
const ping = { zen: "Design for failure.", hook_id: 31, hook: { type: "Organization" } };

/** CI is down, chat is slow, and audit's secret is another one than the file's. */
const seed = {
  organizations: {
    acme: {
      repositories: {
        api: {
          hooks: [
            {
              id: 21,
              url: "https://ci.example.com/hook",
              events: ["push"],
              content_type: "json",
              secret: planted.environment,
              deliveries: [fine, { event: "ping", ago: 70_000 }, ...outage],
            },
            {
              id: 22,
              url: `https://hooks.chat.example/services/${hidden.segment}`,
              events: ["issues"],
              deliveries: [{ event: "issues", ago: 600, duration: 9 }],
            },
          ],
        },
      },
      hooks: [
        {
          id: 31,
          url: "https://audit.example.com/github",
          events: ["repository"],
          content_type: "json",
          secret: planted.live,
          deliveries: [{ event: "ping", ago: 500, payload: ping }],
        },
      ],
    },
  },
};

interface Health {
  readonly healthy: boolean;
  readonly complete: boolean;
  readonly summary: Readonly<Record<string, number>>;
  readonly receivers: readonly {
    readonly receiver: string;
    readonly failures: number;
    readonly failing_since: string | null;
    readonly complaints: readonly string[];
    readonly hooks: readonly { readonly hook_id: number; readonly secret: string }[];
  }[];
}

const judge = async (...flags: readonly string[]) => {
  const { run } = await enterStage({ seed });
  const { code, stdout, writes } = await run(["health", "--format", "json", ...flags]);
  expect(writes).toEqual([]);
  return { code, health: JSON.parse(stdout) as Health };
};

test("by receiver, those that fail first", async () => {
  const { code, health } = await judge();
  expect(code).toBe(0);
  expect(health.receivers.map(({ receiver, failures }) => [receiver, failures])).toEqual([
    ["ci.example.com", 4],
    ["audit.example.com", 0],
    ["hooks.chat.example", 0],
  ]);
  expect(health.receivers.map(({ failing_since }) => failing_since === null)).toEqual([
    false,
    true,
    true,
  ]);
  expect(health.receivers[0]?.hooks).toMatchObject([{ hook_id: 21, secret: "assumed" }]);
});

test.each<[readonly string[], number, readonly string[]]>([
  [[], 0, []],
  [["--max-failures", "4"], 0, []],
  [["--max-failures", "3"], 2, ["failures"]],
  [["--min-success", "33"], 0, []],
  [["--min-success", "33.4"], 2, ["success"]],
  [["--max-duration", "9"], 0, []],
  [["--max-duration", "8.9"], 2, ["duration"]],
  [["--max-failures", "0", "--since", "30s"], 0, []],
])("%j exits %i", async (flags, expected, complaints) => {
  const { code, health } = await judge(...flags);
  expect(code).toBe(expected);
  expect(health.healthy).toBe(expected === 0);
  expect(health.receivers.flatMap((receiver) => receiver.complaints)).toEqual(complaints);
});

test("--verify judges by what was sent, and a wrong secret is unhealthy", async () => {
  const { code, health } = await judge("--verify");
  const proofs = health.receivers.flatMap(({ hooks }) =>
    hooks.map(({ hook_id, secret }) => [hook_id, secret] as const),
  );
  expect(new Map(proofs)).toEqual(
    new Map([
      [21, "proved"],
      [22, "none"],
      [31, "mismatch"],
    ]),
  );
  expect(code).toBe(2);
});

describe("forms", () => {
  test("text says since when a receiver fails", async () => {
    const { run } = await enterStage({ seed });
    const { stdout } = await run(["health"]);
    expect(stdout).toMatch(/everything fails since .* \(4 deliveries\)/);
    expect(stdout.trimEnd().split("\n").at(-1)).toBe(
      "3 hooks at 3 receivers: 8 deliveries, 4 failed.",
    );
  });

  test("files take their form from their names", async () => {
    const { run, read } = await enterStage({ seed });
    const outs = ["--out", "h.json", "--out", "h.md", "--out", "h.html"];
    expect((await run(["health", ...outs])).code).toBe(0);
    expect(JSON.parse(read("h.json"))).toMatchObject({ format: "hookfleet.health/1" });
    expect(read("h.md")).toContain("| ❌ | **`ci.example.com`**, 1 hook |");
    expect(read("h.html")).toMatch(/^<!doctype html>/);
  });

  test.each(["markdown", "html"])("%s goes to stdout as well", async (format) => {
    const { run } = await enterStage({ seed });
    expect((await run(["health", "--format", format])).stdout).toContain("ci.example.com");
  });

  test("a name without a known ending is refused before anything is read", async () => {
    const { run, simulator } = await enterStage({ seed });
    const { code, stderr } = await run(["health", "--out", "health.pdf"]);
    expect(code).toBe(1);
    expect(stderr).toContain("unknown-format");
    expect(simulator.requests).toEqual([]);
  });
});

test("a hook that cannot be read makes it incomplete, and 1 wins over 2", async () => {
  const { run } = await enterStage({
    seed,
    between: async (request, handle) =>
      /hooks\/22\/deliveries/.test(request.url)
        ? new Response('{"message":"Not Found"}', { status: 404 })
        : await handle(request),
  });
  const { code, stdout } = await run(["health", "--max-failures", "0", "--format", "json"]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ complete: false, healthy: false });
});

test.each([
  ["--min-success", "101"],
  ["--min-success", "-1"],
  ["--max-duration", "soon"],
  ["--max-failures", "1.5"],
])("%s %s is refused", async (flag, value) => {
  const { run, simulator } = await enterStage({ seed });
  expect((await run(["health", flag, value])).code).toBe(1);
  expect(simulator.requests).toEqual([]);
});
