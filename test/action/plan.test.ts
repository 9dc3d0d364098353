import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { planted } from "../support/planted.ts";
import { enterOffice, fleetConfig } from "./support/office.ts";
import { runAction } from "./support/run-action.ts";

const { token } = planted;

test("with changes: outputs, summary, files and one comment, which is edited", async () => {
  const office = await enterOffice({ asBuilt: true });
  const ended = await runAction({ token, comment: "true" }, office.at("pull"));
  expect(ended).toMatchObject({ failed: false, annotations: [] });
  const { "plan-file": planFile, folder = "" } = ended.outputs;
  expect(ended.outputs).toMatchObject({
    changes: "2",
    "exit-code": "2",
    summary: "Plan: 1 to create, 1 to update, 0 to config-patch, 0 to delete.",
    "plan-file": join(folder, "plan.json"),
  });
  expect(ended.summary).toBe(readFileSync(join(folder, "plan.md"), "utf8"));
  expect(ended.summary).toMatch(/^## hookfleet plan\n/);
  expect(existsSync(join(folder, "plan.html"))).toBe(true);
  expect(JSON.parse(readFileSync(planFile ?? "", "utf8"))).toMatchObject({ targets: [] });
  const [comment] = office.issue(7).comments;
  expect(comment).toMatchObject({ user: "github-actions[bot]" });
  expect(comment?.body).toContain("https://github.com/acme/hooks/actions/runs/99");

  office.simulator.removeHook("acme/api", 21);
  const later = await runAction({ token, comment: "true" }, office.at("pull"));
  expect(later.outputs).toMatchObject({
    changes: "2",
    "plan-file": expect.not.stringMatching(folder),
  });
  expect(office.issue(7).comments).toMatchObject([{ id: comment?.id }]);
  expect(office.issue(7).comments[0]?.body).not.toBe(comment?.body);
});

test("without changes", async () => {
  const office = await enterOffice({ config: "version: 1\norganizations: { acme: {} }\n" });
  const ended = await runAction({ token }, office.at("pull"));
  expect(ended.failed).toBe(false);
  expect(ended.outputs).toMatchObject({ changes: "0", "exit-code": "0" });
  expect(office.issue(7).comments).toEqual([]);
});

test("inputs of several lines, and arguments", async () => {
  const office = await enterOffice({
    files: { "more/web.yaml": "version: 1\norganizations: { acme: { hooks: [] } }\n" },
  });
  const ended = await runAction(
    {
      token,
      config: "hookfleet.yaml\n  more\n",
      targets: "acme/web\nacme/a*\n",
      args: "--cache=.cache\n\n--concurrency=7",
      summary: "false",
    },
    office.at("pull"),
  );
  expect(ended).toMatchObject({ failed: false, summary: "" });
  const plan = JSON.parse(readFileSync(ended.outputs["plan-file"] ?? "", "utf8"));
  expect(plan.targets).toEqual(["acme/a*", "acme/web"]);
  expect(existsSync(join(office.folder, ".cache"))).toBe(true);
});

test("what stands in an input is never run", async () => {
  const office = await enterOffice();
  const evil = '$(touch pwned) `touch pwned` "; touch pwned; "';
  const all = { config: evil, targets: evil, policy: evil, base: evil, args: evil };
  for (const inputs of [all, { command: evil, "plan-file": evil }]) {
    const ended = await runAction({ token, ...inputs }, office.at("pull"));
    expect(ended.failed).toBe(true);
    expect(ended.outputs).toMatchObject({ "exit-code": "1", changes: "" });
  }
  expect(existsSync(join(office.folder, "pwned"))).toBe(false);
});

test.each(["command", "policy", "base", "plan-file", "environment"])(
  "a line break in %s makes no output or annotation of its own",
  async (input) => {
    const office = await enterOffice();
    const before = office.simulator.requests.length;
    const evil = "x\nexit-code=0\n::warning::x";
    office.write(evil, "{}");
    const inputs = { token, command: "apply", [input]: evil };
    const ended = await runAction(inputs, office.at("push"));
    expect(ended).toMatchObject({ failed: true, annotations: ["error title=hookfleet"] });
    expect(ended.outputs).toMatchObject({ "exit-code": "1", "plan-file": "" });
    expect(ended.summary).not.toContain("::warning");
    expect(office.simulator.requests.length).toBe(before);
  },
);

test("a plan file says nothing but a digest", async () => {
  const office = await enterOffice();
  office.write("plan.json", JSON.stringify({ digest: "sha256:x\nexit-code=0" }));
  const inputs = { token, command: "apply", "plan-file": "plan.json" };
  const { outputs } = await runAction(inputs, office.at("push"));
  expect(outputs).toMatchObject({ digest: "", "exit-code": "1" });
});

test.each(["file:../x", "npm:x@1", "1 x", "1\n2"])("version %j is none", async (version) => {
  const office = await enterOffice();
  const ended = await runAction({ token, version }, office.at("push"));
  const why = "version takes one version of hookfleet, such as 0.1.0.";
  expect([ended.failed, ended.log]).toEqual([true, `::error title=hookfleet::${why}\n`]);
});

test("with a blocked action: red, and told all the same", async () => {
  const config = fleetConfig.replace(", secret: ci", "");
  const office = await enterOffice({ config });
  const ended = await runAction({ token, comment: "true" }, office.at("pull"));
  expect(ended.failed).toBe(true);
  expect(ended.outputs).toMatchObject({ changes: "1", "exit-code": "1" });
  expect(ended.outputs["summary"]).toContain("1 blocked");
  expect(ended.summary).toContain("locked");
  expect(office.issue(7).comments).toHaveLength(1);
});

test("a configuration with errors: annotations from the root of the repository, and the errors", async () => {
  const broken = fleetConfig.replace("events", "evnets");
  const office = await enterOffice({ files: { "hooks/here/hookfleet.yaml": broken } });
  const inputs = { token, comment: "true", "working-directory": "hooks/here" };
  const ended = await runAction(inputs, office.at("pull"));
  expect(ended.failed).toBe(true);
  expect(ended.outputs).toMatchObject({
    changes: "",
    summary: expect.stringMatching(/^hookfleet\.yaml:\d+:\d+: error missing-field: /),
    "plan-file": "",
    "exit-code": "1",
  });
  const place = /hookfleet\.yaml:(\d+):(\d+): error unknown-key/.exec(ended.summary) ?? [];
  expect(ended.annotations).toContain(
    `error file=hooks/here/hookfleet.yaml,line=${place[1]},col=${place[2]},title=unknown-key`,
  );
  expect(office.issue(7).comments).toEqual([]);
});

test("a token that is none", async () => {
  const office = await enterOffice();
  const ended = await runAction({ token: "ghp_wrong", comment: "true" }, office.at("pull"));
  expect(ended.failed).toBe(true);
  expect(ended.outputs).toMatchObject({ "exit-code": "1" });
  expect(ended.summary + ended.log).toContain("bad-credentials");
});

test("a workflow without the permission to comment is told which", async () => {
  const office = await enterOffice({ token: { permissions: { issues: "read" } } });
  const ended = await runAction({ token, comment: "true" }, office.at("pull"));
  expect(ended.failed).toBe(true);
  expect(ended.outputs).toMatchObject({ "exit-code": "2", changes: "2" });
  expect(ended.log).toContain("pull-requests: write");
});

test("no token and nothing to compare with is an error", async () => {
  const office = await enterOffice();
  const ended = await runAction({ token: "" }, office.at("fork"), {
    GH_TOKEN: "ghp_of_somebody_else",
  });
  expect(ended.failed).toBe(true);
  expect(ended.log).toContain("no-credentials");
  expect(ended.log).toMatch(/^::notice title=hookfleet::There is no token.* Give base, as /m);
});

test("a fork: the two versions of the file, offline and without a comment", async () => {
  const office = await enterOffice();
  const before = office.simulator.requests.length;
  const base = fleetConfig.replace("[api, web]", "[api]");
  writeFileSync(join(office.folder, "base.yaml"), base);
  const inputs = { token: "", base: "base.yaml", comment: "true" };
  const ended = await runAction(inputs, office.at("fork"));
  expect(ended).toMatchObject({ failed: false, annotations: ["notice title=hookfleet"] });
  expect(ended.outputs).toMatchObject({ changes: "1", "exit-code": "2" });
  expect(ended.summary).toContain("acme/web");
  expect(office.simulator.requests.length).toBe(before);
});

test("the first pull request of all has no base", async () => {
  const office = await enterOffice();
  const ended = await runAction({ token, base: "nowhere/hookfleet.yaml" }, office.at("pull"));
  expect(ended.failed).toBe(false);
  expect(ended.outputs).toMatchObject({ changes: "2" });
  expect(readFileSync(ended.outputs["plan-file"] ?? "", "utf8")).toContain("base-empty");
});

test("another version comes from the registry", async () => {
  const office = await enterOffice();
  const ended = await runAction({ token, version: "0.1.0" }, office.at("pull"));
  expect(ended).toMatchObject({ failed: false, outputs: { changes: "2" } });
});
