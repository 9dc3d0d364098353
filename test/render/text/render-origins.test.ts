import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Action, Plan } from "../../../src/model/plan.ts";
import type { ActionOrigin } from "../../../src/model/plan-document.ts";
import { createPalette } from "../../../src/render/text/palette.ts";
import { renderPlan } from "../../../src/render/text/render-report.ts";
import { hostile, planOf } from "../arbitrary-plan.ts";
import { createAction, deleteAction, handMadePlan, patchAction } from "../hand-made.ts";
import { expectHarmless } from "../harmless.ts";
import { holds } from "../holds.ts";

const palette = createPalette(false);

function originsOf(plan: Plan, flags: readonly boolean[]): ReadonlyMap<Action, ActionOrigin> {
  return new Map(
    plan.actions.map((action, index) => [action, flags[index] === true ? "drift" : "change"]),
  );
}

function lines(plan: Plan, flags: readonly boolean[], offline = false): readonly string[] {
  return renderPlan(plan, { palette, origin: originsOf(plan, flags), offline }).split("\n");
}

const three = handMadePlan({ actions: [createAction(), patchAction(), deleteAction()] });

test("what the change asks for comes before what was due, each under its heading", () => {
  const shown = lines(three, [true, false, true]).filter((line) => /^(──| {2}[+~-])/.test(line));
  expect(shown.map((line) => line.trim().split(" ").slice(0, 4).join(" "))).toEqual([
    "── This change: 1",
    expect.stringMatching(/^~ config-patch/),
    "── Pre-existing drift: 2",
    expect.stringMatching(/^- delete/),
    expect.stringMatching(/^\+ create/),
  ]);
});

test("a change that asks for nothing says so; without drift nothing is said of it", () => {
  expect(lines(three, [true, true, true])[0]).toBe("── This change: nothing to do");
  expect(lines(three, []).filter((line) => line.startsWith("──"))).toEqual([
    "── This change: 3 actions",
  ]);
});

test("what a reviewer must not miss stands above all, errors first", () => {
  const diagnostics = [
    { severity: "warning", code: "hook-abandoned", message: "left" },
    { severity: "warning", code: "no-secret", message: "open" },
    { severity: "error", code: "secret-exchanged", message: "lost" },
  ] as const;
  const plan = { ...three, diagnostics };
  const codes = lines(plan, []).flatMap(
    (line) => /(?:error|warning) ([a-z-]+):/.exec(line)?.[1] ?? [],
  );
  expect(codes).toEqual(["secret-exchanged", "hook-abandoned", "no-secret"]);
  expect(lines(plan, [])[0]).toBe("── Review first");
});

test("however actions are divided, each is told once, harmless, and the counts come last", () => {
  holds(
    fc.property(planOf(hostile), fc.array(fc.boolean()), fc.boolean(), (plan, flags, offline) => {
      const shown = lines(plan, flags, offline);
      expectHarmless(shown.join("\n"));
      const heads = shown.filter((line) =>
        /^ {2}[+~!-] (?:create|update|config|delete|blocked)/.test(line),
      );
      expect(heads).toHaveLength(plan.actions.length);
      expect(shown.at(-1)).toMatch(/^Plan: /);
    }),
  );
});
