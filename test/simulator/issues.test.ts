import { describe, expect, test } from "vitest";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import { issueRoutes } from "../../src/simulator/issues/issue-routes.ts";
import type { SeedRepository, SeedToken } from "../../src/simulator/seed/seed.ts";
import { checkedFetch } from "../support/checked-fetch.ts";
import { findOperation } from "../support/openapi-document.ts";

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: whatever GitHub answers
  readonly body: any;
}

function forum(repository: SeedRepository = {}, tokens?: Readonly<Record<string, SeedToken>>) {
  const simulator = createSimulator({
    ...(tokens === undefined ? {} : { tokens }),
    organizations: { acme: { repositories: { api: { id: 70, ...repository } } } },
  });
  const fetch = checkedFetch(simulator.fetch);
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    token = "any",
  ): Promise<Reply> => {
    const response = await fetch(`https://api.github.com${path}`, {
      method,
      headers: { authorization: `token ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { status, headers } = response;
    return { status, headers, body: JSON.parse(await response.text()) };
  };
  return { simulator, call };
}

const issues = "/repos/acme/api/issues";

test.each(["/repos/acme/api", "/repositories/70"])(
  "every operation on the issues of %s is as GitHub describes it",
  async (base) => {
    const merge = "a".repeat(40);
    const pulls = [
      { number: 1, title: "A change" },
      { number: 3, merge_commit: merge },
    ];
    const { call, simulator } = forum({ pulls });
    const made = await call("POST", `${base}/issues`, { title: "Drift", body: "b", labels: ["x"] });
    expect(made).toMatchObject({ status: 201, body: { number: 4, state: "open", title: "Drift" } });
    expect((await call("GET", `${base}/issues/4`)).body.labels[0].name).toBe("x");
    const closed = { state: "closed", state_reason: "not_planned", body: "c" };
    expect((await call("PATCH", `${base}/issues/4`, closed)).body).toMatchObject(closed);
    const comment = await call("POST", `${base}/issues/1/comments`, { body: "one" });
    expect(comment.status).toBe(201);
    const { id } = comment.body;
    expect((await call("PATCH", `${base}/issues/comments/${id}`, { body: "two" })).body.body).toBe(
      "two",
    );
    expect((await call("GET", `${base}/issues/1/comments?per_page=5`)).body).toHaveLength(1);
    expect((await call("GET", `${base}/pulls/1`)).body).toMatchObject({ number: 1, comments: 1 });
    expect((await call("GET", `${base}/pulls/2`)).status).toBe(404);
    expect((await call("GET", `${base}/commits/${merge}/pulls`)).body).toMatchObject([
      { number: 3, state: "closed", merged_at: expect.any(String), merge_commit_sha: merge },
    ]);
    expect((await call("GET", `${base}/commits/${"0".repeat(40)}/pulls`)).body).toEqual([]);
    expect(simulator.issues("acme/api")).toMatchObject([
      { number: 1, isPull: true, comments: [{ body: "two", user: "octocat" }] },
      { number: 3, isPull: true, state: "closed" },
      { number: 4, isPull: false, state: "closed", stateReason: "not_planned" },
    ]);
  },
);

test("errors lead to the pages that GitHub's description names", () => {
  for (const { method, path, documentation } of issueRoutes)
    expect(documentation).toBe(findOperation(method, path).documentationUrl);
});

test("lists are filtered, sorted and paged", async () => {
  const { call } = forum({
    issues: [
      { user: "a", labels: ["x", "y"] },
      { user: "b", labels: ["x"] },
      { user: "A", state: "closed" },
    ],
    pulls: [{ user: "a" }],
  });
  const numbers = async (query: string): Promise<readonly number[]> =>
    (await call("GET", `${issues}?${query}`)).body.map(({ number }: Reply["body"]) => number);
  expect(await numbers("")).toEqual([4, 2, 1]);
  expect(await numbers("state=all&creator=a")).toEqual([4, 3, 1]);
  expect(await numbers("labels=x,y")).toEqual([1]);
  expect(await numbers("state=closed")).toEqual([3]);
  expect(await numbers("state=all&direction=asc&per_page=3")).toEqual([1, 2, 3]);
  const first = await call("GET", `${issues}?state=all&per_page=3`);
  expect(first.headers.get("link")).toContain(
    "/repositories/70/issues?state=all&per_page=3&page=2",
  );
});

describe("what GitHub refuses", () => {
  const long = "x".repeat(65_536);

  test("bodies are counted in characters", async () => {
    const { call } = forum({ pulls: [{}] });
    const post = (body: string) => call("POST", `${issues}/1/comments`, { body });
    expect((await post(long)).status).toBe(201);
    expect((await post("🐟".repeat(65_536))).status).toBe(201);
    expect(await post(`${long}x`)).toMatchObject({
      status: 422,
      body: { errors: [{ message: "Body is too long (maximum is 65536 characters)" }] },
    });
    expect((await post(" ")).status).toBe(422);
    expect((await call("POST", issues, { title: "t", body: `${long}x` })).status).toBe(422);
    expect((await call("POST", issues, { title: "t".repeat(257) })).status).toBe(422);
  });

  test("locked, disabled, archived and missing", async () => {
    const { call } = forum({ has_issues: false, pulls: [{}, { locked: true }] });
    expect((await call("POST", `${issues}/1/comments`, { body: "b" })).status).toBe(201);
    expect(await call("POST", `${issues}/2/comments`, { body: "b" })).toMatchObject({
      status: 403,
      body: { message: "Unable to create comment because issue is locked." },
    });
    expect((await call("GET", issues)).status).toBe(410);
    expect((await call("POST", issues, { title: "t" })).status).toBe(410);
    expect((await call("GET", `${issues}/9/comments`)).status).toBe(410);
    const frozen = forum({ archived: true, pulls: [{}] });
    expect((await frozen.call("POST", `${issues}/1/comments`, { body: "b" })).status).toBe(403);
    expect((await frozen.call("GET", `${issues}/2/comments`)).status).toBe(404);
  });

  test.each<[kind: SeedToken["kind"], permissions: Record<string, string>, statuses: number[]]>([
    ["actions", { pull_requests: "write" }, [200, 201, 403]],
    ["actions", { issues: "write" }, [403, 201, 201]],
    ["actions", { issues: "read", pull_requests: "read" }, [200, 403, 403]],
    ["actions", {}, [403, 403, 403]],
    ["fine-grained", { pull_requests: "write" }, [200, 201, 403]],
    ["installation", { issues: "write", pull_requests: "read" }, [200, 201, 201]],
    ["classic", {}, [200, 201, 201]],
  ])("a token of kind %s with %j", async (kind, permissions, statuses) => {
    const token = { ...(kind === undefined ? {} : { kind }), permissions, login: "bot" };
    const { call } = forum({ pulls: [{}] }, { t: token });
    const answers = [
      await call("GET", "/repos/acme/api/pulls/1", undefined, "t"),
      await call("POST", `${issues}/1/comments`, { body: "b" }, "t"),
      await call("POST", issues, { title: "t" }, "t"),
    ];
    expect(answers.map(({ status }) => status)).toEqual(statuses);
    const { headers } = answers[1] ?? { headers: new Headers() };
    if (kind !== "classic")
      expect(headers.get("x-accepted-github-permissions")).toBe(
        "issues=write; pull_requests=write",
      );
  });

  test("what is public needs no permission to be read", async () => {
    const repository = { visibility: "public", pulls: [{}] } as const;
    const { call } = forum(repository, { t: { kind: "actions" } });
    expect((await call("GET", `${issues}/1/comments`, undefined, "t")).status).toBe(200);
    expect((await call("POST", `${issues}/1/comments`, { body: "b" }, "t")).status).toBe(403);
  });
});

test("everybody writes in their own name, and bots cannot ask for theirs", async () => {
  const permissions = { issues: "write" };
  const { call, simulator } = forum(
    { issues: [{}] },
    {
      person: { login: "mona" },
      actions: { kind: "actions", permissions },
      app: { kind: "installation", login: "hooks[bot]", permissions },
    },
  );
  for (const token of ["person", "actions", "app"])
    await call("POST", `${issues}/1/comments`, { body: "b" }, token);
  expect(simulator.issues("acme/api")[0]?.comments.map(({ user }) => user)).toEqual([
    "mona",
    "github-actions[bot]",
    "hooks[bot]",
  ]);
  expect((await call("GET", "/user", undefined, "person")).body.login).toBe("mona");
  expect((await call("GET", "/user", undefined, "actions")).status).toBe(403);
  expect((await call("GET", "/user", undefined, "app")).status).toBe(403);
});

test("a seed that makes no sense is refused", () => {
  const seed = (repository: object) => () =>
    createSimulator({ users: { u: { repositories: { r: repository } } } });
  expect(seed({ issues: [{ number: 1 }], pulls: [{ number: 1 }] })).toThrow("taken already");
  expect(seed({ issues: [{ comments: [{}] }] })).toThrow('"body" is missing');
  expect(seed({ issues: [{ state: "merged" }] })).toThrow("open or closed");
});
