import type { Case } from "./case.ts";

const nested = `${"{ a: ".repeat(101)}1${" }".repeat(101)}`;
const aliases = (count: number): string =>
  `version: 1\nx-a: &a word\nx-b: [${Array.from({ length: count }, () => "*a").join(", ")}]\n`;

export const yamlCases: readonly Case[] = [
  { title: "an empty file", files: "", findings: ["empty-file@1:1"] },
  { title: "a file of comments", files: "# nothing\n", findings: ["empty-file@1:1"] },
  { title: "null", files: "~\n", findings: ["empty-file@1:1"] },
  { title: "a scalar", files: "hello\n", findings: ["wrong-type@1:1"] },
  { title: "a list", files: "- version: 1\n", findings: ["wrong-type@1:1"] },
  { title: "NUL bytes", files: "version: 1\0\n", findings: ["not-text@1:1"] },
  { title: "a bracket never closed", files: "version: [1\n", findings: ["yaml-syntax@2:1"] },
  {
    title: "a quote never closed, at its beginning",
    files: 'version: 1\nx-a: "hunter2\nsecrets: {}\n',
    findings: ["yaml-syntax@2:6"],
  },
  { title: "a tab", files: "version: 1\nsecrets:\n\tci: {}\n", findings: ["yaml-syntax@3:1"] },
  { title: "two colons", files: "version: 1: 2\n", findings: ["yaml-syntax@1:10"] },
  {
    title: "one error for broken YAML, whatever follows from it",
    files: 'version: [\n- ]: {\n}}: "\n',
    findings: ["yaml-syntax@2:1"],
  },
  {
    title: "a second document",
    files: "version: 1\n---\nversion: 1\n",
    findings: ["multiple-documents@2:1"],
  },
  { title: "YAML 1.1", files: "%YAML 1.1\n---\nversion: 1\n", findings: ["yaml-version@1:1"] },
  { title: "another directive", files: "%FOO x\n---\nversion: 1\n", findings: ["yaml-syntax@1:1"] },
  { title: "a tag", files: "version: 1\nx-a: !secret b\n", findings: ["yaml-tag@2:6"] },
  {
    title: "duplicate keys, each once",
    files: "version: 1\nversion: 1\nversion: 2\nsecrets: {}\n",
    findings: ["duplicate-key@2:1", "duplicate-key@3:1"],
  },
  { title: "a list as a key", files: "version: 1\n? [a]\n: b\n", findings: ["bad-key@2:3"] },
  { title: "nothing as a key", files: "version: 1\n~: b\n", findings: ["bad-key@2:1"] },
  {
    title: "`<<` without a map",
    files: "version: 1\ndefaults:\n  <<: word\n",
    findings: ["bad-merge@3:3"],
  },
  { title: "an alias of nothing", files: "version: 1\nx-a: *b\n", findings: ["unknown-alias@2:6"] },
  {
    title: "an alias inside its anchor",
    files: "version: 1\nx-a: &a [*a]\n",
    findings: ["unknown-alias@2:10"],
  },
  {
    title: "an unquoted mask",
    files: "version: 1\nx-a: ********\n",
    findings: ["secret-mask@2:6"],
  },
  { title: "a hundred aliases", files: aliases(100), findings: [] },
  { title: "a hundred and one aliases", files: aliases(101), findings: ["too-many-aliases@3:407"] },
  {
    title: "an alias bomb, once",
    files: `version: 1\nx-0: &x0 [1]\n${Array.from({ length: 40 }, (_, index) => `x-${index + 1}: &x${index + 1} [*x${index}, *x${index}]\n`).join("")}`,
    findings: ["too-many-aliases@7:16"],
  },
  {
    title: "a hundred levels of maps",
    files: nested,
    findings: ["missing-key@1:1", "unknown-key@1:3", "too-deep@1:506"],
  },
];
