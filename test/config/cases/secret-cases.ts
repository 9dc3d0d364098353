import { type Case, hookAt, withHooks } from "./case.ts";

const used = "organizations: { acme: { hooks: [{ use: t, secret: s }] } }\n";
const template =
  'templates: { t: { url: "https://ci.example.com/", events: [push], content_type: json } }\n';

/** A file whose one secret is used; its entry begins at 2:12. */
const withSecret = (entry: string): string =>
  `version: 1\nsecrets: { s: ${entry} }\n${template}${used}`;

const withHookSecret = (secret: string): string =>
  withHooks(
    `{ url: "https://a.example.com/", events: [push], content_type: json, secret: ${secret} }`,
  );

export const secretCases: readonly Case[] = [
  { title: "an entry from a variable", files: withSecret("{ env: A }"), findings: [] },
  {
    title: "an entry with everything",
    files: withSecret(
      '{ file: a/b, hosts: ["*.example.com"], rotated_at: 2026-09-30T23:59:59.5+00:00 }',
    ),
    findings: [],
  },
  { title: "no source", files: withSecret("{}"), findings: ["secret-source@2:12"] },
  {
    title: "two sources",
    files: withSecret("{ env: A, file: b }"),
    findings: ["secret-source@2:12"],
  },
  { title: "a literal secret", files: withSecret("hunter2"), findings: ["wrong-type@2:15"] },
  {
    title: "a literal secret under a key",
    files: withSecret("{ env: A, value: hunter2 }"),
    findings: ["unknown-key@2:25"],
  },
  ...["GITHUB_TOKEN", "gh_token", "ACTIONS_X", "RUNNER_X"].map((name) => ({
    title: `the variable ${name}`,
    files: withSecret(`{ env: ${name} }`),
    findings: ["forbidden-env-name@2:22"],
  })),
  {
    title: "forbidden variables in place",
    files: withHooks(
      "{ url: { env: GITHUB_URL }, events: [push], content_type: json, secret: { env: GH_X } }",
    ),
    findings: ["forbidden-env-name@5:23", "forbidden-env-name@5:88"],
  },
  ...["https://a.example.com", "a.example.com/x", "a b", "", "a..b", "-a.example.com"].map(
    (host) => ({
      title: `the host "${host}"`,
      files: withSecret(`{ env: A, hosts: ["ci.example.com", "${host}"] }`),
      findings: [host === "" ? "bad-value@2:51" : "bad-host@2:51"],
    }),
  ),
  ...["2026-04-14", "2026-04-14T15:00:00", "yesterday", "2026-02-29T00:00:00Z"].map((date) => ({
    title: `the date ${date}`,
    files: withSecret(`{ env: A, rotated_at: ${date} }`),
    findings: ["bad-date@2:37"],
  })),
  {
    title: "a date in the future",
    files: withSecret("{ env: A, rotated_at: 2026-10-01T00:00:01Z }"),
    findings: ["date-in-future@2:37"],
  },
  {
    title: "a secret outside its hosts in a template, whether anything uses it or not",
    files:
      'version: 1\nsecrets: { s: { env: A, hosts: ["a.example.com:443"] } }\ntemplates:\n  a: { url: "https://a.example.com/", secret: s }\n  b: { url: "https://b.example.com/", secret: s }\n  c: { url: "http://a.example.com/", secret: s }\norganizations:\n  acme: { hooks: [{ use: c, url: "https://a.example.com/", events: [push], content_type: json }] }\n',
    findings: [
      "unused-template@4:3",
      "unused-template@5:3",
      "secret-outside-hosts@5:13",
      "insecure-url@6:13",
    ],
  },
  {
    title: "a secret outside its hosts, at the place that says less",
    files: withSecret("{ env: A, hosts: [other.example.com] }"),
    findings: ["secret-outside-hosts@4:52"],
  },
  {
    title: "the same variable in place, or under a second name, outside the hosts of its entry",
    files:
      'version: 1\nsecrets:\n  s: { env: A, hosts: [a.example.com] }\n  t: { env: A }\norganizations:\n  acme:\n    hooks:\n      - { url: "https://a.example.com/", events: [push], content_type: json, secret: t }\n      - { url: "https://b.example.com/", events: [push], content_type: json, secret: t }\n      - { url: "https://c.example.com/", events: [push], content_type: json, secret: { env: A } }\n      - { url: "https://d.example.com/", events: [push], content_type: json, secret: { env: B } }\n  beta:\n    hooks: [{ url: "https://a.example.com/", events: [push], content_type: json, secret: s }]\n',
    findings: ["secret-outside-hosts@9:16", "secret-outside-hosts@10:16"],
  },
  {
    title: "two entries of one source that disagree",
    files:
      "version: 1\nsecrets:\n  s: { env: A, hosts: [a.example.com, B.example.com], rotated_at: 2026-04-14T15:00:00Z }\n  t: { env: A, hosts: [b.example.com] }\n  u: { env: A, rotated_at: 2026-04-14T15:00:01Z }\n  v: { env: A, hosts: [B.example.com, A.example.com], rotated_at: 2026-04-14T17:00:00+02:00 }\n  w: { env: A }\n",
    findings: [
      "unused-secret@3:3",
      "contradicting-secret@4:3",
      "unused-secret@4:3",
      "contradicting-secret@5:3",
      ...["unused-secret@5:3", "unused-secret@6:3", "unused-secret@7:3"],
    ],
  },
  {
    title: "two entries of one source that disagree, in two files",
    files: {
      "a.yaml": "version: 1\nsecrets: { s: { file: ../x, hosts: [a.example.com] } }\n",
      "b.yaml": "version: 1\nsecrets: { t: { file: ..//y/../x, hosts: [] } }\n",
      "c/c.yaml": "version: 1\nsecrets: { u: { file: ../../x, hosts: [a.example.com] } }\n",
    },
    findings: ["a.yaml:2:12", "b.yaml:2:12", "b.yaml:2:12", "c/c.yaml:2:12"].map(
      (at, index) => `${index === 1 ? "contradicting" : "unused"}-secret@${at}`,
    ),
  },
  {
    title: "one source by its name, by another and in place, on one URL",
    files: `version: 1
secrets: { s: { env: A, hosts: [a.example.com] }, t: { env: A } }
organizations:
  acme:
    hooks:
      - { url: "https://a.example.com/", events: [push], content_type: json, secret: t }
      - { url: "https://a.example.com/", events: [push], content_type: json, secret: { env: A } }
      - { url: "https://a.example.com/", events: [fork], content_type: json, secret: { env: A } }
      - { url: "https://a.example.com/", events: [star], content_type: json, secret: { env: a } }
`,
    findings: ["contradicting-hook@9:9"],
  },
  {
    title: "a hook that names a literal",
    files: withHookSecret("hunter2"),
    findings: ["unknown-secret@5:86"],
  },
  {
    title: "a hook that holds nothing",
    files: withHookSecret('""'),
    findings: ["unknown-secret@5:86"],
  },
  {
    title: "a hook with a mask",
    files: withHookSecret('"********"'),
    findings: ["secret-mask@5:86"],
  },
  {
    title: "a hook with a mask, unquoted",
    files: withHookSecret("********"),
    findings: ["secret-mask@5:86"],
  },
  { title: "a hook with a number", files: withHookSecret("12345"), findings: ["wrong-type@5:86"] },
  {
    title: "a hook with a list",
    files: withHookSecret("[hunter2]"),
    findings: ["wrong-type@5:86"],
  },
  {
    title: "a hook with an unknown key",
    files: withHookSecret("{ hunter2: x }"),
    findings: ["unknown-key@5:88"],
  },
  { title: "a hook with nothing", files: withHookSecret(""), findings: ["empty-value@5:78"] },
  ...["none", "{ env: A }", "{ file: a }"].map((secret) => ({
    title: `a hook with ${secret}`,
    files: withHookSecret(secret),
    findings: [],
  })),
  {
    title: "a hook that says nothing of a secret",
    files: withHooks('{ url: "https://a.example.com/", events: [push], content_type: json }'),
    findings: ["no-secret@5:9"],
  },
  {
    title: "a template that says nothing of a secret, once",
    files: `version: 1\n${template}organizations: { a: { hooks: [{ use: t }] }, b: { hooks: [{ use: t }] } }\n`,
    findings: ["no-secret@2:14"],
  },
  {
    title: "a URL that is a credential needs no secret",
    files: withHooks("{ url: { env: A }, events: [push], content_type: json }"),
    findings: [],
  },
  {
    title: "an entry that nothing uses",
    files: `${withHooks(hookAt("https://a.example.com/"))}secrets: { ci: { env: A } }\n`,
    findings: ["unused-secret@6:12"],
  },
];
