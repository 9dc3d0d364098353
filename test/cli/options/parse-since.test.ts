import { expect, test } from "vitest";
import { isBeyondRetention, parseSince } from "../../../src/cli/options/option.ts";

const now = Date.UTC(2026, 10, 20, 12);

test.each([
  ["90s", now - 90_000],
  ["30m", now - 1_800_000],
  ["24h", now - 86_400_000],
  ["3d", now - 259_200_000],
  ["2026-11-20T10:12:00Z", Date.UTC(2026, 10, 20, 10, 12)],
  ["2026-11-20t10:12:00.5+02:00", Date.UTC(2026, 10, 20, 8, 12, 0, 500)],
])("%s", (text, time) => {
  expect(parseSince(text)(now)).toBe(time);
});

test.each([
  "",
  "24",
  "h",
  "1w",
  "-1h",
  "1.5h",
  "1h30m",
  "2026-11-20",
  "2026-13-20T10:12:00Z",
  "now",
])("%j is no time", (text) => {
  expect(() => parseSince(text)).toThrow();
});

test.each([
  [3, "3d", "73h"],
  [7, "7d", "169h"],
])("%i days are all there is, and no more", (days, all, more) => {
  expect(isBeyondRetention(parseSince(all)(now), now, days)).toBe(false);
  expect(isBeyondRetention(parseSince(more)(now), now, days)).toBe(true);
});
