import { describe, expect, test } from "vitest";
import { createGitHubWriter } from "../../src/github/create-writer.ts";
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
const changed = new GitHubError("changed-meanwhile", "another hook", { status: 200 });

const writes = {
  updateHook: (writer, before) => writer.updateHook(api, 5, update, before),
  updateHookConfig: (writer, before) => {
    const url = new HookUrl("https://ci.example.com/5", { kind: "declared" });
    return writer.updateHookConfig(api, 5, { url }, before);
  },
  removeHook: (writer, before) => writer.removeHook(api, 5, before),
} satisfies Record<
  string,
  (
    writer: Awaited<ReturnType<typeof createGitHubWriter>>,
    before: () => Promise<void>,
  ) => Promise<unknown>
>;

type Write = keyof typeof writes;

const done: Readonly<Record<Write, () => Response>> = {
  updateHook: hook,
  updateHookConfig: json(200, { url: "https://ci.example.com/5" }),
  removeHook: () => new Response(null, { status: 204 }),
};

/** Sends one write, which GETs the hook before each attempt, against the answers to the writes. */
async function send(
  write: Write,
  responses: readonly (() => Response | Promise<Response>)[],
  { noWait = false, failsAt = 0 }: { readonly noWait?: boolean; readonly failsAt?: number } = {},
) {
  const respond = answers(...responses);
  const sent: { readonly method: string; readonly at: number }[] = [];
  const clock = fakeClock();
  const started = clock.now();
  let count = 0;
  const github = fakeGitHub((request: SeenRequest) => {
    sent.push({ method: request.method, at: Math.floor((clock.now() - started) / 10_000) * 10 });
    if (request.method === "GET") return hook();
    count += 1;
    return respond(request, count - 1);
  });
  // As many places as a single request takes: a look must not wait for its own write.
  const writer = await createGitHubWriter(
    optionsFor(github.fetch, { clock, noWait, concurrency: 1 }),
  );
  let looks = 0;
  const look = async (): Promise<void> => {
    looks += 1;
    await writer.getHook(api, 5);
    if (looks === failsAt) throw changed;
  };
  const outcome = writes[write](writer, look);
  return {
    outcome,
    methods: () => sent.map(({ method }) => method).join(" "),
    times: () => sent.map(({ at }) => at),
  };
}

const verb = (write: Write): string => (write === "removeHook" ? "DELETE" : "PATCH");

describe.each(Object.keys(writes) as Write[])("what runs before a write: %s", (write) => {
  const method = verb(write);

  test("runs once before one that GitHub takes", async () => {
    const { outcome, methods } = await send(write, [done[write]]);
    await outcome;
    expect(methods()).toBe(`GET ${method}`);
  });

  test("runs before each repeat", async () => {
    const { outcome, methods } = await send(write, [failed, failed, done[write]]);
    await outcome;
    expect(methods()).toBe(`GET ${method} GET ${method} GET ${method}`);
  });

  test("runs after a limit is over, not before", async () => {
    const { outcome, methods, times } = await send(write, [limited, done[write]]);
    await outcome;
    expect(methods()).toBe(`GET ${method} GET ${method}`);
    expect(times()).toEqual([0, 0, 90, 90]);
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
