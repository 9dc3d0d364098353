import type { CommentsPort, Identity, Issue, IssueChange } from "../model/comments-port.ts";
import { GitHubError } from "../model/errors.ts";
import { type RepositoryScope, scopeName } from "../model/scope.ts";
import { isSameBody, readMarker, withMarker, withoutMarker } from "./body.ts";
import {
  decideIssue,
  driftIssueBody,
  type IssueDecision,
  type OwnIssue,
  type WantedIssue,
} from "./drift-issue.ts";
import type { PostOptions } from "./plan-comment.ts";
import { checkPublicity } from "./publicity.ts";
import { createMaker, judgeWrite } from "./write-once.ts";

/** Edits an issue of ours, once. */
function editIssue(
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

/** Says that the drift is gone, once for each time that the issue was open. */
async function sayThatItIsGone(
  port: CommentsPort,
  repository: RepositoryScope,
  { issue, label }: OwnIssue,
  { key, goneText }: WantedIssue,
): Promise<void> {
  const round = String(label.round);
  for (let attempt = 1; ; attempt += 1) {
    const comments = await port.listComments(repository, issue.number);
    const isSaid = comments.some(
      ({ author, body }) =>
        author === issue.author && readMarker("drift-gone", body, key)?.["round"] === round,
    );
    if (isSaid) return;
    try {
      const body = withMarker("drift-gone", { key, round }, goneText);
      await port.createComment(repository, issue.number, body);
      return;
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error;
      // The conversation may be locked, and the issue can be closed all the same.
      if (error.code === "conversation-locked" || error.wasAccepted) return;
      if (!error.mayHaveHappened || attempt >= 3) throw error;
    }
  }
}

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
 * Keeps one open issue of ours while there is drift, and none when it is gone.
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
  const { key, title, labels, text } = wanted;
  const body = driftIssueBody({ ...wanted, round: 1 }, text);
  const maker = createMaker({
    identity,
    what: `the issue in ${scopeName(repository)}`,
    body,
    list: (login) => port.listIssues(repository, login),
    idOf: ({ number }) => number,
    make: () => port.createIssue(repository, { title, body, labels }),
    isAsAsked: (issue) => issue.state === "open" && isSameBody(issue.body, body),
  });
  for (;;) {
    const { items, login } = await maker.look();
    const { decision, duplicates } = decideIssue(items, login, wanted, now());
    if (decision.kind === "create") {
      await maker.make();
      continue;
    }
    if ("issue" in decision)
      for (const duplicate of duplicates)
        await editIssue(port, repository, duplicate, {
          state: "closed",
          reason: "not_planned",
          // It is not found again.
          body: withMarker(
            "drift-moved",
            { key },
            `This drift is reported in #${decision.issue.number}.`,
          ),
        });
    return await carryOut(port, repository, decision, wanted, maker.hasTried());
  }
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
  const { round } = label;
  const edit = (change: IssueChange): Promise<Issue> => editIssue(port, repository, issue, change);
  switch (kind) {
    case "update": {
      const body = driftIssueBody({ key, created, digest, round }, text);
      return { action: "updated", issue: await edit({ body }) };
    }
    case "reopen": {
      const body = driftIssueBody({ key, created, digest, round: round + 1 }, text);
      return { action: "reopened", issue: await edit({ state: "open", reason: "reopened", body }) };
    }
    case "close": {
      await sayThatItIsGone(port, repository, decision, wanted);
      // The same text, looked at later.
      const body = driftIssueBody({ ...label, created }, withoutMarker(issue.body));
      return {
        action: "closed",
        issue: await edit({ state: "closed", reason: "completed", body }),
      };
    }
    case "unchanged":
      return { action: isNew ? "created" : "unchanged", issue };
    case "outdated":
      return { action: "outdated", issue };
    default:
      return kind satisfies never;
  }
}
