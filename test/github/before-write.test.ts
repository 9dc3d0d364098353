import { describe, expect, test } from "vitest";
import { createGitHubWriter } from "../../src/github/create-clients.ts";
import { GitHubError } from "../../src/model/errors.ts";
import { HookUrl } from "../../src/model/hook-url.ts";
import type { Scope } from "../../src/model/scope.ts";
import { githubErrorOf } from "./support/expect-error.ts";
import {
  answers,
  fakeClock,
  fakeGitHub,
  hookJson,
  json,
  optionsFor,
  type SeenRequest,
} from "./support/fake-github.ts";

const api: Scope = { kind: "repository", owner: "acme", repository: "api" };
const update = { events: ["push"], active: true };
const hook = json(200, hookJson(5));
const failed = json(502, { message: "Server Error" });
const limited = json(
  403,
  { message: "You have exceeded a secondary rate limit." },
  { "retry-after": "90" },
);
/** A quarter of an hour after the clock's start, in seconds. */
const reset = 1_800_000_900;
const changed = new GitHubError("changed-meanwhile", "another hook", { status: 200 });

const writes = {
  updateHook: (writer, before) => writer.updateHook(api, 5, update, before),
  updateHookConfig: (writer, before) => {
    const url = new HookUrl("https://ci.example.com/5", { kind: "declared" });
    return writer.updateHookConfig(api, 5, { url }, before);
  },
  removeHook: (writer, before) => writer.removeHook(api, 5, before),
  redeliver: (writer, before) => writer.redeliver(api, 5, 6, before),
} satisfies Record<
  string,
  (
    writer: Awaited<ReturnType<typeof createGitHubWriter>>,
    before: (mayHaveHappened: boolean) => Promise<void>,
  ) => Promise<unknown>
>;

type Write = keyof typeof writes;

const done: Readonly<Record<Write, () => Response>> = {
  updateHook: hook,
  updateHookConfig: json(200, { url: "https://ci.example.com/5" }),
  removeHook: () => new Response(null, { status: 204 }),
  redeliver: json(202, {}),
};

interface Sending {
  readonly noWait?: boolean;
  readonly failsAt?: number;
  readonly look?: () => Response;
}

/** Sends one write, which GETs the hook before each attempt, against the answers to the writes. */
async function send(
  write: Write,
  responses: readonly (() => Response | Promise<Response>)[],
  { noWait = false, failsAt = 0, look: lookAnswer = hook }: Sending = {},
) {
  const respond = answers(...responses);
  const sent: { readonly method: string; readonly at: number }[] = [];
  const clock = fakeClock();
  const started = clock.now();
  let count = 0;
  const github = fakeGitHub((request: SeenRequest) => {
    sent.push({ method: request.method, at: Math.floor((clock.now() - started) / 10_000) * 10 });
    if (request.method === "GET") return lookAnswer();
    count += 1;
    return respond(request, count - 1);
  });
  // As many places as a single request takes: a look must not wait for its own write.
  const writer = await createGitHubWriter(
    optionsFor(github.fetch, { clock, noWait, concurrency: 1 }),
  );
  let looks = 0;
  const doubts: boolean[] = [];
  const look = async (mayHaveHappened: boolean): Promise<void> => {
    looks += 1;
    doubts.push(mayHaveHappened);
    await writer.getHook(api, 5);
    if (looks === failsAt) throw changed;
  };
  const outcome = writes[write](writer, look);
  return {
    outcome,
    methods: () => sent.map(({ method }) => method).join(" "),
    times: () => sent.map(({ at }) => at),
    doubts,
  };
}

const verb = (write: Write): string =>
  write === "removeHook" ? "DELETE" : write === "redeliver" ? "POST" : "PATCH";

/** A POST is never repeated after a failure. */
const repeated = (Object.keys(writes) as Write[]).filter((write) => write !== "redeliver");

describe.each(Object.keys(writes) as Write[])(
  "what runs before a write that a limit holds up: %s",
  (write) => {
    const method = verb(write);

    test("runs after the limit is over, and knows that nothing has happened", async () => {
      const { outcome, methods, times, doubts } = await send(write, [limited, done[write]]);
      await outcome;
      expect(methods()).toBe(`GET ${method} GET ${method}`);
      expect(times()).toEqual([0, 0, 90, 90]);
      expect(doubts).toEqual([false, false]);
    });

    test("runs again where it was itself the last request before the limit", async () => {
      const used = { "x-ratelimit-limit": "5000", "x-ratelimit-remaining": "0" };
      let isFirst = true;
      const look = (): Response => {
        const headers = isFirst ? { ...used, "x-ratelimit-reset": `${reset}` } : {};
        isFirst = false;
        return json(200, hookJson(5), headers)();
      };
      const { outcome, methods } = await send(write, [done[write]], { look });
      await outcome;
      expect(methods()).toBe(`GET GET ${method}`);
    });
  },
);

describe.each(repeated)("what runs before a write: %s", (write) => {
  const method = verb(write);

  test("runs once before one that GitHub takes", async () => {
    const { outcome, methods } = await send(write, [done[write]]);
    await outcome;
    expect(methods()).toBe(`GET ${method}`);
  });

  test("runs before each repeat, and knows what may have happened", async () => {
    const { outcome, methods, doubts } = await send(write, [failed, failed, done[write]]);
    await outcome;
    expect(methods()).toBe(`GET ${method} GET ${method} GET ${method}`);
    expect(doubts).toEqual([false, true, true]);
  });

  test("ends it where it throws, and nothing is sent", async () => {
    const { outcome, methods } = await send(write, [done[write]], { failsAt: 1 });
    expect(await githubErrorOf(outcome)).toMatchObject({
      code: "changed-meanwhile",
      mayHaveHappened: false,
    });
    expect(methods()).toBe("GET");
  });

  test("ends it before a repeat, without forgetting what the attempt before may have done", async () => {
    const lost = await send(write, [failed, done[write]], { failsAt: 2 });
    expect(await githubErrorOf(lost.outcome)).toMatchObject({
      code: "changed-meanwhile",
      mayHaveHappened: true,
    });
    expect(lost.methods()).toBe(`GET ${method} GET`);
    const refused = await send(write, [limited, done[write]], { failsAt: 2 });
    expect(await githubErrorOf(refused.outcome)).toMatchObject({ mayHaveHappened: false });
  });

  test("changes nothing of how often is tried", async () => {
    const broken = await send(write, [failed]);
    expect((await githubErrorOf(broken.outcome)).code).toBe("server-error");
    expect(broken.methods()).toBe(Array(4).fill(`GET ${method}`).join(" "));
    const busy = await send(write, [limited]);
    expect((await githubErrorOf(busy.outcome)).code).toBe("secondary-rate-limit");
    expect(busy.methods()).toBe(Array(6).fill(`GET ${method}`).join(" "));
    const impatient = await send(write, [limited], { noWait: true });
    expect((await githubErrorOf(impatient.outcome)).code).toBe("secondary-rate-limit");
    expect(impatient.methods()).toBe(`GET ${method}`);
    const wrong = await send(write, [json(422, { message: "Validation Failed" })]);
    expect((await githubErrorOf(wrong.outcome)).code).toBe("validation-failed");
    expect(wrong.methods()).toBe(`GET ${method}`);
  });
});

describe("the pace of writes", () => {
  /** Writes to hooks one after the other, each behind a look, after so many other reads. */
  async function paced(count: number, reads = 0) {
    const clock = fakeClock();
    const sent: { readonly method: string; readonly at: number }[] = [];
    const github = fakeGitHub(({ method }: SeenRequest) => {
      sent.push({ method, at: clock.now() });
      return hook();
    });
    const writer = await createGitHubWriter(optionsFor(github.fetch, { clock, pace: true }));
    for (let read = 0; read < reads; read += 1) await writer.getHook(api, 5);
    sent.length = 0;
    for (let write = 0; write < count; write += 1)
      await writer.updateHook(api, 5, update, async () => void (await writer.getHook(api, 5)));
    const gaps = sent.flatMap(({ method, at }, index) =>
      method === "PATCH" ? [at - (sent[index - 1]?.at ?? 0)] : [],
    );
    return { methods: sent.map(({ method }) => method), longest: Math.max(...gaps) };
  }

  test("is waited for before the look and not behind it, with no look more", async () => {
    const { methods, longest } = await paced(25);
    expect(methods).toEqual(Array(25).fill(["GET", "PATCH"]).flat());
    expect(longest).toBe(0);
  });

  test("has the hook looked at once more where the write waited for long behind its look", async () => {
    const { methods, longest } = await paced(1, 896);
    expect(methods).toEqual(["GET", "GET", "PATCH"]);
    expect(longest).toBeLessThanOrEqual(5_000);
  });
});
