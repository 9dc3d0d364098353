import type { CollaborationPort, Comment, Identity } from "../model/collaboration-port.ts";
import { GitHubError } from "../model/errors.ts";
import type { RepositoryScope } from "../model/scope.ts";
import { decideComment } from "./decide-comment.ts";
import { isSameBody, withMarker } from "./marker.ts";
import { mergeKnown } from "./merge-known.ts";
import type { WantedComment } from "./plan-comment.ts";

/** Where a comment belongs. */
export interface PullRequest {
  readonly repository: RepositoryScope;
  readonly number: number;
}

/** What became of the comment, and the comment as it stands now. */
export interface PostedComment {
  /** `outdated`: there is a comment with a newer plan, which stands. */
  readonly action: "created" | "updated" | "unchanged" | "outdated";
  readonly comment: Comment;
}

/** How often is looked and written before somebody else is left to win. */
const rounds = 5;

/**
 * Sees to it that the pull request has one comment of ours, showing the newest plan. After each write
 * it looks again: another run may have written in between, or the answer got lost on its way.
 */
export async function postPlanComment(
  port: CollaborationPort,
  { repository, number }: PullRequest,
  identity: Identity,
  wanted: WantedComment,
): Promise<PostedComment> {
  let { login } = identity;
  let action: PostedComment["action"] | undefined;
  let made: readonly Comment[] = [];
  let before: ReadonlySet<number> | undefined;
  let lost: GitHubError | undefined;
  let replaced: string | undefined;
  for (let round = 1; ; round += 1) {
    const listed = await port.listComments(repository, number);
    if (lost !== undefined && !identity.isCertain) {
      // Whose name it carries is not known, so it is known by its text alone.
      const arrived = listed.find(
        ({ id, body }) => before?.has(id) === false && isSameBody(body, wanted.body),
      );
      login = arrived?.author ?? login;
    }
    const comments = mergeKnown(listed, made, ({ id }) => id);
    const { decision, superseded } = decideComment(comments, login, wanted);
    if (decision.kind !== "create") {
      // What was lost on the way back is there after all.
      if (lost !== undefined) action ??= "created";
      for (const other of superseded)
        await port.updateComment(repository, other.id, pointerTo(decision.comment, wanted.key));
    }
    if (decision.kind === "unchanged" || decision.kind === "outdated" || round > rounds) {
      if (decision.kind === "create") throw lost ?? new Error("a comment was made and is nowhere");
      const kind = decision.kind === "update" ? "updated" : decision.kind;
      return { action: kind === "outdated" ? kind : (action ?? kind), comment: decision.comment };
    }
    if (decision.kind === "update") {
      // A list that lags behind shows the text from before; somebody else's text is another one.
      if (decision.comment.body === replaced)
        return { action: action ?? "updated", comment: decision.comment };
      replaced = decision.comment.body;
      await port.updateComment(repository, decision.comment.id, wanted.body);
      action ??= "updated";
      continue;
    }
    before ??= new Set(listed.map(({ id }) => id));
    try {
      const comment = await port.createComment(repository, number, wanted.body);
      // An identity that was only likely has now shown itself.
      login = comment.author === "" ? login : comment.author;
      made = [...made, comment];
      action = "created";
    } catch (error) {
      if (!(error instanceof GitHubError) || !error.mayHaveHappened || round >= 3) throw error;
      lost = error;
    }
  }
}

/** Replaces an older comment of ours. */
function pointerTo({ url }: Comment, key: string): string {
  const link = url === "" ? "another comment" : `[another comment](${url})`;
  return withMarker("plan-moved", { key }, `The plan is in ${link}.`);
}
