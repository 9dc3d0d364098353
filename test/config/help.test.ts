import { describe, expect, test } from "vitest";
import { desiredState } from "../../src/config/desired-state.ts";
import { hookAt, plain, withHooks } from "./cases/case.ts";
import { load, loadFine } from "./support/load.ts";

const withOwner = (content: string): string =>
  `version: 1\norganizations:\n  acme:\n    ${content}\n`;

const messages = (text: string): string =>
  load(text)
    .diagnostics.map(({ code, message, help }) => `${code}: ${message}. ${help ?? ""}`)
    .join("\n");

describe("a message says what to write", () => {
  test.each([
    [withHooks(hookAt("https://a.example.com/a|b")), "Write `https://a.example.com/a%7Cb`."],
    [
      withHooks(hookAt("https://b\u00fccher.example/{owner}/a b")),
      "Write `https://xn--bcher-kva.example/{owner}/a%20b`.",
    ],
    [
      withHooks(
        `{ url: "https://a.example.com/", previous_urls: ["https://a.example.com/<"], ${plain} }`,
      ),
      "Write `https://a.example.com/%3C`.",
    ],
    ['version: 1\nprotect: ["audit.example.com/**"]\n', "Write `https://audit.example.com/**`."],
    ['version: 1\nignore: ["https://a.example.com"]\n', "Write `https://a.example.com/**`."],
    ['version: 1\nignore: ["**.example.com"]\n', "Write `**.example.com/**`."],
    [
      withHooks('{ url: "**.example.com/**", state: absent }'),
      "Write `https://**.example.com/**`.",
    ],
    ["version: 2\n", "Write `version: 1`."],
    [
      withHooks(
        '{ url: "https://a.example.com/", events: [push], content_type: json, secret: s3 }',
      ),
      "never the value: { env:",
    ],
    [withHooks("{ events: [push] }"), "come from the entry, a template or `defaults.hook` (not"],
    [withHooks("{ events: [push], content_type: json }"), "come from the entry or a template."],
    ["version:1\n", "A colon needs a space after it"],
    ["", "Begin it with `version: 1`."],
    ["version: 1\norgs: {}\n", "Did you mean `organizations`?"],
    ["version: 1\nhooks: []\n", "Write it below a login"],
    ["version: 1\nunmanaged: delete\n", "Write it below `defaults` or a login."],
    ["version: 1\norganizations: [acme]\n", "Write the login as a key: `acme:`."],
    ["version: 1\nusers: { bob: { hooks: [] } }\n", "A user has no hooks of its own"],
    ["version: 1\norganizations: { acme: { repos: [] } }\n", "Did you mean `repositories`?"],
    [
      withOwner("repositories: { api: { hooks: [] } }"),
      "Begin each entry with a dash: `- name: api`.",
    ],
    [withOwner("repositories: [api]"), "Write `- name: api`."],
    [withOwner("repositories:\n      - name: api\n      hooks: []"), "into one column"],
    [withOwner("repositories:\n      - name: api\n       hooks: []"), "into one column"],
    [withOwner("hooks: { ci: { use: ci } }"), "Begin each hook with a dash"],
    [withOwner("hooks: [ci]"), "Write `- use: TEMPLATE`"],
    [withHooks('{ url: "https://a.example.com/", events: [*] }'), 'events: ["*"]'],
    [withHooks('{ url: "https://a.example.com/", events: * }'), 'events: ["*"]'],
    [withHooks('{ url: "https://a.example.com/", events: [**] }'), "Put a glob in quotes."],
    [
      withHooks('{ url: "https://a.example.com/", events: push }'),
      "Write a list: `events: [push]`.",
    ],
    [withHooks("{ url: https://a.example.com/{repo}, events: [push] }"), "must be in quotes"],
    [withHooks("{ name: web }"), "its `url` identifies it"],
    [withHooks("{ config: {} }"), "Write its fields beside `events`"],
    [withHooks("{ template: ci }"), "Did you mean `use`?"],
    [withHooks("{ active: yes }"), "YAML 1.2 knows only `true` and `false`."],
    [withHooks("{ content_type: application/json }"), "Write `json`."],
    [withHooks("{ content_type: x-www-form-urlencoded }"), ""],
    ["version: 1\nsecrets: { ci: hunter2 }\n", "never the value: { env: CI_WEBHOOK_SECRET }"],
    ["version: 1\nsecrets: { ci: { value: hunter2 } }\n", "{ env: NAME } or { file: PATH }"],
    ["version: 1\nsecrets: { ci: { env: $HUNTER2 } }\n", "without `$`"],
  ])("%s", (text, help) => {
    expect(messages(text)).toContain(help);
    expect(messages(text)).not.toMatch(/hunter2/i);
  });

  test.each([
    ["acme", "repositories: [{ name: api }]", "Use 'Acme/*' for its repositories"],
    ["ACME/*", "hooks: []", "Use Acme for its own hooks"],
    ["acme/**", "repositories: [{ name: api }]", undefined],
    ["https://github.com/acme/api.git", "repositories: [{ name: api }]", "Use acme/api."],
    ["acme/apl", "repositories: [{ name: api }]", "Did you mean `Acme/api`?"],
    ["other", "hooks: []", "'acme/*' (its repositories) or 'acme/**' (both)"],
  ])("where the target %s matches nothing", (target, owner, help) => {
    const { diagnostics } = desiredState(loadFine(withOwner(owner).replace("acme", "Acme")), {
      repositories: new Map(),
      targets: [target],
      environment: {},
    });
    expect(diagnostics.map(({ code }) => code)).toEqual(
      help === undefined ? [] : ["unknown-target"],
    );
    if (help !== undefined) expect(diagnostics[0]?.help).toContain(help);
  });

  test.each([
    withHooks(hookAt("https://a.example.com/hooks/0123456789abcdef0123|")),
    withHooks(hookAt("https://a.example.com/?token=0123456789abcdef0123|")),
    withHooks(hookAt("https://me:0123456789abcdef0123@a.example.com/|")),
    'version: 1\nprotect: ["a.example.com/hooks/0123456789abcdef0123/**"]\n',
    'version: 1\nprotect: ["https:/me:0123456789abcdef0123@a.example.com/**"]\n',
  ])("but repeats no credential: %s", (text) => {
    expect(messages(text)).toMatch(/^bad-(?:url|glob)/);
    expect(messages(text)).not.toContain("0123456789");
  });

  test("nor anything of a URL that a variable holds", () => {
    const text = withHooks("{ url: { env: U }, events: [push], content_type: json }");
    for (const value of ["https://a.example.com/hunter2|", `https://h/hunter2${"a".repeat(300)}`]) {
      const { state, diagnostics } = desiredState(loadFine(text), {
        repositories: new Map(),
        targets: [],
        environment: { U: value },
      });
      const said = JSON.stringify([diagnostics, state.unreadable.map((one) => one.diagnostic)]);
      expect(said).toMatch(/url-invalid|long-url/);
      expect(said).not.toMatch(/hunter2|a\.example|%7C|\|"/);
    }
  });
});
