import type { DriftDocument, DriftEntryDocument, DriftKind } from "../../model/drift-document.ts";
import { isRedirect, redirectHint } from "../../model/receiver-answer.ts";
import { blockedDocumentWords } from "../words/blocked-words.ts";
import { alerts, documentFacts, fields } from "./parts.ts";
import type { EntryView, FieldView, GroupView, ReportView } from "./report-view.ts";

interface KindWords {
  readonly kind: DriftKind;
  readonly sign: EntryView["sign"];
  readonly tone: EntryView["tone"];
  readonly weight: GroupView["weight"];
  readonly heading: string;
  readonly lede: string;
}

/** By importance: what hurts now, then what `apply` mends, last what only wants to be known. */
const kinds: readonly KindWords[] = [
  {
    kind: "blocked",
    sign: "!",
    tone: "blocked",
    weight: "blocked",
    heading: "Blocked",
    lede: "They differ from the file, and `apply` may not mend them.",
  },
  {
    kind: "missing",
    sign: "+",
    tone: "create",
    weight: "loss",
    heading: "Missing",
    lede: "In the file and not on GitHub: nothing is delivered.",
  },
  {
    kind: "changed",
    sign: "~",
    tone: "update",
    weight: "change",
    heading: "Changed",
    lede: "`-` is what GitHub has, `+` is what the file says.",
  },
  {
    kind: "superseded",
    sign: "-",
    tone: "remove",
    weight: "loss",
    heading: "Superseded",
    lede: "Old hooks beside their successors: everything arrives twice.",
  },
  {
    kind: "unhealthy",
    sign: "!",
    tone: "warning",
    weight: "change",
    heading: "Unhealthy",
    lede: "As declared, and their receivers fail.",
  },
  {
    kind: "unmanaged",
    sign: " ",
    tone: "muted",
    weight: "quiet",
    heading: "Unmanaged",
    lede: "On GitHub and not in the file.",
  },
];

/** What has moved, as people read it. */
export function driftView(drift: DriftDocument): ReportView {
  const total = Object.values(drift.summary).reduce((sum, count) => sum + count, 0);
  const groups = kinds
    .map(({ heading, kind, lede, weight }, rank): GroupView => {
      const entries = drift.drift.filter((entry) => entry.kind === kind).map(entryView);
      // Those that the next run deletes are no news to fold away.
      const goes = kind === "unmanaged" && entries.some(({ sign }) => sign === "-");
      const heavy = goes ? "loss" : weight;
      return { rank, weight: heavy, heading: `${heading}: ${entries.length}`, lede, entries };
    })
    .filter(({ entries }) => entries.length > 0);
  return {
    title: "hookfleet drift",
    counts: [
      {
        name: "",
        counts: kinds.map(({ kind, tone }) => ({
          kind,
          label: kind,
          count: drift.summary[kind],
          tone,
        })),
      },
    ],
    notes: [
      ...(total === 0 ? [nothing(drift.complete)] : []),
      ...(drift.complete
        ? []
        : [
            "This report is incomplete: not every scope could be read, and nothing is said of those.",
          ]),
    ],
    alerts: alerts(drift.diagnostics),
    sections: groups.length === 0 ? [] : [{ heading: "", groups }],
    facts: documentFacts(drift),
  };
}

function nothing(complete: boolean): string {
  return complete
    ? "No drift. GitHub has what the file asks for."
    : "No drift in the scopes that could be read.";
}

function entryView(entry: DriftEntryDocument): EntryView {
  const { kind, source, blocked, requests } = entry;
  const words = kinds.find((candidate) => candidate.kind === kind);
  const goes = requests.some((request) => request.startsWith("DELETE "));
  return {
    kind,
    verb: kind,
    ...(goes && kind === "unmanaged"
      ? ({ sign: "-", tone: "remove" } as const)
      : { sign: words?.sign ?? " ", tone: words?.tone ?? "muted" }),
    scope: entry.scope,
    url: entry.url,
    hookId: entry.hook_id,
    note: noteOf(entry, goes),
    place: source === null ? "" : `${source.file}:${source.line}`,
    fields: [...fields(entry, operation(entry, goes)), ...health(entry)],
    blocked: blocked === null ? null : { reason: blocked, ...blockedDocumentWords(entry, blocked) },
    origin: null,
  };
}

function noteOf({ kind, reason }: DriftEntryDocument, goes: boolean): string {
  if (goes && kind !== "blocked") return "apply deletes it";
  return kind === "changed" && reason !== "differs" ? reason : "";
}

/** What `apply` would do decides how the secret is spoken of. */
function operation(
  { kind, hook_id: id, requests }: DriftEntryDocument,
  goes: boolean,
): "create" | "update" | "config-patch" | "delete" {
  if (goes || kind === "unmanaged" || kind === "unhealthy") return "delete";
  if (id === null) return "create";
  return requests.every((request) => request.endsWith("/config")) ? "config-patch" : "update";
}

function health({ health: answer }: DriftEntryDocument): readonly FieldView[] {
  if (answer === null) return [];
  const words = [answer.code, answer.status, answer.message].filter((part) => part !== null);
  if (words.length === 0) return [];
  const hint = isRedirect(answer.code) ? `; ${redirectHint}` : "";
  return [{ kind: "words", field: "answer", text: words.join(" ") + hint, tone: "warning" }];
}
