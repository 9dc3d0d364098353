import type { Comment } from "../model/comments-port.ts";
import { compareStrings } from "../model/compare-strings.ts";
import { isSameBody, type MarkerFields, markerTime, readMarker, withMarker } from "./body.ts";

/** What has become of a plan. */
export type PlanState = "planned" | "applied" | "failed" | "outdated";

/** Which plan a comment shows, and what it says of it. */
export interface PlanLabel {
  /** Tells the comments of several configurations apart. */
  readonly key: string;
  /** When the plan was made: RFC 3339 in UTC with milliseconds, so that text compares as time. */
  readonly created: string;
  readonly digest: string;
  readonly state: PlanState;
}

/** The comment that is wanted: its label, and the whole body with the marker. */
export interface WantedComment extends PlanLabel {
  readonly body: string;
}

/** Puts the hidden marker on top of a comment's text. */
export function planCommentBody(label: PlanLabel, text: string): string {
  const { key, created, digest, state } = label;
  return withMarker("plan", { key, created, digest, state }, text);
}

/**
 * What the marker of a comment says; undefined where it is none of ours, or of another key.
 *
 * @param now milliseconds since the epoch
 */
export function readPlanLabel(comment: Comment, key: string, now: number): PlanLabel | undefined {
  const fields: MarkerFields | undefined = readMarker("plan", comment.body);
  if (fields === undefined || fields["key"] !== key) return undefined;
  const { created, digest = "", state = "" } = fields;
  return {
    key,
    created: markerTime(created, now),
    digest,
    state: isPlanState(state) ? state : "planned",
  };
}

function isPlanState(text: string): text is PlanState {
  return ["planned", "applied", "failed", "outdated"].includes(text);
}

/**
 * Which of two plans is the later news: by the time of their making; what has become of a plan comes
 * after the plan itself. The digest decides between plans of the same instant, so that two runs that
 * see the same comments agree.
 */
export function comparePlanLabels(left: PlanLabel, right: PlanLabel): number {
  return (
    compareStrings(left.created, right.created) ||
    compareStrings(left.digest, right.digest) ||
    Number(left.state !== "planned") - Number(right.state !== "planned")
  );
}

/** What is to be done about the one comment of a plan. */
export type CommentDecision =
  | { readonly kind: "create" }
  /** `outdated`: the comment shows a newer plan and is left as it is. */
  | { readonly kind: "update" | "unchanged" | "outdated"; readonly comment: Comment };

export interface CommentDecisions {
  readonly decision: CommentDecision;
  /** Others of ours for the same plan, which are to point at that one. */
  readonly superseded: readonly Comment[];
}

interface Own {
  readonly comment: Comment;
  readonly label: PlanLabel;
}

/** The newest plan stays; of two comments that show the same one, the older comment. */
function compareOwn(left: Own, right: Own): number {
  return comparePlanLabels(right.label, left.label) || left.comment.id - right.comment.id;
}

/**
 * Decides from what is there. Only comments of our own identity count: what others write may hold
 * any marker.
 *
 * @param login our own
 * @param now milliseconds since the epoch
 */
export function decideComment(
  comments: readonly Comment[],
  login: string,
  wanted: WantedComment,
  now: number,
): CommentDecisions {
  const own = comments
    .filter(({ author }) => author.toLowerCase() === login.toLowerCase())
    .flatMap((comment) => {
      const label = readPlanLabel(comment, wanted.key, now);
      return label === undefined ? [] : [{ comment, label }];
    })
    .toSorted(compareOwn);
  const [kept, ...others] = own;
  const superseded = others.map(({ comment }) => comment);
  if (kept === undefined) return { decision: { kind: "create" }, superseded };
  const { comment, label } = kept;
  if (comparePlanLabels(wanted, label) < 0)
    return { decision: { kind: "outdated", comment }, superseded };
  const kind = isSameBody(comment.body, wanted.body) ? "unchanged" : "update";
  return { decision: { kind, comment }, superseded };
}
