import type { Action } from "../../model/plan.ts";
import { countNoun } from "../format.ts";

/** How an action is called wherever people read of it. */
export interface ActionNames {
  readonly sign: string;
  /** What it is going to do; also its `kind`. */
  readonly verb: Action["kind"];
  /** What it has done. */
  readonly done: string;
  readonly style: "create" | "update" | "patch" | "remove";
}

const words: { readonly [Kind in Action["kind"]]: ActionNames } = {
  create: { sign: "+", verb: "create", done: "created", style: "create" },
  update: { sign: "~", verb: "update", done: "updated", style: "update" },
  "config-patch": { sign: "~", verb: "config-patch", done: "config-patched", style: "patch" },
  delete: { sign: "-", verb: "delete", done: "deleted", style: "remove" },
};

export function describeAction(action: Action): ActionNames {
  return words[action.kind];
}

/** Why one hook is changed in two requests. */
export const partMessages = {
  shrink: "first of two requests: another hook of its scope takes the events that it gives up",
  grow: "second of two requests: another hook of its scope has given up these events",
} as const;

/** Why a delete goes before the other actions of its scope. */
export const earlyMessages = {
  "duplicate-in-the-way":
    "first in its scope: GitHub refuses another hook of its URL and event beside it",
  "event-limit": "first in its scope: GitHub's limit of hooks per event leaves no room beside it",
} as const;

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
        ? "Planned offline from the two files alone, as if GitHub had what the base asks for. A scope that is a pattern means every repository that it selects."
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
