import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { deriveCacheKeys, sealEntry } from "../../../src/github/cache/cache-entry.ts";
import { pruneCache } from "../../../src/github/cache/cache-folder.ts";
import { createGitHubReader } from "../../../src/github/create-clients.ts";
import type { Scope } from "../../../src/model/scope.ts";
import { Secret } from "../../../src/model/secret.ts";
import { fakeClock, fakeGitHub, json, optionsFor } from "../support/fake-github.ts";
import { entriesOf, temporaryCache } from "../support/temporary-cache.ts";

const today = 20_000;
const keys = deriveCacheKeys(new Secret("ghp_token"), "token");
const day = 86_400_000;

/** A folder with entries last used on these days, named by their place in the list. */
function folderOf(days: readonly number[]): string {
  const folder = join(temporaryCache(), "hookfleet-v1");
  mkdirSync(folder);
  for (const [index, used] of days.entries()) {
    const bytes = sealEntry(keys, "about", used, { etag: "", link: "", text: "x".repeat(1_000) });
    writeFileSync(join(folder, nameOf(index)), bytes);
  }
  return folder;
}

const nameOf = (index: number): string => `${index}`.padStart(64, "0");
const left = (folder: string): readonly number[] =>
  readdirSync(folder)
    .filter((name) => /^\d{64}$/.test(name))
    .map(Number)
    .toSorted((one, other) => one - other);

describe("pruning", () => {
  test("removes what was not used for 30 days, and what says it is from the future", () => {
    const folder = folderOf([today, today - 29, today - 30, today - 400, today + 1, today + 2]);
    pruneCache(folder, today);
    expect(left(folder)).toEqual([0, 1, 4]);
  });

  test("removes the longest unused where all together are too much", () => {
    const folder = folderOf([today, today - 3, today - 1, today - 2]);
    pruneCache(folder, today, 2_500);
    expect(left(folder)).toEqual([0, 2]);
  });

  test("happens once a day", () => {
    const folder = folderOf([]);
    pruneCache(folder, today);
    const bytes = sealEntry(keys, "about", today - 90, { etag: "", link: "", text: "" });
    writeFileSync(join(folder, nameOf(7)), bytes);
    pruneCache(folder, today);
    expect(left(folder)).toEqual([7]);
    pruneCache(folder, today + 1);
    expect(left(folder)).toEqual([]);
  });

  test("removes what killed runs left, and nothing that is not the cache's", () => {
    const folder = folderOf([]);
    const kept = [`new-${today - 1}-ab`, `new-${today}-ab`, "notes.txt", "f".repeat(63)];
    const files = [`new-${today - 2}-ab`, `new-${today + 2}-ab`, "new-ab", ...kept];
    for (const name of files) writeFileSync(join(folder, name), "");
    writeFileSync(join(folder, "e".repeat(64)), "no entry");
    pruneCache(folder, today);
    expect(readdirSync(folder).toSorted()).toEqual(["pruned", ...kept].toSorted());
  });
});

test("an entry that is used stays, and one that is not goes", async () => {
  const clock = fakeClock(today * day);
  const github = fakeGitHub(({ headers }) =>
    headers.has("if-none-match")
      ? new Response(null, { status: 304 })
      : json(200, [], { etag: '"x"' })(),
  );
  const directory = temporaryCache();
  const list = async (...names: readonly string[]): Promise<void> => {
    const options = optionsFor(github.fetch, { clock, cache: { directory } });
    const reader = await createGitHubReader(options);
    for (const repository of names) {
      const scope: Scope = { kind: "repository", owner: "acme", repository };
      await reader.listHooks(scope);
    }
  };
  await list("api", "web");
  for (let week = 0; week < 5; week += 1) {
    await clock.sleep(8 * day, undefined);
    await list("api");
  }
  expect(entriesOf(directory)).toHaveLength(1);
  expect(github.requests.filter(({ headers }) => headers.has("if-none-match"))).toHaveLength(5);
  expect(existsSync(join(directory, "hookfleet-v1", "pruned"))).toBe(true);
});
