import type { CommentsPort, Identity, Issue, IssueChange } from "../model/comments-port.ts";
import { type RepositoryScope, scopeName } from "../model/scope.ts";
import { isSameBody, type Label, ownOf, readLabel, withMarker, withoutMarker } from "./body.ts";
import type { PostOptions } from "./plan-comment.ts";
import { checkPublicity } from "./publicity.ts";
import { createMaker, judgeWrite } from "./write-once.ts";

export interface WantedIssue extends Label {
  /** There is something to tell. */
  readonly hasDrift: boolean;
  /** False where some scopes could not be read: not seeing drift is not the absence of it. */
  readonly complete: boolean;
  readonly title: string;
  readonly labels: readonly string[];
  /** What the issue says, without its marker. */
  readonly text: string;
}

export function driftIssueBody({ key, created, digest }: Label, text: string): string {
  return withMarker("drift", { key, created, digest }, text);
}

/** The room that the marker takes from a body, whatever it says. */
export function driftMarkerLength(key: string): number {
  const created = "2026-01-01T00:00:00.000Z";
  return driftIssueBody({ key, created, digest: "x".repeat(100) }, "").length;
}

type OwnIssue = ReturnType<typeof ownOf<Issue, Label>>[number];

/** An open one stays before a closed one, and of those the one that was there first. */
function compareOwn({ item: left }: OwnIssue, { item: right }: OwnIssue): number {
  const open = ({ state }: Issue): number => Number(state === "open");
  return open(right) - open(left) || left.number - right.number;
}

/** Where issues are. */
interface Forum {
  readonly port: CommentsPort;
  readonly repository: RepositoryScope;
}

/** Edits an issue of ours, once. */
function editIssue({ port, repository }: Forum, { number, author }: Issue, change: IssueChange) {
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
  const forum = { port, repository };
  const { key, title, labels, text } = wanted;
  const body = driftIssueBody(wanted, text);
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
    const own = ownOf(items, login, (issue) => readLabel("drift", issue.body, key, now())?.label);
    const [kept, ...others] = own.toSorted(compareOwn);
    if (kept !== undefined) {
      const moved = `This drift is reported in #${kept.item.number}.`;
      // They are not found again.
      const pointer = withMarker("drift-moved", { key }, moved);
      for (const { item } of others.filter((other) => other.item.state === "open"))
        await editIssue(forum, item, { state: "closed", reason: "not_planned", body: pointer });
      return await carryOut(forum, kept, wanted, maker.hasTried());
    }
    if (!wanted.hasDrift) return { action: "none", issue: undefined };
    await maker.make();
  }
}

/** What is to be done about the one issue; one that tells of a later look is left as it is. */
async function carryOut(
  forum: Forum,
  kept: OwnIssue,
  wanted: WantedIssue,
  isNew: boolean,
): Promise<UpsertedIssue> {
  const { created, digest, hasDrift, text } = wanted;
  const { item: issue, label } = kept;
  const edit = (change: IssueChange): Promise<Issue> => editIssue(forum, issue, change);
  const body = driftIssueBody(wanted, text);
  if (label.created > created) return { action: "outdated", issue };
  if (hasDrift && issue.state === "closed")
    return { action: "reopened", issue: await edit({ state: "open", reason: "reopened", body }) };
  if (hasDrift && label.digest !== digest)
    return { action: "updated", issue: await edit({ body }) };
  if (!hasDrift && issue.state === "closed") return { action: "none", issue: undefined };
  if (!hasDrift && wanted.complete) {
    // The same text, looked at later.
    const same = driftIssueBody({ ...label, created }, withoutMarker(issue.body));
    const change = { state: "closed", reason: "completed", body: same } as const;
    return { action: "closed", issue: await edit(change) };
  }
  return { action: isNew ? "created" : "unchanged", issue };
}
