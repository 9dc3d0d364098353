import type { BlockedReason, SecretChange } from "./plan.ts";
import type { ChangeDocument, DiagnosticDocument, PositionDocument } from "./plan-document.ts";

/**
 * How a hook differs from the file: `missing` is declared and not live, `changed` is live and
 * differs, `unmanaged` is live and not declared, `superseded` is the old hook beside its successor,
 * `blocked` differs and may not be changed, `unhealthy` is as declared and its receiver fails.
 */
export type DriftKind =
  | "missing"
  | "changed"
  | "unmanaged"
  | "superseded"
  | "blocked"
  | "unhealthy";

/** What the receiver last answered, where GitHub tells (repositories). */
export interface LastAnswerDocument {
  readonly code: number | null;
  readonly status: string | null;
  readonly message: string | null;
}

/** One hook that changed. The order of keys is part of the format. */
export interface DriftEntryDocument {
  readonly kind: DriftKind;
  readonly scope: string;
  readonly hook_id: number | null;
  readonly url: string;
  /** As in a plan: before = on GitHub, after = as declared. */
  readonly changes: readonly ChangeDocument[];
  readonly secret: SecretChange;
  readonly secret_ref: string | null;
  /** The plan's reason; `unmanaged` for hooks that only stay, `unhealthy` for receivers that fail. */
  readonly reason: string;
  readonly blocked: BlockedReason | null;
  /** The requests `apply` would make; empty where it would leave the hook alone. */
  readonly requests: readonly string[];
  readonly health: LastAnswerDocument | null;
  readonly source: PositionDocument | null;
}

export interface DriftSummary {
  readonly missing: number;
  readonly changed: number;
  readonly unmanaged: number;
  readonly superseded: number;
  readonly blocked: number;
  readonly unhealthy: number;
}

/** What changed, as `schemas/drift.schema.json` describes it. The order of keys is part of the format. */
export interface DriftDocument {
  readonly format: "hookfleet.drift/1";
  readonly tool_version: string;
  readonly created_at: string;
  readonly api_url: string;
  readonly config_digest: string;
  readonly targets: readonly string[];
  readonly complete: boolean;
  /** Over everything but times: the same drift has the same digest. */
  readonly digest: string;
  readonly summary: DriftSummary;
  /** By kind in the order of the summary, then by scope, URL and id. */
  readonly drift: readonly DriftEntryDocument[];
  readonly diagnostics: readonly DiagnosticDocument[];
}
