import type { SourcePosition } from "../model/diagnostic.ts";
import type { HookSet, Setting } from "./fleet-config.ts";
import type { Problem } from "./problem.ts";

type SettingName = "unmanaged" | "undeclared_secrets";

/** What the entries that select one repository set; two different values are a problem. */
export function mergeSettings<Value extends string>(
  name: SettingName,
  sets: readonly HookSet[],
  settingOf: (set: HookSet) => Setting<Value> | undefined,
): { readonly value: Value | undefined; readonly problem: Problem | undefined } {
  let first: Setting<Value> | undefined;
  for (const set of sets) {
    const setting = settingOf(set);
    if (setting === undefined) continue;
    first ??= setting;
    if (setting.value !== first.value) {
      return { value: first.value, problem: contradiction(name, setting.position, first.position) };
    }
  }
  return { value: first?.value, problem: undefined };
}

function contradiction(name: SettingName, at: SourcePosition, other: SourcePosition): Problem {
  return {
    code: "contradicting-setting",
    message: `Two entries that select the same repository set \`${name}\` differently`,
    help: "Say it in one of them, or the same in both.",
    at,
    related: [other],
  };
}
