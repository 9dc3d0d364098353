import { describe, expect, test } from "vitest";
import type { Action } from "../../../src/model/plan.ts";
import { warnings } from "../../../src/plan/guards/warn.ts";
import {
  createAction,
  declared,
  deleteAction,
  desiredHook,
  liveHook,
  patchAction,
  updateAction,
} from "../../render/hand-made.ts";

const undeclared = desiredHook({ secret: { kind: "undeclared" } });
const elsewhere = desiredHook({
  url: declared("https://other.example.com/"),
  secret: { kind: "undeclared" },
});

function codes(action: Action): readonly string[] {
  return warnings(action).map(({ code }) => code);
}

describe("adopting a hook with a secret that is not declared", () => {
  test.each([
    ["an update", updateAction({ desired: undeclared, secret: "keep" }), true],
    ["a new receiver", patchAction({ desired: elsewhere, secret: "keep" }), true],
    ["a patch of its config alone", patchAction({ desired: undeclared, secret: "keep" }), false],
    [
      "a blocked update",
      updateAction({ desired: undeclared, secret: "keep", blocked: "undeclared-secret" }),
      false,
    ],
    [
      "no secret there",
      updateAction({ desired: undeclared, live: liveHook({ hasSecret: false }) }),
      false,
    ],
    ["a managed secret", updateAction(), false],
    ["a create", createAction(), false],
    ["a delete", deleteAction(), false],
  ])("%s", (_, action, warned) => {
    expect(codes(action)).toEqual(warned ? ["undeclared-secret-kept"] : []);
  });

  test.each([
    ["an update", updateAction({ desired: undeclared, secret: "keep" }), true, false],
    ["a new receiver", patchAction({ desired: elsewhere, secret: "keep" }), false, true],
    ["both", updateAction({ desired: elsewhere, secret: "keep" }), true, true],
  ])("%s is said to put it at risk", (_, action, drops, moves) => {
    const [warning] = warnings(action).filter(({ code }) => code === "undeclared-secret-kept");
    expect(warning?.message.includes("may drop it on this update")).toBe(drops);
    expect(warning?.message.includes("for another host")).toBe(moves);
  });
});
