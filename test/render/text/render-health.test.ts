import fc from "fast-check";
import { expect, test } from "vitest";
import { fleetHealth } from "../../../src/deliveries/fleet-health.ts";
import { healthDocument } from "../../../src/documents/health-document.ts";
import { percent } from "../../../src/documents/views/health-view.ts";
import type { Diagnostic } from "../../../src/model/diagnostic.ts";
import { renderHealthHtml } from "../../../src/render/html/render-health-html.ts";
import { renderHealthMarkdown } from "../../../src/render/markdown/render-health-markdown.ts";
import { displayWidth } from "../../../src/render/text/layout.ts";
import { createPalette } from "../../../src/render/text/palette.ts";
import { renderHealth } from "../../../src/render/text/render-health.ts";
import { hour, makeDelivery, makeHook, noon, read } from "../../deliveries/support/make.ts";

const palette = createPalette(false);
const span = { since: noon, until: noon + hour };

const apiUrl = "https://api.github.com";

test("a receiver that is down is one line, not one for each hook", () => {
  const readings = Array.from({ length: 400 }, (_, index) =>
    read(
      makeHook(index + 1),
      makeDelivery(index + 1, { statusCode: 502, status: "failed to connect" }),
    ),
  );
  const health = fleetHealth(readings, { ...span, thresholds: { maxFailures: 0 } });
  const text = renderHealth(health, { palette, width: 100 });
  expect(text.split("\n").length).toBeLessThan(12);
  expect(text).toContain("all 400 deliveries failed");
  expect(text).toContain("Unhealthy: 400 hooks at 1 receiver.");
  expect(renderHealth(health, { palette, all: true }).split("\n").length).toBeGreaterThan(400);
  expect(renderHealthMarkdown(health, { problems: [], apiUrl }).split("\n").length).toBeLessThan(
    15,
  );
});

test("a receiver that is down is one line, although some hooks delivered nothing since then", () => {
  const readings = Array.from({ length: 400 }, (_, index) => {
    const answer = index % 2 === 0 ? { statusCode: 200 } : { statusCode: 502 };
    const deliveredAt = noon + (index % 2) * 60_000;
    return read(makeHook(index + 1), makeDelivery(index + 1, { ...answer, deliveredAt }));
  });
  const health = fleetHealth(readings, { ...span, thresholds: { maxFailures: 0 } });
  const text = renderHealth(health, { palette, width: 100 });
  expect(text).toContain("(200 deliveries)");
  expect(text.split("\n").length).toBeLessThan(12);
});

test("a receiver that redirects is failing, and every format says why, once", () => {
  const redirect = { statusCode: 302, status: "OK" };
  const readings = [
    read(makeHook(1), makeDelivery(1, redirect)),
    read(makeHook(2, "cd.example.com"), makeDelivery(2, redirect)),
  ];
  const health = fleetHealth(readings, { ...span, thresholds: { maxFailures: 0 } });
  expect(health.receivers[0]?.statistics).toMatchObject({ failures: 1, missed: 1 });
  const markdown = renderHealthMarkdown(health, { problems: [], apiUrl });
  const html = renderHealthHtml(health, { problems: [], showUrls: false, apiUrl });
  for (const text of [renderHealth(health, { palette }), markdown, html]) {
    expect(text.match(/follows no redirect/g)).toHaveLength(1);
    expect(text.match(/answers with a redirect/g)).toHaveLength(2);
    expect(text).not.toMatch(/\b1 deliveries/);
  }
});

test("what GitHub throttled is told apart from what a receiver did, in every format", () => {
  const throttled = makeDelivery(2, { statusCode: 502, throttledAt: noon });
  const health = fleetHealth([read(makeHook(1), makeDelivery(1), throttled)], span);
  const markdown = renderHealthMarkdown(health, { problems: [], apiUrl });
  const html = renderHealthHtml(health, { problems: [], showUrls: false, apiUrl });
  for (const text of [renderHealth(health, { palette }), markdown, html]) {
    expect(text).toContain("1 delivery throttled by GitHub, not a fault of the receiver");
    expect(text).toContain("502, throttled");
    expect(text).not.toMatch(/\b1 deliveries/);
  }
  expect(healthDocument(health, { problems: [], showUrls: false, apiUrl }).summary).toMatchObject({
    deliveries: 2,
    failures: 0,
    missed: 1,
    throttled: 1,
  });
});

test("Markdown tells what could not be read from what is only a warning", () => {
  const health = fleetHealth([], span);
  const error = { severity: "error", code: "not-found", message: "no" } as const;
  const warning = { severity: "warning", code: "secret-unproved", message: "perhaps" } as const;
  const markdown = renderHealthMarkdown(health, { problems: [warning, error], apiUrl });
  expect(markdown).toMatch(
    /Not everything could be read:\n\n- \*\*`not-found`\*\* no\n\nWarnings:\n\n- \*\*`secret-unproved`\*\* perhaps\n$/,
  );
  const only = renderHealthMarkdown(health, { problems: [warning], apiUrl });
  expect(only).not.toContain("Not everything");
});

test("hundreds of scopes that could not be read are one problem, in Markdown and HTML", () => {
  const problems = Array.from({ length: 300 }, (_, index): Diagnostic => {
    const scope = `acme/r-${index + 100}`;
    return { ...{ severity: "error", code: "not-found", help: "Look." }, scope, message: scope };
  });
  const health = fleetHealth([], span);
  const markdown = renderHealthMarkdown(health, { problems, apiUrl });
  const html = renderHealthHtml(health, { problems, apiUrl });
  for (const text of [markdown, html]) {
    expect(text.match(/not-found/g)).toHaveLength(1);
    expect(text).toContain("acme/r-104, acme/r-105 and 294 more");
    expect(text.match(/Look\./g)).toHaveLength(1);
  }
});

test("hooks that fail at a receiver that works are named", () => {
  const hooks = [1, 2, 3, 4, 5].map((id) =>
    read(makeHook(id), makeDelivery(id, { statusCode: id === 2 ? 500 : 200 })),
  );
  const text = renderHealth(fleetHealth(hooks, span), { palette });
  expect(text).toContain("acme/r2 #2");
  expect(text).not.toContain("acme/r1 #4");
});

test.each([
  [undefined, "–"],
  [0, "0.0%"],
  [0.99999, "99.9%"],
  [1, "100%"],
])("a share of %j is %j", (share, words) => {
  expect(percent(share)).toBe(words);
});

test("nothing foreign breaks out, whatever form it takes", () => {
  const hostile = fc.constantFrom(
    "<script>alert(1)</script>",
    "a|b`c",
    "\u001b[2J",
    "\n::error::",
    '"><img>',
  );
  fc.assert(
    fc.property(hostile, hostile, (status, owner) => {
      const hook = { ...makeHook(1), scope: { kind: "organization", owner } as const };
      const health = fleetHealth([read(hook, makeDelivery(1, { status, statusCode: 500 }))], span);
      const problems = [{ severity: "error", code: "x", message: status }] as const;
      const html = renderHealthHtml(health, { problems, apiUrl });
      expect(html).not.toMatch(/<script|<img|alert\(1\)<\//);
      const markdown = renderHealthMarkdown(health, { problems, apiUrl });
      const cells = markdown.split("\n").filter((line) => line.startsWith("| "));
      for (const row of cells) expect(row.match(/(?<!\\)\|/g)).toHaveLength(9);
      for (const text of [html, markdown, renderHealth(health, { palette })])
        expect(text).not.toMatch(/\p{Cc}(?<!\n)|^::/mu);
    }),
  );
});

test("the page has a chart for each receiver, and needs nothing but itself", () => {
  const readings = [read(makeHook(1), makeDelivery(1)), read(makeHook(2, "chat.example.com"))];
  const html = renderHealthHtml(fleetHealth(readings, span), {
    problems: [],
    showUrls: false,
    apiUrl,
  });
  expect(html.match(/<svg class="chart"/g)).toHaveLength(2);
  expect(html.replaceAll(/<a href="[^"]+\/settings\/hooks\/\d+">/g, "<a>")).not.toMatch(
    /(?:src|href)="(?!data:)/,
  );
});

test("as data, with times and shares", () => {
  const readings = [read(makeHook(1), makeDelivery(1), makeDelivery(2, { statusCode: 500 }))];
  const health = fleetHealth(readings, { ...span, thresholds: { minSuccess: 0.9 } });
  const document = healthDocument(health, { problems: [], showUrls: false, apiUrl });
  expect(document).toMatchObject({
    format: "hookfleet.health/1",
    complete: true,
    healthy: false,
    summary: { receivers: 1, hooks: 1, deliveries: 2, failures: 1, missed: 1, unhealthy_hooks: 1 },
    receivers: [
      { receiver: "ci.example.com", success: 0.5, failing_since: "2026-11-20T12:00:02Z" },
    ],
  });
  expect(document.receivers[0]?.chart).toHaveLength(24);
});

test("the table fits a terminal", () => {
  const readings = [
    read(makeHook(1, "a-receiver-with-a-very-long-name.example.com"), makeDelivery(1)),
  ];
  const text = renderHealth(fleetHealth(readings, span), { palette, width: 100 });
  expect(Math.max(...text.split("\n").map(displayWidth))).toBeLessThanOrEqual(100);
});
