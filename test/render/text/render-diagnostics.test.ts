import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planDocument } from "../../../src/documents/plan-document.ts";
import type { Diagnostic } from "../../../src/model/diagnostic.ts";
import { renderPlanHtml } from "../../../src/render/html/report-page.ts";
import { renderPlanMarkdown } from "../../../src/render/markdown/render-report-markdown.ts";
import { createPalette } from "../../../src/render/text/palette.ts";
import {
  renderDiagnosticCount,
  renderDiagnostics,
  renderDiagnosticsJson,
} from "../../../src/render/text/render-diagnostics.ts";
import { diagnosticOf, hostile } from "../arbitrary-plan.ts";
import { at, handMadePlan } from "../hand-made.ts";
import { expectHarmless } from "../harmless.ts";
import { holds } from "../holds.ts";
import { metaOf } from "../meta.ts";

const options = { palette: createPalette(false) };

const unknownKey: Diagnostic = {
  severity: "error",
  code: "unknown-key",
  message: '"evnts" is not a field of a hook',
  help: 'Did you mean "events"?',
  position: at(12),
  frame:
    "   11 |     - url: https://ci.example.com/\n>  12 |       evnts: [push]\n      |       ^^^^^\n",
  related: [at(4, "other.yaml")],
};
const unreadable: Diagnostic = {
  severity: "error",
  code: "not-found",
  message: "GitHub answers 404",
  scope: "acme/api",
};
const warning: Diagnostic = {
  severity: "warning",
  code: "no-secret",
  message: "the hook has no secret",
  position: at(30),
  scope: "acme",
};

test("help is given once for scopes that fail alike, and again for places in a file", () => {
  const help = "Set another token";
  const scopes = ["acme", "acme/api", "acme/web"].map((scope) => ({ ...unreadable, scope, help }));
  const helps = (all: readonly Diagnostic[]): number =>
    renderDiagnostics(all, options).split("help:").length - 1;
  expect(helps(scopes)).toBe(1);
  expect(helps([...scopes, { ...unreadable, code: "other", help }])).toBe(2);
  expect(helps([unknownKey, unknownKey])).toBe(2);
});

test("place, severity, code and sentence; then frame, help and further places", () => {
  expect(renderDiagnostics([unknownKey, unreadable, warning], options)).toMatchInlineSnapshot(`
    "hookfleet.yaml:12:9: error unknown-key: "evnts" is not a field of a hook
         11 |     - url: https://ci.example.com/
      >  12 |       evnts: [push]
            |       ^^^^^
      help: Did you mean "events"?
      also: other.yaml:4:9

    acme/api: error not-found: GitHub answers 404

    hookfleet.yaml:30:9: warning no-secret: the hook has no secret
      scope: acme"
  `);
});

test("sentences without a frame are a list, and nothing comes of nothing", () => {
  const general: Diagnostic = {
    severity: "warning",
    code: "unused-secret",
    message: "nobody uses it",
  };
  expect(renderDiagnostics([unreadable, general], options)).toBe(
    "acme/api: error not-found: GitHub answers 404\nwarning unused-secret: nobody uses it",
  );
  expect(renderDiagnostics([], options)).toBe("");
});

test("a terminal gets sentences wrapped below themselves, with no word broken or lost", () => {
  const long: Diagnostic = {
    ...unknownKey,
    message:
      "the quick brown fox jumps over the lazy dog and over https://ci.example.com/a/long/path",
    help: "the lazy dog had better get up, have a look around and mind where foxes come from",
  };
  const { frame: _, ...frameless } = long;
  const wrapped = renderDiagnostics([frameless], { ...options, width: 60 });
  expect(wrapped.split("\n").filter((line) => line.length > 60)).toEqual([]);
  const words = (text: string) => text.split(/\s+/);
  expect(words(wrapped)).toEqual(words(renderDiagnostics([frameless], options)));
});

describe("what repeats", () => {
  const at = (line: number, message = "the hook has no secret"): Diagnostic => ({
    ...{ severity: "warning", code: "no-secret", message, help: "Name one." },
    position: { file: "hookfleet.yaml", line, column: 5 },
  });
  const many = Array.from({ length: 38 }, (_, index) => at(index + 1, `hook ${index} has none`));

  test("38 warnings of one code are one, with their places; --verbose shows each", () => {
    const text = renderDiagnostics(many, { ...options, width: 80 });
    expect(text.match(/no-secret/g)).toHaveLength(1);
    expect(text.replaceAll(/\s+/g, " ")).toContain(
      "also: 37 more like it (--verbose shows each): hookfleet.yaml:2, 3, 4, ",
    );
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
    const verbose = renderDiagnostics(many, { ...options, verbose: true });
    expect(verbose.match(/no-secret/g)).toHaveLength(38);
  });

  test("three of one code are told one by one", () => {
    expect(renderDiagnostics(many.slice(0, 3), options).match(/no-secret/g)).toHaveLength(3);
  });

  test("errors are one only where they say the same but for the scope", () => {
    const unread = (name: string): Diagnostic => ({
      ...{ severity: "error", code: "not-found", scope: `acme/${name}` },
      message: `cannot list the hooks of acme/${name}`,
    });
    const alike = ["a", "b", "c", "d", "e"].map(unread);
    expect(renderDiagnostics(alike, options)).toBe(
      "acme/a: error not-found: cannot list the hooks of acme/a\n  also: 4 more: acme/b, acme/c, acme/d, acme/e",
    );
    const errors = many.map((one) => ({ ...one, severity: "error" as const }));
    expect(renderDiagnostics(errors, options).match(/no-secret/g)).toHaveLength(38);
  });

  test("of hundreds of places the first are named, in text, Markdown and HTML", () => {
    const alike = Array.from({ length: 296 }, (_, index): Diagnostic => {
      const scope = `acme/r-${String(index).padStart(3, "0")}`;
      const message = `cannot list the hooks of ${scope}`;
      return { severity: "error", code: "not-found", scope, message };
    });
    const shown = "acme/r-001, acme/r-002, acme/r-003, acme/r-004, acme/r-005 and 290 more";
    expect(renderDiagnostics(alike, options)).toContain(
      `also: 295 more (--verbose shows each): ${shown}`,
    );
    expect(renderDiagnostics(alike, { ...options, verbose: true })).toContain("acme/r-295: error");
    const plan = handMadePlan({ diagnostics: alike });
    const document = planDocument(plan, metaOf(plan));
    expect(renderPlanMarkdown(document)).toContain(`acme/r-000, ${shown}`);
    expect(renderPlanHtml(document)).toContain(`acme/r-000, ${shown}`);
  });

  test("of hundreds of lines and files, too", () => {
    const lines = Array.from({ length: 200 }, (_, line) => at(line + 1));
    const related = lines.flatMap(({ position }) => position ?? []);
    const one: Diagnostic = { severity: "warning", code: "x", message: "x", related };
    expect(renderDiagnostics([one], options)).toMatch(/200 places: .*, 39, 40 and 160 more$/);
    expect(renderDiagnostics([one], { ...options, verbose: true })).toMatch(/, 199, 200$/);
    expect(renderDiagnostics(lines, options)).toMatch(/also: 199 more .*, 40, 41 and 159 more$/);
    const files = lines.map((one, index) => ({
      ...one,
      position: { file: `${index}.yaml`, line: 1, column: 1 },
    }));
    expect(renderDiagnostics(files, options)).toMatch(/, 9\.yaml:1, 10\.yaml:1 and 189 more$/);
  });

  test("what a reviewer must not miss is one only where it says the same", () => {
    const urls = ["a", "b", "c", "d", "e"].map((name) => ({
      ...at(1, `this change deletes every hook of the URL https://${name}.example/`),
      code: "absent-unseen",
    }));
    expect(renderDiagnostics(urls, options).match(/absent-unseen/g)).toHaveLength(5);
  });

  test("a warning of many scopes does not hide what else is said of each", () => {
    const lowered = (message: string): Diagnostic => ({
      ...{ severity: "warning", code: "guard-lowered", message },
    });
    const names = ["acme/a", "acme/b", "acme/c", "acme/d"];
    const all = [
      { ...lowered("`insecure_ssl` is switched on in four"), scopes: names },
      ...names.map((scope, index) => ({ ...lowered(`guard ${index} is lowered`), scope })),
    ];
    const text = renderDiagnostics(all, options);
    expect(all.filter(({ message }) => !text.includes(message))).toEqual([]);
  });

  test("the sum of unset variables stands for what it counts", () => {
    const unset = (name: string): Diagnostic => ({
      ...{ severity: "error", code: "url-unset", message: `${name} is not set` },
      scope: `acme/${name}`,
    });
    const each = ["a", "b", "c"].map(unset);
    const sum: Diagnostic = {
      ...{ severity: "error", code: "url-unset", message: "3 hooks need 3 variables" },
      scopes: each.map(({ scope = "" }) => scope),
    };
    expect(renderDiagnostics([sum, ...each], options)).toBe(
      "error url-unset: 3 hooks need 3 variables",
    );
  });
});

test("the counts", () => {
  expect(renderDiagnosticCount([], options)).toBe("No problems.");
  expect(renderDiagnosticCount([warning], options)).toBe("1 warning.");
  expect(renderDiagnosticCount([unknownKey, warning, unreadable], options)).toBe(
    "2 errors, 1 warning.",
  );
});

test("as JSON, with what applies", () => {
  expect(JSON.parse(renderDiagnosticsJson([unknownKey, unreadable]))).toEqual({
    format: "hookfleet.diagnostics/1",
    summary: { errors: 2, warnings: 0 },
    diagnostics: [
      {
        severity: "error",
        code: "unknown-key",
        message: '"evnts" is not a field of a hook',
        help: 'Did you mean "events"?',
        source: { file: "hookfleet.yaml", line: 12, column: 9 },
        related: [{ file: "other.yaml", line: 4, column: 9 }],
      },
      { severity: "error", code: "not-found", message: "GitHub answers 404", scope: "acme/api" },
    ],
  });
});

test("whatever a diagnostic says, its rendering is harmless", () => {
  holds(
    fc.property(fc.array(diagnosticOf(hostile), { maxLength: 3 }), fc.boolean(), (list, color) => {
      expectHarmless(renderDiagnostics(list, { palette: createPalette(color) }));
      expectHarmless(renderDiagnostics(list, { palette: createPalette(color), width: 40 }));
      expectHarmless(renderDiagnosticsJson(list));
    }),
    { numRuns: 300 },
  );
});
