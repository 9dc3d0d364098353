import { expect, test } from "vitest";
import { exampleActions } from "../support/example-fleet.ts";
import { enterStage } from "../support/run-cli.ts";

interface Line {
  readonly type: string;
  readonly index?: number;
  readonly [key: string]: unknown;
}

test("--events tells line by line what happens, begun with the version, ended with the counts", async () => {
  const { run, read } = await enterStage();
  expect(await run(["apply", "--auto-approve", "--events", "events.jsonl"])).toMatchObject({
    code: 0,
  });
  const text = read("events.jsonl");
  expect(text.endsWith("\n")).toBe(true);
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
  expect(lines[0]).toMatchObject({ type: "version", format: "hookfleet.events/1" });
  expect(lines.at(-1)).toEqual({
    type: "summary",
    applied: exampleActions,
    failed: 0,
    not_attempted: 0,
  });
  for (let index = 0; index < exampleActions; index += 1) {
    const own = lines.filter((line) => line.index === index).map(({ type }) => type);
    expect(own).toEqual(["action_started", "action_applied"]);
  }
});

test("--max-writes carries out a slice, says what is left, and the next run goes on", async () => {
  const { run, read } = await enterStage();
  const slice = ["apply", "--auto-approve", "--max-writes", "3"];
  const first = await run([...slice, "--events", "events.jsonl"]);
  expect([first.code, first.writes.length]).toEqual([1, 3]);
  expect(first.stdout).toContain("left for the next run by --max-writes");
  expect(read("events.jsonl")).toContain('"type":"action_not_attempted"');
  const second = await run(slice);
  expect([second.code, second.writes.length]).toEqual([0, exampleActions - 3]);
  expect(await run(["plan", "--detailed-exitcode"])).toMatchObject({ code: 0 });
});

test("of what is not attempted for one reason, the first is shown, with --verbose each", async () => {
  for (const [argv, count] of [
    [[], 1],
    [["--verbose"], exampleActions - 1],
  ] as const) {
    const { run, read } = await enterStage();
    const slice = ["apply", "--auto-approve", "--max-writes", "1", "--events", "events.jsonl"];
    const { stdout } = await run([...slice, ...argv]);
    expect(stdout.match(/^\[.*not attempted: /gm)).toHaveLength(count);
    expect(stdout).toContain(`\nApplied 1, failed 0, not attempted ${exampleActions - 1}.\n`);
    expect(read("events.jsonl").match(/action_not_attempted/g)).toHaveLength(exampleActions - 1);
  }
});

test("--max-writes says of an action that no slice is large enough for it", async () => {
  const urls = "url: https://ci.example.com/new, previous_urls: [https://ci.example.com/old]";
  const hook = `{ ${urls}, events: [push, issues], content_type: json }`;
  const entry = `repositories: [{ name: api, undeclared_secrets: keep, hooks: [${hook}] }]`;
  const { run } = await enterStage({
    files: { "hookfleet.yaml": `version: 1\norganizations:\n  acme:\n    ${entry}\n` },
    seed: {
      organizations: {
        acme: {
          repositories: {
            api: {
              hooks: [
                {
                  url: "https://ci.example.com/old",
                  events: ["push"],
                  content_type: "json",
                  secret: "kept",
                },
              ],
            },
          },
        },
      },
    },
  });
  const slice = ["apply", "--auto-approve", "--max-writes"];
  const first = await run([...slice, "1"]);
  expect([first.code, first.writes.length]).toEqual([1, 0]);
  expect(first.stdout).toContain("it takes 2 writes, more than --max-writes 1 allows");
  expect(await run([...slice, "2"])).toMatchObject({ code: 0 });
});
