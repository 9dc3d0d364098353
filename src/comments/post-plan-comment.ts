import type { Comment, CommentsPort, Identity } from "../model/comments-port.ts";
import { GitHubError } from "../model/errors.ts";
import { type RepositoryScope, scopeName } from "../model/scope.ts";
import { isSameBody, mergeKnown, withMarker } from "./body.ts";
import { judgeWrite } from "./judge-write.ts";
import { decideComment, type WantedComment } from "./plan-comment.ts";
import { checkPublicity, type Names } from "./publicity.ts";

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
      // A list that lags behind shows the text from before; somebody else's text is another one.
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
