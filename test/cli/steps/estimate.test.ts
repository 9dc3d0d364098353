import { expect, test } from "vitest";
import type { Session } from "../../../src/cli/session.ts";
import { type EstimateOptions, estimate } from "../../../src/cli/steps/estimate.ts";
import type { GitHubReader, RateLimit } from "../../../src/github/client-options.ts";
import { GitHubError } from "../../../src/model/errors.ts";

const now = Date.UTC(2026, 10, 20, 18, 0, 0);
const reset = now / 1_000 + 600;
const reads = (count: number) => ({ reads: count, writes: 0, creates: 0 });
const work = new Map([
  ["acme", reads(400)],
  ["small", reads(3)],
  ["umbrella", reads(200)],
]);

/** An App on several accounts, of which only `/rate_limit` has told anything yet. */
function app(limits: Readonly<Record<string, RateLimit>>) {
  const asked: string[] = [];
  let printed = "";
  const reader: Pick<
    GitHubReader,
    "hasLimitPerOwner" | "rateLimit" | "readRateLimit" | "requests"
  > = {
    hasLimitPerOwner: true,
    rateLimit: () => undefined,
    requests: () => 0,
    readRateLimit: async (owner = "") => {
      asked.push(owner);
      const limit = limits[owner];
      if (limit === undefined) throw new GitHubError("network-error", "no answer", { status: 0 });
      return limit;
    },
  };
  const write = (text: string): void => {
    printed += text;
  };
  const io = { now: () => now, quiet: false, stderr: { write } };
  const estimateOf = (
    work: Parameters<typeof estimate>[1],
    options: EstimateOptions = {},
  ): ReturnType<typeof estimate> =>
    estimate("Reading", work, reader as GitHubReader, {
      ...(io as unknown as Session),
      options,
    });
  return { estimateOf, asked, printed: () => printed };
}

const limit = { limit: 5_000, remaining: 4_000, reset };
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("of an App's limits those are asked for that many requests fall under", async () => {
  const { estimateOf, asked, printed } = app({
    acme: limit,
    umbrella: { ...limit, remaining: 250 },
  });
  await estimateOf(work);
  await settled();
  expect(asked).toEqual(["acme", "umbrella"]);
  expect(printed()).toBe(
    "Reading: 603 requests; 250 of 5,000 left for umbrella until 18:10:00 UTC; about 2 s\n",
  );
});

test("nothing is said once the run is over, nor asked for small shares", async () => {
  const late = app({ acme: limit, umbrella: limit });
  const { stop } = await late.estimateOf(work);
  stop();
  await settled();
  expect(late.printed()).toBe("");
  const small = app({});
  const few = new Map([["small", reads(100)]]);
  await small.estimateOf(few, { wait: false });
  expect([small.asked, small.printed()]).toEqual([[], ""]);
});

test("without waiting, one limit that is too low is enough to refuse", async () => {
  const { estimateOf } = app({ acme: limit, umbrella: { ...limit, remaining: 10 } });
  const options = { wait: false } as const;
  await expect(estimateOf(work, options)).rejects.toMatchObject({
    code: "rate-limit-too-low",
    message: expect.stringContaining("200 requests, and 10 of 5000"),
    help: expect.stringContaining("18:10:00 UTC"),
  });
});

test("a limit that cannot be asked for stops nobody", async () => {
  const { estimateOf, asked } = app({ acme: limit });
  const options = { wait: false } as const;
  await estimateOf(work, options);
  expect(asked).toEqual(["acme", "umbrella"]);
});
