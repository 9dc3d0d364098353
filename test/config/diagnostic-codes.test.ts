import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { diagnosticCodes } from "../../src/config/diagnostic-codes.ts";
import { desiredCases } from "./cases/desired-cases.ts";
import { eventCases } from "./cases/event-cases.ts";
import { fileCases } from "./cases/file-cases.ts";
import { hookCases } from "./cases/hook-cases.ts";
import { parameterCases } from "./cases/parameter-cases.ts";
import { readingCases } from "./cases/reading-cases.ts";
import { repeatCases } from "./cases/repeat-cases.ts";
import { schemaCases } from "./cases/schema-cases.ts";
import { scopeCases } from "./cases/scope-cases.ts";
import { secretCases } from "./cases/secret-cases.ts";
import { secretReadingCases } from "./cases/secret-reading-cases.ts";
import { similarCases } from "./cases/similar-cases.ts";
import { urlCases } from "./cases/url-cases.ts";
import { yamlCases } from "./cases/yaml-cases.ts";

const documented = [...diagnosticCodes.keys()].sort();

const codeOf = (finding: string): string => finding.replace(/^[^ @]* /, "").replace(/@.*$/, "");

test("every code of the table has a case, and every case a code of the table", () => {
  const findings = [
    ...[eventCases, fileCases, hookCases, parameterCases, schemaCases].flat(),
    ...[repeatCases, scopeCases, secretCases, similarCases, urlCases, yamlCases].flat(),
    ...readingCases,
  ].flatMap((one) => one.findings ?? []);
  const later = desiredCases.flatMap((one) => [...(one.findings ?? []), ...(one.unreadable ?? [])]);
  const secrets = secretReadingCases.flatMap((one) => one.code ?? []);
  const tested = new Set([...findings, ...later, ...secrets].map(codeOf));
  expect([...tested].sort()).toEqual(documented);
});

test("every code in the source is in the table", async () => {
  const folder = new URL("../../src/config/", import.meta.url);
  const names = await readdir(folder, { recursive: true });
  // Not about one configuration: what import writes, what a change makes of its base, other files.
  const others = /^(?:import\/|review\/|read-bytes\.ts$|yaml\/parse-plain-yaml\.ts$)/;
  const found = new Set<string>();
  for (const name of names.filter((one) => one.endsWith(".ts") && !others.test(one))) {
    const text = await readFile(new URL(name, folder), "utf8");
    const codes = text.matchAll(/(?:HookfleetError\(|\bcode: |\bfault\()\s*"([a-z-]+)"/g);
    for (const [, code = ""] of codes) found.add(code);
  }
  expect(found.size).toBeGreaterThan(40);
  expect([...found].filter((code) => !diagnosticCodes.has(code))).toEqual([]);
});

test("codes are kebab-case, and sentences are sentences", () => {
  for (const [code, { sentence }] of diagnosticCodes) {
    expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect(sentence).toMatch(/^[^a-z].*\.$/);
  }
});
