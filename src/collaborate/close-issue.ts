import type { CollaborationPort, Issue, IssueChange } from "../model/collaboration-port.ts";
import { GitHubError } from "../model/errors.ts";
import { type RepositoryScope, scopeName } from "../model/scope.ts";
import type { OwnIssue } from "./decide-issue.ts";
import { driftIssueLookedAt, type WantedIssue } from "./drift-issue.ts";
import { judgeWrite } from "./judge-write.ts";
import { isSameBody, readMarker, withMarker } from "./marker.ts";

/**
 * Edits an issue of ours, once.
 *
 * @throws GitHubError where GitHub refused it, or accepted it and does not show it
 */
export function editIssue(
  port: CollaborationPort,
  repository: RepositoryScope,
  { number, author }: Issue,
  change: IssueChange,
): Promise<Issue> {
  return judgeWrite({
    what: `the edit of ${scopeName(repository)}#${number}`,
    send: () => port.updateIssue(repository, number, change),
    isAsAsked: ({ body, state }) =>
      (change.body === undefined || isSameBody(body, change.body)) &&
      (change.state === undefined || state === change.state),
    look: async () =>
      (await port.listIssues(repository, author)).find((issue) => issue.number === number),
  });
}

/** Says that the drift is gone, once for each time that the issue was open, and closes it. */
export async function closeIssue(
  port: CollaborationPort,
  repository: RepositoryScope,
  { issue, label }: OwnIssue,
  wanted: WantedIssue,
): Promise<Issue> {
  await sayThatItIsGone(port, repository, { issue, label }, wanted);
  const { created } = wanted;
  return await editIssue(port, repository, issue, {
    state: "closed",
    reason: "completed",
    body: driftIssueLookedAt(issue, { ...label, created }),
  });
}

async function sayThatItIsGone(
  port: CollaborationPort,
  repository: RepositoryScope,
  { issue, label }: OwnIssue,
  wanted: WantedIssue,
): Promise<void> {
  const round = String(label.round);
  const fields = { key: wanted.key, round };
  for (let attempt = 1; ; attempt += 1) {
    const comments = await port.listComments(repository, issue.number);
    const isSaid = comments.some(({ author, body }) => {
      const marker = readMarker("drift-gone", body);
      return author === issue.author && marker?.["key"] === wanted.key && marker["round"] === round;
    });
    if (isSaid) return;
    try {
      const body = withMarker("drift-gone", fields, wanted.goneText);
      await port.createComment(repository, issue.number, body);
      return;
    } catch (error) {
      // The conversation may be locked, and the issue can be closed all the same.
      if (error instanceof GitHubError && error.code === "conversation-locked") return;
      if (error instanceof GitHubError && error.wasAccepted) return;
      if (!(error instanceof GitHubError) || !error.mayHaveHappened || attempt >= 3) throw error;
    }
  }
}

/** Closes an issue that reports the same as another one; it is not found again. */
export async function closeDuplicate(
  port: CollaborationPort,
  repository: RepositoryScope,
  duplicate: Issue,
  { kept, key }: { readonly kept: Issue; readonly key: string },
): Promise<void> {
  await editIssue(port, repository, duplicate, {
    state: "closed",
    reason: "not_planned",
    body: withMarker("drift-moved", { key }, `This drift is reported in #${kept.number}.`),
  });
}
