import { describe, expect, test } from "vitest";
import {
  hasFailed,
  isFailingResponse,
  isHealthy,
  isRedirect,
  receiverAccepted,
} from "../../src/model/receiver-answer.ts";

describe("only 200 to 299 is an accepted delivery", () => {
  test.each([200, 201, 204, 299])("%i", (statusCode) => {
    expect(hasFailed({ statusCode })).toBe(false);
    expect(receiverAccepted({ receiver: { statusCode, status: "", durationMs: 1 } })).toBe(true);
    expect(isFailingResponse({ code: statusCode, status: null, message: null })).toBe(false);
  });

  // 0 is no answer; GitHub follows no redirect, so 3xx is a lost event.
  test.each([0, 100, 199, 300, 301, 302, 303, 307, 308, 304, 399, 400, 401, 403, 410, 500, 600])(
    "not %i",
    (statusCode) => {
      const receiver = { statusCode, status: "OK", durationMs: 1 };
      expect(hasFailed({ statusCode })).toBe(true);
      expect(receiverAccepted({ receiver })).toBe(false);
      expect(isHealthy({ verdict: "proved", receiver })).toBe(false);
      expect(isRedirect(statusCode)).toBe(statusCode >= 300 && statusCode < 400);
      if (statusCode > 0)
        expect(isFailingResponse({ code: statusCode, status: "active", message: "OK" })).toBe(true);
    },
  );
});

test.each([null, undefined])("no code (%j) is no redirect", (code) => {
  expect(isRedirect(code)).toBe(false);
});
