import { SeedError } from "../seed/readers.ts";
import type { SeedRepository } from "../seed/seed.ts";
import type { StoredIssue } from "../simulator.ts";
import { seedTime, wholeSecond } from "../time.ts";
import type { RepositoryRecord, Store } from "./store.ts";

/** Adds issues and pull requests of a seed to their repository; they share their numbers. */
export function addSeedIssues(
  store: Store,
  { issues }: RepositoryRecord,
  seed: SeedRepository,
  { now, path }: { readonly now: number; readonly path: string },
): void {
  const all = [
    ...(seed.issues ?? []).map((issue) => ({ issue, isPull: false, mergeCommit: null })),
    ...(seed.pulls ?? []).map(({ merge_commit: mergeCommit = null, ...issue }) => ({
      issue,
      isPull: true,
      mergeCommit,
    })),
  ];
  const taken = new Set(all.map(({ issue }) => issue.number));
  const at = wholeSecond(Math.min(seedTime, now));
  let next = 1;
  for (const { issue, isPull, mergeCommit } of all) {
    while (issue.number === undefined && (taken.has(next) || issues.has(next))) next += 1;
    const number = issue.number ?? next;
    if (issues.has(number)) throw new SeedError(path, `the number ${number} is taken already`);
    const state = issue.state ?? (mergeCommit === null ? "open" : "closed");
    issues.set(number, {
      id: store.ids.next("issue"),
      number,
      isPull,
      mergeCommit,
      user: issue.user ?? "octocat",
      createdAt: at,
      comments: (issue.comments ?? []).map((comment) => ({
        id: comment.id ?? store.ids.next("comment"),
        user: comment.user ?? "octocat",
        createdAt: at,
        body: comment.body,
        updatedAt: at,
      })),
      title: issue.title ?? `${isPull ? "Pull request" : "Issue"} ${number}`,
      body: issue.body ?? null,
      state,
      stateReason: state === "closed" ? "completed" : null,
      locked: issue.locked ?? false,
      labels: issue.labels ?? [],
      updatedAt: at,
    });
  }
}

/** The issues and pull requests of a repository as tests see them, by number. */
export function revealIssues({ issues }: RepositoryRecord): readonly StoredIssue[] {
  return [...issues.values()]
    .sort((left, right) => left.number - right.number)
    .map(({ number, isPull, user, title, body, state, stateReason, locked, labels, comments }) => ({
      ...{ number, isPull, user, title, body, state, stateReason, locked, labels },
      comments: comments.map(({ id, user: author, body: text }) => ({
        id,
        user: author,
        body: text,
      })),
    }));
}
