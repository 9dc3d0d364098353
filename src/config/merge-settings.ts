import type { HookSet, Setting } from "./fleet-config.ts";
import type { Problem } from "./problem.ts";
import { comparePositions } from "./problem.ts";

type SettingName = "unmanaged" | "undeclared_secrets";

/** What the entries that select one repository set; two different values are a problem. */
export function mergeSettings<Value extends string>(
  name: SettingName,
  sets: readonly HookSet[],
  settingOf: (set: HookSet) => Setting<Value> | undefined,
): { readonly setting: Setting<Value> | undefined; readonly problem: Problem | undefined } {
  const settings = sets.flatMap((set) => settingOf(set) ?? []);
  const [first] = settings;
  const differs = settings.some(({ value }) => value !== first?.value);
  return { setting: first, problem: differs ? contradiction(name, settings) : undefined };
}

/** At the first place in file order that says something else than the one before all others. */
function contradiction(name: SettingName, settings: readonly Setting<string>[]): Problem {
  const inOrder = settings.toSorted((left, right) =>
    comparePositions(left.position, right.position),
  );
  const at = inOrder.find(({ value }) => value !== inOrder[0]?.value)?.position;
  return {
    code: "contradicting-setting",
    message: `Two entries that select the same repository set \`${name}\` differently`,
    help: "Say it in one of them, or the same in both.",
    at,
    related: inOrder.map(({ position }) => position).filter((position) => position !== at),
  };
}
