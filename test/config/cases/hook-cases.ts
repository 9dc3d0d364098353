import { type Case, hookAt, plain, withHooks } from "./case.ts";

const guards =
  'ignore: ["https://ignored.example.com/**"]\nprotect: ["https://audit.example.com/**"]\n';

const absent = (url: string): string => `{ url: "${url}", state: absent }`;

export const hookCases: readonly Case[] = [
  { title: "nothing", files: withHooks("{}"), findings: ["missing-field@5:9"] },
  {
    title: "a URL alone",
    files: withHooks('{ url: "https://a.example.com/", secret: none }'),
    findings: ["missing-field@5:9"],
  },
  {
    title: "all from the defaults but the URL",
    files: `${withHooks('{ url: "https://a.example.com/", secret: none, state: present }')}defaults: { hook: { events: [push], content_type: form } }\n`,
    findings: [],
  },
  {
    title: "the same hook twice",
    files: withHooks(hookAt("https://a.example.com/"), hookAt("https://a.example.com/")),
    findings: [],
  },
  {
    title: "one URL with overlapping events",
    files: withHooks(
      hookAt("https://a.example.com/"),
      '{ url: "https://a.example.com/", events: [issues, push], content_type: json, secret: none }',
    ),
    findings: ["duplicate-hook@6:9"],
  },
  {
    title: "one URL with all events",
    files: withHooks(
      hookAt("https://a.example.com/"),
      '{ url: "https://a.example.com/", events: ["*"], content_type: json, secret: none }',
    ),
    findings: ["duplicate-hook@6:9"],
  },
  {
    title: "one URL with all events first",
    files: withHooks(
      '{ url: "https://a.example.com/", events: ["*"], content_type: json, secret: none }',
      hookAt("https://a.example.com/"),
    ),
    findings: ["duplicate-hook@6:9"],
  },
  {
    title: "one URL with the events divided",
    files: withHooks(
      hookAt("https://a.example.com/"),
      '{ url: "https://a.example.com/", events: [issues], content_type: form, secret: none }',
    ),
    findings: [],
  },
  {
    title: "one URL in two spellings",
    files: withHooks(hookAt("https://a.example.com/"), hookAt("HTTPS://A.example.com:443")),
    findings: ["duplicate-hook@6:9"],
  },
  {
    title: "one URL with different secrets",
    files: withHooks(
      hookAt("https://a.example.com/"),
      '{ url: "https://a.example.com/", events: [issues], content_type: json, secret: { env: A } }',
    ),
    findings: ["contradicting-hook@6:9"],
  },
  {
    title: "one variable for two URLs",
    files: withHooks(
      "{ url: { env: A }, events: [push], content_type: json }",
      "{ url: { env: A }, events: [push, fork], content_type: json }",
    ),
    findings: ["duplicate-hook@6:9"],
  },
  ...["https://a.example.com/", "HTTPS://A.example.com:443"].map((url) => ({
    title: `a previous URL that is the hook's own: ${url}`,
    files: withHooks(`{ url: "https://a.example.com/", previous_urls: ["${url}"], ${plain} }`),
    findings: ["previous-url-in-use@5:9"],
  })),
  {
    title: "a previous URL that another hook has, before or behind it",
    files: withHooks(
      hookAt("https://o.example.com/"),
      `{ url: "https://a.example.com/", previous_urls: ["https://O.example.com", "https://p.example.com"], ${plain} }`,
      hookAt("https://p.example.com/").replace("push", "fork"),
    ),
    findings: ["previous-url-in-use@6:9"],
  },
  {
    title: "a previous URL that another hook has on another scope",
    files: `${withHooks(hookAt("https://o.example.com/"))}    repositories: [{ name: [api], hooks: [{ url: "https://a.example.com/", previous_urls: ["https://o.example.com/"], ${plain} }] }]\n`,
    findings: [],
  },
  {
    title: "a previous URL claimed twice",
    files: withHooks(
      `{ url: "https://a.example.com/", previous_urls: ["https://o.example.com/"], ${plain} }`,
      `{ url: "https://b.example.com/", previous_urls: ["https://O.example.com"], ${plain} }`,
    ),
    findings: ["previous-url-claimed-twice@6:9"],
  },
  {
    title: "hooks under ignore and protect",
    files:
      guards.replace(/^/, "version: 1\n") +
      withHooks(
        hookAt("https://ignored.example.com/x"),
        hookAt("https://audit.example.com/x"),
        absent("https://audit.example.com/y"),
        absent("https://Ignored.example.com/y"),
      ).replace("version: 1\n", ""),
    findings: ["ignored-hook@7:9", "absent-protected@9:9", "ignored-hook@10:9"],
  },
  { title: "absent", files: withHooks(absent("https://a.example.com/{owner}")), findings: [] },
  {
    title: "absent without a URL",
    files: withHooks("{ state: absent }"),
    findings: ["missing-field@5:9"],
  },
  {
    title: "absent with more",
    files: withHooks('{ x-note: 1, url: "https://a.example.com/", state: absent, active: true }'),
    findings: ["absent-with-more@5:68"],
  },
  {
    title: "absent by a template",
    files: `${withHooks("{ use: t, state: absent }")}templates: { t: {} }\n`,
    findings: ["absent-with-more@5:11", "unused-template@6:14"],
  },
  {
    title: "absent and present",
    files: withHooks(absent("https://a.example.com"), hookAt("https://a.example.com/")),
    findings: ["absent-and-present@5:9"],
  },
  {
    title: "absent and moved",
    files: withHooks(
      absent("https://o.example.com/"),
      `{ url: "https://a.example.com/", previous_urls: ["https://o.example.com/"], ${plain} }`,
    ),
    findings: ["absent-and-present@5:9"],
  },
  {
    title: "absent by globs",
    files: withHooks(
      absent("https://old.example.com/**"),
      absent("https://**/retired/{owner}"),
      absent("https://{owner}.example.com/*"),
    ),
    findings: [],
  },
  {
    title: "absent by globs that match nothing, or less than it seems",
    files: withHooks(
      absent("*.example.com/**"),
      absent("https://*/**"),
      hookAt("https://a.example.com/*"),
    ),
    findings: ["bad-glob@5:16", "narrow-glob@6:16"],
  },
  {
    title: "absent by globs without a scheme, which could match what stands in a path",
    files: withHooks(
      absent("**.example.com/**"),
      absent("**/x"),
      absent("**"),
      absent("**://x/**"),
    ),
    findings: ["bad-glob@5:16", "bad-glob@6:16", "bad-glob@7:16"],
  },
  {
    title: "absent by a glob that could match what is declared, or moved",
    files: withHooks(
      absent("https://a.example.com/**"),
      hookAt("https://me@A.example.com:443/x"),
      absent("https://o.example.com/*/x"),
      `{ url: "https://b.example.com/", previous_urls: ["https://o.example.com/1/x"], ${plain} }`,
      absent("https://o.example.com/*"),
    ),
    findings: ["absent-and-present@5:9", "credentials-in-url@6:16", "absent-and-present@7:9"],
  },
  {
    title: "absent by a glob that could match what is protected, or only what is ignored",
    files:
      guards.replace(/^/, "version: 1\n") +
      withHooks(
        absent("https://audit.example.com/old/**"),
        absent("https://*.example.com/**"),
        absent("https://*@audit.example.com/**"),
        absent("https://**/x"),
        absent("https://ignored.example.com/*"),
        absent("https://old.example.com/**"),
      ).replace("version: 1\n", ""),
    findings: [
      "absent-protected@7:9",
      "absent-protected@8:9",
      "absent-protected@9:9",
      "absent-protected@10:9",
      "ignored-hook@11:9",
    ],
  },
  {
    title: "what the schema refuses is said once",
    files: withHooks(
      '{ url: 1, events: {}, content_type: xml, active: "yes", insecure_ssl: 0, secret: none, state: gone, previous_urls: a, with: [], use: 1 }',
    ),
    findings: [
      "wrong-type@5:16",
      "wrong-type@5:27",
      "bad-value@5:45",
      "wrong-type@5:58",
      "wrong-type@5:79",
      "bad-value@5:103",
      "wrong-type@5:124",
      "wrong-type@5:133",
      "wrong-type@5:142",
    ],
  },
];
