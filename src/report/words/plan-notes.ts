import { countNoun } from "../text/count-noun.ts";

/** What the notes on a plan depend on; a plan and its document both have it. */
interface PlanLike {
  readonly actions: readonly { readonly blocked: unknown }[];
  readonly scopes: readonly unknown[];
  readonly complete: boolean;
  readonly offline?: boolean | undefined;
}

/** What is true of the whole plan; each undefined where there is nothing to say. */
export interface PlanNotes {
  readonly offline: string | undefined;
  readonly incomplete: string | undefined;
  readonly assumed: string | undefined;
  readonly nothingToDo: string | undefined;
}

export function planNotes(plan: PlanLike, assumed: number): PlanNotes {
  return {
    offline:
      plan.offline === true
        ? "Planned offline, from the two files alone, as if GitHub had what the base asks for. A scope that is a pattern stands for every repository that it selects."
        : undefined,
    incomplete: plan.complete
      ? undefined
      : "This plan is incomplete: not every scope could be read, and what could not be read is not touched. `apply` carries out the rest only with `--allow-incomplete`.",
    assumed:
      assumed === 0
        ? undefined
        : `${countNoun(assumed, "secret")} assumed: present on GitHub, not proved to be the right ${assumed === 1 ? "one" : "ones"}.`,
    nothingToDo: nothingToDo(plan),
  };
}

function nothingToDo(plan: PlanLike): string | undefined {
  if (plan.actions.some(({ blocked }) => blocked === null)) return undefined;
  if (plan.actions.length > 0) return "Nothing to apply: every action is blocked.";
  if (plan.offline === true) return "No changes. This change asks for what the base asks for.";
  if (!plan.complete) return "No changes in the scopes that could be read.";
  if (plan.scopes.length === 0) return "No changes. The file selects no scope.";
  return "No changes. GitHub has what the file asks for.";
}
