import type { Issue } from "../model/collaboration-port.ts";
import { markerTime, readMarker, withMarker, withoutMarker } from "./marker.ts";

/** Which drift an issue tells of. */
export interface DriftLabel {
  /** Tells the issues of several configurations apart. */
  readonly key: string;
  /** When somebody last looked, as far as the issue was edited for it: RFC 3339 in UTC. */
  readonly created: string;
  readonly digest: string;
  /** How often the issue has been opened, from 1. */
  readonly round: number;
}

/** What a drift report asks of the issue. */
export interface WantedIssue {
  readonly key: string;
  readonly created: string;
  readonly digest: string;
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

/** The same text, looked at later. */
export function driftIssueLookedAt(issue: Issue, label: DriftLabel): string {
  return driftIssueBody(label, withoutMarker(issue.body));
}

/**
 * What the marker of an issue says; undefined where it is none of ours, or of another key.
 *
 * @param now milliseconds since the epoch
 */
export function readDriftLabel({ body }: Issue, key: string, now: number): DriftLabel | undefined {
  const fields = readMarker("drift", body);
  if (fields === undefined || fields["key"] !== key) return undefined;
  const { created, digest = "", round = "" } = fields;
  return {
    key,
    created: markerTime(created, now),
    digest,
    round: /^\d{1,9}$/.test(round) ? Number(round) : 1,
  };
}
