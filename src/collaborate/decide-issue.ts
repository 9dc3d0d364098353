import type { Issue } from "../model/collaboration-port.ts";
import { type DriftLabel, readDriftLabel, type WantedIssue } from "./drift-issue.ts";

/** An issue of ours and what its marker says. */
export interface OwnIssue {
  readonly issue: Issue;
  readonly label: DriftLabel;
}

/** What is to be done about the one issue of a drift. */
export type IssueDecision =
  | { readonly kind: "none" }
  | { readonly kind: "create" }
  /** `outdated`: the issue tells of a later look and is left as it is. */
  | ({ readonly kind: "update" | "reopen" | "close" | "unchanged" | "outdated" } & OwnIssue);

export interface IssueDecisions {
  readonly decision: IssueDecision;
  /** Others of ours that are open, which are to be closed. */
  readonly duplicates: readonly Issue[];
}

/** An open one stays before a closed one, and of those the one that was there first. */
function compareOwn(left: OwnIssue, right: OwnIssue): number {
  const open = ({ issue }: OwnIssue): number => Number(issue.state === "open");
  return open(right) - open(left) || left.issue.number - right.issue.number;
}

function decide(own: OwnIssue, wanted: WantedIssue): IssueDecision {
  const { issue, label } = own;
  if (label.created > wanted.created) return { kind: "outdated", ...own };
  const isOpen = issue.state === "open";
  if (wanted.hasDrift) {
    if (!isOpen) return { kind: "reopen", ...own };
    return { kind: label.digest === wanted.digest ? "unchanged" : "update", ...own };
  }
  if (!isOpen) return { kind: "none" };
  return { kind: wanted.complete ? "close" : "unchanged", ...own };
}

/**
 * Decides from what is there. Only issues of our own identity count: what others write may hold any
 * marker.
 *
 * @param login our own
 * @param now milliseconds since the epoch
 */
export function decideIssue(
  issues: readonly Issue[],
  login: string,
  wanted: WantedIssue,
  now: number,
): IssueDecisions {
  const own = issues
    .filter(({ author }) => author.toLowerCase() === login.toLowerCase())
    .flatMap((issue) => {
      const label = readDriftLabel(issue, wanted.key, now);
      return label === undefined ? [] : [{ issue, label }];
    })
    .toSorted(compareOwn);
  const [kept, ...others] = own;
  const duplicates = others.map(({ issue }) => issue).filter(({ state }) => state === "open");
  if (kept !== undefined) return { decision: decide(kept, wanted), duplicates };
  return { decision: { kind: wanted.hasDrift ? "create" : "none" }, duplicates };
}
