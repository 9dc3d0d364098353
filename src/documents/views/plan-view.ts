import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Plan } from "../../model/plan.ts";
import type {
  DiagnosticDocument,
  PlanDocument,
  UnmanagedDocument,
} from "../../model/plan-document.ts";
import { compareDiagnostics, diagnosticDocument } from "../diagnostic-document.ts";
import { planNotes } from "../messages/action-messages.ts";
import { describeRotation } from "../messages/secret-messages.ts";
import {
  compareHookRefs,
  type PlanContentOptions,
  planContent,
  unmanagedDocument,
} from "../plan-document.ts";
import { alerts, documentFacts } from "./alerts.ts";
import type {
  CountView,
  DocumentView,
  EntryView,
  GroupView,
  SectionView,
} from "./document-view.ts";
import { actionEntry, type FreshAction, freshAction } from "./entry-view.ts";

/** A plan as far as people read of it: of a fresh one there is more to say than its document keeps. */
export interface ShownPlan
  extends Pick<PlanDocument, "offline" | "complete" | "summary" | "rotations"> {
  /** The plan was compared with a base. */
  readonly isCompared: boolean;
  readonly scopes: readonly unknown[];
  readonly actions: readonly FreshAction[];
  /** `frame`: the lines of the file. */
  readonly diagnostics: readonly (DiagnosticDocument & Pick<Diagnostic, "frame">)[];
  /** `isKept`: they are not counted as drift. */
  readonly unmanaged: readonly (UnmanagedDocument & { readonly isKept?: boolean })[];
}

/** What is said of a plan that was just made. */
export function freshPlan(plan: Plan, options: PlanContentOptions): ShownPlan {
  const { origin } = options;
  return {
    ...planContent(plan, options),
    isCompared: origin !== undefined,
    scopes: plan.scopes,
    actions: plan.actions.map((action) =>
      freshAction(plan, action, { ...options, origin: origin?.get(action) }),
    ),
    diagnostics: plan.diagnostics
      .toSorted(compareDiagnostics)
      .map((diagnostic) => ({ ...diagnosticDocument(diagnostic), frame: diagnostic.frame })),
    unmanaged: plan.unmanaged
      .toSorted(compareHookRefs)
      .map((hook) => ({ ...unmanagedDocument(hook, options), isKept: !hook.counted })),
  };
}

/** What is said of a plan that was read from its file. */
export function savedPlan(plan: PlanDocument): ShownPlan {
  return {
    ...plan,
    isCompared: plan.actions.some(({ origin }) => origin !== null),
    // A file of an earlier version has none.
    rotations: plan.rotations ?? [],
  };
}

/** The hooks that nobody declares and that stay, as a section of their own; none where there are none. */
export function unmanagedGroup(hooks: readonly UnmanagedDocument[]): readonly SectionView[] {
  if (hooks.length === 0) return [];
  const group: GroupView = {
    rank: 9,
    weight: "quiet",
    heading: `Unmanaged: ${hooks.length}`,
    lede: "On GitHub and not in the file. They stay.",
    entries: hooks.map(({ scope, hook_id: hookId, url }) => ({
      kind: "unmanaged",
      verb: "unmanaged",
      sign: " ",
      tone: "muted",
      scope,
      url,
      hookId,
      isWhole: false,
      note: "",
      place: "",
      fields: [],
      blocked: null,
      origin: null,
    })),
  };
  return [{ heading: "", groups: [group] }];
}

/** The parts of a plan that was compared with a base. */
export const planSections = [
  { origin: "change", name: "This change", rank: 0 },
  { origin: "drift", name: "Pre-existing drift", rank: 1 },
] as const;

/** Rotations that are told of one by one. */
const most = 10;

/** A plan as people read it: what may do harm first, then the rest, last what stays. */
export function planView(plan: PlanDocument): DocumentView {
  const entries = plan.actions.map(actionEntry);
  const { offline, incomplete, assumed, nothingToDo } = planNotes(plan, plan.summary.assumed);
  const compared = entries.some(({ origin }) => origin !== null);
  const parts = compared
    ? planSections.map(({ origin, ...rest }) => ({
        ...rest,
        // Where only some are compared, the others are nobody's but this change's.
        entries: entries.filter((entry) => (entry.origin ?? "change") === origin),
      }))
    : [{ name: "", rank: 0, entries }];
  const told = parts.filter((part) => part.entries.length > 0);
  // That a change does nothing itself is what its reviewer wants to know first.
  const counted = compared ? parts.filter((part) => part.rank === 0 || told.includes(part)) : parts;
  return {
    title: "hookfleet plan",
    counts: counted.map((part) => ({
      name: part.name,
      counts: countsOf(part.entries),
    })),
    notes: [nothingToDo, offline, incomplete, ...restOf(plan), assumed].filter(
      (note) => note !== undefined,
    ),
    alerts: alerts(plan.diagnostics, plan.actions),
    sections: [
      ...told.map(
        (part): SectionView => ({
          heading: part.name,
          groups: groupsOf(part.entries, part.rank),
        }),
      ),
      ...unmanagedGroup(plan.unmanaged),
    ],
    facts: documentFacts(plan, [
      ["Requests to apply it", String(plan.rate_limit.requests_to_apply)],
    ]),
  };
}

function restOf(plan: PlanDocument): readonly string[] {
  const others = (["unchanged", "unmanaged", "ignored"] as const)
    .filter((name) => plan.summary[name] > 0)
    .map((name) => `${plan.summary[name]} ${name}`);
  return [
    ...(others.length === 0 ? [] : [`Left as they are: ${others.join(", ")}.`]),
    ...plan.rotations.slice(0, most).map((rotation) => describeRotation(rotation)),
    ...(plan.rotations.length > most ? [`${plan.rotations.length - most} more rotations.`] : []),
  ];
}

function countsOf(entries: readonly EntryView[]): readonly CountView[] {
  const count = (kind: string): number => entries.filter((entry) => entry.kind === kind).length;
  return (
    [
      ["create", "create"],
      ["update", "update"],
      ["config-patch", "patch"],
      ["delete", "remove"],
      ["blocked", "blocked"],
    ] as const
  ).map(([kind, tone]) => ({ kind, label: kind, count: count(kind), tone }));
}

function groupsOf(entries: readonly EntryView[], rank: number): readonly GroupView[] {
  const of = (filter: (kind: string) => boolean): readonly EntryView[] =>
    entries.filter(({ kind }) => filter(kind));
  const blocked = of((kind) => kind === "blocked");
  const deletes = of((kind) => kind === "delete");
  const changes = of((kind) => kind !== "blocked" && kind !== "delete");
  const groups: readonly GroupView[] = [
    {
      rank,
      weight: "blocked",
      heading: `Blocked: ${blocked.length}`,
      lede: "Not attempted. The others run, and the run fails as long as these are there.",
      entries: blocked,
    },
    {
      rank: 2 + rank,
      weight: "loss",
      heading: `Deletes: ${deletes.length}`,
      lede: "",
      entries: deletes,
    },
    {
      rank: 4 + rank,
      weight: "change",
      heading: `Changes: ${changes.length}`,
      lede: "",
      entries: changes,
    },
  ];
  return groups.filter((group) => group.entries.length > 0);
}
