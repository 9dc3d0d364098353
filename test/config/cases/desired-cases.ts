import type { Repository } from "../../../src/model/scope.ts";
import { hookAt } from "./case.ts";

/** A configuration that is right, and what is found once repositories and variables are known. */
export interface DesiredCase {
  readonly title: string;
  readonly text: string;
  /** Undefined = the list was not read. */
  readonly repositories?: readonly Repository[];
  readonly targets?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly findings?: readonly string[];
  /** `scope code@line:column` of every scope that cannot be planned. */
  readonly unreadable?: readonly string[];
}

export function repository(name: string, more: Partial<Repository> = {}): Repository {
  return {
    owner: "Acme",
    name,
    archived: false,
    visibility: "private",
    topics: [],
    properties: new Map(),
    ...more,
  };
}

const hook = hookAt("https://a.example.com/");
const entries = (...lines: readonly string[]): string =>
  `version: 1\norganizations:\n  Acme:\n    repositories:\n${lines.map((line) => `      - ${line}\n`).join("")}`;
const fromVariable = `version: 1\nsecrets: { s: { env: S, hosts: ["*.example.com"] } }\norganizations: { acme: { hooks: [{ url: { env: URL }, events: [push], content_type: json, secret: s }] } }\n`;

export const desiredCases: readonly DesiredCase[] = [
  {
    title: "a glob beside `state: absent` that comes from a variable",
    text: "version: 1\norganizations: { acme: { hooks: [{ url: { env: URL }, state: absent }] } }\n",
    environment: { URL: "https://old.example.com/hunter2/**" },
    unreadable: ["acme url-invalid@2:34"],
  },
  {
    title: "a glob that matches nothing, at the glob",
    text: entries('{ name: [api, "x-*", "a*"] }'),
    repositories: [repository("api"), repository("x-1", { archived: true })],
    findings: ["unused-selector@5:23"],
  },
  {
    title: "conditions that nothing meets, at the entry",
    text: entries('{ name: "*", topics: [t] }', "{ name: api, visibility: [public] }"),
    repositories: [repository("api")],
    findings: ["unused-selector@5:9", "unused-selector@6:9"],
  },
  {
    title: "an entry that names nothing",
    text: entries("{ name: [] }", '{ name: [api, "!api"] }'),
    repositories: [repository("api")],
    findings: ["unused-selector@5:9", "unused-selector@6:9"],
  },
  {
    title: "hooks that contradict each other through a glob",
    text: entries(
      `{ name: "a*", hooks: [${hook}] }`,
      `{ name: "*", hooks: [${hook.replace("push", "push, fork")}] }`,
    ),
    repositories: [repository("api"), repository("web")],
    unreadable: ["Acme/api duplicate-hook@6:30"],
  },
  {
    title: "a previous URL that another hook has, through a glob or from a variable",
    text: entries(
      `{ name: "a*", hooks: [{ url: "https://b.example.com/", previous_urls: ["https://A.example.com"], events: [push], content_type: json, secret: none }] }`,
      `{ name: "*", hooks: [{ url: { env: URL }, events: [push], content_type: json, secret: none }] }`,
    ),
    environment: { URL: "https://a.example.com" },
    repositories: [repository("api"), repository("web")],
    unreadable: ["Acme/api previous-url-in-use@5:31"],
  },
  {
    title: "settings that contradict each other through a glob",
    text: entries('{ name: "*i", unmanaged: keep }', '{ name: "a*", unmanaged: delete }'),
    repositories: [repository("api")],
    unreadable: ["Acme/api contradicting-setting@6:34"],
  },
  {
    title: "names that GitHub spells differently, each at its place",
    text: `${entries("{ name: [API, web] }", '{ name: "a*" }', "{ name: [aPi] }").replace("Acme", "ACME")}users: { bob: { repositories: [{ name: X }] } }\n`,
    repositories: [repository("api"), repository("Web")],
    targets: ["acme/*", "bob/*"],
    findings: ["name-spelling@3:3", "name-spelling@5:9", "name-spelling@5:9", "name-spelling@7:9"],
  },
  {
    title: "a list that was not read, where it matters",
    text: entries("{ name: [api, web] }", '{ name: "a*", topics: [t] }'),
    unreadable: ["Acme/api repositories-unlisted@5:9"],
  },
  {
    title: "a repository whose name cannot be in a host",
    text: entries(`{ name: "*", hooks: [${hookAt("https://{repo}.example.com/")}] }`),
    repositories: [repository("a_b"), repository("ok")],
    unreadable: ["Acme/a_b bad-url@5:30"],
  },
  {
    title: "a host outside `hosts`, which only the repository tells",
    text: `${entries(`{ name: "*", hooks: [${hookAt("https://{repo}.example.com/").replace("none", "s")}] }`)}secrets: { s: { env: S, hosts: [a.example.com] } }\n`,
    repositories: [repository("a"), repository("b")],
    unreadable: ["Acme/b secret-outside-hosts@5:30"],
  },
  { title: "a variable that is not set", text: fromVariable, unreadable: ["acme url-unset@3:41"] },
  {
    title: "a variable that is not set, by a name that every object has",
    text: fromVariable.replace("env: URL", "env: constructor"),
    unreadable: ["acme url-unset@3:41"],
  },
  {
    title: "a variable that holds blanks",
    text: fromVariable,
    environment: { URL: " \n" },
    unreadable: ["acme url-blank@3:41"],
  },
  {
    title: "a variable that holds no URL",
    text: fromVariable,
    environment: { URL: "hunter2" },
    unreadable: ["acme url-invalid@3:41"],
  },
  {
    title: "a variable that holds a URL which GitHub refuses",
    text: fromVariable,
    environment: { URL: "https://a.example.com/hunter2|" },
    unreadable: ["acme url-invalid@3:41"],
  },
  {
    title: "a variable that holds a URL which GitHub would cut",
    text: fromVariable,
    environment: { URL: `https://a.example.com/hunter2${"-a".repeat(120)}` },
    findings: ["long-url@3:34"],
  },
  {
    title: "a repository whose name makes a URL too long",
    text: entries(
      `{ name: "*", hooks: [${hookAt(`https://a.example.com/${"a-".repeat(80)}/{repo}`)}] }`,
    ),
    repositories: [repository("a".repeat(90)), repository("b".repeat(90)), repository("c")],
    findings: ["long-url@5:30"],
  },
  {
    title: "a variable that leads outside `hosts`",
    text: fromVariable,
    environment: { URL: "https://hunter2.example.org/hunter2" },
    unreadable: ["acme secret-outside-hosts@3:34"],
  },
  {
    title: "a variable that leads outside `hosts` in every repository",
    text: `${entries('{ name: "*", hooks: [{ url: { env: URL }, events: [push], content_type: json, secret: s }] }')}secrets: { s: { env: S, hosts: [a.example.com] } }\n`,
    environment: { URL: "https://hunter2.example.org/hunter2" },
    repositories: [repository("a"), repository("b")],
    unreadable: ["Acme/a secret-outside-hosts@5:30", "Acme/b secret-outside-hosts@5:30"],
  },
  {
    title: "a variable that is right",
    text: fromVariable,
    environment: { URL: "https://a.example.com/hunter2" },
  },
  {
    title: "targets that match nothing",
    text: entries("{ name: [api] }", '{ name: "w*" }'),
    repositories: [repository("web")],
    targets: ["acme/wep", "acme", "other/*", "ACME/WEB"],
    findings: ["unknown-target", "unknown-target", "unknown-target"],
  },
  {
    title: "a target that an unread list may hold",
    text: entries('{ name: "w*" }'),
    targets: ["acme/web", "acme/api"],
    findings: ["unknown-target"],
  },
  {
    title: "a scope that is not targeted says nothing",
    text: fromVariable,
    targets: ["acme/*"],
    findings: ["unknown-target"],
  },
];
