import type { DriftDocument, DriftEntryDocument, DriftKind } from "../../model/drift-document.ts";
import { isRedirect, redirectHint } from "../../model/receiver-answer.ts";
import { sanitize } from "../../redact/sanitize.ts";
import { describeBlock } from "../messages/blocked-messages.ts";
import { alerts, documentFacts } from "./alerts.ts";
import type { DocumentView, EntryView, FieldView, GroupView } from "./document-view.ts";
import { changeViews, placeOf, secretViews } from "./entry-view.ts";

/** What a kind of drift is called. */
export interface DriftKindNames {
  readonly kind: DriftKind;
  readonly sign: EntryView["sign"];
  readonly tone: EntryView["tone"];
  readonly weight: GroupView["weight"];
  readonly heading: string;
  /** Behind the heading, in a text. */
  readonly what: string;
  /** Below the heading, on a page. */
  readonly lede: string;
}

/** By importance: what hurts now, then what `apply` repairs, last what only wants to be known. */
export const driftKinds: readonly DriftKindNames[] = [
  {
    kind: "blocked",
    sign: "!",
    tone: "blocked",
    weight: "blocked",
    heading: "Blocked",
    what: "not as declared, and `apply` may not change it",
    lede: "They differ from the file, and `apply` may not change them.",
  },
  {
    kind: "missing",
    sign: "+",
    tone: "create",
    weight: "loss",
    heading: "Missing",
    what: "declared, but not on GitHub",
    lede: "In the file and not on GitHub: nothing is delivered.",
  },
  {
    kind: "changed",
    sign: "~",
    tone: "update",
    weight: "change",
    heading: "Changed",
    what: "on GitHub otherwise than declared",
    lede: "`-` is what GitHub has, `+` is what the file says.",
  },
  {
    kind: "superseded",
    sign: "-",
    tone: "remove",
    weight: "loss",
    heading: "Superseded",
    what: "the old hook is still there beside its successor",
    lede: "Old hooks beside their successors: everything arrives twice.",
  },
  {
    kind: "unhealthy",
    sign: "!",
    tone: "warning",
    weight: "change",
    heading: "Unhealthy",
    what: "the receiver failed at the last delivery",
    lede: "As declared, and their receivers fail.",
  },
  {
    kind: "unmanaged",
    sign: " ",
    tone: "muted",
    weight: "quiet",
    heading: "Unmanaged",
    what: "on GitHub, but not declared",
    lede: "On GitHub and not in the file.",
  },
];

/** What changed, as people read it. */
export function driftView(drift: DriftDocument): DocumentView {
  const groups = driftKinds
    .map(({ heading, kind, lede, weight }, rank): GroupView => {
      const entries = drift.drift.filter((entry) => entry.kind === kind).map(driftEntry);
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
        counts: driftKinds.map(({ kind, tone }) => ({
          kind,
          label: kind,
          count: drift.summary[kind],
          tone,
        })),
      },
    ],
    notes: driftNotes(drift),
    alerts: alerts(drift.diagnostics),
    sections: groups.length === 0 ? [] : [{ heading: "", groups }],
    facts: documentFacts(drift),
  };
}

/** What is true of the whole report. */
export function driftNotes({ drift, complete }: DriftDocument): readonly string[] {
  const none = complete
    ? "No drift. GitHub has what the file asks for."
    : "No drift in the scopes that could be read.";
  return [
    ...(drift.length === 0 ? [none] : []),
    ...(complete
      ? []
      : [
          "This report is incomplete: not every scope could be read, and nothing is said of those.",
        ]),
  ];
}

/** A hook that differs as people read of it. */
export function driftEntry(entry: DriftEntryDocument): EntryView {
  const { kind, blocked, requests, hook_id: hookId } = entry;
  const words = driftKinds.find((candidate) => candidate.kind === kind);
  const goes = requests.some((request) => request.startsWith("DELETE "));
  return {
    kind,
    verb: kind,
    ...(goes && kind === "unmanaged"
      ? ({ sign: "-", tone: "remove" } as const)
      : { sign: words?.sign ?? " ", tone: words?.tone ?? "muted" }),
    scope: entry.scope,
    url: entry.url,
    hookId,
    note: noteOf(entry, goes),
    isWhole: goes || hookId === null,
    place: placeOf(entry.source),
    fields: [
      ...changeViews(entry.changes),
      ...secretViews({ ...entry, kind: operation(entry, goes) }).map((view) => ({
        ...view,
        state: secretState(entry),
      })),
      ...receiver(entry),
    ],
    blocked: blocked === null ? null : { reason: blocked, ...describeBlock(entry, blocked) },
    origin: null,
  };
}

function noteOf({ kind, reason }: DriftEntryDocument, goes: boolean): string {
  if (reason === "absent" && kind === "unmanaged") return "declared absent; apply deletes it";
  if (goes && kind !== "blocked") return "apply deletes it";
  return kind === "changed" && reason !== "differs" ? reason : "";
}

/** Nothing where the secret is only sent along, or was never told apart from what is declared. */
function secretState(entry: DriftEntryDocument): string | undefined {
  const { kind, secret, secret_ref: ref, blocked, reason } = entry;
  if (kind === "missing" || kind === "unhealthy") return undefined;
  const name = ref === null ? "not declared" : sanitize(ref);
  if (reason === "secret-mismatch") return `${name} (GitHub signs with another secret)`;
  if (reason === "secret-unsigned") return `${name} (GitHub sends no signature)`;
  switch (secret) {
    case "set":
      return `${name} (the hook has none)`;
    case "rotate":
      return `${name} (rotation due: the hook was last updated before it)`;
    case "remove":
      return "on the hook, though none is declared";
    case "keep":
      return ref === null && blocked !== null ? `${name} (present on GitHub)` : undefined;
    case "resupply":
    case "none":
      return undefined;
    default:
      return secret satisfies never;
  }
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

/** What the receiver last answered: the sentence, and the code where that does not say it. */
function receiver({ health }: DriftEntryDocument): readonly FieldView[] {
  if (health === null) return [];
  const { code, status, message } = health;
  const sentence = message ?? status;
  const isTold = code === null || code === 0 || sentence?.includes(String(code)) === true;
  const words = [isTold ? null : String(code), sentence].filter((word) => word !== null);
  if (words.length === 0) return [];
  const hint = isRedirect(code) ? `; ${redirectHint}` : "";
  return [{ kind: "words", field: "receiver", text: words.join(", ") + hint, tone: "warning" }];
}
