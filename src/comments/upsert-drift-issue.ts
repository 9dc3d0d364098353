import type { CommentsPort, Identity, Issue, IssueChange } from "../model/comments-port.ts";
import { GitHubError } from "../model/errors.ts";
import { type RepositoryScope, scopeName } from "../model/scope.ts";
import { isSameBody, mergeKnown, readMarker, withMarker } from "./body.ts";
import {
  decideIssue,
  driftIssueBody,
  driftIssueLookedAt,
  type IssueDecision,
  type OwnIssue,
  type WantedIssue,
} from "./drift-issue.ts";
import { judgeWrite } from "./judge-write.ts";
import type { PostOptions } from "./plan-comment.ts";
import { checkPublicity } from "./publicity.ts";

/**
 * Edits an issue of ours, once.
 *
 * @throws GitHubError where GitHub refused it, or accepted it and does not show it
 */
export function editIssue(
  port: CommentsPort,
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
  port: CommentsPort,
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
  port: CommentsPort,
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
  port: CommentsPort,
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

/** What was done about the issue of a drift. */
export interface UpsertedIssue {
  /** `none`: there is no drift and no issue that is open. */
  readonly action:
    | "created"
    | "updated"
    | "reopened"
    | "closed"
    | "unchanged"
    | "outdated"
    | "none";
  /** undefined where there is none. */
  readonly issue: Issue | undefined;
}

/**
 * Keeps one open issue of ours while there is drift, and none when it is gone. After it has opened one
 * it looks again: another run may have done so at the same time, or the answer was lost.
 *
 * @throws HookfleetError `private-in-public` where drift would become public; GitHubError where GitHub
 *   refused something, or accepted a write and does not show it (`not-as-asked`)
 */
export async function upsertDriftIssue(
  port: CommentsPort,
  repository: RepositoryScope,
  identity: Identity,
  wanted: WantedIssue,
  { names, now = Date.now }: PostOptions,
): Promise<UpsertedIssue> {
  if (wanted.hasDrift) await checkPublicity(port, repository, names);
  let { login } = identity;
  let made: readonly Issue[] = [];
  let lost: GitHubError | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const listed = await port.listIssues(repository, login);
    const issues = mergeKnown(listed, made, ({ number }) => number);
    const { decision, duplicates } = decideIssue(issues, login, wanted, now());
    if (decision.kind !== "create") {
      const isNew = lost !== undefined || made.length > 0;
      if ("issue" in decision)
        for (const duplicate of duplicates)
          await closeDuplicate(port, repository, duplicate, {
            kept: decision.issue,
            key: wanted.key,
          });
      return await carryOut(port, repository, decision, wanted, isNew);
    }
    // The last one, too, may have arrived: only what another look does not show is told as lost.
    if (lost !== undefined && attempt > 3) throw lost;
    try {
      const issue = await openIssue(port, repository, login, { wanted, listed });
      // An identity that was only likely has now shown itself.
      login = issue.author === "" ? login : issue.author;
      made = [...made, { ...issue, author: login }];
    } catch (error) {
      const mayRepeat = error instanceof GitHubError && error.mayHaveHappened && !error.wasAccepted;
      if (!mayRepeat) throw error;
      lost = error;
    }
  }
}

async function openIssue(
  port: CommentsPort,
  repository: RepositoryScope,
  login: string,
  { wanted, listed }: { readonly wanted: WantedIssue; readonly listed: readonly Issue[] },
): Promise<Issue> {
  const { title, labels, text } = wanted;
  const body = driftIssueBody({ ...wanted, round: 1 }, text);
  const seen = new Set(listed.map(({ number }) => number));
  return await judgeWrite({
    what: `the issue in ${scopeName(repository)}`,
    send: () => port.createIssue(repository, { title, body, labels }),
    isAsAsked: (issue) => issue.state === "open" && isSameBody(issue.body, body),
    look: async () =>
      (await port.listIssues(repository, login)).find(
        (issue) => !seen.has(issue.number) && isSameBody(issue.body, body),
      ),
  });
}

async function carryOut(
  port: CommentsPort,
  repository: RepositoryScope,
  decision: Exclude<IssueDecision, { readonly kind: "create" }>,
  wanted: WantedIssue,
  isNew: boolean,
): Promise<UpsertedIssue> {
  if (decision.kind === "none") return { action: "none", issue: undefined };
  const { key, created, digest, text } = wanted;
  const { kind, issue, label } = decision;
  switch (kind) {
    case "update": {
      const body = driftIssueBody({ key, created, digest, round: label.round }, text);
      return {
        action: "updated",
        issue: await editIssue(port, repository, issue, { body }),
      };
    }
    case "reopen": {
      const body = driftIssueBody({ key, created, digest, round: label.round + 1 }, text);
      const change = { state: "open", reason: "reopened", body } as const;
      return {
        action: "reopened",
        issue: await editIssue(port, repository, issue, change),
      };
    }
    case "close":
      return { action: "closed", issue: await closeIssue(port, repository, decision, wanted) };
    case "unchanged":
      return { action: isNew ? "created" : "unchanged", issue };
    case "outdated":
      return { action: "outdated", issue };
    default:
      return kind satisfies never;
  }
}
