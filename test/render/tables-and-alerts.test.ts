import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { auditDocument, auditRows } from "../../src/documents/audit-document.ts";
import { auditMetrics, runMetrics, verificationMetrics } from "../../src/documents/metrics.ts";
import { auditSarif, validationSarif } from "../../src/documents/sarif-document.ts";
import { auditPage } from "../../src/documents/views/audit-view.ts";
import { auditFleet } from "../../src/fleet/audit-fleet.ts";
import type { Diagnostic } from "../../src/model/diagnostic.ts";
import type { LiveHook } from "../../src/model/hook.ts";
import { scopeKey } from "../../src/model/scope.ts";
import { renderReportHtml } from "../../src/render/html/report-page.ts";
import { renderReportMarkdown } from "../../src/render/markdown/render-report-markdown.ts";
import { renderCsv } from "../../src/render/render-csv.ts";
import { renderJson, renderJsonLines, renderJsonPieces } from "../../src/render/render-json.ts";
import { renderPrometheus } from "../../src/render/render-prometheus.ts";
import { createPalette } from "../../src/render/text/palette.ts";
import { renderAudit } from "../../src/render/text/render-audit.ts";
import { chromiumPath, withoutChromium } from "../support/chromium.ts";
import { acme, api, fromGitHub, liveHook } from "./hand-made.ts";
import { expectHarmless, hostileText } from "./harmless.ts";
import { holds } from "./holds.ts";
import { openPage } from "./html/support/open-page.ts";
import { readSchema, schemaErrors, undescribed } from "./schema.ts";

const meta = {
  toolVersion: "1.2.3",
  createdAt: "2026-11-26T12:00:00.000Z",
  apiUrl: "https://api.github.com",
  targets: ["acme"],
  showUrls: false,
  problems: [],
};

function auditOf(...hooks: readonly LiveHook[]) {
  return auditFleet(
    new Map([
      [scopeKey(acme), { status: "read", scope: acme, hooks: [] }],
      [scopeKey(api), { status: "read", scope: api, hooks }],
    ]),
  );
}

const bad = liveHook({
  id: 7,
  url: fromGitHub("http://user:hunter2@10.0.0.1/T0KEN?key=hunter2"),
  hasSecret: false,
  insecureSsl: true,
  events: ["*"],
  lastResponse: { code: 500, status: "", message: "http://10.0.0.1/hunter2 is down" },
  updatedAt: 0,
});

describe("CSV", () => {
  /** Reads it as a spreadsheet does. */
  const parse = (text: string): readonly string[] => {
    const cells = [""];
    const letters = [...text.replace(/\r\n$/, "")];
    let isQuoted = false;
    for (const [index, letter] of letters.entries()) {
      const before = cells.pop() ?? "";
      if (letter === '"') {
        isQuoted = !isQuoted;
        // Of two in a row the second one is a letter.
        cells.push(isQuoted && letters[index - 1] === '"' && before !== "" ? `${before}"` : before);
      } else if (letter === "," && !isQuoted) cells.push(before, "");
      else cells.push(before + letter);
    }
    return cells;
  };

  test("no cell is a formula, and no cell breaks its row", () => {
    const cell = fc.oneof(
      fc.string({ unit: "binary" }),
      fc
        .constantFrom("=", "+", "-", "@", "\t", "\r", "\n=", "＝")
        .chain((first) => fc.string().map((rest) => first + rest)),
    );
    holds(
      fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
        const text = [...renderCsv([cells])].join("");
        const read = parse(text);
        expect(text.match(/\r\n/g)).toEqual(["\r\n"]);
        expect(read).toHaveLength(cells.length);
        expect(read.filter((one) => /^[=+\-@\t\r＝＋－＠]/.test(one))).toEqual([]);
      }),
    );
  });

  test.each([
    ["=1+1", `"'=1+1"\r\n`],
    ["+49", `"'+49"\r\n`],
    ["-2", `"'-2"\r\n`],
    ["@x", `"'@x"\r\n`],
    ["\t=1", `"'\\u{9}=1"\r\n`],
    ['a"b', `"a""b"\r\n`],
    ["a,b", `"a,b"\r\n`],
    ["plain", "plain\r\n"],
  ])("%j", (cell, line) => {
    expect([...renderCsv([[cell]])].join("")).toBe(line);
  });

  test("of an audit has a row for each hook, with the codes of its findings", () => {
    const rows = [...auditRows(auditDocument(auditOf(bad), meta))];
    const cells = new Map(rows[0]?.map((title, index) => [title, rows[1]?.[index]]));
    expect(rows).toHaveLength(2);
    expect(Object.fromEntries(cells)).toMatchObject({
      scope: "acme/api",
      hook_id: "7",
      url: "http://***@10.0.0.1/***",
      html_url: "https://github.com/acme/api/settings/hooks/7",
      last_response: "500",
      updated_at: "",
      declared: "",
      severity: "error",
      findings:
        "insecure-ssl insecure-url no-secret credentials-in-url failing local-address all-events",
    });
  });
});

describe("JSON in pieces", () => {
  test("is the same text", () => {
    holds(
      fc.property(
        fc.dictionary(
          fc.string(),
          fc.oneof(
            fc.json().map((text) => JSON.parse(text)),
            fc.array(fc.string({ unit: "binary" })),
          ),
        ),
        (document) => {
          expect([...renderJsonPieces(document)].join("")).toBe(renderJson({ ...document }));
          const within = { a: [{ ...document, none: undefined }], b: {} };
          for (const depth of [0, 1, 3, 4])
            expect([...renderJsonPieces(within, depth)].join("")).toBe(renderJson(within));
        },
      ),
    );
  });
});

describe("the schema of audits", () => {
  const errors = schemaErrors("audit");
  const plain = (over: object = {}) => {
    const document = auditDocument(auditOf(bad, liveHook()), meta);
    return { ...document, hooks: [...document.hooks], ...over };
  };

  test("takes an audit", () => {
    expect(errors(plain())).toEqual([]);
    expect(undescribed(readSchema("audit"), "")).toEqual([]);
  });

  test.each([
    ["another format", plain({ format: "hookfleet.audit/2" })],
    ["a further key", plain({ secret: "x" })],
    ["a hook without findings", plain({ hooks: [{ ...plain().hooks[0], findings: undefined }] })],
    [
      "an unknown finding",
      plain({
        hooks: [
          { ...plain().hooks[0], findings: [{ code: "mood", severity: "note", message: "" }] },
        ],
      }),
    ],
  ])("refuses %s", (_, wrong) => {
    expect(errors(wrong)).not.toEqual([]);
  });
});

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly invocations: readonly { readonly toolExecutionNotifications: readonly object[] }[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly locations: readonly object[];
    }[];
  }[];
}

const textOf = (document: object): string => [...renderJsonLines(document, 4)].join("");

const runOf = (document: object) => {
  const [run] = (JSON.parse(textOf(document)) as Sarif).runs;
  if (run === undefined) throw new Error("no run");
  return run;
};

describe("SARIF", () => {
  const run = runOf(auditSarif(auditOf(bad, liveHook()), meta));

  test("has what code scanning asks for in each rule and result", () => {
    for (const rule of run.tool.driver.rules)
      expect(rule).toMatchObject({
        shortDescription: { text: expect.stringMatching(/^.{1,1024}$/) },
        fullDescription: { text: expect.stringMatching(/^.{1,1024}$/) },
        help: { text: expect.stringMatching(/./), markdown: expect.stringMatching(/./) },
        helpUri: expect.stringMatching(/^https:/),
        defaultConfiguration: { level: expect.stringMatching(/^(error|warning|note)$/) },
      });
    expect(run.results.map(({ level }) => level)).toEqual(
      [...run.results.map(({ level }) => level)].toSorted(
        (a, b) => "ewn".indexOf(a[0] ?? "") - "ewn".indexOf(b[0] ?? ""),
      ),
    );
    for (const { ruleId, ruleIndex, partialFingerprints, locations } of run.results) {
      expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(partialFingerprints["primaryLocationLineHash"]).toMatch(/^[0-9a-f]{32}:1$/);
      expect(locations).toMatchObject([
        {
          physicalLocation: {
            artifactLocation: { uri: "acme/api" },
            region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
          },
        },
      ]);
    }
  });

  test("fingerprints are the same in every run, and differ by hook and code", () => {
    const prints = run.results.map((one) => one.partialFingerprints["hookfleet/v1"]);
    const later = { ...meta, createdAt: "2027-01-01T00:00:00.000Z", toolVersion: "9.9.9" };
    const changed = liveHook({ ...bad, updatedAt: 1_000, events: ["*", "push"] });
    const again = runOf(auditSarif(auditOf(changed), later));
    expect(new Set(prints).size).toBe(prints.length);
    expect(again.results.map((one) => one.partialFingerprints["hookfleet/v1"])).toEqual(prints);
  });

  test("more results than code scanning takes lose the least of them, and it is said", () => {
    const { results, invocations } = runOf(auditSarif(auditOf(bad, liveHook()), meta, 1));
    expect(results.map(({ level }) => level)).toEqual(["error"]);
    expect(invocations[0]?.toolExecutionNotifications).toMatchObject([
      {
        message: {
          text: expect.stringContaining("the last 6 of 7, the least severe, are left out"),
        },
      },
    ]);
  });

  test("of a configuration stays the same where lines move", () => {
    const at = (line: number): Diagnostic[] =>
      [line, line + 5].map((one) => ({
        severity: "warning",
        code: "no-secret",
        message: "The hook has no `secret`",
        position: { file: "a b/ä.yaml", line: one, column: 3 },
      }));
    const codes = new Map([["no-secret", { sentence: "A hook has no secret." }]]);
    const [here, moved] = [at(3), at(30)].map(
      (diagnostics) => runOf(validationSarif(diagnostics, "1", codes)).results,
    );
    expect(here?.[0]?.locations).toMatchObject([
      {
        physicalLocation: {
          artifactLocation: { uri: "a%20b/%C3%A4.yaml" },
          region: { startLine: 3, startColumn: 3 },
        },
      },
    ]);
    const prints = (of: typeof here) => of?.map((one) => one.partialFingerprints);
    expect(prints(moved)).toEqual(prints(here));
    expect(new Set(prints(here)?.map((one) => JSON.stringify(one))).size).toBe(2);
  });
});

describe("Prometheus text", () => {
  test("has help and type above the samples of each metric", () => {
    const text = renderPrometheus([
      ...auditMetrics(auditOf(bad)),
      ...runMetrics("audit", { now: 1_795_000_000_500, complete: false }),
    ]);
    expect(text).toBe(
      `# HELP hookfleet_hooks Live hooks, by owner and state.
# TYPE hookfleet_hooks gauge
hookfleet_hooks{org="acme",state="ok"} 0
hookfleet_hooks{org="acme",state="failing"} 1
hookfleet_hooks{org="acme",state="inactive"} 0
# HELP hookfleet_findings Findings of an audit, by owner and severity.
# TYPE hookfleet_findings gauge
hookfleet_findings{org="acme",severity="error"} 2
hookfleet_findings{org="acme",severity="warning"} 4
hookfleet_findings{org="acme",severity="note"} 1
# HELP hookfleet_run_complete 1 where everything could be read, else 0.
# TYPE hookfleet_run_complete gauge
hookfleet_run_complete{command="audit"} 0
# HELP hookfleet_run_timestamp_seconds When the command ran, in seconds since the epoch.
# TYPE hookfleet_run_timestamp_seconds gauge
hookfleet_run_timestamp_seconds{command="audit"} 1795000000
`,
    );
  });

  test("no label breaks its line", () => {
    holds(
      fc.property(fc.string({ unit: "binary" }), (receiver) => {
        const sample = { labels: { receiver }, value: 1 };
        const text = renderPrometheus([{ name: "x", help: "x", samples: [sample] }]);
        expect(text).toMatch(
          /^# HELP x x\n# TYPE x gauge\nx\{receiver="(?:[^"\\\n]|\\["\\n])*"\} 1\n$/,
        );
      }),
    );
  });
});

test("hooks that could not be read prove no secret", () => {
  const hook = (secretRef: string, verdict: "proved" | "mismatch") => ({
    ...{ scope: api, hookId: 1, url: bad.url, secretRef, verdict, reason: undefined },
    ...{ rule: "", deliveredAt: undefined, receiver: undefined },
  });
  const verified = [hook("ci", "proved"), hook("audit", "mismatch"), hook("audit", "proved")];
  const samples = (complete: boolean) => verificationMetrics(verified, complete)[0]?.samples;
  const audit = { labels: { secret: "audit" }, value: 0 };
  expect(samples(true)).toEqual([{ labels: { secret: "ci" }, value: 1 }, audit]);
  expect(samples(false)).toEqual([audit]);
});

test.skipIf(chromiumPath === undefined)(
  `a long host fits a narrow page${withoutChromium}`,
  async () => {
    const host = ["a", "b", "c"].map((letter) => letter.repeat(63)).join(".");
    const audit = auditOf(liveHook({ url: fromGitHub(`https://${host}.example/x`) }));
    const html = renderReportHtml(auditPage(audit, auditDocument(audit, meta), meta));
    const { page } = await openPage(html, { viewport: { width: 360, height: 640 } });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  },
);

test("an audit's findings stand below a heading of their severity, in Markdown and HTML", () => {
  const audit = auditOf(bad);
  const page = auditPage(audit, auditDocument(audit, meta), meta);
  const markdown = renderReportMarkdown(page, {});
  const block = (level: string): string =>
    markdown.split("\n\n").find((text) => text.startsWith(`> [!${level}]`)) ?? "";
  const html = renderReportHtml(page);
  const section = (label: string): string =>
    html.split("<section").find((text) => text.includes(` aria-label="${label}"`)) ?? "";
  for (const text of [block("CAUTION"), section("Caution")]) expect(text).toContain("insecure-ssl");
  for (const text of [block("WARNING"), section("Warning")]) {
    expect(text).toContain("no-secret");
    expect(text).not.toContain("all-events");
  }
  for (const text of [block("NOTE"), section("Note")]) {
    expect(text).toContain("all-events");
    expect(text).not.toContain("no-secret");
  }
});

test("what has no room at the top of Markdown is counted as what it is", () => {
  const audit = auditOf();
  const page = auditPage(audit, auditDocument(audit, meta), meta);
  const alerts = (["caution", "warning", "note"] as const).flatMap((level, index) =>
    Array.from({ length: 8 + index }, (_, nth) => ({
      ...{ level, code: `${level}-${nth}`, message: "x".repeat(200), help: "", where: "" },
      diagnostics: [],
    })),
  );
  const markdown = renderReportMarkdown({ ...page, alerts }, {});
  expect(markdown).toContain("<summary>1 further warning, 2 further notes</summary>");
  const cut = renderReportMarkdown({ ...page, alerts }, { limit: 2_500 });
  expect(cut).toMatch(/\*\*Not shown here \(no room\):\*\* 1 caution, 9 warnings, 10 notes\./);
});

test("one of a kind is no plural", () => {
  const audit = auditOf(liveHook({ url: fromGitHub("https://ci.example.com/x") }));
  const markdown = renderReportMarkdown(auditPage(audit, auditDocument(audit, meta), meta), {});
  expect(markdown).toMatch(/\*\*Audit:\*\* 1 hook, \d+ scopes?, 1 receiver, /);
});

test("whatever GitHub shows of a hook is harmless in every format", () => {
  holds(
    fc.property(hostileText, hostileText, hostileText, (name, word, host) => {
      const audit = auditOf(
        liveHook({ id: 1, name: `x${name}` }),
        liveHook({
          id: 2,
          url: fromGitHub(`https://${host}.example.com/`),
          events: [word, "<script>alert(1)</script>"],
          contentType: word,
          active: word,
          lastResponse: { code: null, status: `x${word}`, message: word },
        }),
      );
      const document = auditDocument(audit, meta);
      const page = auditPage(audit, document, meta);
      const html = renderReportHtml(page);
      for (const text of [
        renderAudit(audit, { palette: createPalette(false), width: 80, all: true, complete: true }),
        renderReportMarkdown(page, {}),
        html,
        [...renderCsv(auditRows(document))].join("").replaceAll("\r\n", "\n"),
        [...renderJsonPieces(document)].join(""),
        textOf(auditSarif(audit, meta)),
        renderPrometheus(auditMetrics(audit)),
      ])
        expectHarmless(text);
      expect(html).not.toContain("<script>alert");
    }),
    { numRuns: 40 },
  );
});
