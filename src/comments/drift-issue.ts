import type { CommentsPort, Identity, Issue, IssueChange } from "../model/comments-port.ts";
import { GitHubError } from "../model/errors.ts";
import { type RepositoryScope, scopeName } from "../model/scope.ts";
import { isSameBody, ownOf, readLabel, readMarker, withMarker, withoutMarker } from "./body.ts";
import type { PostOptions } from "./plan-comment.ts";
import { checkPublicity } from "./publicity.ts";
import { createMaker, judgeWrite } from "./write-once.ts";

/** Which drift an issue tells of. */
interface DriftLabel {
  /** Tells the issues of several configurations apart. */
  readonly key: string;
  /** When the drift was last checked, as far as the issue was edited for it: RFC 3339 in UTC. */
  readonly created: string;
  readonly digest: string;
  /** How often the issue has been opened, from 1. */
  readonly round: number;
}

export interface WantedIssue extends Omit<DriftLabel, "round"> {
  /** There is something to tell. */
  readonly hasDrift: boolean;
  /** False where some scopes could not be read: not seeing drift is not the absence of it. */
  readonly complete: boolean;
  readonly title: string;
  readonly labels: readonly string[];
  /** What the issue says, without its marker. */
  readonly text: string;
  /** What is said when the drift is gone, without its marker. */
  readonly goneText: string;
}

export function driftIssueBody({ key, created, digest, round }: DriftLabel, text: string): string {
  return withMarker("drift", { key, created, digest, round: String(round) }, text);
}

/** The room that the marker takes from a body, whatever it says. */
export function driftMarkerLength(key: string): number {
  const created = "2026-01-01T00:00:00.000Z";
  const label = { key, created, digest: "x".repeat(100), round: 1_000_000_000 };
  return driftIssueBody(label, "").length;
}

function readDriftLabel({ body }: Issue, key: string, now: number): DriftLabel | undefined {
  const read = readLabel("drift", body, key, now);
  const { round = "" } = read?.fields ?? {};
  return read && { ...read.label, round: /^\d{1,9}$/.test(round) ? Number(round) : 1 };
}

type OwnIssue = ReturnType<typeof ownOf<Issue, DriftLabel>>[number];

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

/** Says that the drift is gone, once for each time that the issue was open. */
async function sayThatItIsGone(
  { port, repository }: Forum,
  { item: issue, label }: OwnIssue,
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
  const forum = { port, repository };
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
    const own = ownOf(items, login, (issue) => readDriftLabel(issue, key, now()));
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
  if (label.created > created) return { action: "outdated", issue };
  if (hasDrift && issue.state === "closed") {
    const body = driftIssueBody({ ...wanted, round: label.round + 1 }, text);
    return { action: "reopened", issue: await edit({ state: "open", reason: "reopened", body }) };
  }
  if (hasDrift && label.digest !== digest) {
    const body = driftIssueBody({ ...wanted, round: label.round }, text);
    return { action: "updated", issue: await edit({ body }) };
  }
  if (!hasDrift && issue.state === "closed") return { action: "none", issue: undefined };
  if (!hasDrift && wanted.complete) {
    await sayThatItIsGone(forum, kept, wanted);
    // The same text, looked at later.
    const body = driftIssueBody({ ...label, created }, withoutMarker(issue.body));
    const change = { state: "closed", reason: "completed", body } as const;
    return { action: "closed", issue: await edit(change) };
  }
  return { action: isNew ? "created" : "unchanged", issue };
}
