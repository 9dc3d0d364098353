import { expect } from "vitest";
import type { LiveHook } from "../../../../src/model/hook.ts";
import { liveHook, scope } from "../../../support/build.ts";
import { importAndPlan } from "./import-and-plan.ts";

/** A hook without an id. */
export type Drawn = Partial<Omit<LiveHook, "url">> & { readonly url: string };

/** Everything below `version`, of a fleet with these hooks, whose plan must be empty. */
export async function written(scopes: Readonly<Record<string, readonly Drawn[]>>): Promise<string> {
  let id = 0;
  const live = Object.entries(scopes).map(([name, hooks]) => ({
    scope: scope(name),
    hooks: hooks.map((hook) => {
      id += 1;
      return liveHook({ ...hook, id });
    }),
  }));
  const { imported, plan, diagnostics } = await importAndPlan(live);
  expect(plan).toMatchObject({ actions: [], unmanaged: [] });
  const codes = new Set(diagnostics.map(({ code }) => code));
  expect([...codes].filter((code) => /unused|credential|bad/.test(code))).toEqual([]);
  return `\n${imported.text.replace(/^[\s\S]*\nversion: 1\n\n/, "")}`;
}
