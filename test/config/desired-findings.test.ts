import { expect, test } from "vitest";
import { desiredState } from "../../src/config/desired-state.ts";
import { scopeName } from "../../src/model/scope.ts";
import { desiredCases } from "./cases/desired-cases.ts";
import { finding, loadFine } from "./support/load.ts";

test.each(desiredCases)("$title", (one) => {
  const { state, diagnostics } = desiredState(loadFine(one.text), {
    repositories: new Map(one.repositories === undefined ? [] : [["acme", one.repositories]]),
    targets: one.targets ?? [],
    environment: one.environment ?? {},
  });
  expect(diagnostics.map(finding)).toEqual(one.findings ?? []);
  const unreadable = state.unreadable.map(({ scope, diagnostic }) => {
    expect(diagnostic.scope).toBe(scopeName(scope));
    return `${scopeName(scope)} ${finding(diagnostic)}`;
  });
  expect(unreadable).toEqual(one.unreadable ?? []);
  const names = state.scopes.map(({ scope }) => scopeName(scope));
  for (const { scope } of state.unreadable) expect(names).not.toContain(scopeName(scope));
  expect(JSON.stringify({ state, diagnostics })).not.toContain("hunter2");
});
