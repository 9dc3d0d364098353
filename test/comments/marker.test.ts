import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  composeText,
  fitBody,
  isSameBody,
  readMarker,
  withMarker,
  withoutMarker,
  writeMarker,
} from "../../src/comments/body.ts";
import { longestBody } from "../../src/model/github-limits.ts";

const anything = fc.string({ unit: "binary" });

test("a marker is read as it was written, and nothing ends it early", async () => {
  await fc.assert(
    fc.property(anything, anything, anything, (key, digest, text) => {
      const body = withMarker("plan", { key, digest }, text);
      expect(readMarker("plan", body)).toEqual({ key, digest });
      expect(readMarker("drift", body)).toBeUndefined();
      expect(writeMarker("plan", { key, digest })).toMatch(/^<!-- [^<>\n]* -->$/);
      expect(withoutMarker(body)).toBe(text);
    }),
  );
});

test.each([
  "",
  "<!-- hookfleet:plan",
  'text <!-- hookfleet:plan key="default" -->',
  '> <!-- hookfleet:plan key="default" -->',
  '<!-- hookfleet:planet key="default" -->',
  "<!-- hookfleet:plan key=default -->",
])("%j is no marker of a plan", (body) => {
  expect(readMarker("plan", body)).toBeUndefined();
});

test("a marker below line breaks that somebody else put there still counts", () => {
  expect(readMarker("plan", '\r\n<!-- hookfleet:plan key="a" -->\r\ntext')).toEqual({ key: "a" });
  expect(readMarker("plan", '<!-- hookfleet:plan key="%110000;" -->')).toEqual({
    key: "%110000;",
  });
});

test("a text is cut between lines, and fits", async () => {
  await fc.assert(
    fc.property(anything, fc.nat(60), (text, room) => {
      const fitted = fitBody(text, room + 5);
      expect(fitted.length).toBeLessThanOrEqual(room + 5);
      if (text.length <= room + 5) expect(fitted).toBe(text);
    }),
  );
  expect(fitBody("first line\nsecond line", 20)).toBe("first line\n\n…\n");
});

test("everything together fits into a comment", () => {
  const text = composeText("above\n", 100, (room) => "x\n".repeat(room));
  expect(text.length + 100).toBeLessThanOrEqual(longestBody);
  expect(text.startsWith("above\n\nx\n")).toBe(true);
  expect(composeText("", 100, (room) => String(room))).toBe(String(longestBody - 100));
});

test("bodies are the same whatever their line ends", () => {
  expect(isSameBody("a\r\nb\r\n", "a\nb")).toBe(true);
  expect(isSameBody("a\nb", "a b")).toBe(false);
});
