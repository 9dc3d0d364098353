import type { Comment, CommentsPort, Identity } from "../model/comments-port.ts";
import { compareStrings } from "../model/compare-strings.ts";
import { type RepositoryScope, scopeName } from "../model/scope.ts";
import { isSameBody, type Label, ownOf, readLabel, withMarker } from "./body.ts";
import { checkPublicity, type DocumentNames } from "./publicity.ts";
import { createMaker, judgeWrite } from "./write-once.ts";

/** The state of a plan. */
export type PlanState = (typeof planStates)[number];

const planStates = ["planned", "applied", "failed", "outdated"] as const;

/** Which plan a comment shows, and what it says of it. */
export interface PlanLabel extends Label {
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

function readPlanLabel({ body }: Comment, key: string, now: number): PlanLabel | undefined {
  const read = readLabel("plan", body, key, now);
  const state = planStates.find((known) => known === read?.fields["state"]) ?? "planned";
  return read && { ...read.label, state };
}

/**
 * Which of two plans is the later news: by the time of their making; the state of a plan comes
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

export interface PullRequest {
  readonly repository: RepositoryScope;
  readonly number: number;
}

export interface PostedComment {
  /** `outdated`: there is a comment with a newer plan, which stands. */
  readonly action: "created" | "updated" | "unchanged" | "outdated";
  readonly comment: Comment;
}

export interface PostOptions {
  /** What the text was made from. */
  readonly names: DocumentNames;
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
  const maker = createMaker({
    identity,
    what: `the comment on ${scopeName(repository)}#${number}`,
    body: wanted.body,
    list,
    idOf: ({ id }) => id,
    make: () => port.createComment(repository, number, wanted.body),
    isAsAsked: ({ body }) => isSameBody(body, wanted.body),
  });
  let action: PostedComment["action"] | undefined;
  let replaced: string | undefined;
  const pointing = new Set<number>();
  for (let round = 1; ; round += 1) {
    const { items, login } = await maker.look();
    const own = ownOf(items, login, (comment) => readPlanLabel(comment, wanted.key, now()));
    // The newest plan stays; of two comments that show the same one, the older comment.
    const [kept, ...superseded] = own.toSorted(
      (left, right) => comparePlanLabels(right.label, left.label) || left.item.id - right.item.id,
    );
    if (kept === undefined) {
      await maker.make();
      continue;
    }
    const { item: comment, label } = kept;
    if (maker.hasTried()) action ??= "created";
    for (const { id } of superseded.map(({ item }) => item)) {
      if (pointing.has(id)) continue;
      pointing.add(id);
      await edit(id, pointerTo(comment, wanted.key));
    }
    if (comparePlanLabels(wanted, label) < 0) return { action: "outdated", comment };
    if (isSameBody(comment.body, wanted.body)) return { action: action ?? "unchanged", comment };
    // A list that lags behind shows the text from before; text by another author is another one.
    if (round > rounds || comment.body === replaced)
      return { action: action ?? "updated", comment };
    replaced = comment.body;
    await edit(comment.id, wanted.body);
    action ??= "updated";
  }
}

/** Replaces an older comment of ours. */
function pointerTo({ url }: Comment, key: string): string {
  const link = url === "" ? "another comment" : `[another comment](${url})`;
  return withMarker("plan-moved", { key }, `The plan is in ${link}.`);
}
