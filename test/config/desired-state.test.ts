import { describe, expect, test } from "vitest";
import { desiredState } from "../../src/config/desired-state.ts";
import type { DesiredScope } from "../../src/model/desired-state.ts";
import { scopeName } from "../../src/model/scope.ts";
import { repository } from "./cases/desired-cases.ts";
import { loadFine } from "./support/load.ts";

function scopesOf(
  files: string | Readonly<Record<string, string>>,
  repositories = [repository("api"), repository("web")],
): Readonly<Record<string, DesiredScope>> {
  const { state } = desiredState(loadFine(files), {
    repositories: new Map([["acme", repositories]]),
    targets: [],
    environment: { CHAT: "https://chat.example.com/abc" },
  });
  expect(state.unreadable).toEqual([]);
  return Object.fromEntries(state.scopes.map((scope) => [scopeName(scope.scope), scope]));
}

const templates = `version: 1
defaults: { hook: { content_type: json, active: false } }
secrets: { s: { env: S, rotated_at: 2026-04-14T14:59:59.001+02:00, hosts: [x.example.com] } }
templates:
  t:
    url: https://x.example.com/{owner}/{a}?b={b}
    with: { a: "{repo}-ci", b: "b c" }
    events: [push, fork]
    secret: s
    previous_urls: ["https://y.example.com/{repo}", "https://x.example.com/old"]
`;

describe("what a hook is made of", () => {
  test("template, parameters, defaults, and where each value comes from", () => {
    const scopes = scopesOf(
      `${templates}organizations:\n  acme:\n    repositories:\n      - name: a*\n        hooks:\n          - { use: t, events: [issues, fork, issues], with: { b: "{owner}/&" } }\n`,
    );
    const [hook, ...others] = scopes["Acme/api"]?.hooks ?? [];
    expect(others).toEqual([]);
    expect(hook).toMatchObject({
      events: ["fork", "issues"],
      contentType: "json",
      insecureSsl: false,
      active: false,
      position: { file: "f.yaml", line: 16, column: 13 },
      alsoAt: [],
    });
    expect(hook?.url.reveal()).toBe("https://x.example.com/Acme/api-ci?b=Acme%2F%26");
    expect(hook?.previousUrls.map((url) => url.reveal())).toEqual([
      "https://x.example.com/old",
      "https://y.example.com/api",
    ]);
    expect(hook?.secret).toMatchObject({
      kind: "managed",
      secret: { ref: "s", rotatedAt: Date.UTC(2026, 3, 14, 13), hosts: ["x.example.com"] },
    });
    const lines = [...(hook?.provenance ?? [])].map(([field, { line }]) => `${field} ${line}`);
    expect(lines).toEqual([
      "url 6",
      "events 16",
      "content_type 2",
      "active 2",
      "secret 9",
      "previous_urls 10",
    ]);
  });

  test("secrets in place, and paths relative to the file that names them", () => {
    const scopes = scopesOf(
      `version: 1\ntemplates: { t: { url: "https://x.example.com/", events: [push], content_type: form } }\norganizations:\n  acme:\n    repositories:\n      - { name: a, hooks: [{ use: t, secret: { file: s/x } }] }\n      - { name: b, hooks: [{ use: t, secret: { env: X } }] }\n      - { name: c, hooks: [{ use: t, secret: none }] }\n      - { name: d, hooks: [{ use: t }] }\n      - { name: e, hooks: [{ use: t, secret: { file: /s/x } }] }\n`,
    );
    const secretOf = (name: string) => scopes[`Acme/${name}`]?.hooks[0]?.secret;
    expect(secretOf("a")).toMatchObject({
      secret: { ref: "file:s/x", source: { kind: "file", path: "/repo/s/x", shown: "s/x" } },
    });
    expect(secretOf("b")).toMatchObject({
      secret: { ref: "env:X", source: { kind: "env", name: "X" } },
    });
    expect(secretOf("c")).toEqual({ kind: "none" });
    expect(secretOf("d")).toEqual({ kind: "undeclared" });
    expect(secretOf("e")).toMatchObject({ secret: { source: { path: "/s/x" } } });
  });

  test("a URL from the environment stays a credential", () => {
    const scopes = scopesOf(
      "version: 1\norganizations: { acme: { hooks: [{ url: { env: CHAT }, events: [push], content_type: json }] } }\n",
    );
    const url = scopes["Acme"]?.hooks[0]?.url;
    expect(url?.reveal()).toBe("https://chat.example.com/abc");
    expect(String(url)).toBe("env:CHAT");
  });
});

describe("what a scope is made of", () => {
  const hook =
    '{ url: "https://a.example.com/", events: [push], content_type: json, secret: none }';

  test("identical hooks fold into the first, and tell of the other places", () => {
    const scopes = scopesOf({
      "b.yaml": `version: 1\norganizations: { ACME: { repositories: [{ name: [API, "a*"], hooks: [${hook}] }] } }\n`,
      "a.yaml": `version: 1\norganizations: { acme: { repositories: [{ name: api, hooks: [${hook}] }] } }\n`,
    });
    const hooks = scopes["Acme/api"]?.hooks ?? [];
    expect(hooks.map(({ position }) => position.file)).toEqual(["a.yaml"]);
    expect(hooks[0]?.alsoAt.map(({ file }) => file)).toEqual(["b.yaml"]);
  });

  test("an organization is a scope only where the file speaks of its own hooks", () => {
    const names = (entry: string) =>
      Object.keys(scopesOf(`version: 1\norganizations: { acme: ${entry} }\n`));
    expect(names("{ repositories: [{ name: api }] }")).toEqual(["Acme/api"]);
    expect(names("{}")).toEqual([]);
    expect(names("{ hooks: [] }")).toEqual(["Acme"]);
    expect(names("{ unmanaged: keep }")).toEqual(["Acme"]);
    expect(names("{ undeclared_secrets: keep }")).toEqual(["Acme"]);
  });

  test("settings: entry, else defaults; the organization's are its own", () => {
    const scopes = scopesOf(
      'version: 1\ndefaults: { unmanaged: keep }\norganizations:\n  acme:\n    unmanaged: delete\n    undeclared_secrets: keep\n    repositories:\n      - name: "*"\n      - { name: api, unmanaged: report, undeclared_secrets: keep }\n',
    );
    const settings = Object.entries(scopes).map(
      ([name, scope]) => `${name} ${scope.unmanaged} ${scope.undeclaredSecrets}`,
    );
    expect(settings).toEqual(["Acme delete keep", "Acme/api report keep", "Acme/web keep refuse"]);
  });

  test("absent hooks, each once", () => {
    const scopes = scopesOf(
      'version: 1\norganizations: { acme: { hooks: [{ url: "https://a.example.com", state: absent }, { url: "https://A.example.com/", state: absent }] } }\n',
    );
    expect(scopes["Acme"]?.absent.map(({ url }) => url.reveal())).toEqual([
      "https://a.example.com",
    ]);
  });

  test("guards and limits, with their defaults", () => {
    const input = { repositories: new Map(), targets: [], environment: {} };
    const { state } = desiredState(loadFine("version: 1\n"), input);
    expect(state).toEqual({
      scopes: [],
      unreadable: [],
      summaries: [],
      ignore: [],
      protect: [],
      limits: { maxDeletes: 10, maxChanges: undefined },
    });
    const set = desiredState(
      loadFine(
        'version: 1\nlimits: { max_deletes: 0, max_changes: 5 }\nignore: ["https://*.example.com/**"]\n',
      ),
      input,
    ).state;
    expect(set.limits).toEqual({ maxDeletes: 0, maxChanges: 5 });
    expect(set.ignore[0]?.matches("https://a.example.com/x/y")).toBe(true);
  });

  test("ten thousand repositories get their hooks", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => repository(`r-${index}`));
    const entries = [1, 2, 3, 4, 5].map(
      (index) => `{ name: "r-*", hooks: [${hook.replace('/"', `/${index}/{repo}"`)}] }`,
    );
    const scopes = scopesOf(
      `version: 1\norganizations: { acme: { repositories: [${entries.join(", ")}] } }\n`,
      many,
    );
    expect(Object.keys(scopes)).toHaveLength(10_000);
    expect(scopes["Acme/r-77"]?.hooks.map(({ url }) => url.reveal())).toContain(
      "https://a.example.com/5/r-77",
    );
  });
});
