import type { Issue } from "../model/comments-port.ts";
import { markerTime, ownOf, readMarker, withMarker } from "./body.ts";

/** Which drift an issue tells of. */
export interface DriftLabel {
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

/**
 * What the marker of an issue says; undefined where it is none of ours, or of another key.
 *
 * @param now milliseconds since the epoch
 */
export function readDriftLabel({ body }: Issue, key: string, now: number): DriftLabel | undefined {
  const fields = readMarker("drift", body, key);
  if (fields === undefined) return undefined;
  const { created, digest = "", round = "" } = fields;
  return {
    key,
    created: markerTime(created, now),
    digest,
    round: /^\d{1,9}$/.test(round) ? Number(round) : 1,
  };
}

export interface OwnIssue {
  readonly issue: Issue;
  readonly label: DriftLabel;
}

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
 * Decides from what is there.
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
  const own = ownOf(issues, login, (issue) => readDriftLabel(issue, wanted.key, now));
  const [kept, ...others] = own
    .map(({ item: issue, label }) => ({ issue, label }))
    .toSorted(compareOwn);
  const duplicates = others.map(({ issue }) => issue).filter(({ state }) => state === "open");
  if (kept !== undefined) return { decision: decide(kept, wanted), duplicates };
  return { decision: { kind: wanted.hasDrift ? "create" : "none" }, duplicates };
}
