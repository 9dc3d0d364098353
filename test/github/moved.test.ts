import { describe, expect, test } from "vitest";
import { createGitHubReader, createGitHubWriter } from "../../src/github/create-clients.ts";
import type { Scope } from "../../src/model/scope.ts";
import { githubErrorOf } from "./support/expect-error.ts";
import { answers, fakeGitHub, json, optionsFor } from "./support/fake-github.ts";

const old: Scope = { kind: "repository", owner: "acme", repository: "old" };

function moved(status: number, location: string): () => Response {
  return json(status, { message: "Moved Permanently", url: location }, { location });
}

describe("a repository that has moved", () => {
  test("is named by its new name, after one read of the number", async () => {
    const github = fakeGitHub(
      answers(
        moved(301, "https://api.github.com/repositories/1000/hooks?per_page=100"),
        json(200, { id: 1000, full_name: "acme/new" }),
      ),
    );
    const reader = await createGitHubReader(optionsFor(github.fetch));
    const error = await githubErrorOf(reader.listHooks(old));
    expect(error).toMatchObject({ code: "moved", status: 301, mayHaveHappened: false });
    expect(error.message).toContain("acme/old is now acme/new");
    expect(github.requests.map((request) => request.url.pathname)).toEqual([
      "/repos/acme/old/hooks",
      "/repositories/1000",
    ]);
  });

  test.each([307, 308])("is not written to after a %d", async (status) => {
    const github = fakeGitHub(
      answers(
        moved(status, "https://api.github.com/repositories/1000/hooks/5"),
        json(200, { full_name: "acme/new" }),
      ),
    );
    const writer = await createGitHubWriter(optionsFor(github.fetch));
    const error = await githubErrorOf(writer.removeHook(old, 5));
    expect(error).toMatchObject({ code: "moved", status, mayHaveHappened: false });
    expect(error.message).toContain("acme/new");
    expect(github.requests.map((request) => request.method)).toEqual(["DELETE", "GET"]);
  });

  test("may have been written to by an attempt before the redirect", async () => {
    const github = fakeGitHub(
      answers(
        json(502, { message: "Bad Gateway" }),
        moved(307, "https://api.github.com/repositories/1000/hooks/5"),
        json(200, { full_name: "acme/new" }),
      ),
    );
    const writer = await createGitHubWriter(optionsFor(github.fetch));
    const error = await githubErrorOf(writer.removeHook(old, 5));
    expect(error).toMatchObject({ code: "moved", status: 307, mayHaveHappened: true });
  });

  test("below the path of a server's API", async () => {
    const github = fakeGitHub(
      answers(
        moved(301, "https://ghes.example.com/api/v3/repositories/7/hooks"),
        json(200, { full_name: "acme/new" }),
      ),
    );
    const apiUrl = {
      url: "https://ghes.example.com/api/v3",
      kind: "ghes",
      hooksPerEvent: 250,
      deliveryDays: 7,
    } as const;
    const reader = await createGitHubReader(optionsFor(github.fetch, { apiUrl }));
    expect((await githubErrorOf(reader.listHooks(old))).message).toContain("acme/new");
    expect(github.requests[1]?.url.pathname).toBe("/api/v3/repositories/7");
  });

  test("with the name in the address is not asked for", async () => {
    const github = fakeGitHub(answers(moved(301, "/repos/acme/new/hooks")));
    const reader = await createGitHubReader(optionsFor(github.fetch));
    expect((await githubErrorOf(reader.listHooks(old))).message).toContain("acme/new");
    expect(github.requests).toHaveLength(1);
  });

  test.each([
    ["to another server", moved(301, "https://evil.example/repositories/1"), 1],
    ["to nowhere", json(301, { message: "Moved" }), 1],
    ["to a place that is hidden", moved(301, "https://api.github.com/repositories/1"), 2],
  ])("%s has no new name", async (_, respond, requests) => {
    const github = fakeGitHub(answers(respond, json(404, { message: "Not Found" })));
    const reader = await createGitHubReader(optionsFor(github.fetch));
    const error = await githubErrorOf(reader.listHooks(old));
    expect(error.code).toBe("moved");
    expect(error.message).toContain("acme/old");
    expect(github.requests).toHaveLength(requests);
  });

  test("with a name that is none is not repeated", async () => {
    const github = fakeGitHub(
      answers(
        moved(301, "https://api.github.com/repositories/1"),
        json(200, { full_name: "evil\u001b[2J/x\n::error::" }),
      ),
    );
    const reader = await createGitHubReader(optionsFor(github.fetch));
    const error = await githubErrorOf(reader.listHooks(old));
    expect(error.code).toBe("moved");
    expect(error.message).not.toContain("evil");
  });
});
