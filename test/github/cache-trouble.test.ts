import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  deriveCacheKeys,
  headLength,
  openEntry,
  sealEntry,
} from "../../src/github/cache/cache-entry.ts";
import { openCacheFolder } from "../../src/github/cache/cache-folder.ts";
import { createGitHubReader } from "../../src/github/create-clients.ts";
import type { Diagnostic } from "../../src/model/diagnostic.ts";
import type { Scope } from "../../src/model/scope.ts";
import { Secret } from "../../src/model/secret.ts";
import { fakeClock, fakeGitHub, hookJson, json, optionsFor } from "./support/fake-github.ts";
import { entriesOf, temporaryCache } from "./support/temporary-cache.ts";

const repository = (name: string): Scope => ({
  kind: "repository",
  owner: "acme",
  repository: name,
});
const names = ["api", "web"];

/** A GitHub that answers 304 to the right tag; what a run through the cache found and was told. */
function setUp(directory = temporaryCache()) {
  const warnings: Diagnostic[] = [];
  const github = fakeGitHub(({ url, headers }) => {
    const name = url.pathname.split("/")[3] ?? "";
    const etag = `"tag of ${name}"`;
    return headers.get("if-none-match") === etag
      ? new Response(null, { status: 304 })
      : json(200, [hookJson(name.length, { events: [name] })], { etag })();
  });
  const run = async () => {
    const from = github.requests.length;
    const onWarning = (warning: Diagnostic) => void warnings.push(warning);
    const options = optionsFor(github.fetch, { cache: { directory, onWarning } });
    const reader = await createGitHubReader(options);
    for (const name of names) {
      const [hook] = await reader.listHooks(repository(name));
      expect(hook?.events).toEqual([name]);
    }
    return github.requests.slice(from).map(({ headers }) => headers.has("if-none-match"));
  };
  const codes = () => warnings.map(({ code }) => code);
  return { directory, run, codes, warnings };
}

test.skipIf(process.platform !== "linux")(
  "a folder that cannot be made where the system says that nothing is missing above it",
  async () => {
    const { run, codes } = setUp("/proc/none/below");
    expect(await run()).toEqual([false, false]);
    expect(codes()).toEqual(["cache-unusable"]);
  },
);

describe("an entry that is not what was written is ignored, told once and replaced", () => {
  const entryAt = (directory: string, index: number): string => entriesOf(directory)[index] ?? "";

  test.each<[string, (path: string, other: string) => void]>([
    ["cut short", (path) => writeFileSync(path, readFileSync(path).subarray(0, 60))],
    ["empty", (path) => writeFileSync(path, "")],
    [
      "of another kind",
      (path) => writeFileSync(path, "not an entry at all, but long enough to be one?"),
    ],
    ["another entry under its name", (path, other) => copyFileSync(other, path)],
    [
      "a folder",
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
    ],
    [
      "a link to somewhere else",
      (path, other) => {
        rmSync(path);
        symlinkSync(other, path);
      },
    ],
  ])("%s", async (_, spoil) => {
    const { directory, run, codes } = setUp();
    expect(await run()).toEqual([false, false]);
    expect(await run()).toEqual([true, true]);
    for (const index of [0, 1]) {
      spoil(entryAt(directory, index), entryAt(directory, 1 - index));
      expect((await run()).toSorted()).toEqual([false, true]);
      expect(codes()).toContain("cache-entry-ignored");
      rmSync(entryAt(directory, index), { recursive: true });
      await run();
    }
    expect(await run()).toEqual([true, true]);
  });

  test("with every single byte of it", () => {
    const keys = deriveCacheKeys(new Secret("ghp_token"), "token");
    const entry = { etag: '"x"', link: "", text: "[]" };
    const sealed = sealEntry(keys, "about", 20_000, entry);
    expect(openEntry(keys, "about", sealed)).toEqual(entry);
    expect(openEntry(keys, "another", sealed)).toBeUndefined();
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(openEntry(keys, "about", changed)).toBeUndefined();
      expect(openEntry(keys, "about", sealed.subarray(0, index))).toBeUndefined();
    }
  });

  test("whatever it says and whoever it is for", () => {
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(text, text, text, text, text, (token, about, etag, link, body) => {
        const keys = deriveCacheKeys(new Secret(token), "token");
        const sealed = sealEntry(keys, about, 1, { etag, link, text: body });
        const utf8 = (value: string) => Buffer.from(value).toString();
        const back = openEntry(keys, about, sealed);
        expect(back).toEqual({ etag: utf8(etag), link: utf8(link), text: utf8(body) });
        for (const other of [
          deriveCacheKeys(new Secret(`${token}.`), "token"),
          deriveCacheKeys(new Secret(token), "app"),
        ])
          expect(openEntry(other, about, sealed)).toBeUndefined();
      }),
    );
  });

  test("many of them are told once", async () => {
    const { directory, run, codes } = setUp();
    await run();
    for (const path of entriesOf(directory)) writeFileSync(path, "x".repeat(100));
    expect(await run()).toEqual([false, false]);
    expect(codes()).toEqual(["cache-entry-ignored"]);
    expect(await run()).toEqual([true, true]);
  });
});

describe("a folder that cannot be used makes a run slower and no more", () => {
  test.each<[string, (directory: string) => void]>([
    ["a file", (directory) => writeFileSync(join(directory, "hookfleet-v1"), "")],
    [
      "a link to somewhere else",
      (directory) => {
        mkdirSync(join(directory, "elsewhere"));
        symlinkSync(join(directory, "elsewhere"), join(directory, "hookfleet-v1"));
      },
    ],
  ])("%s in its place", async (_, spoil) => {
    const { directory, run, codes } = setUp();
    spoil(directory);
    expect(await run()).toEqual([false, false]);
    expect(codes()).toEqual(["cache-unusable"]);
  });

  test("below a file", async () => {
    const path = join(temporaryCache(), "file");
    writeFileSync(path, "");
    const { run, warnings } = setUp(join(path, "cache"));
    expect(await run()).toEqual([false, false]);
    expect(warnings).toMatchObject([{ severity: "warning", code: "cache-unusable" }]);
  });

  test("one that others could look into is closed", async () => {
    const { directory, run } = setUp();
    await run();
    chmodSync(join(directory, "hookfleet-v1"), 0o755);
    expect(await run()).toEqual([true, true]);
  });
});

test("runs at the same time do not disturb each other", async () => {
  const { run, codes, directory } = setUp();
  await Promise.all(Array.from({ length: 8 }, run));
  expect(await run()).toEqual([true, true]);
  expect(entriesOf(directory)).toHaveLength(2);
  expect(codes()).toEqual([]);
});

test("a write that is broken off leaves what was there", () => {
  const directory = temporaryCache();
  const folder = openCacheFolder({ directory }, fakeClock());
  const name = "a".repeat(64);
  folder.write(name, Buffer.from("one"));
  mkdirSync(join(directory, "hookfleet-v1", "b".repeat(64)));
  // A folder cannot be replaced by a file.
  folder.write("b".repeat(64), Buffer.from("two"));
  expect(openCacheFolder({ directory }, fakeClock()).read(name)?.toString()).toBe("one");
  expect(entriesOf(directory)).toHaveLength(2);
});

test("what another run adds meanwhile is found by the next one, and what it removes is missed by none", () => {
  const warnings: Diagnostic[] = [];
  const directory = temporaryCache();
  const cache = { directory, onWarning: (warning: Diagnostic) => void warnings.push(warning) };
  const [one, other] = [openCacheFolder(cache, fakeClock()), openCacheFolder(cache, fakeClock())];
  const [early, late] = ["a".repeat(64), "b".repeat(64)];
  one.write(early, Buffer.from("one"));
  expect(other.has(early)).toBe(true);
  one.write(late, Buffer.from("two"));
  expect([one.has(late), one.read(late)?.toString()]).toEqual([true, "two"]);
  expect([other.has(late), other.read(late)]).toEqual([false, undefined]);
  expect(openCacheFolder(cache, fakeClock()).read(late)?.toString()).toBe("two");
  rmSync(entriesOf(directory)[0] ?? "");
  expect(other.read(early)).toBeUndefined();
  other.write(early, Buffer.from("three"));
  expect(one.read(early)?.toString()).toBe("three");
  expect(warnings).toEqual([]);
});

test("no two entries are sealed with the same nonce", () => {
  const entry = { etag: '"x"', link: "", text: "[]" };
  const sealed = ["one run", "another"].flatMap(() => {
    const keys = deriveCacheKeys(new Secret("ghp_token"), "token");
    return Array.from({ length: 600 }, () => sealEntry(keys, "about", 20_000, entry));
  });
  const nonces = sealed.map((bytes) => bytes.subarray(headLength, headLength + 12).toString("hex"));
  expect(new Set(nonces).size).toBe(1_200);
});
