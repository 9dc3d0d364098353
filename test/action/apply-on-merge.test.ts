import { expect, test } from "vitest";
import { planted } from "../support/planted.ts";
import { exampleJob, readText } from "./support/definitions.ts";
import { enterOffice } from "./support/office.ts";
import type { OwnRepository } from "./support/own-repository.ts";
import { runAction } from "./support/run-action.ts";
import { isWanted, runJob } from "./support/run-job.ts";

const plan = exampleJob("apply-on-merge.yml", "plan");
const apply = exampleJob("apply-on-merge.yml", "apply");

/** Pull request 7, with the plan that plan.yml shows in it. */
const reviewed = async (options: Parameters<typeof enterOffice>[0] = {}) => {
  const office = await enterOffice(options);
  await runAction({ token: planted.token, comment: "true" }, office.at("pull"));
  return office;
};

test("applies what code owners have approved", async () => {
  const office = await reviewed({ asBuilt: true });
  const planned = await runJob(plan, office.at("push"));
  expect(planned.log).not.toContain("::error");
  expect(planned).toMatchObject({ failed: false, outputs: { changes: "2" } });
  expect(isWanted(apply, office.at("push"), planned)).toBe(true);
  const applied = await runJob(apply, office.at("push"));
  expect(applied.failed).toBe(false);
  expect(office.issue(7).comments[0]?.body).toContain("**Applied:** 2 actions");
});

const [, , { parameters }] = JSON.parse(readText("examples/ruleset.json")).rules;
const rule = (over: object) => ({
  rules: [{ type: "pull_request", parameters: { ...parameters, ...over } }],
});
const shown = {
  author: { __typename: "Bot", login: "github-actions" },
  body: `<!-- hookfleet:plan digest="sha256:${"0".repeat(64)}" -->`,
  updatedAt: "2026-11-01T00:00:00Z",
};
const approval = { submittedAt: "2001-01-01T00:00:00Z" };
test.each<[string, Partial<OwnRepository>, string]>([
  [
    "a plan of GitHub without rulesets",
    { rules: 403 },
    "/rules/branches/main?per_page=100 gave 403.",
  ],
  ["no ruleset", { rules: [] }, "No active ruleset requires for main: a pull request with"],
  [
    "rules that do not ask code owners",
    rule({ require_code_owner_review: false }),
    "for main: a review from code owners.",
  ],
  [
    "rules that keep approvals",
    rule({ dismiss_stale_reviews_on_push: false }),
    "main: that new commits dismiss",
  ],
  [
    "rules that ask nobody",
    rule({ required_approving_review_count: 0 }),
    "main: a pull request with at",
  ],
  ["an environment for all branches", { branches: null }, "Other branches get the secrets of"],
  [
    "an environment for other branches",
    { branches: ["main", "*"] },
    "Other branches get the secrets of",
  ],
  ["no CODEOWNERS", { codeOwners: "" }, "gave 404."],
  ["an owner who does not exist", { codeOwnerErrors: [{ kind: "Unknown owner" }] }, "has errors"],
  ["a file without owner", { codeOwners: "* @acme/all\nhookfleet.yaml # @acme/all\n" }, "no owner"],
  ["owners of a folder alone", { codeOwners: "/docs/ @acme/all\n" }, "no owner"],
  [
    "a push without pull request",
    { pull: { mergeCommit: { oid: "9".repeat(40) } } },
    "not the merge of",
  ],
  [
    "a pull request elsewhere",
    { pull: { baseRepository: { nameWithOwner: "mona/hooks" } } },
    "not the merge of",
  ],
  [
    "a merge by bypass",
    { pull: { reviewDecision: "REVIEW_REQUIRED" } },
    "without the approval of a code owner",
  ],
  ["no review needed", { pull: { reviewDecision: null } }, "without the approval of a code owner"],
  [
    "an approval of an older commit",
    { approval: { commit: { oid: "9".repeat(40) } } },
    "Nobody has approved",
  ],
  ["an approval taken back", { approval: { state: "DISMISSED" } }, "Nobody has approved"],
  ["an approval before the plan", { approval }, "The comment with the plan has changed since"],
  [
    "an approval in the same second",
    { approval: { submittedAt: shown.updatedAt } },
    "changed since",
  ],
  ["no plan", { pull: { comments: { nodes: [] } } }, "has no comment with a plan"],
  [
    "a plan by another author",
    {
      pull: {
        comments: {
          nodes: [{ ...shown, author: { __typename: "User", login: "github-actions" } }],
        },
      },
    },
    "has no comment with a plan",
  ],
])("applies nothing: %s", async (_, repository, why) => {
  const pull = { comments: { nodes: [shown] }, ...repository.pull };
  // One of them by Node itself, as on a runner.
  const asBuilt = repository.codeOwners === "";
  const office = await enterOffice({ asBuilt, repository: { ...repository, pull } });
  const planned = await runJob(plan, office.at("push"));
  expect(planned.log).toMatch(/^::error title=hookfleet::Nothing is applied\. /m);
  expect(planned.log).toContain(why);
  expect(planned).toMatchObject({ failed: true, outputs: { decided: "" } });
  expect(isWanted(apply, office.at("push"), planned)).toBe(false);
});

test("applies nothing that has changed since, nor an old file when it is run again", async () => {
  const office = await reviewed();
  const machine = office.at("push");
  const environment = { ...machine.environment, GITHUB_RUN_ATTEMPT: "2" };
  const again = await runJob(plan, { ...machine, environment });
  expect(again.log).toContain("This is no longer the last commit of main.");
  office.simulator.editByHand("acme/api", 21, { events: ["watch"] });
  const other = await runJob(plan, office.at("push"));
  expect(other.log).toContain("no longer the one that was approved");
  for (const planned of [again, other])
    expect(isWanted(apply, office.at("push"), planned)).toBe(false);
});
