import { describe, expect, test } from "vitest";
import { createGitHubReader, createGitHubWriter } from "../../src/github/create-clients.ts";
import type { Scope } from "../../src/model/scope.ts";
import { hookInput } from "../support/build.ts";
import { githubErrorOf } from "./support/expect-error.ts";
import { answers, fakeGitHub, json, optionsFor } from "./support/fake-github.ts";

const acme: Scope = { kind: "organization", owner: "acme" };
const api: Scope = { kind: "repository", owner: "acme", repository: "api" };

async function listError(scope: Scope, respond: () => Response) {
  const github = fakeGitHub(answers(respond));
  const reader = await createGitHubReader(optionsFor(github.fetch));
  const error = await githubErrorOf(reader.listHooks(scope));
  return { error, github };
}

describe("refusals by code", () => {
  test.each<[string, () => Response]>([
    ["bad-request", json(400, { message: "Problems parsing JSON" })],
    ["bad-credentials", json(401, { message: "Bad credentials" })],
    ["not-found", json(404, { message: "Not Found", status: "404" })],
    ["missing-permission", json(403, { message: "Resource not accessible by integration" })],
    [
      "missing-permission",
      json(403, { message: "Resource not accessible by personal access token" }),
    ],
    ["missing-permission", json(403, { message: "Must have admin rights to Repository." })],
    [
      "missing-permission",
      json(403, { message: "No" }, { "x-accepted-github-permissions": "repository_hooks=read" }),
    ],
    [
      "saml",
      json(403, { message: "No" }, { "x-github-sso": "required; url=https://github.com/x" }),
    ],
    ["saml", json(403, { message: "Resource protected by organization SAML enforcement." })],
    ["archived", json(403, { message: "Repository was archived so is read-only." })],
    ["forbidden", json(403, { message: "Request forbidden by administrative rules." })],
    ["bad-credentials", json(403, { message: "Maximum number of login attempts exceeded." })],
    ["malformed-answer", () => new Response("<html>Proxy</html>", { status: 403 })],
    ["malformed-answer", () => new Response("<!DOCTYPE html>", { status: 404 })],
    ["conflict", json(409, { message: "Conflict" })],
    ["api-version-retired", json(410, { message: "Gone" })],
    ["validation-failed", json(422, { message: "Validation Failed", errors: [] })],
    ["repository-blocked", json(451, { message: "Unavailable" })],
    ["repository-blocked", () => new Response(null, { status: 451 })],
    ["account-suspended", json(403, { message: "Sorry. Your account was suspended." })],
    [
      "trade-controls",
      json(403, {
        message:
          "Due to U.S. trade controls law restrictions, this GitHub repository has been disabled.",
      }),
    ],
    ["unexpected-answer", () => new Response(null, { status: 304 })],
  ])("%s", async (code, respond) => {
    const { error, github } = await listError(api, respond);
    expect(error.code).toBe(code);
    expect(error.status).toBe(respond().status);
    expect(error.message).toContain("acme/api");
    expect(error.mayHaveHappened).toBe(false);
    // None of these becomes better by asking again.
    expect(github.requests).toHaveLength(1);
  });

  test("a server that fails", async () => {
    const html = () => new Response("<html>Unicorn!</html>", { status: 502 });
    const { error, github } = await listError(api, html);
    expect(error).toMatchObject({ code: "server-error", status: 502, mayHaveHappened: false });
    expect(error.message).not.toContain("Unicorn");
    expect(github.requests).toHaveLength(4);
  });
});

/** As GitHub answers, with the permissions that it names in every answer to a fine-grained token. */
function refused(message: string, more: object = {}, headers = {}): () => Response {
  return json(
    403,
    { message, documentation_url: "https://docs.github.com/rest/x", status: "403", ...more },
    { "x-accepted-github-permissions": "repository_hooks=read", ...headers },
  );
}

describe("refusals that are not about permissions have their own help, and do not speak of any", () => {
  const correct =
    "Although you appear to have the correct authorization credentials, the `acme` organization has";
  test.each<[code: string, respond: () => Response, help: RegExp]>([
    [
      "ip-allow-list",
      refused(
        `${correct} an IP allow list enabled, and 192.0.2.1 is not permitted to access this resource.`,
      ),
      /IP allow list of acme .* self-hosted runner/,
    ],
    [
      "oauth-app-restricted",
      refused(
        `${correct} enabled OAuth App access restrictions, meaning that data access to third-parties is limited.`,
      ),
      /acme has not approved the OAuth app/,
    ],
    [
      "token-policy",
      refused(
        "`acme` forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a personal access token with fine-grained permissions.",
      ),
      /refuses classic tokens\. Use a fine-grained token or a GitHub App/,
    ],
    [
      "token-policy",
      refused(
        "`acme` forbids access via a personal access token with fine-grained permissions. Please use a GitHub App, or an OAuth App.",
      ),
      /refuses tokens of this kind\. Use a GitHub App/,
    ],
    [
      "token-policy",
      refused(
        "The 'acme' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 366 days. Please adjust your token's lifetime at the following URL: https://github.com/settings/personal-access-tokens/123",
      ),
      /limits how long a token may live/,
    ],
    [
      "saml",
      refused(
        "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.",
        {},
        {
          "x-github-sso": "required; url=https://github.com/orgs/acme/sso?authorization_request=A",
        },
      ),
      /Authorize the token for .* at https:\/\/github\.com\/orgs\/acme\/sso\./,
    ],
    [
      "repository-blocked",
      refused("Repository access blocked", {
        block: {
          reason: "tos",
          created_at: "2021-06-08T01:02:15Z",
          html_url: "https://github.com/tos",
        },
      }),
      /has blocked acme\/api \(tos\)/,
    ],
    [
      "repository-blocked",
      refused("Repository access blocked", { block: { reason: "<b>\u202e ghp_x" } }),
      /has blocked acme\/api: nothing/,
    ],
    [
      "repository-blocked",
      json(451, {
        message: "Repository access blocked",
        block: { reason: "dmca", html_url: "https://github.com/github/dmca/blob/master/x.md" },
      }),
      /has blocked acme\/api \(dmca\)/,
    ],
  ])("%s", async (code, respond, help) => {
    const { error } = await listError(api, respond);
    expect(error.code).toBe(code);
    expect(error.help).toMatch(help);
    expect(error.help).not.toMatch(/Webhooks|repo_hook|GITHUB_TOKEN/);
  });
});

test("where nothing helps, there is no help", async () => {
  const github = fakeGitHub(answers(json(403, { message: "Must have admin rights to it." })));
  const reader = await createGitHubReader(optionsFor(github.fetch));
  const error = await githubErrorOf(reader.account("acme"));
  expect([error.code, error.help]).toEqual(["missing-permission", undefined]);
});

describe("permissions", () => {
  const notFound = json(404, { message: "Not Found" });

  test("of a repository's list", async () => {
    const { error } = await listError(api, notFound);
    expect(error.help).toContain("acme/api does not exist");
    expect(error.help).toContain("read:repo_hook");
    expect(error.help).toContain("repository_hooks: read");
    expect(error.help).toMatch(/GITHUB_TOKEN .* Actions .* never/);
  });

  test("of an organization's list", async () => {
    const { error } = await listError(acme, notFound);
    expect(error.help).toContain(
      "no organization acme (a user is not one; in the file, users are under `users`",
    );
    expect(error.help).toContain("admin:org_hook");
    expect(error.help).toContain("organization_hooks: read");
  });

  test("of writes", async () => {
    const writer = await createGitHubWriter(optionsFor(fakeGitHub(answers(notFound)).fetch));
    const update = await githubErrorOf(
      writer.updateHook(api, 5, { events: ["push"], active: true }),
    );
    expect(update.help).toContain("write:repo_hook");
    expect(update.help).toContain("repository_hooks: write");
    const remove = await githubErrorOf(writer.removeHook(api, 5));
    expect(remove.help).toContain("hook 5 of acme/api");
    expect(remove.help).toContain("admin:repo_hook");
    const organization = await githubErrorOf(writer.removeHook(acme, 5));
    expect(organization.help).toContain("organization_hooks: write");
    expect(organization.help).toContain('the organization role "Manage organization webhooks"');
  });

  test("as the answer itself tells them", async () => {
    const classic = await listError(
      api,
      json(
        404,
        { message: "Not Found" },
        { "x-accepted-oauth-scopes": "admin:repo_hook, repo", "x-oauth-scopes": "gist" },
      ),
    );
    expect(classic.error.help).toContain("admin:repo_hook, repo");
    expect(classic.error.help).toContain("gist");
    const granular = await listError(
      api,
      json(
        403,
        { message: "Resource not accessible by integration" },
        { "x-accepted-github-permissions": "repository_hooks=read" },
      ),
    );
    expect(granular.error.help).toContain("repository_hooks=read");
  });

  test("of single sign-on, with the address but not its query", async () => {
    const { error } = await listError(
      api,
      json(
        403,
        { message: "SAML" },
        {
          "x-github-sso":
            "required; url=https://github.com/orgs/acme/sso?authorization_request=AAHIDDEN",
        },
      ),
    );
    expect(error.help).toContain("https://github.com/orgs/acme/sso");
    expect(error.help).not.toContain("AAHIDDEN");
  });
});

describe("422 on a create", () => {
  const input = hookInput("https://ci.example.com/");

  test.each([
    [
      "hook-exists",
      [{ resource: "Hook", code: "custom", message: "Hook already exists on this repository" }],
    ],
    [
      "hook-exists",
      [{ resource: "Hook", code: "custom", message: "Hook already exists on this organization" }],
    ],
    [
      "event-limit",
      [
        {
          resource: "Hook",
          code: "custom",
          message: 'The "push" event cannot have more than 20 hooks',
        },
      ],
    ],
    [
      "event-limit",
      [
        {
          resource: "Hook",
          code: "custom",
          message: 'The "push" event cannot have more than 250 hooks',
        },
      ],
    ],
    ["validation-failed", [{ resource: "Hook", code: "invalid", field: "name" }]],
    ["validation-failed", ["some text", 5, null]],
    ["validation-failed", undefined],
  ])("%s", async (code, errors) => {
    const github = fakeGitHub(answers(json(422, { message: "Validation Failed", errors })));
    const writer = await createGitHubWriter(optionsFor(github.fetch));
    const error = await githubErrorOf(writer.createHook(api, input));
    expect(error).toMatchObject({ code, status: 422, mayHaveHappened: false });
    expect(github.requests).toHaveLength(1);
  });

  test("tells what GitHub says", async () => {
    const errors = [{ resource: "Hook", code: "invalid", field: "name" }, { message: "and more" }];
    const github = fakeGitHub(answers(json(422, { message: "Validation Failed", errors })));
    const writer = await createGitHubWriter(optionsFor(github.fetch));
    const error = await githubErrorOf(writer.createHook(api, input));
    expect(error.message).toContain("Validation Failed: Hook.name: invalid; and more");
  });
});

test("GitHub's words are shown harmless and short", async () => {
  const message = `\u001b[31mred\u001b[0m\r\n::error::\u202eevil\u0007 ${"x".repeat(1_000)}`;
  const { error } = await listError(api, json(422, { message }));
  expect(error.message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(error.message).toContain("red ::error::evil xxx");
  expect(error.message.length).toBeLessThan(400);
});
