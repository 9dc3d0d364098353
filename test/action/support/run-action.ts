import { type Ended, type Machine, runJob } from "./run-job.ts";

/** Runs a job that has nothing in it but the action, and answers with the action's outputs. */
export async function runAction(
  inputs: Readonly<Record<string, string>>,
  machine: Machine,
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const uses = "hookfleet/hookfleet@0";
  const ended = await runJob(
    { steps: [{ id: "hookfleet", uses, with: inputs, env: environment }] },
    machine,
  );
  return { ...ended, outputs: ended.steps["hookfleet"]?.outputs ?? {} };
}
