import type { LiveHook } from "./hook.ts";
import type { CommonDocument, DocumentHeader, UnmanagedDocument } from "./plan-document.ts";

/**
 * How a hook differs from the file: `missing` is declared and not live, `changed` is live and
 * differs, `unmanaged` is live and not declared, `superseded` is the old hook beside its successor,
 * `blocked` differs and may not be changed, `unhealthy` is as declared and its receiver fails.
 */
export type DriftKind = (typeof allDriftKinds)[number];

/** In the order of documents. */
export const allDriftKinds = [
  "missing",
  "changed",
  "unmanaged",
  "superseded",
  "blocked",
  "unhealthy",
] as const;

/** What the receiver last answered, where GitHub tells (repositories). */
export type LastResponseDocument = NonNullable<LiveHook["lastResponse"]>;

/** One hook that changed. The order of keys is part of the format. */
export interface DriftEntryDocument
  extends Omit<CommonDocument, "kind" | "reason">,
    // Hooks that only stay have it: nothing else tells what they are for.
    Partial<Pick<UnmanagedDocument, "events" | "updated_at">> {
  readonly kind: DriftKind;
  /** The plan's reason; `unmanaged` for hooks that only stay, `unhealthy` for receivers that fail. */
  readonly reason: string;
  readonly health: LastResponseDocument | null;
}

export type DriftSummary = Readonly<Record<DriftKind, number>>;

/** What changed, as `schemas/drift.schema.json` describes it. The order of keys is part of the format. */
export interface DriftDocument extends DocumentHeader {
  readonly format: "hookfleet.drift/1";
  readonly summary: DriftSummary;
  /** By kind in the order of the summary, then by scope, URL and id. */
  readonly drift: readonly DriftEntryDocument[];
}
