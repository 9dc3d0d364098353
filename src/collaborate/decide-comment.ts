import type { Comment } from "../model/collaboration-port.ts";
import { isSameBody } from "./marker.ts";
import {
  comparePlanLabels,
  type PlanLabel,
  readPlanLabel,
  type WantedComment,
} from "./plan-comment.ts";

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
