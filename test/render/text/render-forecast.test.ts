import { describe, expect, test } from "vitest";
import { showDuration, showNumber } from "../../../src/model/format.ts";
import { renderForecast, renderWait } from "../../../src/render/text/render-run.ts";

const reset = Date.UTC(2026, 10, 20, 19, 4, 5) / 1_000;
const budget = { limit: 5_000, remaining: 4_310, reset };

describe("a forecast in words", () => {
  test("of a run that has enough", () => {
    const tightest = { owner: undefined, requests: 1_200, budget };
    const facts = { requests: 1_200, free: 0, seconds: 82, tightest, isEnough: true };
    expect(renderForecast(facts, "Reading")).toMatchInlineSnapshot(
      `"Reading: 1,200 requests; 4,310 of 5,000 left until 19:04:05 UTC; about 1 min 22 s"`,
    );
    expect(renderForecast({ ...facts, free: 1_100 }, "Reading")).toContain(
      "Reading: 1,200 requests, 1,100 of them free if nothing changed; 4,310 of",
    );
  });

  test("of one that has to wait for an hour, with a hostile name", () => {
    const tightest = { owner: "ac\u202eme", requests: 6_000, budget };
    const facts = { requests: 6_000, free: 0, seconds: 3_100, tightest, isEnough: false };
    expect(renderForecast(facts, "Writing")).toMatchInlineSnapshot(
      `"Writing: 6,000 requests; only 4,310 of 5,000 left for ac\\u{202e}me until 19:04:05 UTC; about 51 min 40 s, waiting included"`,
    );
  });

  test("of one that nobody counts", () => {
    const facts = { requests: 1, free: 0, seconds: 0, tightest: undefined, isEnough: true };
    expect(renderForecast(facts, "Reading")).toBe("Reading: 1 request; about 1 s");
  });
});

test("a wait in words", () => {
  const until = reset * 1_000;
  const wait = { until, reason: "rate-limited", owner: "acme" } as const;
  expect(renderWait(wait, until - 42_000)).toBe(
    "Waiting 42 s for GitHub's hourly limit (acme), until 19:04:05 UTC",
  );
  expect(renderWait({ until, reason: "secondary-rate-limit" }, until + 9)).toBe(
    "Waiting 0 s because GitHub asks to slow down, until 19:04:05 UTC",
  );
  expect(renderWait({ until: Number.NaN, reason: "pace" }, 0)).toContain("an unknown time");
});

test.each([
  [0, "0 s"],
  [0.2, "1 s"],
  [59.5, "1 min"],
  [61, "1 min 1 s"],
  [3_599, "59 min 59 s"],
  [3_600, "1 h"],
  [3_601, "1 h 1 min"],
  [90_000, "25 h"],
])("%d seconds are %s", (seconds, shown) => {
  expect(showDuration(seconds)).toBe(shown);
});

test.each([
  [0, "0"],
  [999, "999"],
  [1_000, "1,000"],
  [1_234_567, "1,234,567"],
])("%d is shown as %s", (number, shown) => {
  expect(showNumber(number)).toBe(shown);
});
