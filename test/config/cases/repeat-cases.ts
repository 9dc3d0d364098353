import { type Case, hookAt, withEntries } from "./case.ts";

const hook = hookAt("https://a.example.com/");

const names = (count: number, prefix = "r"): string =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`).join(", ");

/** Three repositories with a hook each, which is one too many. */
const three = (first: string, others: string = first): Pick<Case, "files" | "maxRepeats"> => ({
  files: withEntries(`{ hooks: [${first}], name: x }`, `{ hooks: [${others}], name: [y, z] }`),
  maxRepeats: 2,
});

const alike = (more: string): string =>
  `{ url: "https://a.example.com/", content_type: json, ${more} }`;

export const repeatCases: readonly Case[] = [
  {
    title: "as many repositories as by default are fine",
    files: withEntries(`{ name: [${names(20)}], hooks: [${hook}] }`),
    findings: [],
  },
  {
    title: "one more",
    files: withEntries(`{ hooks: [${hook}], name: [${names(21)}] }`),
    findings: ["repeated-hook@5:19"],
  },
  { title: "over several entries", ...three(hook), findings: ["repeated-hook@5:19"] },
  { title: "the limit", ...three(hook), maxRepeats: 3, findings: [] },
  {
    title: "a name counts once, in whatever case",
    files: withEntries(`{ hooks: [${hook}], name: [x, y] }`, `{ hooks: [${hook}], name: [X, y] }`),
    maxRepeats: 2,
    findings: ["name-spelling@6:9"],
  },
  ...["{ ", '{ name: "*", ', '{ name: ["api", "**"], '].map(
    (entry): Case => ({
      title: `every repository: ${entry}`,
      files: withEntries(`${entry}hooks: [${hook}] }`),
      findings: [`repeated-hook@5:${entry.length + 17}`],
    }),
  ),
  ...[
    'name: "!x"',
    'name: ["*", "!x"]',
    'name: "x*"',
    "name: [a, b, c], topics: [t]",
    'name: "*", visibility: [public]',
    "name: []",
  ].map(
    (selector): Case => ({
      title: `nobody knows how many: ${selector}`,
      files: withEntries(`{ ${selector}, hooks: [${hook}] }`),
      maxRepeats: 2,
      findings: [],
    }),
  ),
  {
    title: "repositories of a user, which has no hooks of its own",
    files: `version: 1\nusers: { bob: { repositories: [{ hooks: [${hook}] }] } }\n`,
    findings: [],
  },
  {
    title: "each organization by itself, also through an anchor",
    files: `version: 1\nx-all: &all [{ hooks: [${hook}] }]\norganizations: { a: { repositories: *all }, b: { repositories: *all } }\n`,
    findings: ["repeated-hook@2:24", "repeated-hook@2:24"],
  },
  {
    title: "two entries for every repository",
    files: withEntries(`{ hooks: [${hook}] }`, `{ hooks: [${hook}] }`),
    findings: ["repeated-hook@5:19"],
  },
  {
    title: "the URL of each repository is another",
    ...three(hookAt("https://a.example.com/{repo}")),
    findings: [],
  },
  {
    title: "the name of the owner is the same everywhere",
    ...three(hookAt("https://a.example.com/{owner}"), hookAt("https://A.example.com/acme")),
    findings: ["repeated-hook@5:19"],
  },
  {
    title: "a URL of a variable",
    ...three("{ url: { env: A }, events: [push], content_type: json }"),
    findings: ["repeated-hook@5:19"],
  },
  {
    title: "events that organizations do not have, or that nobody knows",
    files: withEntries(
      `{ hooks: [${alike("secret: none, events: [enterprise]")}] }`,
      `{ hooks: [${alike("secret: none, events: [pushed]")}] }`,
    ),
    findings: ["event-not-offered@5:95", "unknown-event@6:95"],
  },
  {
    title: "all events",
    ...three(alike('secret: none, events: ["*"]')),
    findings: ["repeated-hook@5:19"],
  },
  ...[
    ["events", "secret: none, events: [fork]"],
    ["active", "secret: none, events: [push], active: false"],
    ["the secret", "secret: { env: A }, events: [push]"],
  ].map(
    ([title = "", more = ""]): Case => ({
      title: `another hook by ${title}`,
      ...three(hook, alike(more)),
      findings: [],
    }),
  ),
  {
    title: "another hook by its content type",
    ...three(hook, hook.replace("json", "form")),
    findings: [],
  },
  {
    title: "URLs of old make no other hook",
    ...three(hook, alike('secret: none, events: [push], previous_urls: ["https://o.example.com"]')),
    findings: ["repeated-hook@5:19"],
  },
  {
    title: "a hook that the organization has already",
    files: `version: 1\norganizations: { acme: { hooks: [${hook}], repositories: [{ hooks: [${hook}] }] } }\n`,
    findings: [`org-and-repo@2:${62 + hook.length}`],
  },
];
