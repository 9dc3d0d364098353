import { describe, expect, test } from "vitest";
import { GitHubError } from "../../src/model/errors.ts";
import { applyTo, endings } from "../support/apply-to.ts";
import { desiredHook, liveHook, managed, receiver } from "../support/build.ts";
import { fakeWriter, inTurn } from "../support/fake-writer.ts";
import { planCases } from "../support/plan-cases.ts";

const unsent = new GitHubError("interrupted", "interrupted", { status: 0 });
const cutOff = new GitHubError("interrupted", "interrupted", { status: 0, mayHaveHappened: true });
const lost = new GitHubError("server-error", "502", { status: 502, mayHaveHappened: true });

describe("an action that an interrupt kept from", () => {
  test.each([
    ["its create", { hooks: [desiredHook()] }, { createHook: inTurn(unsent) }],
    [
      "its update",
      { hooks: [desiredHook({ active: false })], live: [liveHook()] },
      { updateHook: inTurn(unsent) },
    ],
    [
      "its change of config",
      { hooks: [desiredHook({ contentType: "form" })], live: [liveHook()] },
      { updateHookConfig: inTurn(unsent) },
    ],
    [
      "the look before its delete",
      { live: [liveHook()], unmanaged: "delete" },
      { getHook: inTurn(unsent) },
    ],
    [
      "its delete after the look",
      { live: [liveHook()], unmanaged: "delete" },
      { removeHook: inTurn(unsent) },
    ],
  ] as const)("%s was not attempted", async (_, scope, faults) => {
    const { plan, seed } = planCases({ "acme/api": scope });
    const { outcomes } = await applyTo(fakeWriter(seed, faults), plan);
    expect(outcomes).toMatchObject([
      { status: "not_attempted", reason: "the run was interrupted" },
    ]);
  });

  test("the second of its two requests has failed, half done", async () => {
    const { plan, seed } = planCases({
      "acme/api": {
        hooks: [desiredHook({ events: ["issues"], contentType: "form" })],
        live: [liveHook({ hasSecret: true })],
        undeclaredSecrets: "keep",
      },
    });
    const writer = fakeWriter(seed, { updateHookConfig: inTurn(unsent) });
    expect(endings((await applyTo(writer, plan)).outcomes)).toEqual(["interrupted"]);
  });

  test("an end of its write that is known has failed", async () => {
    const { plan, seed } = planCases({ "acme/api": { hooks: [desiredHook()] } });
    const faults = { createHook: inTurn(cutOff), listHooks: inTurn(unsent) };
    const { outcomes } = await applyTo(fakeWriter(seed, faults), plan);
    expect(outcomes).toMatchObject([
      { status: "failed", error: { code: "interrupted", mayHaveHappened: true } },
    ]);
  });

  test("asking again for what may have been created has failed: one request was sent", async () => {
    const { plan, seed } = planCases({ "acme/api": { hooks: [desiredHook()] } });
    const writer = fakeWriter(seed, { createHook: inTurn(lost, unsent) });
    expect(endings((await applyTo(writer, plan)).outcomes)).toEqual(["interrupted"]);
  });

  test("looking for what it may have created says so", async () => {
    const { plan, seed } = planCases({ "acme/api": { hooks: [desiredHook()] } });
    const faults = { createHook: inTurn(lost), listHooks: inTurn(unsent) };
    const { outcomes } = await applyTo(fakeWriter(seed, faults), plan);
    expect(outcomes).toMatchObject([
      {
        status: "failed",
        error: {
          code: "interrupted",
          mayHaveHappened: true,
          message: expect.stringMatching(/^502/),
        },
      },
    ]);
  });

  test("sending the secret of what it adopted has failed, and is set by the next run", async () => {
    const { plan, seed } = planCases({
      "acme/api": { hooks: [desiredHook({ secret: managed() })] },
    });
    const faults = {
      createHook: inTurn("done, answer lost"),
      updateHookConfig: inTurn(unsent),
    };
    const { outcomes } = await applyTo(fakeWriter(seed, faults), plan);
    expect(endings(outcomes)).toEqual(["interrupted"]);
  });
});

test("what depends on an action that was not sent is left alone as well", async () => {
  const { plan, seed } = planCases({
    "acme/a": {
      hooks: [desiredHook({ previousUrls: [`${receiver}/old`], active: false })],
      live: [liveHook(), liveHook({ id: 2, url: `${receiver}/old` })],
    },
  });
  const writer = fakeWriter(seed, { updateHook: inTurn(unsent) });
  const { outcomes } = await applyTo(writer, plan);
  expect(endings(outcomes)).toEqual(["not attempted", "not attempted"]);
});
