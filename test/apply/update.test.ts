import { describe, expect, test } from "vitest";
import { applyTo, endings, secretValue } from "../support/apply-to.ts";
import {
  api,
  declaredUrl,
  desiredHook,
  liveHook,
  longAgo,
  managed,
  noSecret,
  receiver,
} from "../support/build.ts";
import {
  answering,
  fakeWriter,
  inTurn,
  lostAnswer,
  notFound,
  refused,
} from "../support/fake-writer.ts";
import { type OneScope, planOne } from "../support/plan-one.ts";

type Faults = NonNullable<Parameters<typeof fakeWriter>[1]>;

async function run(scope: OneScope, faults: Faults = {}, there = scope.live ?? []) {
  const writer = fakeWriter({ "acme/api": there }, faults);
  const { outcomes } = await applyTo(writer, planOne(scope));
  const { calls, secrets } = writer;
  return { endings: endings(outcomes), calls, secrets, hooks: writer.hooks(api), outcomes };
}

const inactive = { hooks: [desiredHook({ active: false })] };
const masked = [liveHook({ hasSecret: true })];

describe("an update of a managed hook", () => {
  const scope = { hooks: [desiredHook({ active: false, secret: managed() })], live: masked };

  test("sends everything and its secret in one request", async () => {
    const { endings: ended, calls, secrets } = await run(scope);
    expect([ended, calls]).toEqual([["applied"], ["update+config acme/api 1"]]);
    expect(secrets).toEqual([secretValue({ kind: "env", name: "CI_SECRET" })]);
  });

  test.each([
    ["secret-not-stored", { hasSecret: false }],
    ["not-as-asked", { active: true }],
    ["not-as-asked", { events: ["push", "star"] }],
    ["not-as-asked", { contentType: "form" }],
    ["not-as-asked", { insecureSsl: true }],
    ["not-as-asked", { url: declaredUrl(`${receiver}/`) }],
  ])("has failed as %s where GitHub answers with %j", async (code, over) => {
    expect((await run(scope, { updateHook: answering(over) })).endings).toEqual([code]);
  });

  test("fails with what GitHub says", async () => {
    expect((await run(scope, { updateHook: inTurn(notFound()) })).endings).toEqual(["not-found"]);
  });
});

test("a hook in the way whose URL is spelled in another way is named", async () => {
  const other = liveHook({ id: 2, url: "https://CI.example.com:443/hook", events: ["star"] });
  const scope = { hooks: [desiredHook({ events: ["push", "star"] })], live: [liveHook(), other] };
  const { outcomes } = await run(scope, { updateHook: inTurn(refused("hook-exists")) });
  expect(outcomes).toMatchObject([
    { error: { code: "hook-exists", help: expect.stringMatching(/^Hook #2 has the same URL/) } },
  ]);
});

describe("an update of a hook without a secret", () => {
  test.each([
    ["leaves config alone where nothing in it changes", {}, "update acme/api 1"],
    ["sends all of it where something does", { contentType: "form" }, "update+config acme/api 1"],
  ] as const)("%s", async (_, over, call) => {
    const { endings: ended, calls } = await run({
      hooks: [desiredHook({ active: false, ...over })],
      live: [liveHook()],
    });
    expect([ended, calls]).toEqual([["applied"], ["get acme/api 1", call]]);
  });

  test("without config must leave what is in it as it was", async () => {
    const updateHook = answering({ contentType: "form" });
    expect((await run({ ...inactive, live: [liveHook()] }, { updateHook })).endings).toEqual([
      "not-as-asked",
    ]);
  });
});

describe("an update that keeps an undeclared secret", () => {
  const scope = { ...inactive, live: masked, undeclaredSecrets: "keep" } as const;
  const both = { ...scope, hooks: [desiredHook({ active: false, contentType: "form" })] };

  test("sends no config, then config without a secret", async () => {
    expect(await run(scope)).toMatchObject({ endings: ["applied"], calls: ["update acme/api 1"] });
    expect(await run(both)).toMatchObject({
      endings: ["applied"],
      calls: ["update acme/api 1", "config acme/api 1"],
      secrets: [],
    });
  });

  test("stops at the first answer without a mask", async () => {
    const updateHook = answering({ hasSecret: false });
    expect(await run(both, { updateHook })).toMatchObject({
      endings: ["secret-lost"],
      calls: ["update acme/api 1"],
    });
  });

  test("looks at the second answer as well", async () => {
    const updateHookConfig = answering({ hasSecret: false });
    expect((await run(both, { updateHookConfig })).endings).toEqual(["secret-lost"]);
  });

  test("begins with the URL where a hook made meanwhile has the new events under the old one", async () => {
    const old = `${receiver}/old`;
    const live = [liveHook({ url: old, events: ["issues"], hasSecret: true })];
    const moving = { ...scope, hooks: [desiredHook({ previousUrls: [old] })], live };
    const since = [...live, liveHook({ id: 2, url: old })];
    const updateHook = inTurn(refused("hook-exists"));
    expect(await run(moving, { updateHook }, since)).toMatchObject({
      endings: ["applied"],
      calls: ["update acme/api 1", "config acme/api 1", "update acme/api 1"],
    });
  });

  test("gives up where it is refused for another reason, or the URL stays", async () => {
    const calls = ["update acme/api 1"];
    expect(await run(both, { updateHook: inTurn(refused("hook-exists")) })).toMatchObject({
      endings: ["hook-exists"],
      calls: [...calls, "list acme/api *"],
    });
    const moving = {
      ...scope,
      hooks: [desiredHook({ url: "https://CI.example.com/hook", active: false })],
    };
    expect(await run(moving, { updateHook: inTurn(refused()) })).toMatchObject({
      endings: ["validation-failed"],
      calls,
    });
  });

  test("tells the loss before anything else that is wrong", async () => {
    const updateHook = answering({ hasSecret: false, active: true });
    expect((await run(scope, { updateHook })).endings).toEqual(["secret-lost"]);
  });

  test.each([
    ["network-error", masked],
    ["secret-lost", [liveHook()]],
  ] as const)("whose answer was lost looks at the hook: %s", async (code, there) => {
    const result = await run(scope, { updateHook: inTurn(lostAnswer()) }, there);
    expect(result).toMatchObject({
      endings: [code],
      calls: ["update acme/api 1", "get acme/api 1"],
    });
  });

  test("whose answer was lost for good does not pretend to know", async () => {
    const faults = { updateHook: inTurn(lostAnswer()), getHook: inTurn(refused()) };
    expect((await run(scope, faults)).endings).toEqual(["secret-unknown"]);
  });

  test("that GitHub refused has lost nothing, and nobody looks", async () => {
    const result = await run(scope, { updateHook: inTurn(refused()) });
    expect(result).toMatchObject({ endings: ["validation-failed"], calls: ["update acme/api 1"] });
  });
});

describe("the removal of a secret", () => {
  const scope = { hooks: [desiredHook({ secret: noSecret })], live: masked };
  const look = "get acme/api 1";

  test("looks first, then sends config without it", async () => {
    expect(await run(scope)).toMatchObject({
      endings: ["applied"],
      calls: [look, "update+config acme/api 1"],
      hooks: [{ hasSecret: false }],
    });
  });

  test.each([
    ["something else changed", { contentType: "form" }],
    ["somebody wrote it, and perhaps another secret", { updatedAt: longAgo + 1_000 }],
    ["the secret is gone already", { hasSecret: false }],
  ])("is not attempted when %s", async (_, over) => {
    const there = [liveHook({ hasSecret: true, ...over })];
    expect(await run(scope, {}, there)).toMatchObject({
      endings: ["changed-meanwhile"],
      calls: [look],
    });
  });

  test("fails where the hook is gone", async () => {
    expect((await run(scope, {}, [])).endings).toEqual(["hook-gone"]);
  });

  test("has failed where GitHub still shows one", async () => {
    const updateHook = answering({ hasSecret: true });
    expect((await run(scope, { updateHook })).endings).toEqual(["secret-not-removed"]);
  });

  test("has failed where GitHub did something else besides", async () => {
    const updateHook = answering({ events: ["star"] });
    expect((await run(scope, { updateHook })).endings).toEqual(["not-as-asked"]);
  });
});
