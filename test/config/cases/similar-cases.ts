import { type Case, hookAt, withEntries, withHooks } from "./case.ts";

const pair = (one: string, other: string, ...codes: readonly string[]): Case => ({
  title: `${one} and ${other}`,
  files: withHooks(hookAt(one), hookAt(other)),
  findings: codes.map((code) => `${code}@6:9`),
});

const [bare, slash] = ["https://a.example.com/x", "https://a.example.com/x/"];
const forking = (url: string): string => hookAt(url).replace("push", "fork");

export const similarCases: readonly Case[] = [
  pair(bare, slash, "similar-urls"),
  pair(slash, bare, "similar-urls"),
  pair("https://a.example.com/x//", bare, "similar-urls"),
  pair("https://a.example.com/x?y=1", "https://a.example.com/x/?y=1", "similar-urls"),
  pair("https://A.example.com/x", slash, "similar-urls"),
  pair(bare, "https://a.example.com/y/"),
  pair(bare, "https://a.example.com/X"),
  pair(bare, "https://a.example.com/x/y"),
  pair("https://a.example.com/?x=1", "https://a.example.com/?x=1/"),
  pair("https://a.example.com/x?", "https://a.example.com/x"),
  {
    title: "another spelling of scheme, host and port, with other events",
    files: withHooks(hookAt("https://a.example.com/x"), forking("HTTPS://A.example.com:443/x")),
    findings: ["similar-urls@6:9"],
  },
  {
    title: "the same URL in the same spelling, with other events",
    files: withHooks(hookAt(bare), forking(bare)),
    findings: [],
  },
  {
    title: "where the two contradict each other, that is the error",
    files: withHooks(
      hookAt("https://a.example.com/x"),
      hookAt("https://A.example.com/x"),
      forking("https://A.example.com/x").replace("none", "{ env: A }"),
    ),
    findings: ["duplicate-hook@6:9", "contradicting-hook@7:9"],
  },
  {
    title: "in one entry, whatever it selects",
    files: withEntries(`{ hooks: [${hookAt(bare)}, ${hookAt(slash)}], name: "x-*" }`),
    findings: [`similar-urls@5:${21 + hookAt(bare).length}`],
  },
  {
    title: "in entries with a repository in common",
    files: withEntries(
      `{ hooks: [${hookAt(bare)}], name: [api, web] }`,
      `{ hooks: [${hookAt(slash)}], name: web }`,
    ),
    findings: ["similar-urls@6:19"],
  },
  {
    title: "in entries that have a repository in common by its name and a glob",
    files: withEntries(
      `{ hooks: [${hookAt(bare)}], name: api }`,
      `{ hooks: [${hookAt(slash)}], name: [web, "a*"] }`,
    ),
    findings: ["similar-urls@6:19"],
  },
  {
    title: "in entries that have no repository in common for certain",
    files: withEntries(
      `{ hooks: [${hookAt(bare)}], name: [api, "b*"] }`,
      `{ hooks: [${hookAt(slash)}], name: [web, "*b"] }`,
    ),
    findings: [],
  },
  {
    title: "made of names",
    files: withEntries(
      `{ hooks: [${hookAt("https://a.example.com/{repo}")}], name: [api, web] }`,
      `{ hooks: [${hookAt("https://a.example.com/web/")}], name: [api, web] }`,
    ),
    findings: ["similar-urls@6:19"],
  },
  {
    title: "two variables, which may hold anything",
    files: withHooks(
      "{ url: { env: A }, events: [push], content_type: json }",
      "{ url: { env: a }, events: [push], content_type: json }",
    ),
    findings: [],
  },
  {
    title: "what is to go is not declared",
    files: withHooks(hookAt(bare), `{ url: "${slash}", state: absent }`),
    findings: [],
  },
];
