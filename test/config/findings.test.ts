import { describe, expect, test } from "vitest";
import { hasErrors } from "../../src/model/diagnostic.ts";
import { eventCases } from "./cases/event-cases.ts";
import { fileCases } from "./cases/file-cases.ts";
import { hookCases } from "./cases/hook-cases.ts";
import { parameterCases } from "./cases/parameter-cases.ts";
import { repeatCases } from "./cases/repeat-cases.ts";
import { schemaCases } from "./cases/schema-cases.ts";
import { scopeCases } from "./cases/scope-cases.ts";
import { secretCases } from "./cases/secret-cases.ts";
import { similarCases } from "./cases/similar-cases.ts";
import { urlCases } from "./cases/url-cases.ts";
import { yamlCases } from "./cases/yaml-cases.ts";
import { finding, load } from "./support/load.ts";

describe.each([
  ["YAML", yamlCases],
  ["schema", schemaCases],
  ["secrets", secretCases],
  ["URLs", urlCases],
  ["events", eventCases],
  ["parameters", parameterCases],
  ["hooks", hookCases],
  ["scopes", scopeCases],
  ["repeats", repeatCases],
  ["similar URLs", similarCases],
  ["files", fileCases],
])("findings: %s", (_name, cases) => {
  test.each(cases)("$title", ({ files, policy, maxRepeats, findings }) => {
    const { config, diagnostics } = load(files, policy, maxRepeats);
    expect(diagnostics.map(finding)).toEqual(findings);
    expect(config === undefined).toBe(hasErrors(diagnostics));
  });
});

test("so many levels that the parser gives up, somewhere on that line", () => {
  const { diagnostics } = load("[".repeat(20_000));
  expect(diagnostics).toMatchObject([{ code: "too-deep", position: { line: 1 } }]);
});
