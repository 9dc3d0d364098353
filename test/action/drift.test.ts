import { expect, test } from "vitest";
import { planted } from "../support/planted.ts";
import { enterOffice, type Office } from "./support/office.ts";
import { runAction } from "./support/run-action.ts";

const { token } = planted;

const drift = (office: Office, inputs: Readonly<Record<string, string>> = {}) =>
  runAction({ command: "drift", token, ...inputs }, office.at("schedule"));

test("drift fails the job, unless it is told not to", async () => {
  const office = await enterOffice({ asBuilt: true });
  const red = await drift(office);
  expect(red).toMatchObject({ failed: true, annotations: [] });
  expect(red.outputs).toMatchObject({
    changes: "2",
    "exit-code": "2",
    "plan-file": "",
    summary: "Drift: 1 missing, 1 changed, 0 unmanaged, 0 superseded, 0 blocked, 0 unhealthy.",
  });
  expect(red.summary).toMatch(/^## hookfleet drift\n/);
  const green = await drift(office, { "fail-on-drift": "false" });
  expect(green).toMatchObject({ failed: false, outputs: { changes: "2", "exit-code": "2" } });
  expect(office.simulator.issues("acme/hooks").filter(({ isPull }) => !isPull)).toEqual([]);
});

test("one issue is opened, left alone, closed, and opened again", async () => {
  const office = await enterOffice();
  const wanted = { issue: "true", "fail-on-drift": "false" };
  const issues = () => office.simulator.issues("acme/hooks").filter(({ isPull }) => !isPull);
  expect(await drift(office, wanted)).toMatchObject({ failed: false });
  expect(issues()).toMatchObject([{ state: "open", user: "github-actions[bot]" }]);
  const before = issues()[0]?.body;
  await drift(office, wanted);
  expect(issues()).toMatchObject([{ state: "open", body: before }]);

  await runAction({ command: "apply", token }, office.at("push"), {
    CI_WEBHOOK_SECRET: planted.environment,
  });
  const gone = await drift(office, wanted);
  expect(gone).toMatchObject({ failed: false, outputs: { changes: "0", "exit-code": "0" } });
  expect(issues()).toMatchObject([{ state: "closed" }]);

  office.simulator.editByHand("acme/api", 21, { active: false });
  await drift(office, wanted);
  expect(issues()).toMatchObject([{ state: "open" }]);
});

test("where nothing could be read, the job fails and the issue stays as it is", async () => {
  const office = await enterOffice();
  const wanted = { issue: "true", "fail-on-drift": "false" };
  const broken = await drift(office, { ...wanted, args: "--no-such-flag" });
  expect(broken).toMatchObject({ failed: true, outputs: { "exit-code": "1", changes: "" } });
  const refused = await drift(office, { ...wanted, token: "ghp_wrong" });
  expect(refused).toMatchObject({ failed: true, outputs: { "exit-code": "1" } });
  expect(office.simulator.issues("acme/hooks")).toHaveLength(1);
});
