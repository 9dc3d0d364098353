import { expect, test } from "vitest";
import { exampleActions } from "../support/example-fleet.ts";
import { enterStage } from "../support/run-cli.ts";

test("the story of a fleet in exit codes", async () => {
  const { run } = await enterStage();
  expect(await run(["validate"])).toMatchObject({ code: 0, writes: [] });
  expect(await run(["plan"])).toMatchObject({ code: 0, writes: [] });
  expect(await run(["plan", "--detailed-exitcode"])).toMatchObject({ code: 2, writes: [] });
  expect(await run(["apply"])).toMatchObject({ code: 1, writes: [] });
  const applied = await run(["apply", "--auto-approve"]);
  expect(applied).toMatchObject({ code: 0 });
  expect(applied.writes).toHaveLength(exampleActions);
  expect(await run(["plan", "--detailed-exitcode"])).toMatchObject({ code: 0, writes: [] });
  expect(await run(["apply"])).toMatchObject({ code: 0, writes: [] });
});
