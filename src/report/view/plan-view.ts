import type { PlanDocument } from "../../model/plan-document.ts";
import { planNotes } from "../words/plan-notes.ts";
import { rotationWords } from "../words/rotation-words.ts";
import { actionEntry } from "./action-entry.ts";
import { alerts } from "./alerts.ts";
import { documentFacts } from "./document-facts.ts";
import type { CountView, EntryView, GroupView, ReportView, SectionView } from "./report-view.ts";
import { unmanagedGroup } from "./unmanaged-group.ts";

const sections = [
  { origin: "change", name: "This change", rank: 0 },
  { origin: "drift", name: "Was due before", rank: 1 },
] as const;

/** Rotations that are told of one by one. */
const most = 10;

/** A plan as people read it: what may do harm first, then the rest, last what stays. */
export function planView(plan: PlanDocument): ReportView {
  const entries = plan.actions.map(actionEntry);
  const { offline, incomplete, assumed, nothingToDo } = planNotes(plan, plan.summary.assumed);
  const compared = entries.some(({ origin }) => origin !== null);
  const parts = compared
    ? sections.map(({ origin, ...rest }) => ({
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
    ...plan.rotations.slice(0, most).map((rotation) => rotationWords(rotation)),
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
