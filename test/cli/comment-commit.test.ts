import { expect, test } from "vitest";
import { enterForum } from "./support/forum.ts";

const merge = "7".repeat(40);

async function planned() {
  const forum = await enterForum({ pulls: [{ number: 7, merge_commit: merge }] });
  expect(await forum.run(["plan", "--out", "plan.json"])).toMatchObject({ code: 0 });
  return forum;
}

const comment = ["comment", "plan.json", "--repo", "acme/hooks"];

test("after a merge the comment is on the pull request that the commit came from", async () => {
  const forum = await planned();
  const outcome = await forum.run([...comment, "--commit", merge, "--format", "json"]);
  expect(outcome).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(outcome.stdout)).toMatchObject({ action: "created", pull_request: 7 });
  expect(forum.issue(7).comments).toHaveLength(1);
});

test("a commit that came from no pull request is nothing to fail for", async () => {
  const forum = await planned();
  const commit = "8".repeat(64);
  const json = await forum.run([...comment, "--commit", commit, "--format", "json"]);
  expect(json).toMatchObject({ code: 0, writes: [] });
  expect(JSON.parse(json.stdout)).toEqual({
    format: "hookfleet.comment/1",
    repository: "acme/hooks",
    action: "none",
    pull_request: null,
    comment_id: null,
    author: null,
    url: null,
  });
  const text = await forum.run([...comment, "--commit", commit]);
  expect(text.stdout).toBe(`No comment: commit ${commit} came from no pull request.\n`);
});

test.each([
  ["a branch", ["--commit", "main"]],
  ["half a SHA", ["--commit", "7777777"]],
  ["a path", ["--commit", "../../orgs/acme/hooks"]],
  ["both", ["--commit", merge, "--pr", "7"]],
])("%s is refused", async (_, argv) => {
  const forum = await planned();
  const asked = forum.simulator.requests.length;
  expect(await forum.run([...comment, ...argv])).toMatchObject({ code: 1, stdout: "" });
  expect(forum.simulator.requests.length).toBe(asked);
});

test("a token that may only write issues is told what it needs", async () => {
  const token = { kind: "actions", permissions: { issues: "write" } } as const;
  const forum = await enterForum(undefined, { token });
  await forum.run(["plan", "--out", "plan.json"]);
  const outcome = await forum.run([...comment, "--commit", merge]);
  expect(outcome).toMatchObject({ code: 1, stdout: "" });
  expect(outcome.stderr).toContain("pull-requests: write");
});
