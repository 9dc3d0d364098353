import { expect, test } from "vitest";
import type { Session } from "../../../src/cli/session.ts";
import { importTargets } from "../../../src/cli/steps/import-targets.ts";
import { readAhead } from "../../../src/cli/steps/read-ahead.ts";
import { planAgainstGitHub } from "../../../src/fleet/plan-against-github.ts";
import { readScopes } from "../../../src/fleet/read-scopes.ts";
import type { GitHubReader } from "../../../src/github/client-options.ts";
import { createGitHubReader } from "../../../src/github/create-clients.ts";
import { loadFine } from "../../config/support/load.ts";
import {
  fakeGitHub,
  json,
  optionsFor,
  type SeenRequest,
} from "../../github/support/fake-github.ts";

const session = { progress: () => {} } as unknown as Session;
const options = { concurrency: 50, wait: true };

/**
 * A GitHub that answers all that was asked by then at once, when nobody has anything left to do: as
 * many times as the whole takes the latency of one request.
 */
function inRounds(answer: (request: SeenRequest) => Response) {
  const waiting: (() => void)[] = [];
  let rounds = 0;
  const round = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn += 1) await new Promise((done) => setImmediate(done));
    rounds += 1;
    for (const done of waiting.splice(0)) done();
  };
  const github = fakeGitHub(
    (request) =>
      new Promise<Response>((done) => {
        waiting.push(() => done(answer(request)));
        if (waiting.length === 1) void round();
      }),
  );
  const leastRounds = () => Math.ceil(github.requests.length / options.concurrency);
  return { ...github, rounds: () => rounds, leastRounds };
}

function fleet(count: number, type: "Organization" | "User" = "Organization") {
  return inRounds(({ url: { pathname, searchParams, origin } }) => {
    if (pathname.endsWith("/hooks")) return json(200, [])();
    if (pathname === "/user") return json(200, { login: "someone" })();
    if (pathname === "/users/acme") return json(200, { login: "Acme", type })();
    if (pathname !== (type === "User" ? "/users/acme/repos" : "/orgs/acme/repos"))
      return json(404, { message: "Not Found" })();
    const page = Number(searchParams.get("page") ?? 1);
    const pages = Math.ceil(count / 100);
    const link = (to: number, rel: string) =>
      `<${origin}${pathname}?per_page=100&page=${to}>; rel="${rel}"`;
    const items = Array.from({ length: count }, (_, index) => ({
      id: index + 1,
      name: `r${index}`,
      owner: { login: "Acme", type },
      archived: false,
      private: true,
    })).slice((page - 1) * 100, page * 100);
    const links = `${link(page + 1, "next")}, ${link(pages, "last")}`;
    return json(200, items, page < pages ? { link: links } : {})();
  });
}

const open = (github: { readonly fetch: typeof fetch }): Promise<GitHubReader> =>
  createGitHubReader(optionsFor(github.fetch));

async function audit(github: ReturnType<typeof fleet>, targets: readonly string[]) {
  const ahead = readAhead(await open(github), options);
  const { scopes } = await importTargets(targets, ahead.reader, session, "none", ahead.begin);
  return readScopes(ahead.reader, scopes);
}

test("an audit of 300 repositories takes little more than the rounds that its requests need", async () => {
  const github = fleet(300);
  expect((await audit(github, ["acme", "acme/*"])).size).toBe(301);
  // Three pages, twice, and what is the only one until it is known that the token is good.
  expect(github.requests).toHaveLength(307);
  expect([github.leastRounds(), github.rounds()]).toEqual([7, 8]);
});

test("a plan of 300 repositories by glob, too", async () => {
  const github = fleet(300);
  const reader = await open(github);
  const ahead = readAhead(reader, options);
  const config = loadFine(`
version: 1
organizations:
  acme:
    repositories: [{ name: "r*", hooks: [{ url: "https://ci.example.com/", events: [push], content_type: json }] }]
`);
  const { plan } = await planAgainstGitHub(config, reader, {
    targets: [],
    environment: {},
    hooksPerEvent: 20,
    onScope: ahead.begin,
    read: (scopes) => readScopes(ahead.reader, scopes),
  });
  expect(plan.actions).toHaveLength(300);
  expect(github.requests).toHaveLength(306);
  expect([github.leastRounds(), github.rounds()]).toEqual([7, 8]);
});

test.each<[string, number, "Organization" | "User", readonly string[]]>([
  ["an organization", 1, "Organization", ["/orgs/acme/repos"]],
  // Only the account tells how an organization without repositories is spelled.
  ["one without repositories", 0, "Organization", ["/orgs/acme/repos", "/users/acme"]],
  ["a user", 1, "User", ["/orgs/acme/repos", "/user", "/users/acme/repos"]],
  [
    "one without repositories",
    0,
    "User",
    ["/orgs/acme/repos", "/user", "/users/acme/repos", "/users/acme"],
  ],
])("what %s is, is seen from its list", async (_, count, type, paths) => {
  const github = fleet(count, type);
  const found = await (await open(github)).listOwner("acme");
  expect(found).toMatchObject({ login: "Acme", kind: type.toLowerCase() });
  expect(found.repositories).toHaveLength(count);
  expect(github.requests.map(({ url }) => url.pathname)).toEqual(paths);
});

test("an organization that shows no list is none whose public repositories are all", async () => {
  const repository = {
    id: 1,
    name: "api",
    owner: { login: "acme", type: "Organization" },
    archived: false,
    private: false,
  };
  const github = fakeGitHub(({ url: { pathname } }) => {
    if (pathname === "/users/acme/repos") return json(200, [repository])();
    if (pathname === "/users/acme") return json(200, { login: "acme", type: "Organization" })();
    return pathname === "/user"
      ? json(200, { login: "a" })()
      : json(404, { message: "Not Found" })();
  });
  await expect((await open(github)).listOwner("acme")).rejects.toMatchObject({ status: 404 });
});

test("several globs over one owner need its list once", async () => {
  const github = fleet(20);
  const { scopes } = await importTargets(
    ["acme/r1*", "acme/r2*", "acme/r3"],
    await open(github),
    session,
    "none",
  );
  expect(scopes).toHaveLength(13);
  expect(github.requests).toHaveLength(1);
});

test("nothing is read ahead where the run may not wait for a limit", async () => {
  const github = fleet(20);
  const ahead = readAhead(await open(github), { concurrency: 50, wait: false });
  await importTargets(["acme/*"], ahead.reader, session, "none", ahead.begin);
  expect(github.requests).toHaveLength(1);
});
