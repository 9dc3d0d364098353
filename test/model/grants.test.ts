import { describe, expect, test } from "vitest";
import { judgeAccess, missingPermissions, noGrants } from "../../src/model/grants.ts";
import { scope } from "../support/build.ts";

const scopes = (...names: readonly string[]) => ({ ...noGrants, scopes: names });
const permissions = (levels: Readonly<Record<string, string>>) => ({
  ...noGrants,
  permissions: levels,
});
const acme = scope("acme");
const api = scope("acme/api");

describe("what a credential can do to hooks that it has listed", () => {
  test.each([
    ["nothing is known", noGrants, acme, "cannot tell", "cannot tell"],
    ["of an organization", scopes("admin:org_hook"), acme, "yes", "yes"],
    [
      "not of an organization, which it listed all the same",
      scopes("repo"),
      acme,
      "cannot tell",
      "cannot tell",
    ],
    ["of repositories", scopes("repo"), api, "yes", "yes"],
    ["of public repositories", scopes("gist", "public_repo"), api, "yes", "yes"],
    ["of hooks", scopes("admin:repo_hook"), api, "yes", "yes"],
    ["without deleting", scopes("write:repo_hook"), api, "yes", "no"],
    ["reading", scopes("read:repo_hook"), api, "no", "no"],
    ["reading and writing elsewhere", scopes("read:repo_hook", "admin:org_hook"), api, "no", "no"],
    ["nothing that fits the list", scopes("gist"), api, "cannot tell", "cannot tell"],
    ["an App that writes", permissions({ repository_hooks: "write" }), api, "yes", "yes"],
    ["an App that reads", permissions({ organization_hooks: "read" }), acme, "no", "no"],
    [
      "an App of which nothing is said",
      permissions({ organization_hooks: "write" }),
      api,
      "cannot tell",
      "cannot tell",
    ],
  ] as const)("%s", (_, grants, of, write, remove) => {
    expect(judgeAccess(of, grants)).toEqual({ write, delete: remove });
  });
});

test("what is missing is one error for each reason, with what to change", () => {
  const all = ["a", "b", "c", "d", "e"].map((name) => scope(`acme/${name}`));
  const needed = [
    ...all.map((one) => ({ scope: one, write: "delete" as const })),
    { scope: api, write: "write" as const },
  ];
  expect(missingPermissions(needed, () => scopes("repo"))).toEqual([]);
  expect(missingPermissions(needed, () => scopes("write:repo_hook"))).toEqual([
    {
      severity: "error",
      code: "permission-missing",
      message: "the credential cannot delete hooks of acme/a, acme/b, acme/c and 2 more",
      help: "The token has write:repo_hook; it needs admin:repo_hook or repo or public_repo.",
      scopes: all.map((_, index) => `acme/${"abcde"[index]}`),
    },
  ]);
  const [first, second] = missingPermissions(needed, () =>
    permissions({ repository_hooks: "read" }),
  );
  expect(first?.message).toContain("cannot delete hooks of acme/a");
  expect(second?.message).toBe("the credential cannot create or change hooks of acme/api");
  expect(second?.help).toMatch(/has repository_hooks: read; it needs repository_hooks: write/);
});
