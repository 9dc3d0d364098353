import { type Case, hookAt, withEntries } from "./case.ts";

const hook = hookAt("https://a.example.com/");

export const scopeCases: readonly Case[] = [
  {
    title: "one repository in two entries",
    files: withEntries(`{ name: api, hooks: [${hook}] }`, `{ name: [API], hooks: [${hook}] }`),
    findings: ["name-spelling@6:9"],
  },
  {
    title: "two entries that contradict each other",
    files: withEntries(
      `{ name: api, hooks: [${hook}] }`,
      `{ name: [API, web], hooks: [${hook.replace("push", "push, fork")}] }`,
    ),
    findings: ["name-spelling@6:9", "duplicate-hook@6:37"],
  },
  {
    title: "an excluded name does not contradict",
    files: withEntries(
      `{ name: api, hooks: [${hook}] }`,
      `{ name: [API, "!A*", web], hooks: [${hook.replace("push", "push, fork")}] }`,
    ),
    findings: [],
  },
  {
    title: "a name that is written out and a glob that contradict each other",
    files: withEntries(
      `{ name: "a*", hooks: [${hook}] }`,
      `{ name: "*i", topics: [t], hooks: [${hook.replace("push", "push, star")}] }`,
      `{ name: [API, web], hooks: [${hook.replace("push", "push, fork")}] }`,
      `{ name: "!api", hooks: [${hook.replace("push", "push, star")}] }`,
    ),
    findings: ["duplicate-hook@7:37", "duplicate-hook@8:33"],
  },
  {
    title: "a previous URL that a hook of another entry has, by template and by glob",
    files: `version: 1
templates:
  moved: { url: "https://new.example.com/{repo}", previous_urls: ["https://old.example.com/{repo}"], events: [push], content_type: json, secret: none }
organizations:
  acme:
    repositories:
      - { name: [api, web], hooks: [{ use: moved }] }
      - { name: "w*", hooks: [${hookAt("https://OLD.example.com/{repo}")}] }
`,
    findings: ["previous-url-in-use@7:37"],
  },
  {
    title: "an entry that contradicts itself, whatever it selects",
    files: withEntries(`{ name: "x*", hooks: [${hook}, ${hook.replace("push", "push, fork")}] }`),
    findings: [expect("duplicate-hook", 5, `{ name: "x*", hooks: [${hook}, `)],
  },
  {
    title: "settings that contradict each other",
    files: withEntries(
      "{ name: [api, web], unmanaged: keep, undeclared_secrets: keep }",
      "{ name: [api, web], unmanaged: delete, undeclared_secrets: refuse }",
      "{ name: [api, web], unmanaged: keep }",
    ),
    findings: ["contradicting-setting@6:40", "contradicting-setting@6:68"],
  },
  {
    title: "the same URL on the organization and its repositories",
    files: `version: 1\norganizations: { acme: { hooks: [${hook}], repositories: [{ name: [a, b], hooks: [${hook}] }, { name: "x-*", hooks: [${hook}] }] } }\n`,
    findings: [
      expect(
        "org-and-repo",
        2,
        `organizations: { acme: { hooks: [${hook}], repositories: [{ name: [a, b], hooks: [`,
        1,
      ),
      expect(
        "org-and-repo",
        2,
        `organizations: { acme: { hooks: [${hook}], repositories: [{ name: [a, b], hooks: [${hook}] }, { name: "x-*", hooks: [`,
        1,
      ),
    ],
  },
  {
    title: "a host made of a name that is written out",
    files: withEntries(`{ name: [a-b, a_b], hooks: [${hookAt("https://{repo}.example.com/")}] }`),
    findings: ["bad-url@5:37"],
  },
  {
    title: "names that are steps in a path, and globs that can match nothing",
    files: withEntries('{ name: [".", "..", "a/b", "{a", "{a}", "[b-a]", "a,b*", "[]", "x.y"] }'),
    findings: [18, 23, 29, 36, 42, 49, 58, 66].map((column) => `bad-name@5:${column}`),
  },
  {
    title: "events of the organization alone, and all events of a repository",
    files: `version: 1\norganizations: { acme: { hooks: [${hook.replace("push", "team")}], repositories: [{ name: a, hooks: [${hook.replace("push", '"*"')}] }] } }\n`,
    findings: [],
  },
  {
    title: "the same URL with other events",
    files: `version: 1\norganizations: { acme: { hooks: [${hook}], repositories: [{ name: a, hooks: [${hook.replace("push", "fork")}] }] } }\n`,
    findings: [],
  },
];

/** A finding behind a text that stands at the beginning of a line or, by default, of an entry. */
function expect(code: string, line: number, before: string, column = 9): string {
  return `${code}@${line}:${column + before.length}`;
}
