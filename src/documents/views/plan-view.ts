import type { Diagnostic } from "../../model/diagnostic.ts";
import { countNoun, knownTime } from "../../model/format.ts";
import { countBy } from "../../model/group-by.ts";
import { compareHookRefs, type Plan } from "../../model/plan.ts";
import type {
  PlanDocument,
  RotationDocument,
  UnmanagedDocument,
} from "../../model/plan-document.ts";
import { compareDiagnostics, diagnosticOf } from "../diagnostic-document.ts";
import { describeRotation } from "../messages/secret-messages.ts";
import { type PlanContentOptions, planContent, unmanagedDocument } from "../plan-document.ts";
import { alerts, documentFacts, notes } from "./alerts.ts";
import type { CountView, DocumentView, GroupView, NoteView } from "./document-view.ts";
import { actionEntry, commonEntry, type FreshAction, freshAction } from "./entry-view.ts";
import { foldEntries } from "./fold.ts";
import { unmanagedGroup } from "./unmanaged-view.ts";

/** A plan as far as people read of it: of a fresh one there is more to say than its document keeps. */
export interface ShownPlan
  extends Pick<PlanDocument, "offline" | "complete" | "summary" | "rotations" | "api_url"> {
  /** The plan was compared with a base. */
  readonly isCompared: boolean;
  readonly scopes: readonly unknown[];
  readonly actions: readonly FreshAction[];
  readonly diagnostics: readonly Diagnostic[];
  /** `isKept`: they are not counted as drift. */
  readonly unmanaged: readonly (UnmanagedDocument & { readonly isKept?: boolean })[];
  /** When it was made, in milliseconds since the epoch; undefined where that is not known. */
  readonly now: number | undefined;
  readonly facts: DocumentView["facts"];
}

/** What is said of a plan that was just made. */
export function freshPlan(plan: Plan, options: PlanContentOptions): ShownPlan {
  const { origin } = options;
  return {
    ...planContent(plan, options),
    api_url: options.apiUrl,
    isCompared: origin !== undefined,
    scopes: plan.scopes,
    actions: plan.actions.map((action) =>
      freshAction(plan, action, { ...options, origin: origin?.get(action) }),
    ),
    diagnostics: plan.diagnostics.toSorted(compareDiagnostics),
    unmanaged: plan.unmanaged
      .toSorted(compareHookRefs)
      .map((hook) => ({ ...unmanagedDocument(hook, options), isKept: !hook.counted })),
    now: plan.github.time,
    facts: [],
  };
}

/** What is said of a plan that was read from its file. */
export function savedPlan(plan: PlanDocument): ShownPlan {
  // A file of an earlier version has none.
  const rotations = plan.rotations ?? [];
  const rotatedAt = new Map(rotations.map((one) => [one.secret_ref, one.rotated_at]));
  return {
    ...plan,
    isCompared: plan.actions.some(({ origin }) => origin !== null),
    rotations,
    diagnostics: plan.diagnostics.map(diagnosticOf),
    actions: plan.actions.map((action) => ({
      ...action,
      rotated_at: rotatedAt.get(action.secret_ref ?? ""),
    })),
    now: Date.parse(plan.created_at),
    facts: documentFacts(plan, [
      ["Requests to apply it", String(plan.rate_limit.requests_to_apply)],
    ]),
  };
}

/** The parts of a plan that was compared with a base. */
const parts = [
  { origin: "change", name: "This change", rank: 0 },
  { origin: "drift", name: "Pre-existing drift", rank: 1 },
] as const;

/** A plan as people read it: what may do harm first, then the rest, last what stays. */
export function planView(plan: ShownPlan): DocumentView {
  const sections = parts.map(({ origin, name, rank }) => {
    // Where only some are compared, the others belong to this change alone.
    const of = plan.actions.filter((action) => (action.origin ?? "change") === origin);
    const count = of.length === 0 ? "nothing to do" : countNoun(of.length, "action");
    return {
      name: plan.isCompared ? name : "",
      heading: plan.isCompared ? `${name}: ${count}` : "",
      isEmpty: of.length === 0,
      counts: countsOf(of),
      groups: actionGroups(of, rank, plan.api_url),
    };
  });
  // That a change does nothing itself is what its reviewer wants to know first.
  const told = sections.filter(({ isEmpty }, index) => index === 0 || !isEmpty);
  const { summary } = plan;
  return {
    title: "hookfleet plan",
    counts: told.map(({ name, counts }) => ({ name, counts })),
    alerts: alerts(plan.diagnostics, plan.actions),
    sections: [
      ...told.filter(({ heading, isEmpty }) => heading !== "" || !isEmpty),
      { heading: "", groups: unmanagedGroup(plan.unmanaged, plan) },
    ],
    notes: notesOf(plan),
    closing: {
      title: "Plan:",
      counts: kinds.map(({ kind, tone, key }) => ({
        ...{ tone, label: kind, words: `to ${kind}` },
        count: summary[key],
      })),
      others: (["blocked", "unchanged", "unmanaged", "ignored", "assumed"] as const)
        .filter((name) => summary[name] > 0)
        .map((name) => ({
          ...{ label: name, count: summary[name] },
          tone: name === "blocked" ? "blocked" : "muted",
        })),
    },
    facts: plan.facts,
  };
}

const kinds = [
  { kind: "create", key: "create", tone: "create" },
  { kind: "update", key: "update", tone: "update" },
  { kind: "config-patch", key: "config_patch", tone: "patch" },
  { kind: "delete", key: "delete", tone: "remove" },
] as const;

function countsOf(actions: readonly FreshAction[]): readonly CountView[] {
  const count = countBy(actions, ({ kind, blocked }) => (blocked === null ? kind : "blocked"));
  const all = [...kinds, { kind: "blocked", tone: "blocked" } as const];
  return all.map(({ kind, tone }) => ({ label: kind, count: count(kind), tone }));
}

function actionGroups(
  actions: readonly FreshAction[],
  rank: number,
  apiUrl: string,
): readonly GroupView[] {
  const group = (
    name: string,
    of: readonly FreshAction[],
    look: Omit<GroupView, "heading" | "entries">,
  ): GroupView => ({
    ...look,
    heading: `${name}: ${of.length}`,
    entries: foldEntries(
      of,
      (action) => actionEntry(action, apiUrl),
      (action) => commonEntry(action, apiUrl),
    ),
  });
  const open = actions.filter(({ blocked }) => blocked === null);
  const stuck = actions.filter(({ blocked }) => blocked !== null);
  const [deletes, changes] = [
    open.filter(({ kind }) => kind === "delete"),
    open.filter(({ kind }) => kind !== "delete"),
  ];
  const lede =
    "Not carried out. The run carries out the others and fails until these are resolved.";
  return [
    group("Blocked", stuck, { rank, weight: "blocked", tone: "blocked", lede }),
    group("Deletes", deletes, { rank: 2 + rank, weight: "loss", tone: "remove", lede: "" }),
    group("Changes", changes, { rank: 4 + rank, weight: "change", tone: "update", lede: "" }),
  ].filter(({ entries }) => entries.length > 0);
}

/** Rotations that are told of one by one, and hooks of each. */
const most = { rotations: 10, done: 5 };

function notesOf(plan: ShownPlan): readonly NoteView[] {
  const { assumed } = plan.summary;
  const further = plan.rotations.length - most.rotations;
  return [
    ...plan.rotations.slice(0, most.rotations).map((rotation) => rotationNote(rotation, plan)),
    ...notes([
      ["muted", further > 0 ? `${further} more rotations.` : ""],
      ["muted", plan.offline === true ? offline : ""],
      ["warning", plan.complete ? "" : incomplete],
      [
        "muted",
        assumed === 0
          ? ""
          : `${countNoun(assumed, "secret")} assumed: present on GitHub, not proved to be the right ${assumed === 1 ? "one" : "ones"}.`,
      ],
      ["strong", nothingToDo(plan)],
    ]),
  ];
}

const offline =
  "Planned offline from the two files alone, as if GitHub had what the base asks for. A scope that is a pattern means every repository that it selects.";
const incomplete =
  "This plan is incomplete: not every scope could be read, and what could not be read is not touched. `apply` carries out the rest only with `--allow-incomplete`.";

function nothingToDo(plan: ShownPlan): string {
  if (plan.actions.some(({ blocked }) => blocked === null)) return "";
  if (plan.actions.length > 0) return "Nothing to apply: every action is blocked.";
  if (plan.offline === true) return "No changes. This change asks for what the base asks for.";
  if (!plan.complete) return "No changes in the scopes that could be read.";
  if (plan.scopes.length === 0) return "No changes. The file selects no scope.";
  return "No changes. GitHub has what the file asks for.";
}

/** How far a rotation is; of one that is under way, the hooks that will not be touched again. */
function rotationNote(rotation: RotationDocument, { actions }: ShownPlan): NoteView {
  const { due, blocked, done } = rotation;
  const since = actions
    .filter((action) => action.secret_ref === rotation.secret_ref && action.blocked === null)
    .flatMap(({ updated_at: time }) => knownTime(time) ?? []);
  const text = describeRotation(rotation, since);
  if (due === 0 && blocked === 0) return { text, tone: "muted", lines: [] };
  const more = done.length - most.done;
  return {
    text,
    tone: "strong",
    lines: [
      ...done
        .slice(0, most.done)
        .map(({ scope, url, hook_id: id, updated_at: time }) => [
          ...["done", scope, url],
          `#${id}  updated ${knownTime(time) ?? "at an unknown time"}`,
        ]),
      ...(more > 0 ? [["done", `and ${more} more`]] : []),
    ],
  };
}
