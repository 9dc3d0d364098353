import { expect, test } from "vitest";
import { enterStage } from "../support/run-cli.ts";

interface Named {
  readonly scope: string | undefined;
  readonly id: number;
  readonly link: unknown;
}

/** Every hook that a document names by its id, wherever in it. */
function hooksIn(value: unknown, above?: string): readonly Named[] {
  if (Array.isArray(value)) return value.flatMap((entry) => hooksIn(entry, above));
  if (typeof value !== "object" || value === null) return [];
  const {
    scope = above,
    hook_id: id,
    html_url: link,
  } = value as { readonly scope?: string; readonly hook_id?: unknown; readonly html_url?: unknown };
  const own = typeof id === "number" ? [{ scope, id, link }] : [];
  return [...own, ...Object.values(value).flatMap((entry) => hooksIn(entry, scope))];
}

test("--summary of a plan, of drift and of apply ends with the same line, and names no hook", async () => {
  const { run } = await enterStage();
  for (const argv of [["plan"], ["drift"], ["apply", "--auto-approve"]]) {
    const whole = await run([
      ...argv.slice(0, 1),
      ...(argv[0] === "apply" ? ["--max-writes", "1"] : []),
    ]);
    const { stdout, code } = await run([...argv, "--summary"]);
    expect(stdout, argv[0]).toMatch(/^Receiver +\w/m);
    const last = (text: string) => /^(?:Plan|Drift): .*$/m.exec(text)?.[0];
    expect(last(stdout)).toBe(last(whole.stdout));
    expect(stdout.split("Applied")[0]).not.toContain("acme/api #");
    expect(code).toBe(argv[0] === "drift" ? 2 : 0);
  }
});

test("every document leads to the settings of each hook that it names by its id", async () => {
  const { run, url, read, write } = await enterStage();
  const check = (name: string, text: string): void => {
    const hooks = hooksIn(JSON.parse(text));
    expect(hooks, name).not.toEqual([]);
    for (const { scope, id, link } of hooks) {
      // Of an event that tells of the new hook, the scope is that of its action.
      const path = scope?.includes("/") === false ? `organizations/${scope}` : scope;
      const end = `/settings/hooks/${id}`;
      expect(link, name).toEqual(
        scope === undefined ? expect.stringContaining(end) : `${url}/${path}${end}`,
      );
    }
  };
  const json = ["--format", "json"];
  const plan = await run(["plan", "--out", "plan.json", ...json]);
  check("plan", plan.stdout);
  check("merge", (await run(["merge", "plan.json", ...json])).stdout);
  check("drift", (await run(["drift", ...json])).stdout);
  const apply = ["apply", "--auto-approve", "--verify", "--events", "log.jsonl", ...json];
  check("apply", (await run(apply)).stdout);
  const events = read("log.jsonl").trim().split("\n");
  for (const line of events.filter((line) => line.includes('"hook_id":2'))) check("events", line);
  const created = events.filter((line) => line.includes("action_applied"));
  for (const line of created) check("events", line);
  check("verify", (await run(["verify", ...json])).stdout);
  check("deliveries", (await run(["deliveries", ...json])).stdout);
  check("health", (await run(["health", ...json])).stdout);
  check("secrets", (await run(["secrets", ...json])).stdout);
  check("ping", (await run(["ping", ...json])).stdout);
  // A saved document cannot lead anywhere else: its readers make the links anew.
  write(
    "plan.json",
    read("plan.json").replaceAll(`${url}/acme/api/settings`, "https://evil.example/x"),
  );
  const markdown = await run(["merge", "plan.json", "--format", "markdown"]);
  expect(markdown.code).toBe(0);
  expect(markdown.stdout).not.toContain("evil.example");
  const html = await run(["merge", "plan.json", "--format", "html"]);
  expect(html.stdout).not.toContain("evil.example");
  const merged = await run(["merge", "plan.json", ...json]);
  expect(merged.stdout).not.toContain("evil.example");
});
