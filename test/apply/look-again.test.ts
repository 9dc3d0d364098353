import { describe, expect, test } from "vitest";
import type { LiveHook } from "../../src/model/hook.ts";
import { applyTo, endings } from "../support/apply-to.ts";
import {
  api,
  declaredUrl,
  desiredHook,
  liveHook,
  longAgo,
  managed,
  receiver,
} from "../support/build.ts";
import { fakeWriter } from "../support/fake-writer.ts";
import { type OneScope, planOne } from "../support/plan-one.ts";

const masked = liveHook({ hasSecret: true });
const rotated = managed("ci", longAgo + 60_000);

/** Writes that lose nothing of others: a look before them depends on the age of the plan. */
const patient: readonly (readonly [what: string, scope: OneScope, look: string])[] = [
  ["a rotation", { hooks: [desiredHook({ secret: rotated })] }, "get config"],
  ["a change of config", { hooks: [desiredHook({ contentType: "form" })] }, "get config"],
  [
    "an update with its secret",
    { hooks: [desiredHook({ active: false, secret: managed() })] },
    "get",
  ],
  [
    "an update that keeps a secret",
    { hooks: [desiredHook({ active: false })], undeclaredSecrets: "keep" },
    "get",
  ],
];

interface Run {
  readonly now?: number;
  readonly there?: readonly LiveHook[];
  readonly isUndated?: boolean;
}

async function run(scope: OneScope, { now = 0, there = [masked], isUndated }: Run) {
  const writer = fakeWriter({ "acme/api": there });
  const plan = planOne({ live: [masked], ...scope });
  const undated = isUndated === true ? { ...plan, readAt: new Map<string, number>() } : plan;
  const { outcomes } = await applyTo(writer, undated, { now: () => now });
  return { endings: endings(outcomes), first: writer.calls[0], writer };
}

describe.each(patient)("before %s", (_, scope, look) => {
  const looked = `${look} acme/api 1`;

  test("a hook is looked at where it was read more than ten seconds ago", async () => {
    expect(await run(scope, { now: 10_001 })).toMatchObject({
      endings: ["applied"],
      first: looked,
    });
    expect((await run(scope, { now: 10_000 })).first).not.toBe(looked);
  });

  test("a hook is looked at where nobody knows when it was read", async () => {
    expect((await run(scope, { isUndated: true })).first).toBe(looked);
    // The clock was set back.
    expect((await run(scope, { now: -1 })).first).toBe(looked);
  });

  test.each([
    ["URL", { url: declaredUrl("https://evil.example.net/hook") }],
    ["content type", { contentType: "application/json" }],
    ["insecure_ssl", { insecureSsl: true }],
    ["secret, which is none,", { hasSecret: false }],
  ])("a hook that has another %s by then is not written to", async (_field, over) => {
    const there = [{ ...masked, ...over }];
    const { endings: ended, writer } = await run(scope, { now: 60_000, there });
    expect(ended).toEqual(["changed-meanwhile"]);
    expect(writer.calls).toEqual([looked]);
    expect(writer.hooks(api)).toEqual(there);
  });

  test("a hook that is gone by then is a failure", async () => {
    const { endings: ended, writer } = await run(scope, { now: 60_000, there: [] });
    expect(ended).toEqual(["hook-gone"]);
    expect(writer.calls).toEqual([looked, "list acme/api *"]);
  });
});

test.each([
  ["events", { events: ["star"] }],
  ["activity", { active: false }],
  ["secret perhaps, for it was updated,", { updatedAt: longAgo + 1_000 }],
])("an update is not sent to a hook that has another %s", async (_, over) => {
  const scope = { hooks: [desiredHook({ events: ["issues"], secret: managed() })] };
  const result = await run(scope, { now: 60_000, there: [{ ...masked, ...over }] });
  expect(result.endings).toEqual(["changed-meanwhile"]);
});

describe("where none is live", () => {
  const bare = liveHook();
  const old = `${receiver}/old`;

  test.each([
    ["an update", desiredHook({ active: false })],
    ["an update of config", desiredHook({ active: false, contentType: "form" })],
    ["a change of config", desiredHook({ contentType: "form" })],
    ["a move", desiredHook({ previousUrls: [old] })],
    ["a first secret", desiredHook({ secret: managed() })],
    ["a first secret in an update", desiredHook({ active: false, secret: managed() })],
  ])("%s never touches a secret that was set since the plan", async (_, desired) => {
    const live = { ...bare, ...(desired.previousUrls.length > 0 ? { url: declaredUrl(old) } : {}) };
    const there = [{ ...live, hasSecret: true }];
    const writer = fakeWriter({ "acme/api": there });
    const { outcomes } = await applyTo(writer, planOne({ hooks: [desired], live: [live] }));
    expect(endings(outcomes)).toEqual(["changed-meanwhile"]);
    expect(writer.hooks(api)).toEqual(there);
    expect(writer.secrets).toEqual([]);
  });
});

describe("a delete that makes room", () => {
  const scope = {
    hooks: [desiredHook({ events: ["issues", "push"] })],
    live: [liveHook(), liveHook({ id: 2, events: ["issues"] })],
    unmanaged: "delete",
  } as const;
  const [takesOver, inTheWay] = scope.live;

  test.each([
    ["another hook", [{ ...takesOver, active: false }, inTheWay], "changed-meanwhile"],
    ["gone", [inTheWay], "hook-gone"],
  ])("is left where what takes over is %s by then", async (_, there, ending) => {
    const result = await run(scope, { now: 60_000, there });
    expect(result.endings).toEqual([ending, "not attempted"]);
    expect(result.writer.hooks(api)).toEqual(there);
  });

  test("is done where it still is, and nothing comes between it and the look at its own hook", async () => {
    const result = await run(scope, { now: 60_000, there: scope.live });
    expect(result.endings).toEqual(["applied", "applied"]);
    const looks = result.writer.calls.filter((call) => call.startsWith("get "));
    expect(looks.slice(0, 2)).toEqual([
      `get acme/api ${takesOver.id}`,
      `get acme/api ${inTheWay.id}`,
    ]);
  });
});
