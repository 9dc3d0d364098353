import type { SeedRepository, SeedToken } from "../../../src/simulator/seed/seed.ts";
import type { StoredIssue } from "../../../src/simulator/simulator.ts";
import { exampleSeed } from "../../support/example-fleet.ts";
import { planted } from "../../support/planted.ts";
import { enterStage, type Stage, type StageOptions } from "../../support/run-cli.ts";

/** The token of a workflow, which may write comments and issues and knows no webhooks. */
export const workflowToken = "ghs_Pl4nt3dWorkflowToken0123456789abcdef";

export const inWorkflow: Readonly<Record<string, string>> = {
  HOOKFLEET_COMMENT_TOKEN: workflowToken,
};

export interface Forum extends Stage {
  readonly issue: (number: number) => StoredIssue;
}

/** The example fleet, and beside it `acme/hooks` with pull request 7, where it is spoken of. */
export async function enterForum(
  hooks: SeedRepository = {},
  {
    token = { kind: "actions", permissions: { issues: "write", pull_requests: "write" } },
    ...options
  }: StageOptions & { readonly token?: SeedToken } = {},
): Promise<Forum> {
  const { acme } = exampleSeed.organizations;
  const repositories = { ...acme.repositories, hooks: { pulls: [{ number: 7 }], ...hooks } };
  const stage = await enterStage({
    seed: {
      tokens: { [planted.token]: { login: "mona" }, [workflowToken]: token },
      organizations: { acme: { ...acme, repositories } },
    },
    ...options,
    environment: { ...inWorkflow, ...options.environment },
  });
  return {
    ...stage,
    issue: (number) => {
      const found = stage.simulator.issues("acme/hooks").find((one) => one.number === number);
      if (found === undefined) throw new Error(`there is no ${number}`);
      return found;
    },
  };
}
