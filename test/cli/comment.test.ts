import { describe, expect, test } from "vitest";
import { enterForum, type Forum, workflowToken } from "./support/forum.ts";

const at = ["--repo", "acme/hooks", "--pr", "7"];

async function planned(...parameters: Parameters<typeof enterForum>): Promise<Forum> {
  const forum = await enterForum(...parameters);
  expect(await forum.run(["plan", "--out", "plan.json"])).toMatchObject({ code: 0 });
  return forum;
}

const comments = (forum: Forum) => forum.issue(7).comments;

test("a plan is shown in one comment, which is left alone while nothing changes", async () => {
  const forum = await planned();
  const first = await forum.run(["comment", "plan.json", ...at, "--format", "json"]);
  expect(first).toMatchObject({ code: 0, stderr: "" });
  const [comment] = comments(forum);
  expect(JSON.parse(first.stdout)).toEqual({
    format: "hookfleet.comment/1",
    action: "created",
    state: "planned",
    repository: "acme/hooks",
    pull_request: 7,
    comment_id: comment?.id,
    author: "github-actions[bot]",
    url: `${forum.url}/acme/hooks/pull/7#issuecomment-${comment?.id}`,
  });
  expect(comment?.body).toMatch(/^<!-- hookfleet:plan key="default" /);
  expect(comment?.body).toContain("acme/api");
  const again = await forum.run(["comment", "plan.json", ...at, "--format", "json"]);
  expect(JSON.parse(again.stdout)).toMatchObject({ action: "unchanged" });
  expect(again.writes).toEqual([]);
});

test("a newer plan replaces it; an older one does not come back", async () => {
  const forum = await planned();
  forum.simulator.removeHook("acme/api", 21);
  await forum.run(["plan", "--out", "newer.json"]);
  await forum.run(["comment", "plan.json", ...at]);
  const { id } = comments(forum)[0] ?? {};
  const newer = await forum.run(["comment", "newer.json", ...at, "--format=json"]);
  expect(JSON.parse(newer.stdout)).toMatchObject({ action: "updated", comment_id: id });
  const { body } = comments(forum)[0] ?? {};
  const older = await forum.run(["comment", "plan.json", ...at]);
  expect(older).toMatchObject({ code: 0, writes: [] });
  expect(older.stdout).toContain("newer plan");
  expect(comments(forum)).toMatchObject([{ id, body }]);
});

describe("after the apply", () => {
  async function applied(forum: Forum): Promise<string> {
    await forum.run(["comment", "plan.json", ...at]);
    const { stdout } = await forum.run([
      ...["apply", "plan.json", "--auto-approve"],
      ...["--format", "json"],
    ]);
    forum.write("report.json", stdout);
    const outcome = await forum.run([
      ...["comment", "plan.json", ...at, "--report", "report.json", "--format", "json"],
    ]);
    expect(outcome).toMatchObject({ code: 0 });
    expect(comments(forum)).toHaveLength(1);
    const again = await forum.run(["comment", "plan.json", ...at]);
    expect(again.writes).toEqual([]);
    return `${JSON.parse(outcome.stdout).state} ${comments(forum)[0]?.body}`;
  }

  test("it says applied", async () => {
    expect(await applied(await planned())).toMatch(
      /^applied <!--.*-->\n> \[!NOTE\]\n> \*\*Applied:\*\* 4 actions carried out\.\n\n/,
    );
  });

  test("it says what failed", async () => {
    const forum = await planned();
    const path = "/orgs/acme/hooks";
    forum.simulator.addFault({ kind: "status", method: "POST", path, status: 422, body: {} });
    const said = await applied(forum);
    expect(said).toMatch(/^failed /);
    expect(said).toContain("**Not everything was applied:** 3 applied, 1 failed.");
    expect(said).toMatch(
      /> - \*\*failed\*\* `acme`: create `https:\/\/audit\.example\.com\/github`/,
    );
  });

  test("it says why the run was refused", async () => {
    const forum = await planned();
    const argv = ["apply", "plan.json", "--auto-approve", "--out", "report.json"];
    const environment = { CI_SECRET: undefined };
    expect(await forum.run(argv, { environment })).toMatchObject({ code: 1, writes: [] });
    await forum.run(["comment", "plan.json", ...at, "--report", "report.json"]);
    expect(comments(forum)).toHaveLength(1);
    expect(comments(forum)[0]?.body).toMatch(
      /^<!--.* state="failed" -->\n> \[!CAUTION\]\n> \*\*Refused:\*\* nothing was written\.\n>\n> - `secret-unset`, The environment variable `CI_SECRET` is not set/,
    );
  });

  test("it says what is out of date", async () => {
    const forum = await planned();
    forum.simulator.editByHand("acme/api", 21, { events: ["push", "watch"] });
    const said = await applied(forum);
    expect(said).toMatch(/^outdated /);
    expect(said).toContain("**Out of date:** 1 applied, 1 scope had changed.");
    expect(said).toContain("> - `acme/api`");
  });
});

test("the token of the comment reads no hooks, and that of the hooks writes no comment", async () => {
  const forum = await planned();
  const before = forum.simulator.requests.length;
  await forum.run(["comment", "plan.json", ...at]);
  const paths = forum.simulator.requests
    .slice(before)
    .map(({ method, path }) => `${method} ${path}`);
  expect(paths).toEqual([
    "GET /user",
    "GET /repos/acme/hooks/pulls/7",
    "GET /repos/acme/hooks",
    "GET /repos/acme/hooks/issues/7/comments",
    "POST /repos/acme/hooks/issues/7/comments",
    "GET /repos/acme/hooks/issues/7/comments",
  ]);
  expect(comments(forum)[0]?.user).toBe("github-actions[bot]");
});

describe("the token", () => {
  test("comes from a variable that is named", async () => {
    const forum = await planned();
    const environment = { BOT: workflowToken, HOOKFLEET_COMMENT_TOKEN: undefined };
    const argv = ["comment", "plan.json", ...at, "--comment-token", "BOT"];
    expect(await forum.run(argv, { environment })).toMatchObject({ code: 0 });
    expect(comments(forum)[0]?.user).toBe("github-actions[bot]");
  });

  test("is GITHUB_TOKEN where nothing else is said", async () => {
    const forum = await planned({}, { environment: { HOOKFLEET_COMMENT_TOKEN: undefined } });
    expect(await forum.run(["comment", "plan.json", ...at])).toMatchObject({ code: 0 });
    expect(comments(forum)[0]?.user).toBe("mona");
  });

  test("on the command line is taken with a warning, and shown nowhere", async () => {
    const forum = await planned({}, { environment: { HOOKFLEET_COMMENT_TOKEN: undefined } });
    const argv = ["comment", "plan.json", ...at, "--comment-token", workflowToken];
    const outcome = await forum.run(argv);
    expect(outcome).toMatchObject({ code: 0 });
    expect(outcome.stderr).toContain("warning token-on-command-line");
    expect(`${outcome.stdout}${outcome.stderr}`).not.toContain(workflowToken);
    expect(comments(forum)[0]?.user).toBe("github-actions[bot]");
  });

  test.each(["", "two words", "Pl4nt3d\nToken"])("%j is none", async (token) => {
    const forum = await planned();
    const outcome = await forum.run(["comment", "plan.json", ...at, "--comment-token", token]);
    expect(outcome).toMatchObject({ code: 1, stdout: "", writes: [] });
    expect(outcome.stderr).not.toContain("Pl4nt3d");
  });
});

test("the run of GitHub Actions says where, and the comment leads to it", async () => {
  const forum = await planned();
  const environment = {
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "acme/hooks",
    GITHUB_RUN_ID: "99",
    GITHUB_REF: "refs/pull/7/merge",
  };
  expect(await forum.run(["comment", "plan.json"], { environment })).toMatchObject({ code: 0 });
  expect(comments(forum)[0]?.body).toContain("https://github.com/acme/hooks/actions/runs/99");
});

test("configurations with targets of their own have comments of their own", async () => {
  const forum = await planned();
  await forum.run(["plan", "--target", "acme/api", "--out", "api.json"]);
  for (const file of ["plan.json", "api.json", "plan.json", "api.json"])
    await forum.run(["comment", file, ...at]);
  expect(comments(forum)).toHaveLength(2);
  await forum.run(["comment", "plan.json", ...at, "--key", "prod"]);
  expect(comments(forum)).toHaveLength(3);
});
