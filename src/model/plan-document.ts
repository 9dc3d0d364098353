import type { PlanDocument, PlannedActionDocument } from "./generated/documents.ts";
import type { Action } from "./plan.ts";

/** Documents as `schemas` describes them. The order of their keys is part of the format. */
export type {
  ChangeDocument,
  DiagnosticDocument,
  PlanDocument,
  PlannedActionDocument,
  PositionDocument,
} from "./generated/documents.ts";

/** An action, without the hash of everything it would do and rests on. */
export type ActionDocument = Omit<PlannedActionDocument, "fingerprint">;

/** Who asks for an action: the change under review, or what was due before it. */
export type ActionOrigin = NonNullable<ActionDocument["origin"]>;

/** What plans and drift say of a hook. */
export type CommonDocument = Omit<
  ActionDocument,
  "origin" | "resupply_asked" | "updated_at" | "has_secret" | "early" | "part"
>;

export type PlanSummary = PlanDocument["summary"];

/** A hook that nobody declares and that stays. */
export type UnmanagedDocument = PlanDocument["unmanaged"][number];

export type HookRefDocument = Omit<UnmanagedDocument, "events" | "updated_at">;

/** How far a rotation is. What is due stands among the actions, with `secret` `rotate`. */
export type RotationDocument = PlanDocument["rotations"][number];

/** What plans and drift say of themselves. */
export type DocumentHeader = Pick<
  PlanDocument,
  | "tool_version"
  | "created_at"
  | "api_url"
  | "config_digest"
  | "targets"
  | "complete"
  | "digest"
  | "diagnostics"
>;

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
