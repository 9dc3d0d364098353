import {
  allDriftKinds,
  type DriftDocument,
  type DriftEntryDocument,
  type DriftKind,
} from "../../model/drift-document.ts";
import { joinWords } from "../../model/format.ts";
import { isRedirect, redirectHint } from "../../model/receiver-answer.ts";
import { sanitize } from "../../redact/sanitize.ts";
import { diagnosticOf } from "../diagnostic-document.ts";
import { describeBlock } from "../messages/blocked-messages.ts";
import { alerts, documentFacts, notes } from "./alerts.ts";
import type {
  CountView,
  DocumentView,
  EntryView,
  FieldView,
  GroupView,
  NoteView,
  Tone,
} from "./document-view.ts";
import { changeViews, hookView, placeOf, secretViews } from "./entry-view.ts";
import { foldEntries } from "./fold.ts";
import { unmanagedGroup } from "./unmanaged-view.ts";

/** What a kind of drift is called, and how it looks. */
type DriftLook = Pick<EntryView, "sign"> & Pick<GroupView, "tone" | "weight" | "lede">;

const looks: Readonly<Record<DriftKind, DriftLook>> = {
  blocked: {
    ...{ sign: "!", tone: "blocked", weight: "blocked" },
    lede: "Not as declared, and `apply` may not change it.",
  },
  missing: {
    ...{ sign: "+", tone: "create", weight: "change" },
    lede: "Declared, but not on GitHub.",
  },
  changed: {
    ...{ sign: "~", tone: "update", weight: "change" },
    lede: "On GitHub otherwise than declared: `-` is what GitHub has, `+` is what the file says.",
  },
  superseded: {
    ...{ sign: "-", tone: "remove", weight: "loss" },
    lede: "The old hook is still there beside its successor.",
  },
  unhealthy: {
    ...{ sign: "!", tone: "warning", weight: "change" },
    lede: "The receiver failed at the last delivery.",
  },
  unmanaged: {
    ...{ sign: " ", tone: "remove", weight: "loss" },
    lede: "On GitHub, but not declared.",
  },
};

/** By importance: what hurts now, then what `apply` repairs, last what only wants to be known. */
const byImportance: readonly DriftKind[] = [
  ...(["blocked", "missing", "changed", "superseded", "unhealthy", "unmanaged"] as const),
];

/** What changed, as people read it. */
export function driftView(drift: DriftDocument): DocumentView {
  const groups = byImportance.flatMap((kind, rank) => {
    const { lede, weight, tone } = looks[kind];
    const entries = drift.drift.filter((entry) => entry.kind === kind);
    const named = entries.filter((entry) => !isStaying(entry));
    const redirects = named.some(({ health }) => isRedirect(health?.code));
    const group: GroupView = {
      ...{ rank, weight, tone },
      lede: redirects ? `${lede} 3xx: ${redirectHint}.` : lede,
      heading: `${kind.charAt(0).toUpperCase()}${kind.slice(1)}: ${named.length}`,
      entries: foldEntries(named, (entry) => driftEntry(entry, drift.api_url)),
    };
    return [
      ...(named.length === 0 ? [] : [group]),
      ...stayingGroup(entries.filter(isStaying), drift, tone),
    ];
  });
  const counts = (kinds: readonly DriftKind[]): readonly CountView[] =>
    kinds.map((kind) => {
      return { label: kind, tone: looks[kind].tone, count: drift.summary[kind] };
    });
  return {
    title: "hookfleet drift",
    counts: [{ name: "", counts: counts(byImportance) }],
    alerts: alerts(drift.diagnostics.map(diagnosticOf)),
    sections: [{ heading: "", groups }],
    notes: driftNotes(drift),
    closing: { title: "Drift:", counts: counts(allDriftKinds) },
    facts: documentFacts(drift),
  };
}

function isDeleted({ requests }: DriftEntryDocument): boolean {
  return requests.some((request) => request.startsWith("DELETE "));
}

/** Those that the next run deletes are no news to fold away. */
function isStaying(entry: DriftEntryDocument): boolean {
  return entry.kind === "unmanaged" && !isDeleted(entry);
}

/** Those that nobody declares and that stay, by receiver. */
function stayingGroup(
  entries: readonly DriftEntryDocument[],
  drift: DriftDocument,
  tone: Tone,
): readonly GroupView[] {
  const hooks = entries.map((entry) => ({ ...entry, hook_id: entry.hook_id ?? 0 }));
  const made = { api_url: drift.api_url, now: Date.parse(drift.created_at) };
  return unmanagedGroup(hooks, made).map((group) => ({ ...group, tone }));
}

/** What is true of the whole report. */
function driftNotes({ drift, complete }: DriftDocument): readonly NoteView[] {
  const none = complete
    ? "No drift. GitHub has what the file asks for."
    : "No drift in the scopes that could be read.";
  const incomplete =
    "This report is incomplete: some scopes could not be read, and it says nothing about the hooks there.";
  return notes([
    [complete ? "strong" : "warning", drift.length === 0 ? none : ""],
    ["warning", complete ? "" : incomplete],
  ]);
}

/** A hook that differs as people read of it. */
function driftEntry(entry: DriftEntryDocument, apiUrl: string): EntryView {
  const { kind, scope, blocked, hook_id: hookId } = entry;
  const { sign, tone } = looks[kind];
  const goes = isDeleted(entry);
  return {
    kind,
    verb: kind,
    sign: goes && kind === "unmanaged" ? "-" : sign,
    tone,
    url: entry.url,
    note: noteOf(entry, goes),
    isWhole: goes || hookId === null,
    fields: [...changeViews(entry.changes), ...secretFields(entry, goes), ...receiver(entry)],
    blocked: blocked === null ? null : { reason: blocked, ...describeBlock(entry, blocked) },
    origin: null,
    hooks: [hookView(scope, hookId, apiUrl, placeOf(entry.source))],
  };
}

function noteOf({ kind, reason }: DriftEntryDocument, goes: boolean): string {
  if (reason === "absent" && kind === "unmanaged") return "declared absent; apply deletes it";
  if (goes && kind !== "blocked") return "apply deletes it";
  return kind === "changed" && reason !== "differs" ? reason : "";
}

/** By the reason, or by what `apply` would do. */
const wrongSecret: ReadonlyMap<string, string> = new Map([
  ["secret-mismatch", "GitHub signs with another secret"],
  ["secret-unsigned", "GitHub sends no signature"],
  ["rotate", "rotation due: the hook was last updated before it"],
]);

/** What is wrong with the secret, or what `apply` would do; nothing where it is only sent along. */
function secretFields(entry: DriftEntryDocument, goes: boolean): readonly FieldView[] {
  const wrong = wrongSecret.get(entry.reason) ?? wrongSecret.get(entry.secret);
  if (wrong !== undefined) {
    const text = `${sanitize(entry.secret_ref ?? "not declared")} (${wrong})`;
    return [{ kind: "words", field: "secret", text, tone: "warning" }];
  }
  return entry.secret === "resupply" ? [] : secretViews({ ...entry, kind: operation(entry, goes) });
}

/** What `apply` would do decides how the secret is described. */
function operation(
  { kind, hook_id: id, requests }: DriftEntryDocument,
  goes: boolean,
): "create" | "update" | "config-patch" | "delete" {
  if (goes || kind === "unmanaged" || kind === "unhealthy") return "delete";
  if (id === null) return "create";
  return requests.every((request) => request.endsWith("/config")) ? "config-patch" : "update";
}

/** What the receiver last answered, each part where the sentence does not say it. */
function receiver({ health }: DriftEntryDocument): readonly FieldView[] {
  if (health === null) return [];
  const { code, status, message } = health;
  const sentence = [...new Set([status, message])].filter((word) => word !== null).join(" ");
  const isTold = code === null || code === 0 || sentence.includes(String(code));
  const text = joinWords([isTold ? "" : String(code), sentence], " ");
  if (text === "") return [];
  return [{ kind: "words", field: "answer", text, tone: "warning" }];
}
