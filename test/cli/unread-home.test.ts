import { expect, test } from "vitest";
import { planted } from "../support/planted.ts";
import { enterStage } from "../support/run-cli.ts";
import { seedOfMove } from "./support/moving-hook.ts";

/** A hook moves from `acme/api` to `acme/web`, and another one of `acme/api` just goes. */
const config = (beside: string) => `version: 1
secrets: { ci: { env: CI_SECRET, hosts: [ci.example.com] } }
organizations:
  acme:
    repositories:
      - { name: api, unmanaged: delete, hooks: [] }
      - name: web
        hooks:
          - { url: https://ci.example.com/hook, events: [push], content_type: json }
${beside}`;

const hook = { events: ["push"], content_type: "json" };

const unset = "its URL may be env:NOT_SET, which is declared in a scope that could not be read";

test.each<[what: string, beside: string, hidden: string, other: string | undefined]>([
  ["GitHub does not show", "", "web", undefined],
  [
    "lacks a variable: that of another URL, which could be any",
    "          - { url: { env: NOT_SET }, events: [push], content_type: json }\n",
    "",
    unset,
  ],
  [
    "has another URL in a variable that holds none",
    "          - { url: { env: BAD_URL }, events: [push], content_type: json }\n",
    "",
    "its URL may be env:BAD_URL, which is declared in a scope that could not be read",
  ],
  [
    "may not use a secret for another URL",
    "          - { url: { env: OUTSIDE }, events: [push], content_type: json, secret: ci }\n",
    "",
    "its URL is declared in a scope that could not be read",
  ],
])("a hook stays where its new home is a scope that %s", async (_, beside, hidden, other) => {
  const { run, simulator } = await enterStage({
    files: { "hookfleet.yaml": config(beside) },
    environment: { BAD_URL: "ftp://old.example.com", OUTSIDE: "https://old.example.com/" },
    seed: seedOfMove("https://CI.example.com/hook"),
    between: async (request, handle) =>
      hidden !== "" && request.url.includes(`/${hidden}/hooks`)
        ? new Response('{"message":"Not Found"}', { status: 404 })
        : await handle(request),
  });
  const argv = ["apply", "--auto-approve", "--allow-incomplete", "--format", "json"];
  const { code, stdout } = await run(argv);
  expect(code).toBe(1);
  const left = simulator.hooks("acme/api").map(({ id }) => id);
  expect(left).toEqual(other === undefined ? [21] : [21, 22]);
  expect(JSON.parse(stdout)).toMatchObject({
    actions: [
      {
        kind: "delete",
        hook_id: 21,
        status: "not_attempted",
        error: { message: "its URL is declared in a scope that could not be read" },
      },
      other === undefined
        ? { kind: "delete", hook_id: 22, status: "applied" }
        : { kind: "delete", hook_id: 22, status: "not_attempted", error: { message: other } },
    ],
  });
});

test.each([
  ["", "https://ci.example.com/hook", [11]],
  [", whatever their URL", "{ env: NOT_SET }", [11, 12]],
])(
  "an organization's hook stays where the repositories that take over cannot be listed%s",
  async (_, url, left) => {
    const { run, simulator } = await enterStage({
      files: {
        "hookfleet.yaml": `version: 1
organizations:
  acme:
    unmanaged: delete
    hooks: []
    repositories:
      - name: "*"
        topics: [deployed]
        hooks:
          - { url: ${url}, events: [push], content_type: json }
`,
      },
      seed: {
        tokens: { [planted.token]: {} },
        organizations: {
          acme: {
            hooks: [
              { id: 11, url: "https://ci.example.com/hook", ...hook },
              { id: 12, url: "https://old.example.com/", ...hook },
            ],
            repositories: { web: { topics: ["deployed"] } },
          },
        },
      },
      between: async (request, handle) =>
        request.url.includes("/orgs/acme/repos")
          ? new Response('{"message":"Not Found"}', { status: 404 })
          : await handle(request),
    });
    const argv = ["apply", "--auto-approve", "--allow-incomplete"];
    expect(await run(argv)).toMatchObject({ code: 1 });
    expect(simulator.hooks("acme").map(({ id }) => id)).toEqual(left);
    // Targets leave the repositories out, as they say.
    expect(await run(["apply", "--auto-approve", "--target", "acme"])).toMatchObject({ code: 0 });
    expect(simulator.hooks("acme")).toEqual([]);
  },
);
