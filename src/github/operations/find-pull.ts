import { readId, readList, readObject } from "../errors/read-json.ts";

/**
 * The number of the pull request that brought a commit: the one that it is the merge of, else one
 * that was merged, else the first. A commit of a branch stands in every pull request of that branch.
 * https://docs.github.com/en/rest/commits/commits#list-pull-requests-associated-with-a-commit
 */
export function findPull(value: unknown, commit: string): number | undefined {
  const pulls = readList(value).map((item) => readObject(item, "a pull request"));
  const merged = pulls.filter((pull) => typeof pull["merged_at"] === "string");
  const found = merged.find((pull) => pull["merge_commit_sha"] === commit) ?? merged[0] ?? pulls[0];
  return found === undefined ? undefined : readId({ id: found["number"] }, "a pull request");
}
