import { describe, expect, test } from "vitest";
import { createGitHubCollaborator } from "../../src/github/create-clients.ts";
import { isForComments } from "../../src/github/http/request-guard.ts";
import { findPull, parseIssue } from "../../src/github/operations/comments.ts";
import type { RepositoryScope } from "../../src/model/scope.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import type { SeedToken } from "../../src/simulator/seed/seed.ts";
import { checkedFetch } from "../support/checked-fetch.ts";
import { githubErrorOf } from "./support/expect-error.ts";
import { appWorld } from "./support/fake-app.ts";
import { optionsFor, tokenValue as token } from "./support/fake-github.ts";

const place: RepositoryScope = { kind: "repository", owner: "acme", repository: "hooks" };

async function collaborator(
  seed: object = {},
  over: Partial<Parameters<typeof createGitHubCollaborator>[0]> = {},
) {
  const comments = Array.from({ length: 101 }, (_, index) => ({ id: index + 1, body: "b" }));
  const simulator = createSimulator({
    organizations: { acme: { repositories: { hooks: { pulls: [{ number: 7, comments }] } } } },
    ...seed,
  });
  const fetch = checkedFetch(simulator.fetch);
  const port = await createGitHubCollaborator({ ...optionsFor(fetch), ...over });
  return { port, simulator, violations: fetch.violations };
}

test("comments and issues, by requests that GitHub describes", async () => {
  const { port, simulator, violations } = await collaborator();
  expect(await port.listComments(place, 7)).toHaveLength(101);
  const { id, author, url } = await port.createComment(place, 7, "one");
  expect({ author, url }).toEqual({
    author: "octocat",
    url: `https://github.com/acme/hooks/pull/7#issuecomment-${id}`,
  });
  expect(await port.updateComment(place, id, "two")).toMatchObject({ id, body: "two" });
  const issue = await port.createIssue(place, { title: "t", body: "b", labels: ["x"] });
  expect(issue).toMatchObject({ number: 8, state: "open", author: "octocat", body: "b" });
  const closed = { state: "closed", reason: "not_planned", body: "c" } as const;
  expect(await port.updateIssue(place, 8, closed)).toMatchObject({ state: "closed", body: "c" });
  const back = { state: "open", reason: "reopened" } as const;
  expect(await port.updateIssue(place, 8, back)).toMatchObject({ state: "open", body: "c" });
  expect((await port.listIssues(place, "octocat")).map(({ number }) => number)).toEqual([8]);
  expect(await port.listIssues(place, "nobody")).toEqual([]);
  expect(await port.visibility(place)).toBe("private");
  await port.checkPullRequest(place, 7);
  expect(await githubErrorOf(port.checkPullRequest(place, 8))).toMatchObject({ code: "not-found" });
  expect(violations).toEqual([]);
  expect(simulator.issues("acme/hooks")[0]?.comments).toHaveLength(102);
});

test("pull requests are no issues, and an account that is gone is nobody", () => {
  const issue = { number: 7, state: "open", title: "t", body: null, user: { login: "mona" } };
  expect(parseIssue(issue)).toMatchObject({ number: 7, author: "mona", body: "" });
  expect(parseIssue({ ...issue, pull_request: { url: "x" } })).toBeUndefined();
  expect(parseIssue({ ...issue, pull_request: null })).toMatchObject({ number: 7 });
  for (const user of [null, undefined, "mona", { login: 7 }])
    expect(parseIssue({ ...issue, user })).toMatchObject({ author: "" });
});

test("the pull request that a commit came from", async () => {
  const [first = "", second = "", third = ""] = ["1", "2", "3"].map((digit) => digit.repeat(40));
  const pulls = [
    { number: 3, merge_commit: first },
    { number: 5, merge_commit: second },
  ];
  const { port, violations } = await collaborator({
    organizations: { acme: { repositories: { hooks: { pulls } } } },
  });
  expect(await port.pullRequestOf(place, first)).toBe(3);
  expect(await port.pullRequestOf(place, second)).toBe(5);
  expect(await port.pullRequestOf(place, third)).toBeUndefined();
  expect(violations).toEqual([]);
});

test.each([
  ["the one that it is the merge of", [open(1), merged(2, "other"), merged(3, "this")], 3],
  ["else one that was merged", [open(1), merged(2, "other")], 2],
  ["else the first", [open(4), open(5)], 4],
])("of several pull requests: %s", (_, pulls, number) => {
  expect(findPull(pulls, "this")).toBe(number);
});

function open(number: number) {
  return { number, merged_at: null, merge_commit_sha: "a test merge" };
}

function merged(number: number, sha: string) {
  return { number, merged_at: "2026-11-20T12:00:00Z", merge_commit_sha: sha };
}

test("what is no list of pull requests is no answer", () => {
  expect(() => findPull({ number: 1 }, "this")).toThrow("is not a list");
  expect(() => findPull([{ number: "1" }], "this")).toThrow("has no id");
});

test.each<[token: SeedToken, identity: object]>([
  [{ login: "mona" }, { login: "mona", isCertain: true }],
  [
    { kind: "fine-grained", login: "mona" },
    { login: "mona", isCertain: true },
  ],
  [{ kind: "actions" }, { login: "github-actions[bot]", isCertain: false }],
  [
    { kind: "installation", login: "x[bot]" },
    { login: "github-actions[bot]", isCertain: false },
  ],
])("whose name: %j", async (seeded, identity) => {
  const { port } = await collaborator({ tokens: { [token]: seeded } });
  expect(await port.identity(place)).toEqual(identity);
});

test("a GitHub App writes as the bot that it is", async () => {
  const permissions = { issues: "write", metadata: "read" };
  const { options, simulator } = appWorld({ installations: { acme: { id: 77, permissions } } });
  const port = await createGitHubCollaborator(options);
  const web: RepositoryScope = { kind: "repository", owner: "acme", repository: "web" };
  const { login, isCertain } = await port.identity(web);
  expect({ login, isCertain }).toEqual({ login: "hooks-bot[bot]", isCertain: true });
  await port.createIssue(web, { title: "t", body: "b", labels: [] });
  expect(simulator.issues("acme/web")).toMatchObject([{ user: login }]);
  expect(await port.listIssues(web, login)).toHaveLength(1);
});

test("a token that is none is not taken for a bot's", async () => {
  const { port } = await collaborator({ tokens: {} });
  expect(await githubErrorOf(port.identity(place))).toMatchObject({ code: "bad-credentials" });
});

test("a create whose answer is lost is not repeated, and says that it may have happened", async () => {
  const { port, simulator } = await collaborator();
  simulator.addFault({ kind: "reset", method: "POST", moment: "after" });
  const error = await githubErrorOf(port.createComment(place, 7, "one"));
  expect(error).toMatchObject({ code: "network-error", mayHaveHappened: true });
  expect(simulator.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  simulator.addFault({ kind: "status", method: "POST", status: 502 });
  const failed = await githubErrorOf(port.createIssue(place, { title: "t", body: "", labels: [] }));
  expect(failed).toMatchObject({ code: "server-error", mayHaveHappened: true });
});

test("an edit whose answer is lost is repeated", async () => {
  const { port, simulator } = await collaborator();
  simulator.addFault({ kind: "reset", method: "PATCH", moment: "after" });
  expect(await port.updateComment(place, 1, "two")).toMatchObject({ body: "two" });
});

describe("what leaves the client", () => {
  test.each([
    ["GET", "/user"],
    ["GET", "/repos/acme/hooks"],
    ["GET", "/repositories/70"],
    ["GET", "/api/v3/repos/acme/hooks/issues?state=all&per_page=100"],
    ["GET", "/repositories/70/issues/7/comments?page=2"],
    ["GET", "/repos/acme/hooks/pulls/7"],
    ["GET", "/repos/acme/hooks/commits/0a1b/pulls?per_page=100"],
    ["POST", "/repos/acme/hooks/issues"],
    ["POST", "/api/v3/repos/acme/hooks/issues/7/comments"],
    ["PATCH", "/repos/acme/hooks/issues/7"],
    ["PATCH", "/repos/acme/hooks/issues/comments/9"],
  ])("%s %s", (method, url) => {
    expect(isForComments(method, url)).toBe(true);
  });

  test.each([
    ["GET", "/orgs/acme/hooks"],
    ["GET", "/repos/acme/hooks/hooks"],
    ["GET", "/repos/acme/hooks/hooks/7?a=/issues"],
    ["POST", "/repos/acme/hooks/hooks"],
    ["POST", "/repos/acme/hooks/issues/7"],
    ["PATCH", "/repos/acme/hooks/hooks/7"],
    ["PATCH", "/repos/acme/hooks"],
    ["PATCH", "/repos/acme/hooks/hooks/7/config?/issues/7"],
    ["DELETE", "/repos/acme/hooks/issues/comments/9"],
    ["PUT", "/repos/acme/hooks/issues/7/lock"],
  ])("not %s %s", (method, url) => {
    expect(isForComments(method, url)).toBe(false);
  });
});
