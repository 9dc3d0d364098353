import type { Case } from "./case.ts";

const fine = "version: 1\n";
const template = (path: string): string =>
  `${fine}templates: { t: { url: "https://a.example.com/${path}", secret: none } }\n`;

export const fileCases: readonly Case[] = [
  { title: "nothing but the version", files: { a: fine, b: fine }, findings: [] },
  {
    title: "each file by itself",
    files: { a: "version: 2\n", b: "versoin: 1\n", c: "[" },
    findings: [
      "unsupported-version@a:1:10",
      "missing-key@b:1:1",
      "unknown-key@b:1:1",
      "yaml-syntax@c:1:2",
    ],
  },
  {
    title: "the same scalar, the same value",
    files: { a: `${fine}limits: { max_deletes: 1 }\n`, b: `${fine}limits: { max_deletes: 1 }\n` },
    findings: [],
  },
  {
    title: "the same scalar, another value",
    files: { a: `${fine}limits: { max_deletes: 1 }\n`, b: `${fine}limits: { max_deletes: 2 }\n` },
    findings: ["contradicting-value@b:2:11"],
  },
  {
    title: "settings of one owner in two spellings",
    files: {
      a: `${fine}organizations: { Acme: { unmanaged: keep } }\n`,
      b: `${fine}organizations: { acme: { unmanaged: delete } }\n`,
    },
    findings: ["name-spelling@b:2:18", "contradicting-value@b:2:26"],
  },
  {
    title: "two spellings in one file",
    files: {
      a: `${fine}organizations:\n  Acme: { unmanaged: keep }\n  acme: { unmanaged: delete }\n`,
    },
    findings: ["name-spelling@a:4:3", "contradicting-value@a:4:11"],
  },
  {
    title: "one template in two files",
    files: { a: template("x"), b: template("x") },
    findings: ["unused-template@a:2:14"],
  },
  {
    title: "two templates of one name",
    files: { a: template("x"), b: template("y") },
    findings: ["unused-template@a:2:14", "contradicting-value@b:2:14"],
  },
  {
    title: "half a secret in each file",
    files: {
      a: `${fine}secrets: { s: { env: A } }\n`,
      b: `${fine}secrets: { s: { hosts: [] } }\n`,
    },
    findings: ["unused-secret@a:2:12", "contradicting-value@b:2:12"],
  },
  {
    title: "one path from two folders is two files",
    files: {
      a: `${fine}secrets: { s: { file: x }, t: { env: T } }\n`,
      "sub/b": `${fine}secrets: { s: { file: x }, t: { env: T } }\n`,
    },
    findings: ["unused-secret@a:2:12", "unused-secret@a:2:28", "contradicting-value@sub/b:2:12"],
  },
  {
    title: "an organization that is a user",
    files: { a: `${fine}organizations: { Acme: {} }\n`, b: `${fine}users: { acme: {} }\n` },
    findings: ["contradicting-owner@b:2:10"],
  },
  {
    title: "names are not missed where a file cannot be read",
    files: {
      a: `${fine}templates: {\n`,
      b: `${fine}organizations: { acme: { hooks: [{ use: t, secret: s }] } }\nsecrets: { x: { env: A } }\n`,
    },
    findings: ["yaml-syntax@a:3:1"],
  },
  {
    title: "guards outside the policy file",
    files: `${fine}defaults: {}\nignore: []\nprotect: []\nlimits: {}\norganizations:\n  a: { unmanaged: delete, repositories: [{ name: x, unmanaged: delete }, { name: y, unmanaged: keep }] }\nusers:\n  b: { repositories: [{ name: x, unmanaged: delete }] }\n`,
    policy: fine,
    findings: [
      "policy-only@2:1",
      "policy-only@3:1",
      "policy-only@4:1",
      "policy-only@5:1",
      "policy-only@7:19",
      "policy-only@7:64",
      "policy-only@9:45",
    ],
  },
  {
    title: "absent by a glob deletes what nobody has named",
    files: `${fine}organizations: { a: { hooks: [{ url: "https://o.example.com/**", state: absent }, { url: "https://o.example.com/", state: absent }], repositories: [{ name: x, hooks: [{ state: absent, url: "https://**/x" }] }] } }\n`,
    policy: `${fine}organizations: { b: { hooks: [{ url: "https://o.example.com/**", state: absent }] } }\n`,
    findings: ["policy-only@2:38", "policy-only@2:190"],
  },
  {
    title: "guards in the policy file",
    files: `${fine}organizations: { a: { unmanaged: keep } }\n`,
    policy: `${fine}defaults: { unmanaged: delete }\nignore: []\nprotect: []\nlimits: {}\norganizations: { b: { unmanaged: delete } }\n`,
    findings: [],
  },
];
