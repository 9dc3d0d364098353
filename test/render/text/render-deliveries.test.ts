import { expect, test } from "vitest";
import type { Delivery, HookDelivery, RedeliveryOutcome } from "../../../src/model/delivery.ts";
import { GitHubError } from "../../../src/model/errors.ts";
import { describeStatus } from "../../../src/model/format.ts";
import { HookUrl } from "../../../src/model/hook-url.ts";
import { displayWidth } from "../../../src/render/text/layout.ts";
import { createPalette } from "../../../src/render/text/palette.ts";
import { renderDeliveries } from "../../../src/render/text/render-deliveries.ts";
import {
  renderRedeliveryPlan,
  renderRedeliverySummary,
} from "../../../src/render/text/render-redelivery.ts";
import { renderTable } from "../../../src/render/text/render-table.ts";

// Of its own, so that it does not share the product's mistakes.
const palette = createPalette(false);

function item(over: Partial<Delivery>): HookDelivery {
  const url = new HookUrl("https://a-receiver-with-a-long-name.example.com/x", {
    kind: "declared",
  });
  const scope = {
    kind: "repository",
    owner: "acme",
    repository: "a-long-name-of-a-repository",
  } as const;
  return {
    hook: { scope, hookId: 1, url, active: true, hasSecret: true },
    delivery: {
      id: 55_148_700_092,
      guid: "g",
      deliveredAt: Date.UTC(2026, 10, 20, 12),
      redelivery: false,
      durationMs: 120,
      throttledAt: undefined,
      status: "OK",
      statusCode: 200,
      event: "pull_request_review_comment",
      action: "created",
      ...over,
    },
  };
}

test.each([60, 80, 100, 200])("fits %i columns, as long as anything can give way", (width) => {
  const items = [item({}), item({ statusCode: 502, status: "failed to connect" })];
  const text = renderDeliveries(items, { palette, hooks: 1, found: 2, width });
  const widest = Math.max(...text.split("\n").map(displayWidth));
  expect(widest).toBeLessThanOrEqual(Math.max(width, 87));
});

test("nothing foreign is obeyed or breaks a line", () => {
  const hostile = item({
    event: "push\u001b[2J",
    status: "bad\n::error::x\u202e",
    statusCode: 500,
  });
  const text = renderDeliveries([hostile], { palette, hooks: 1, found: 1 });
  expect(text).not.toMatch(/\p{Cc}(?<!\n)|\p{Bidi_Control}|^::/mu);
  expect(text.split("\n")).toHaveLength(4);
});

test("the last line counts", () => {
  const said = (items: readonly HookDelivery[], found: number) =>
    renderDeliveries(items, { palette, hooks: 2, found }).split("\n").at(-1);
  expect(said([item({}), item({ statusCode: 0 })], 2)).toBe("2 deliveries of 2 hooks: 1 failed.");
  expect(said([item({})], 9)).toBe("1 delivery of 2 hooks: the latest of 9, none failed.");
  expect(said([], 0)).toBe("No deliveries of 2 hooks match.");
});

test("a redirect is an error, and one hint says why", () => {
  const items = [302, 307, 200].map((statusCode) =>
    item({ statusCode, status: `Invalid HTTP Response: ${statusCode}` }),
  );
  const lines = renderDeliveries(items, { palette, hooks: 1, found: 3 }).split("\n");
  expect(lines.filter((line) => line.startsWith("✗"))).toHaveLength(2);
  expect(lines.filter((line) => line.includes("follows no redirect"))).toEqual([
    expect.stringMatching(/^→ 3xx \(2 of them\): the hook's URL redirects/),
  ]);
  const plan = {
    redeliveries: items.map((one) => ({ ...one, firstAt: 0, attempts: 1 })),
    skipped: [],
  };
  expect(renderRedeliveryPlan(plan, { palette })).toContain("follows no redirect");
});

test.each([
  [200, "OK", "200"],
  [403, "Invalid HTTP Response: 403", "403"],
  [502, "failed to connect", "502 failed to connect"],
  [0, "", "no answer"],
  [0, "failed to connect", "failed to connect"],
])("%i %j is said as %j", (statusCode, status, words) => {
  expect(describeStatus({ statusCode, status })).toBe(words);
});

test("columns of a table stand below their titles, wide characters counted", () => {
  const rows = ["é", "日本", "x"].map((text) => ({ cells: [{ text }, { text: "1" }] }));
  const lines = renderTable([{ title: "Name" }, { title: "N", align: "right" }], rows, { palette });
  expect(new Set(lines.map(displayWidth)).size).toBe(1);
});

test("a hint stands once for each kind of error, however many redeliveries failed", () => {
  const failed = (id: number, code: string): RedeliveryOutcome => {
    const { hook, delivery } = item({ id });
    const error = new GitHubError(code, "no", { status: 404, help: `Look at delivery ${id}.` });
    return {
      status: "failed",
      redelivery: { hook, delivery, firstAt: delivery.deliveredAt, attempts: 1 },
      error,
    };
  };
  const outcomes = [failed(1, "not-found"), failed(2, "not-found"), failed(3, "forbidden")];
  const redeliveries = outcomes.map(({ redelivery }) => redelivery);
  const text = renderRedeliverySummary({ redeliveries, skipped: [] }, outcomes, palette);
  expect(text.match(/Look at delivery \d/g)).toEqual(["Look at delivery 1", "Look at delivery 3"]);
});
