import { describe, expect, test } from "vitest";
import type { RequestLog } from "../../src/github/client-options.ts";
import { createGitHubWriter } from "../../src/github/create-clients.ts";
import { HookfleetError } from "../../src/model/errors.ts";
import { HookUrl } from "../../src/model/hook-url.ts";
import type { Scope } from "../../src/model/scope.ts";
import { Secret } from "../../src/model/secret.ts";
import { createWords } from "../../src/redact/foreign-text.ts";
import { redactKnown } from "../../src/redact/redact-known.ts";
import { hookInput } from "../support/build.ts";
import { everythingPrinted, githubErrorOf } from "./support/expect-error.ts";
import {
  answers,
  fakeGitHub,
  hookJson,
  json,
  optionsFor,
  tokenValue,
} from "./support/fake-github.ts";

const api: Scope = { kind: "repository", owner: "acme", repository: "api" };
const secretValue = 'correct "horse" battery & <staple>';
const credentialUrl = "https://hooks.example.com/T000/B000/urlThatIsACredential1";

const input = hookInput();
const config = {
  ...input.config,
  url: new HookUrl(credentialUrl, { kind: "env", name: "SLACK_URL" }),
  secret: new Secret(secretValue),
};
const create = { ...input, config };

function echo(status: number, headers = {}) {
  const said = `no ${secretValue} for ${tokenValue} at ${credentialUrl}`;
  return json(
    status,
    { message: said, errors: [{ message: said }, { field: said, code: said }, said] },
    headers,
  );
}

describe("nothing secret comes out of an error", () => {
  test.each<[string, () => Response | Promise<Response>]>([
    ["400", echo(400)],
    ["401", echo(401)],
    ["403", echo(403)],
    ["404", echo(404)],
    ["422", echo(422)],
    ["429", echo(429)],
    ["500", echo(500)],
    ["a redirect", echo(307, { location: "https://api.github.com/repositories/1/hooks" })],
    ["a web page", () => new Response(`<p>${secretValue}${tokenValue}</p>`, { status: 403 })],
    ["no JSON", () => new Response(`{"secret": ${secretValue}`, { status: 201 })],
    ["no hook", json(201, { id: secretValue, name: secretValue, config: secretValue })],
    ["a network error", () => Promise.reject(new TypeError(`fetch failed ${secretValue}`))],
    [
      "a network error that holds the request",
      () =>
        Promise.reject(
          Object.assign(new TypeError("fetch failed"), {
            code: secretValue,
            cause: Object.assign(new Error(tokenValue), { code: tokenValue, body: secretValue }),
          }),
        ),
    ],
  ])("%s", async (_, respond) => {
    const log: RequestLog[] = [];
    const github = fakeGitHub(answers(respond));
    const options = optionsFor(github.fetch, {
      noWait: true,
      onRequest: (entry) => void log.push(entry),
    });
    const writer = await createGitHubWriter(options);
    for (const attempt of [
      writer.createHook(api, create),
      writer.updateHook(api, 5, create),
      writer.updateHookConfig(api, 5, config),
    ]) {
      const error = await githubErrorOf(attempt);
      const printed = everythingPrinted(error) + everythingPrinted(log);
      for (const hidden of [
        secretValue,
        "battery",
        tokenValue,
        credentialUrl,
        "urlThatIsACredential1",
      ])
        expect(printed).not.toContain(hidden);
      expect(error.cause).toBeUndefined();
    }
  });
});

/** What a server or a proxy may put into any header: whatever it was sent, and what steers a runner. */
const reflected = {
  token: tokenValue,
  secret: "hunter2-secret",
  command: "##[add-mask]x",
  "another token": "ghs_123_eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl",
  /** Nothing that is known here, and nothing that a header of GitHub's has in it. */
  word: "zz-reflected",
};
const headerNames = [
  "location",
  "link",
  "content-type",
  "retry-after",
  "x-oauth-scopes",
  "x-accepted-oauth-scopes",
  "x-accepted-github-permissions",
  "x-github-sso",
  "x-oauth-client-id",
  "x-ratelimit-limit",
  "x-ratelimit-remaining",
  "x-ratelimit-reset",
  "etag",
  "date",
];
const wrappings: readonly ((name: string, value: string) => string)[] = [
  (_, value) => value,
  (_, value) => `https://api.github.com/repos/acme/${value}`,
  (_, value) => `https://api.github.com/repositories/${value}`,
  (_, value) => `required; url=https://github.com/orgs/${value}/sso?x=${value}`,
  (_, value) => `required; url=https://${value}.example.com/orgs/acme/sso`,
  (_, value) => `<https://api.github.com/${value}>; rel="next"`,
  (name, value) => (/permissions/.test(name) ? `contents=${value}` : `repo, ${value}`),
];

describe.each([200, 301, 307, 401, 403, 404, 422, 429, 500])("an answer of %i", (status) => {
  const secret = new Secret(reflected.secret);
  test.each(Object.entries(reflected))("that has the %s in its headers", async (what, value) => {
    // A redirect may name any repository.
    if (what === "word" && status < 400) return;
    for (const wrap of wrappings) {
      const headers = Object.fromEntries(headerNames.map((name) => [name, wrap(name, value)]));
      const log: RequestLog[] = [];
      const github = fakeGitHub(answers(json(status, { message: "No" }, headers)));
      const options = optionsFor(github.fetch, {
        noWait: true,
        known: new Set([secret]),
        onRequest: (entry) => void log.push(entry),
      });
      const writer = await createGitHubWriter(options);
      for (const attempt of [
        () => writer.listHooks(api),
        () => writer.createHook(api, { ...create, config: { ...config, secret } }),
      ]) {
        const printed = everythingPrinted(await githubErrorOf(attempt())) + everythingPrinted(log);
        expect(printed).not.toContain(value);
      }
    }
  });
});

test("a redirect to a name that is the token shows no name, whatever form the token has", async () => {
  const token = "plain.token-of_a-server";
  const location = `https://api.github.com/repos/acme/${token}`;
  const github = fakeGitHub(answers(json(301, { message: "Moved Permanently" }, { location })));
  const credentials = { token: new Secret(token) };
  const writer = await createGitHubWriter(optionsFor(github.fetch, { credentials }));
  const error = await githubErrorOf(writer.listHooks(api));
  expect(error.code).toBe("moved");
  expect(everythingPrinted(error)).not.toContain(token);
});

test("an answer repeats a URL of the environment that the request did not carry", async () => {
  const known = new Set([new HookUrl(credentialUrl, { kind: "env", name: "SLACK_URL" })]);
  const github = fakeGitHub(answers(echo(422)));
  const writer = await createGitHubWriter(optionsFor(github.fetch, { known }));
  const error = await githubErrorOf(writer.updateHook(api, 5, { events: ["push"], active: true }));
  expect(error.message).toContain("at env:SLACK_URL");
  expect(everythingPrinted(error)).not.toMatch(/hooks\.example|urlThatIs/);
});

test("words that were shown before do not keep a secret that becomes known", () => {
  const known = new Set([new Secret("known-from-the-start")]);
  const words = createWords(known);
  const text = "known-from-the-start and learned-only-later";
  expect(words(text)).toBe("[secret] and learned-only-later");
  known.add(new Secret("learned-only-later"));
  expect(words(text)).toBe("[secret] and [secret]");
});

test("what GitHub says around a secret stays", async () => {
  const github = fakeGitHub(answers(echo(422)));
  const writer = await createGitHubWriter(optionsFor(github.fetch));
  const error = await githubErrorOf(writer.createHook(api, create));
  expect(error.message).toContain("no [secret] for [secret] at env:SLACK_URL");
});

test("URLs of live hooks are masked in GitHub's words", async () => {
  const message =
    "taken by https://u:p@ci.example.com/x?token=hidden1 and (https://docs.github.com/rest)";
  const github = fakeGitHub(answers(json(422, { message })));
  const writer = await createGitHubWriter(optionsFor(github.fetch));
  const error = await githubErrorOf(writer.removeHook(api, 5));
  expect(error.message).toContain(
    "by https://***@ci.example.com/*** and (https://docs.github.com/rest)",
  );
});

describe("redactKnown", () => {
  test("takes whole values out before pieces that they share with others", () => {
    const token = new Secret("ghp_0123456789abcdefghijkl");
    const text = "https://hooks.example.com/services/abcdefghijklmn0123";
    const url = new HookUrl(text, { kind: "env", name: "CHAT" });
    const longer = new Secret("ghp_0123456789abcdefghijkl-and-more");
    for (const known of [
      [token, url, longer],
      [longer, url, token],
    ])
      expect(redactKnown(`${longer.reveal()} ${text} ${token.reveal()}`, known)).toBe(
        "[secret] env:CHAT [secret]",
      );
  });

  const secret = new Secret(secretValue);

  test.each([
    ["as JSON", JSON.stringify(secretValue)],
    ["in a query", encodeURIComponent(secretValue)],
    ["in a form", `${new URLSearchParams({ secret: secretValue })}`],
    ["in HTML", "correct &quot;horse&quot; battery &amp; &lt;staple&gt;"],
    ["in capitals", secretValue.toUpperCase()],
    ["as Base64", Buffer.from(secretValue).toString("base64")],
    ["in capitals, cut off", `${secretValue.toUpperCase().slice(0, 25)}…`],
    ["cut off", `${secretValue.slice(0, 25)}…`],
    ["from the middle", secretValue.slice(6, 24)],
    ["twice", secretValue + secretValue],
  ])("finds a secret %s", (_, text) => {
    const redacted = redactKnown(`before ${text} after`, [secret]);
    expect(redacted).not.toMatch(/battery|horse/i);
    expect(redacted).toMatch(/^before .*\[secret\].* after$/);
  });

  test("hides short secrets whole, and takes nothing else away", () => {
    expect(redactKnown("a b c", [new Secret("b"), new Secret("")])).toBe("a [secret] c");
    expect(redactKnown("$& $1", [new Secret("x")])).toBe("$& $1");
  });

  test("names no part of a URL that is a credential", () => {
    const url = new HookUrl(credentialUrl, { kind: "env", name: "SLACK_URL" });
    expect(redactKnown("hooks.example.com, /T000/B000/urlThatIsACredential1", [url])).toBe(
      "env:SLACK_URL, env:SLACK_URL",
    );
  });

  test("shows of a URL what may be shown", () => {
    const url = new HookUrl("https://ci.example.com/x?token=abc", { kind: "declared" });
    expect(redactKnown("https://ci.example.com/x?token=abc is bad", [url])).toBe(
      "https://ci.example.com/x?token=*** is bad",
    );
  });
});

test.each(["", "*", "********"])("the mask %j is not sent as a secret", async (value) => {
  const github = fakeGitHub(answers(json(200, hookJson(5))));
  const writer = await createGitHubWriter(optionsFor(github.fetch));
  const masked = { ...config, secret: new Secret(value) };
  for (const attempt of [
    writer.createHook(api, { ...create, config: masked }),
    writer.updateHook(api, 5, { ...create, config: masked }),
    writer.updateHookConfig(api, 5, masked),
  ]) {
    const error: unknown = await attempt.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(HookfleetError);
    expect(error).toMatchObject({ code: "masked-secret", source: "user" });
  }
  expect(github.requests).toEqual([]);
});
