import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { planted } from "../support/planted.ts";
import { enterOffice, type Office } from "./support/office.ts";
import { runAction } from "./support/run-action.ts";

const { token } = planted;
const environment = { CI_WEBHOOK_SECRET: planted.environment };

async function planned(office: Office): Promise<string> {
  const { outputs } = await runAction({ token }, office.at("push"));
  return outputs["plan-file"] ?? "";
}

const apply = async (
  office: Office,
  inputs: Readonly<Record<string, string>>,
  over: Readonly<Record<string, string>> = environment,
) => runAction({ command: "apply", token, comment: "true", ...inputs }, office.at("push"), over);

test("a reviewed plan: done, and said so in the pull request that the commit came from", async () => {
  const office = await enterOffice({ asBuilt: true });
  const planFile = await planned(office);
  const ended = await apply(office, { "plan-file": planFile });
  expect(ended.failed).toBe(false);
  expect(ended.outputs).toMatchObject({
    changes: "2",
    "exit-code": "0",
    summary: "Applied 2, failed 0, not attempted 0.",
    "plan-file": planFile,
  });
  expect(ended.summary).toMatch(/^> \[!NOTE\]\n> \*\*Applied:\*\* 2 actions carried out\./);
  expect(ended.summary).toContain("## hookfleet plan");
  const report = readFileSync(join(ended.outputs["folder"] ?? "", "report.json"), "utf8");
  expect(JSON.parse(report)).toMatchObject({ summary: { applied: 2 } });
  expect(office.issue(7).comments).toHaveLength(1);
  expect(office.issue(7).comments[0]?.body).toContain("**Applied:** 2 actions");
  expect(office.simulator.hooks("acme/web")).toHaveLength(1);
});

test("a reviewed plan in a folder that looks like an option", async () => {
  const office = await enterOffice();
  office.write("--eval/plan.json", readFileSync(await planned(office), "utf8"));
  const { failed, outputs } = await apply(office, { "plan-file": "--eval/plan.json" });
  expect(failed).toBe(false);
  expect(outputs).toMatchObject({
    digest: expect.stringMatching(/^sha256:/),
    "plan-file": join(office.folder, "--eval/plan.json"),
    summary: "Applied 2, failed 0, not attempted 0.",
  });
});

test("what has changed since the review is left alone and named", async () => {
  const office = await enterOffice();
  const planFile = await planned(office);
  office.simulator.editByHand("acme/api", 21, { events: ["watch"] });
  const ended = await apply(office, { "plan-file": planFile, targets: "nobody" });
  expect(ended.failed).toBe(true);
  expect(ended.outputs).toMatchObject({ changes: "1", "exit-code": "1" });
  expect(ended.summary).toMatch(/^> \[!WARNING\]\n> \*\*Out of date:\*\* 1 applied, 1 scope/);
  expect(office.issue(7).comments[0]?.body).toContain("**Out of date:**");
});

test("secrets that are missing stop it before the first write", async () => {
  const office = await enterOffice();
  const planFile = await planned(office);
  const ended = await apply(office, { "plan-file": planFile }, { CI_WEBHOOK_SECRET: "" });
  expect(ended.failed).toBe(true);
  const why = "secret-blank: The environment variable `CI_WEBHOOK_SECRET` holds nothing";
  expect(ended.outputs).toMatchObject({
    changes: "0",
    "exit-code": "1",
    summary: expect.stringContaining(`Refused: ${why}`),
  });
  expect(ended.summary).toContain("> **Refused:** nothing was written.");
  expect(ended.summary).toContain("`secret-blank`, The environment variable `CI_WEBHOOK_SECRET`");
  expect(office.issue(7).comments[0]?.body).toContain("`secret-blank`, The environment variable");
  expect(ended.log).toContain("CI_WEBHOOK_SECRET");
  expect(office.simulator.hooks("acme/web")).toEqual([]);
});

test("a plan file that is none says nothing to the pull request", async () => {
  const office = await enterOffice();
  const missing = await apply(office, { "plan-file": "nowhere/plan.json" });
  expect(missing.failed).toBe(true);
  expect(missing.outputs).toMatchObject({
    "exit-code": "1",
    "plan-file": "",
    changes: "0",
    summary: expect.stringMatching(/^Refused: plan-unreadable: /),
  });
  expect(missing.summary).toContain("`plan-unreadable`");
  expect(missing.log).toContain("plan-unreadable");
  const wrong = await apply(office, { "plan-file": "hookfleet.yaml" });
  expect(wrong).toMatchObject({ failed: true, outputs: { "exit-code": "1" } });
  expect(office.issue(7).comments).toEqual([]);
});

test("without a plan file it plans and applies at once", async () => {
  const office = await enterOffice();
  const ended = await apply(office, { targets: "acme/web" });
  expect(ended.failed).toBe(false);
  expect(ended.outputs).toMatchObject({ changes: "1", "plan-file": "", "exit-code": "0" });
  expect(ended.summary).toContain("**Applied:** 1 action carried out.");
  expect(office.issue(7).comments).toEqual([]);
  const again = await apply(office, { targets: "acme/web" });
  expect(again.outputs).toMatchObject({ changes: "0", "exit-code": "0" });
});

test("verify: what is proved, and what is not", async () => {
  const office = await enterOffice();
  await apply(office, {});
  const verify = async (secret: string) =>
    runAction({ command: "verify", token, args: "--timeout=5" }, office.at("schedule"), {
      CI_WEBHOOK_SECRET: secret,
    });
  const proved = await verify(environment.CI_WEBHOOK_SECRET);
  expect(proved).toMatchObject({ failed: false, outputs: { "exit-code": "0", "plan-file": "" } });
  expect(proved.summary).toMatch(/^## hookfleet verify\n\n {4}/);
  expect(proved.summary).toContain("proved");
  const unknown = await verify("");
  expect(unknown).toMatchObject({ failed: true, outputs: { "exit-code": "2" } });
  expect(unknown.summary).toContain("unverifiable");
});

test("validate: the problems stand in the summary, and warnings are annotations, too", async () => {
  const office = await enterOffice();
  const ended = await runAction({ command: "validate" }, office.at("pull"));
  expect(ended).toMatchObject({ failed: false, outputs: { "exit-code": "0" }, annotations: [] });
  const config = "version: 1\nsecrets: { ci: { env: CI } }\n";
  office.write("hookfleet.yaml", config);
  const warned = await runAction({ command: "validate", args: "--strict" }, office.at("pull"));
  expect(warned).toMatchObject({ failed: true, outputs: { "exit-code": "1" } });
  expect(warned.annotations).toEqual([
    "error file=hookfleet.yaml,line=2,col=12,title=unused-secret",
  ]);
  expect(warned.summary).toContain("unused-secret");
});

test.each([
  [
    "a command line that is wrong",
    { command: "plan", args: "--json" },
    "error: unknown option '--json'",
  ],
  ["a token that is refused", { command: "plan", token: "ghp_wrong" }, "error bad-credentials: "],
  [
    "a command that is none",
    { command: "destroy" },
    "error: The command of this action is one of ",
  ],
  ["a format", { command: "drift", args: "--format=json" }, "error: args takes no --format. "],
  [
    "a format on a line of its own",
    { command: "validate", args: "--format\njson" },
    "error: args takes no --format. ",
  ],
])("the closing line says why nothing was done: %s", async (_, inputs, why) => {
  const office = await enterOffice();
  const ended = await runAction({ token, ...inputs }, office.at("pull"));
  expect(ended).toMatchObject({
    failed: true,
    outputs: { "exit-code": "1", summary: expect.stringContaining(why) },
  });
  expect(ended.summary).toContain(why);
});

test("an env file that is missing is named by hookfleet, not by Node, which reads that option as well", async () => {
  const office = await enterOffice({ asBuilt: true });
  const { failed, outputs } = await runAction(
    { token, args: "--env-file=no.env" },
    office.at("pull"),
  );
  expect([failed, outputs["exit-code"]]).toEqual([true, "1"]);
  expect(outputs["summary"]).toContain(
    "error env-file-unreadable: the env file no.env cannot be read",
  );
});

test("where GitHub does not say whether a run was approved, nothing is applied", async () => {
  const office = await enterOffice();
  const machine = office.at("push");
  const environment = { ...machine.environment, GITHUB_API_URL: "http://127.0.0.1:9" };
  const inputs = { command: "apply", token, environment: "webhooks" };
  const { failed, outputs } = await runAction(inputs, { ...machine, environment });
  expect([failed, outputs["exit-code"]]).toEqual([true, "1"]);
  expect(outputs["summary"]).toContain("Behind a proxy, that needs Node 22.21 or later.");
});

test("a run without a word has succeeded", async () => {
  const office = await enterOffice();
  const ended = await runAction({ command: "validate", args: "--quiet" }, office.at("pull"));
  expect(ended).toMatchObject({
    failed: false,
    outputs: { "exit-code": "0", summary: "hookfleet validate succeeded" },
  });
});

test("verify by the past closes with its counts", async () => {
  const office = await enterOffice();
  await apply(office, {});
  const inputs = { command: "verify", token, args: "--no-ping" };
  const ended = await runAction(inputs, office.at("schedule"), environment);
  expect(ended.outputs["summary"]).toMatch(/secrets? proved|secret is proved/);
});
