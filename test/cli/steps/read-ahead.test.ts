import { expect, test } from "vitest";
import { readAhead } from "../../../src/cli/steps/read-ahead.ts";
import type { GitHubReader } from "../../../src/github/client-options.ts";
import { HookfleetError } from "../../../src/model/errors.ts";
import type { LiveHook } from "../../../src/model/hook.ts";
import type { Scope } from "../../../src/model/scope.ts";
import { acme, api, fromGitHub, liveHook } from "../../render/hand-made.ts";

const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

function readerOf(listHooks: GitHubReader["listHooks"]): GitHubReader {
  return { listHooks } as unknown as GitHubReader;
}

test("what has begun is not asked for again, and is as it would be", async () => {
  const asked: Scope[] = [];
  const hooks = [
    liveHook({ url: fromGitHub("https://ci.example.com/a") }),
    liveHook({ id: 7, events: [], url: fromGitHub("https://ci.example.com/b") }),
  ];
  const { begin, reader } = readAhead(
    readerOf(async (scope) => {
      asked.push(scope);
      return hooks;
    }),
    { concurrency: 50, wait: true },
  );
  begin(api);
  begin(api);
  expect(await reader.listHooks(api)).toEqual(hooks);
  expect(await reader.listHooks(acme)).toEqual(hooks);
  expect(asked).toEqual([api, acme]);
});

test("an error goes to the one who asks, and to nobody else", async () => {
  const { begin, reader } = readAhead(
    readerOf(async () => Promise.reject(new HookfleetError("forbidden", "no"))),
    { concurrency: 50, wait: true },
  );
  begin(api);
  await settled();
  await expect(reader.listHooks(api)).rejects.toThrow("no");
});

test("no more than so many wait for an answer, and what is asked for first goes first", async () => {
  const open: (() => void)[] = [];
  const asked: string[] = [];
  const { begin, reader } = readAhead(
    readerOf(async (scope) => {
      asked.push(scope.kind === "repository" ? scope.repository : "");
      await new Promise<void>((done) => open.push(done));
      return [] as readonly LiveHook[];
    }),
    { concurrency: 102, wait: true },
  );
  const scopeOf = (index: number): Scope => ({
    kind: "repository",
    owner: "acme",
    repository: `r${index}`,
  });
  for (let index = 0; index < 150; index += 1) begin(scopeOf(index));
  await settled();
  expect(asked).toHaveLength(100);
  void reader.listHooks(scopeOf(149));
  expect(asked.at(-1)).toBe("r149");
  for (const done of open.splice(0)) done();
  await settled();
  expect(asked).toHaveLength(150);
  expect(new Set(asked).size).toBe(150);
});
