import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sanitize, sanitizeProse } from "../../../src/redact/sanitize.ts";
import { renderAnnotations } from "../../../src/render/render-annotations.ts";
import { diagnosticOf, hostile } from "../arbitrary-plan.ts";
import { at } from "../hand-made.ts";
import { holds } from "../holds.ts";

interface Command {
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
}

function decode(text: string, codes: readonly (readonly [string, string])[]): string {
  return codes.reduce((plain, [code, character]) => plain.replaceAll(code, character), text);
}

const dataCodes = [
  ["%0D", "\r"],
  ["%0A", "\n"],
  ["%25", "%"],
] as const;
const propertyCodes = [["%3A", ":"], ["%2C", ","], ...dataCodes] as const;

/** Reads a line as the runner does: up to the first `::` behind the one it starts with. */
function parse(line: string): Command {
  expect(line.startsWith("::")).toBe(true);
  const end = line.indexOf("::", 2);
  const [name = "", ...rest] = line.slice(2, end).split(" ");
  const pairs = rest
    .join(" ")
    .split(",")
    .filter((pair) => pair !== "");
  return {
    name,
    properties: new Map(
      pairs.map((pair) => {
        const [key = "", ...value] = pair.split("=");
        return [key, decode(value.join("="), propertyCodes)];
      }),
    ),
    data: decode(line.slice(end + 2), dataCodes),
  };
}

test("an annotation at a place, and one of a scope", () => {
  expect(
    renderAnnotations([
      {
        severity: "error",
        code: "unknown-key",
        message: "100% wrong:\nbad, really",
        help: "Mend it.",
        position: at(12, "hooks, old:new.yaml"),
        related: [at(3)],
      },
      { severity: "warning", code: "not-read", message: "no answer", scope: "acme/api" },
    ]).split("\n"),
  ).toEqual([
    "::error file=hooks%2C old%3Anew.yaml,line=12,col=9,title=unknown-key::100%25 wrong: bad, really%0AMend it.%0ASee also hookfleet.yaml:3:9",
    "::warning title=not-read::acme/api: no answer",
  ]);
  expect(renderAnnotations([])).toBe("");
});

test("no text can make a second command or another property", () => {
  holds(
    fc.property(fc.array(diagnosticOf(hostile), { maxLength: 3 }), (diagnostics) => {
      const text = renderAnnotations(diagnostics);
      const lines = text === "" ? [] : text.split(/\r\n|[\n\r\u0085\u2028\u2029]/);
      expect(lines).toHaveLength(diagnostics.length);
      lines.forEach((line, index) => {
        const diagnostic = diagnostics[index];
        const command = parse(line);
        expect(command.name).toBe(diagnostic?.severity);
        const file = diagnostic?.position === undefined ? [] : ["file", "line", "col"];
        expect([...command.properties.keys()]).toEqual([...file, "title"]);
        expect(command.properties.get("title")).toBe(diagnostic?.code);
        if (diagnostic?.position !== undefined)
          expect(command.properties.get("file")).toBe(sanitize(diagnostic.position.file));
        expect(command.data).toContain(sanitizeProse(diagnostic?.message ?? ""));
        expect(line).not.toContain("##[");
      });
    }),
    { numRuns: 500 },
  );
});
