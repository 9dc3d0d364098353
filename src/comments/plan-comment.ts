import type { Comment, CommentsPort, Identity } from "../model/comments-port.ts";
import { compareStrings } from "../model/compare-strings.ts";
import { GitHubError } from "../model/errors.ts";
import { type RepositoryScope, scopeName } from "../model/scope.ts";
import {
  isSameBody,
  type MarkerFields,
  markerTime,
  mergeKnown,
  readMarker,
  withMarker,
} from "./body.ts";
import { judgeWrite } from "./judge-write.ts";
import { checkPublicity, type Names } from "./publicity.ts";

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

/** Where a comment belongs. */
export interface PullRequest {
  readonly repository: RepositoryScope;
  readonly number: number;
}

/** The result, and the comment as it is now. */
export interface PostedComment {
  /** `outdated`: there is a comment with a newer plan, which stands. */
  readonly action: "created" | "updated" | "unchanged" | "outdated";
  readonly comment: Comment;
}

/** What posting needs to know beside the comment. */
export interface PostOptions {
  /** What the text was made from. */
  readonly names: Names;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** How often it looks and writes before another run's text is left there. */
const rounds = 5;

/**
 * Keeps one comment of ours on the pull request, showing the newest plan. After each write it looks
 * again: another run may have written in between, or the answer was lost.
 *
 * @throws HookfleetError `private-in-public`; GitHubError where GitHub refused something, or accepted
 *   a write and does not show it (`not-as-asked`)
 */
export async function postPlanComment(
  port: CommentsPort,
  { repository, number }: PullRequest,
  identity: Identity,
  wanted: WantedComment,
  { names, now = Date.now }: PostOptions,
): Promise<PostedComment> {
  await checkPublicity(port, repository, names);
  const list = (): Promise<readonly Comment[]> => port.listComments(repository, number);
  const edit = (id: number, body: string): Promise<Comment> =>
    judgeWrite({
      what: `the edit of comment ${id}`,
      send: () => port.updateComment(repository, id, body),
      isAsAsked: (comment) => isSameBody(comment.body, body),
      look: async () => (await list()).find((comment) => comment.id === id),
    });
  let { login } = identity;
  let action: PostedComment["action"] | undefined;
  let made: readonly Comment[] = [];
  let before: ReadonlySet<number> | undefined;
  let lost: GitHubError | undefined;
  let replaced: string | undefined;
  const pointing = new Set<number>();
  for (let round = 1; ; round += 1) {
    const listed = await list();
    if (lost !== undefined && !identity.isCertain) {
      // Whose name it carries is not known, so it is known by its text alone.
      const arrived = listed.find(
        ({ id, body }) => before?.has(id) === false && isSameBody(body, wanted.body),
      );
      login = arrived?.author ?? login;
    }
    const comments = mergeKnown(listed, made, ({ id }) => id);
    const { decision, superseded } = decideComment(comments, login, wanted, now());
    if (decision.kind !== "create") {
      // What was lost on the way back is there after all.
      if (lost !== undefined) action ??= "created";
      for (const { id } of superseded.filter((other) => !pointing.has(other.id))) {
        pointing.add(id);
        await edit(id, pointerTo(decision.comment, wanted.key));
      }
    }
    if (decision.kind === "unchanged" || decision.kind === "outdated" || round > rounds) {
      if (decision.kind === "create") throw lost ?? new Error("a comment was made and is nowhere");
      const kind = decision.kind === "update" ? "updated" : decision.kind;
      return { action: kind === "outdated" ? kind : (action ?? kind), comment: decision.comment };
    }
    if (decision.kind === "update") {
      // A list that lags behind shows the text from before; text by another author is another one.
      if (decision.comment.body === replaced)
        return { action: action ?? "updated", comment: decision.comment };
      replaced = decision.comment.body;
      await edit(decision.comment.id, wanted.body);
      action ??= "updated";
      continue;
    }
    // The last one, too, may have arrived: only what another look does not show is told as lost.
    if (lost !== undefined && round > 3) throw lost;
    const seen = new Set(listed.map(({ id }) => id));
    before ??= seen;
    try {
      const comment = await judgeWrite({
        what: `the comment on ${scopeName(repository)}#${number}`,
        send: () => port.createComment(repository, number, wanted.body),
        isAsAsked: ({ body }) => isSameBody(body, wanted.body),
        look: async () =>
          (await list()).find(({ id, body }) => !seen.has(id) && isSameBody(body, wanted.body)),
      });
      // An identity that was only likely has now shown itself.
      login = comment.author === "" ? login : comment.author;
      made = [...made, comment];
      action = "created";
    } catch (error) {
      const mayRepeat = error instanceof GitHubError && error.mayHaveHappened && !error.wasAccepted;
      if (!mayRepeat) throw error;
      lost = error;
    }
  }
}

/** Replaces an older comment of ours. */
function pointerTo({ url }: Comment, key: string): string {
  const link = url === "" ? "another comment" : `[another comment](${url})`;
  return withMarker("plan-moved", { key }, `The plan is in ${link}.`);
}
