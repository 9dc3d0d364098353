import { expect, test } from "vitest";
import { type HttpResponse, ResponseHeaders } from "../../../src/github/http/http-response.ts";
import { createRateLimitMeter, githubTime } from "../../../src/github/pace/rate-limit.ts";

const noon = Date.parse("2026-11-20T12:00:00Z");

function answer(date: string | undefined): HttpResponse {
  const headers = new ResponseHeaders(new Headers(date === undefined ? {} : { date }));
  return { status: 200, text: "", headers };
}

test("GitHub's time is that of its answers, as the machine's clock goes on", () => {
  const [one, other] = [createRateLimitMeter(), createRateLimitMeter()];
  const at = (now: number) =>
    githubTime({ now: () => now, sleep: async () => undefined }, [one, other]);
  expect(at(noon)).toBe(undefined);
  one.observe(answer(undefined), noon);
  one.observe(answer("yesterday"), noon);
  expect(at(noon)).toBe(undefined);
  // Two hours behind, and an answer that took four seconds.
  const here = noon - 7_200_000;
  one.observe(answer("Fri, 20 Nov 2026 12:00:00 GMT"), here + 4_000);
  expect(at(here + 4_000)).toBe(noon);
  other.observe(answer("Fri, 20 Nov 2026 12:00:05 GMT"), here + 5_100);
  one.observe(answer("Fri, 20 Nov 2026 12:00:06 GMT"), here + 9_000);
  expect(at(here + 5_100)).toBe(noon + 5_000);
  expect(at(here + 65_100)).toBe(noon + 65_000);
});
