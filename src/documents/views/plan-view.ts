import type { ActionDocument, HookRefDocument, PlanDocument } from "../../model/plan-document.ts";
import { earlyWords, partWords, planNotes } from "../words/action-words.ts";
import { blockedDocumentWords } from "../words/blocked-words.ts";
import { rotationWords } from "../words/secret-words.ts";
import { alerts, documentFacts, fields } from "./parts.ts";
import type {
  CountView,
  EntryView,
  FieldView,
  GroupView,
  ReportView,
  SectionView,
} from "./report-view.ts";

const looks = {
  create: { sign: "+", tone: "create" },
  update: { sign: "~", tone: "update" },
  "config-patch": { sign: "~", tone: "patch" },
  delete: { sign: "-", tone: "remove" },
} as const;

/** An action of a plan as people read it. */
export function actionEntry(action: ActionDocument): EntryView {
  const { kind, scope, url, blocked, source } = action;
  return {
    ...(blocked === null
      ? { ...looks[kind], kind }
      : ({ sign: "!", tone: "blocked", kind: "blocked" } as const)),
    verb: kind,
    scope,
    url,
    hookId: action.hook_id,
    note: noteOf(action),
    place: source === null ? "" : `${source.file}:${source.line}`,
    fields: [...fields(action, kind), ...orderOf(action)],
    blocked:
      blocked === null ? null : { reason: blocked, ...blockedDocumentWords(action, blocked) },
    origin: action.origin,
  };
}

/** Reasons that the fields below do not tell. */
function noteOf({ kind, reason }: ActionDocument): string {
  if (kind === "delete" || reason === "rotation" || reason === "resupply") return reason;
  return "";
}

function orderOf({ early, part }: ActionDocument): readonly FieldView[] {
  const text = part === undefined ? early && earlyWords[early] : partWords[part];
  return text === undefined || text === null ? [] : [{ kind: "words", field: "order", text }];
}

/** The hooks that nobody declares and that stay, as a section of their own; none where there are none. */
export function unmanagedGroup(hooks: readonly HookRefDocument[]): readonly SectionView[] {
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
      note: "",
      place: "",
      fields: [],
      blocked: null,
      origin: null,
    })),
  };
  return [{ heading: "", groups: [group] }];
}

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
