import { type Case, withHooks } from "./case.ts";

export const schemaCases: readonly Case[] = [
  { title: "no version", files: "secrets: {}\n", findings: ["missing-key@1:1"] },
  { title: "another version", files: "version: 2\n", findings: ["unsupported-version@1:10"] },
  { title: "a version in quotes", files: 'version: "1"\n', findings: ["unsupported-version@1:10"] },
  { title: "a version left out", files: "version:\n", findings: ["empty-value@1:1"] },
  {
    title: "everything empty",
    files:
      "version: 1\ndefaults: { hook: {} }\nsecrets: {}\ntemplates: {}\nignore: []\nprotect: []\nlimits: {}\norganizations: { acme: { hooks: [], repositories: [] } }\nusers: { bob: { repositories: [] } }\n",
    findings: [],
  },
  {
    title: "unknown keys at every level",
    files:
      "version: 1\nsecretz: 1\ndefaults: { hooks: 1, hook: { url: x } }\nlimits: { max: 1 }\nusers: { bob: { hooks: [] } }\n",
    findings: [
      "unknown-key@2:1",
      "unknown-key@3:13",
      "unknown-key@3:31",
      "unknown-key@4:11",
      "unknown-key@5:17",
    ],
  },
  {
    title: "keys that every object has",
    files:
      "version: 1\n__proto__: 1\nconstructor: 2\ntoString: { a: 1 }\nsecrets: { constructor: { env: A } }\n",
    findings: ["unknown-key@2:1", "unknown-key@3:1", "unknown-key@4:1", "unused-secret@5:12"],
  },
  {
    title: "keys that begin with x- where keys are fixed",
    files: "version: 1\nx-a: [1]\ndefaults: { x-b: ~, hook: { x-c: 1 } }\nlimits: { x-d: 1 }\n",
    findings: [],
  },
  {
    title: "nothing behind a key or a dash",
    files: "version: 1\nsecrets:\nignore:\n  -\norganizations:\n  acme:\n",
    findings: ["empty-value@2:1", "empty-value@4:4", "empty-value@6:3"],
  },
  {
    title: "wrong types",
    files:
      "version: 1\nignore: word\nlimits: { max_deletes: 1.5, max_changes: many }\nusers: [bob]\n",
    findings: ["wrong-type@2:9", "wrong-type@3:24", "wrong-type@3:42", "wrong-type@4:8"],
  },
  {
    title: "numbers where strings belong",
    files: "version: 1\nusers: { bob: { repositories: [{ name: 0123 }, { name: [1] }] } }\n",
    findings: ["wrong-type@2:40", "wrong-type@2:57"],
  },
  {
    title: "words and numbers that are not offered",
    files:
      'version: 1\ndefaults: { unmanaged: destroy, undeclared_secrets: "" }\nlimits: { max_deletes: -1 }\nignore: [""]\n',
    findings: ["bad-value@2:24", "bad-value@2:53", "bad-value@3:24", "bad-value@4:10"],
  },
  {
    title: "names that cannot be",
    files:
      'version: 1\nsecrets: { none: { env: A }, "a b": { env: A } }\ntemplates: { "": {} }\norganizations: { "ac*me": {} }\n',
    findings: [
      "bad-name@2:12",
      "unused-secret@2:12",
      "bad-name@2:30",
      "unused-secret@2:30",
      "bad-name@3:14",
      "unused-template@3:14",
      "bad-name@4:18",
    ],
  },
  {
    title: "names of variables that cannot be",
    files: withHooks(
      "{ url: { env: A-B }, events: [push], content_type: json, secret: { env: 1A } }",
    ),
    findings: ["bad-env-name@5:23", "bad-env-name@5:81"],
  },
  {
    title: "secrets in place that say too much or too little",
    files: withHooks("{ secret: {} }", "{ secret: { env: A, file: b } }", "{ url: {} }"),
    findings: [
      "missing-field@5:9",
      "bad-value@5:11",
      "missing-field@6:9",
      "bad-value@6:11",
      "missing-field@7:9",
      "missing-key@7:16",
    ],
  },
  {
    title: "a repository entry with a name that cannot be",
    files:
      'version: 1\nusers: { bob: { repositories: [{ name: [bob/api, "a b", "+(a)", "!x/y", ok, "[a-c]?*{x,y}"] }] } }\n',
    findings: ["bad-name@2:41", "bad-name@2:50", "bad-name@2:57", "bad-name@2:65"],
  },
  {
    title: "custom properties of a user's repositories",
    files: "version: 1\nusers: { bob: { repositories: [{ properties: { a: b } }] } }\n",
    findings: ["properties-of-user@2:34"],
  },
];
