import { describe, expect, test } from "vitest";
import type { ClientOptions, GitHubWriter } from "../../src/github/client-options.ts";
import { createGitHubWriter } from "../../src/github/create-clients.ts";
import type { Clock } from "../../src/model/clock.ts";
import type { Scope } from "../../src/model/scope.ts";
import { githubErrorOf } from "./support/expect-error.ts";
import { appWorld } from "./support/fake-app.ts";
import { answers, fakeGitHub, hookJson, json, optionsFor } from "./support/fake-github.ts";

const api: Scope = { kind: "repository", owner: "acme", repository: "api" };
const change = { events: ["push"], active: true };
const refused = { code: "interrupted", status: 0, mayHaveHappened: false };

/** Time that stands still: whoever sleeps does so until the signal comes. */
function stillClock(): Clock & { readonly asleep: Promise<void> } {
  let fall = (): void => {};
  const asleep = new Promise<void>((resolve) => {
    fall = resolve;
  });
  return {
    asleep,
    now: () => 1_800_000_000_000,
    sleep: (_, signal) =>
      new Promise((_resolve, reject) => {
        const stop = (): void => reject(new Error("aborted"));
        if (signal?.aborted) return stop();
        signal?.addEventListener("abort", stop, { once: true });
        return fall();
      }),
  };
}

type Respond = Parameters<typeof fakeGitHub>[0];

async function open(respond: Respond, more: Partial<ClientOptions> = {}) {
  const controller = new AbortController();
  const clock = stillClock();
  const github = fakeGitHub(respond);
  const stopWaiting = controller.signal;
  const writer = await createGitHubWriter(
    optionsFor(github.fetch, { clock, stopWaiting, ...more }),
  );
  return { writer, clock, github, stop: () => controller.abort() };
}

const update = (writer: GitHubWriter, id = 1) => writer.updateHook(api, id, change);

/** Answers once it is told to. */
function heldBack(response: () => Response) {
  let arrive = (): void => {};
  let release = (): void => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const respond = async (): Promise<Response> => {
    arrive();
    await released;
    return response();
  };
  return { respond, arrived, release: () => release() };
}

test.each<[what: string, respond: () => Response]>([
  ["a refusal to be waited out", json(403, {}, { "retry-after": "600" })],
  [
    "the reset of the hour",
    json(
      403,
      { message: "API rate limit exceeded" },
      {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": "1800000900",
      },
    ),
  ],
])("ends the wait for %s", async (_, respond) => {
  const { writer, clock, github, stop } = await open(respond);
  const waiting = githubErrorOf(update(writer));
  await clock.asleep;
  stop();
  expect(await waiting).toMatchObject(refused);
  expect(github.requests).toHaveLength(1);
});

test("ends the wait for the pace, and what went before it is done", async () => {
  const { writer, clock, github, stop } = await open(json(200, hookJson(1)));
  for (let index = 0; index < 20; index += 1) await update(writer);
  const waiting = githubErrorOf(update(writer));
  await clock.asleep;
  stop();
  expect(await waiting).toMatchObject(refused);
  expect(github.requests).toHaveLength(20);
});

test("finishes what is in flight, and sends nothing of what stands in the queue", async () => {
  const { respond, arrived, release } = heldBack(json(200, hookJson(1)));
  const { writer, github, stop } = await open(respond);
  const all = Array.from({ length: 9 }, () =>
    update(writer).then(
      () => "done",
      (error: { code: string }) => error.code,
    ),
  );
  await arrived;
  await new Promise((resolve) => setTimeout(resolve, 20));
  const inFlight = github.requests.length;
  stop();
  release();
  const ended = await Promise.all(all);
  expect(inFlight).toBeGreaterThan(0);
  expect(github.requests).toHaveLength(inFlight);
  expect(ended.filter((end) => end === "done")).toHaveLength(inFlight);
  expect(ended.filter((end) => end === "interrupted")).toHaveLength(9 - inFlight);
});

test("lets what is asked for later go, for as long as it need not wait", async () => {
  const limited = json(403, {}, { "retry-after": "600" });
  const { writer, github, stop } = await open(answers(json(200, hookJson(1)), limited));
  stop();
  expect(await update(writer)).toMatchObject({ id: 1 });
  expect(await githubErrorOf(update(writer))).toMatchObject(refused);
  expect(github.requests).toHaveLength(2);
});

test.each([
  ["before the repeat of what has failed", 0],
  ["while what fails is in flight", 20],
])("leaves the doubt of a write that may have happened: %s", async (_, delay) => {
  const { respond, arrived, release } = heldBack(json(502, {}));
  const { writer, github, stop } = await open(respond, { retryDelayMs: 60_000 });
  const failing = githubErrorOf(update(writer));
  await arrived;
  if (delay > 0) stop();
  release();
  if (delay === 0) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    stop();
  }
  expect(await failing).toMatchObject({ code: "server-error", mayHaveHappened: true });
  expect(github.requests).toHaveLength(1);
});

test("holds for every installation of an App", async () => {
  const { options, log } = appWorld({ rate_limit: { limit: 100, remaining: 2, reset_in: 600 } });
  const controller = new AbortController();
  const clock = { ...stillClock(), now: options.clock?.now ?? Date.now };
  const writer = await createGitHubWriter({ ...options, clock, stopWaiting: controller.signal });
  for (let index = 0; index < 2; index += 1) await writer.listHooks(api);
  const waiting = githubErrorOf(writer.listHooks(api));
  await clock.asleep;
  const sent = log.length;
  controller.abort();
  expect(await waiting).toMatchObject(refused);
  expect(log).toHaveLength(sent);
});

test("keeps an answer that has come and is only being handed on", async () => {
  let stop = (): void => {};
  // What a signal meets: everything that is ready has run, and the queue's timers have not.
  const onRequest = (): void => void process.nextTick(() => stop());
  const opened = await open(json(200, hookJson(1)), { onRequest });
  stop = opened.stop;
  expect(await update(opened.writer)).toMatchObject({ id: 1 });
});

test("sends nothing any more once its token has come late", async () => {
  const { options, log, simulator } = appWorld();
  const controller = new AbortController();
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let arrive = (): void => {};
  const asked = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await simulator.fetch(input, init);
    if (!String(input).endsWith("/access_tokens")) return response;
    arrive();
    await released;
    return response;
  };
  const writer = await createGitHubWriter({ ...options, fetch, stopWaiting: controller.signal });
  const waiting = githubErrorOf(update(writer));
  await asked;
  controller.abort();
  release();
  expect(await waiting).toMatchObject(refused);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(log.filter(({ path }) => path.includes("/hooks"))).toEqual([]);
});

describe("an interrupt right behind an answer never says that nothing was written", () => {
  const steps = Array.from({ length: 30 }, (_, step) => step);

  /** Aborts when so many turns of the microtask queue have gone by since the answer was read. */
  async function interruptedAfter(step: number, name: "signal" | "stopWaiting") {
    const controller = new AbortController();
    const onRequest = async (): Promise<void> => {
      for (let turn = 0; turn < step; turn += 1) await undefined;
      controller.abort();
    };
    const github = fakeGitHub(answers(json(200, hookJson(1))));
    const more = { onRequest, [name]: controller.signal };
    const writer = await createGitHubWriter(optionsFor(github.fetch, more));
    return await update(writer).catch((error: unknown) => error);
  }

  test.each(steps)("%i steps after it, at once", async (step) => {
    const result = await interruptedAfter(step, "signal");
    if (result instanceof Error)
      expect(result).toMatchObject({ code: "interrupted", mayHaveHappened: true });
    else expect(result).toMatchObject({ id: 1 });
  });

  test.each(steps)("%i steps after it, in an orderly way", async (step) => {
    expect(await interruptedAfter(step, "stopWaiting")).toMatchObject({ id: 1 });
  });
});
