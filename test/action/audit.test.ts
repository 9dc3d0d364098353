import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { planted } from "../support/planted.ts";
import { enterOffice, type Office } from "./support/office.ts";
import { runAction } from "./support/run-action.ts";

const { token } = planted;

async function audit(office: Office, inputs: Readonly<Record<string, string>>) {
  const ended = await runAction({ command: "audit", token, ...inputs }, office.at("schedule"));
  const { folder = "" } = ended.outputs;
  const saved = readdirSync(folder).filter((name) => name.startsWith("audit."));
  const hooks = saved.includes("audit.json")
    ? JSON.parse(readFileSync(join(folder, "audit.json"), "utf8")).hooks
    : [];
  const undeclared = hooks.flatMap(
    ({ hook_id: id, declared }: { hook_id: number; declared: boolean | null }) =>
      declared === false ? [id] : [],
  );
  return { ...ended, saved, count: hooks.length, undeclared };
}

test("without a file: whatever stands in the workspace is not read", async () => {
  const office = await enterOffice({ asBuilt: true, config: "version: none\n" });
  const ended = await audit(office, { targets: "acme\n  acme/*\n" });
  expect(ended).toMatchObject({ failed: false, annotations: [], count: 1, undeclared: [] });
  expect(ended.saved).toEqual(["csv", "html", "json", "md", "sarif"].map((one) => `audit.${one}`));
  expect(ended.outputs).toMatchObject({
    changes: "",
    "exit-code": "0",
    summary: "1 hook in 4 scopes at 1 receiver: no findings.",
    "sarif-file": join(ended.outputs["folder"] ?? "", "audit.sarif"),
  });
  expect(ended.summary).toMatch(/^## Webhook audit\n/);
});

test("with a file: its scopes, narrowed by targets, and what it does not declare", async () => {
  const office = await enterOffice();
  const hook = { config: { url: "https://x.example.com/", content_type: "json", secret: "s" } };
  const { id } = office.simulator.addHook("acme/web", hook);
  expect(await audit(office, {})).toMatchObject({ failed: false, count: 2, undeclared: [id] });
  const config = "hookfleet.yaml";
  const narrowed = await audit(office, { config, targets: "acme/api" });
  expect(narrowed).toMatchObject({ failed: false, count: 1, undeclared: [] });
  const red = await audit(office, { config, args: "--fail-on=warning" });
  expect(red).toMatchObject({ failed: true, outputs: { "exit-code": "2" } });
  expect(red.outputs["sarif-file"]).not.toBe("");
  office.write(config, "version: none\n");
  const broken = await audit(office, { config });
  expect(broken).toMatchObject({ failed: true, saved: [], outputs: { "sarif-file": "" } });
  expect(broken.annotations).toHaveLength(1);
});

test("where a scope cannot be read, there is no SARIF to upload, which would close its alerts", async () => {
  const ended = await audit(await enterOffice(), { targets: "acme/api\nacme/nowhere" });
  expect(ended).toMatchObject({ failed: true, count: 1, outputs: { "exit-code": "1" } });
  expect(ended.saved).toContain("audit.sarif");
  expect(ended.outputs["sarif-file"]).toBe("");
});
