import type { Diagnostic, SourcePosition } from "./diagnostic.ts";
import type { FieldChange } from "./hook-fields.ts";
import type { Action, BlockedReason, SecretChange } from "./plan.ts";

export type PositionDocument = SourcePosition;

/** A diagnostic as it stands in JSON. A key that does not apply is absent. */
export interface DiagnosticDocument extends Omit<Diagnostic, "position" | "frame"> {
  readonly source?: PositionDocument;
}

/** Who asks for an action: the change under review, or what was due before it. */
export type ActionOrigin = "change" | "drift";

export interface ChangeDocument {
  readonly field: FieldChange["field"];
  /** null where the hook does not exist yet. */
  readonly before: string | boolean | readonly string[] | null;
  /** null where the hook is deleted. */
  readonly after: string | boolean | readonly string[] | null;
}

/** What plans and drift say of a hook. */
export interface CommonDocument {
  readonly kind: Action["kind"];
  readonly scope: string;
  readonly hook_id: number | null;
  readonly url: string;
  /** The hook's page on GitHub; null where there is no hook yet. */
  readonly html_url: string | null;
  /** before = on GitHub, after = as declared. */
  readonly changes: readonly ChangeDocument[];
  readonly secret: SecretChange;
  readonly secret_ref: string | null;
  readonly reason: Action["reason"];
  readonly blocked: BlockedReason | null;
  /** Those that `apply` would make; empty where it would leave the hook alone. */
  readonly requests: readonly string[];
  readonly source: PositionDocument | null;
}

/** An action as it stands in JSON. The order of keys is part of the format. */
export interface ActionDocument extends CommonDocument {
  readonly origin: ActionOrigin | null;
  /** Only on an `update` whose secret is sent again because `--resupply` asked for it. */
  readonly resupply_asked?: true;
  /** When GitHub last updated the hook; rotations alone have it. */
  readonly updated_at?: string;
  /** Whether the hook takes a secret along that nobody could read again. Deletes alone have it. */
  readonly has_secret?: boolean;
  /** Deletes alone have it. */
  readonly early?: "duplicate-in-the-way" | "event-limit" | null;
  /** The two updates of one hook between which another hook is changed. They alone have it. */
  readonly part?: "shrink" | "grow";
}

/** How many of what a plan holds, under the names that its document has for them. */
export type PlanSummary = Readonly<
  Record<"create" | "update" | "config_patch" | "delete" | "blocked", number> &
    Record<"unchanged" | "unmanaged" | "ignored" | "assumed", number>
>;

/** An action of a plan, with the hash of everything it would do and rests on. */
export interface PlannedActionDocument extends ActionDocument {
  readonly fingerprint: string;
}

export interface HookRefDocument {
  readonly scope: string;
  readonly hook_id: number;
  readonly url: string;
  readonly html_url: string | null;
}

/** A hook that nobody declares and that stays. */
export interface UnmanagedDocument extends HookRefDocument {
  /** Absent in a file of an earlier version. */
  readonly events?: readonly string[];
  readonly updated_at?: string;
}

/** How far a rotation is. What is due stands among the actions, with `secret` `rotate`. */
export interface RotationDocument {
  readonly secret_ref: string;
  readonly rotated_at: string;
  readonly due: number;
  readonly blocked: number;
  /** Requests of the due ones that write. */
  readonly writes: number;
  /** Hooks updated since, which are not rotated again. */
  readonly done: readonly (HookRefDocument & { readonly updated_at: string })[];
}

/** What plans and drift say of themselves. */
export interface DocumentHeader {
  readonly tool_version: string;
  readonly created_at: string;
  readonly api_url: string;
  readonly config_digest: string;
  readonly targets: readonly string[];
  readonly complete: boolean;
  /** Over everything but times: the same plan or drift has the same digest. */
  readonly digest: string;
  readonly diagnostics: readonly DiagnosticDocument[];
}

/** A plan as `schemas/plan.schema.json` describes it. The order of keys is part of the format. */
export interface PlanDocument extends DocumentHeader {
  readonly format: "hookfleet.plan/1";
  /** Made from two files alone: there are no ids, no requests, and nothing that could be applied. */
  readonly offline?: true;
  readonly scopes: readonly { readonly scope: string; readonly digest: string }[];
  readonly summary: PlanSummary;
  readonly actions: readonly PlannedActionDocument[];
  readonly unmanaged: readonly UnmanagedDocument[];
  readonly rotations: readonly RotationDocument[];
  readonly rate_limit: { readonly requests_to_apply: number };
}

/** The codes that stand above the actions in a review: a reviewer must not miss them. */
export const reviewCodes: ReadonlySet<string> = new Set([
  "secret-exchanged",
  "guard-lowered",
  "hook-abandoned",
  "absent-unseen",
  "selector-changed",
  "names-as-written",
  "base-empty",
  "base-without-policy",
  "base-unlisted",
  "base-scope-unreadable",
]);

/** An action of a saved plan, as far as people need to know it again; its URLs are masked. */
export type ReviewedAction = Pick<
  ActionDocument,
  "kind" | "hook_id" | "url" | "changes" | "secret" | "secret_ref"
>;

/** A scope whose plan is not the reviewed one any more, and how it differs. */
export interface StaleScope {
  readonly scope: string;
  /** Reviewed, and not due any more. */
  readonly gone: readonly ReviewedAction[];
  /** Due now, and not reviewed. */
  readonly fresh: readonly Action[];
  /** True where the actions are the same and stand in another order. */
  readonly reordered: boolean;
}
