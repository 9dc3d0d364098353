import { inspect } from "node:util";
import { expect } from "vitest";
import { GitHubError } from "../../../src/model/errors.ts";

/** Waits for the promise to fail with a GitHubError, and gives it. */
export async function githubErrorOf(promise: Promise<unknown>): Promise<GitHubError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(GitHubError);
  if (!(error instanceof GitHubError)) throw new Error("it did not fail with a GitHubError");
  return error;
}

/** Everything that a careless program could print of a value. */
export function everythingPrinted(value: unknown): string {
  const error = value instanceof Error ? value : undefined;
  return [
    String(value),
    JSON.stringify(value),
    JSON.stringify(value, Object.getOwnPropertyNames(value ?? {})),
    inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
    error?.stack,
    error?.message,
    inspect(error?.cause, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
  ].join("\n");
}
