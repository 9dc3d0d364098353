import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createGitHubReader } from "../../src/github/create-clients.ts";
import type { Scope } from "../../src/model/scope.ts";
import { fakeGitHub, json, optionsFor } from "./support/fake-github.ts";

const acme: Scope = { kind: "organization", owner: "acme" };
const pageOf = (url: URL): number => Number(url.searchParams.get("page") ?? 1);
const linkTo = (page: number, rel: string, host = "https://api.github.com"): string =>
  `<${host}/orgs/acme/hooks?per_page=100&page=${page}>; rel="${rel}"`;
const hook = (id: number) => ({
  id,
  name: "web",
  config: { url: `https://h${id}.example.com/` },
});

type Links = (page: number, pages: number) => readonly string[];
const usual: Links = (page, pages) =>
  page < pages ? [linkTo(page + 1, "next"), linkTo(pages, "last")] : [];

/** One page of a list as it is at this moment. */
function pageNow(list: readonly number[], page: number, links: Links = usual): Response {
  const link = links(page, Math.ceil(list.length / 100)).join(", ");
  const items = list.slice((page - 1) * 100, page * 100).map(hook);
  return json(200, items, link === "" ? {} : { link })();
}

type Turn = [page: number, before?: () => unknown];

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const idle = (): Promise<void> => new Promise((done) => setImmediate(done));

/**
 * A GitHub that looks at its list for one of the requests that wait, whichever `pick` says, and may
 * change the list before it does.
 */
function inAnyOrder(list: number[], pick: (waiting: number) => number, change: () => void) {
  const waiting: (() => void)[] = [];
  const answerOne = async (): Promise<void> => {
    // Whatever else is asked side by side is there by then.
    await idle();
    await idle();
    change();
    for (const answer of waiting.splice(pick(waiting.length) % waiting.length, 1)) answer();
  };
  return fakeGitHub(async ({ url }) => {
    const page = pageOf(url);
    return new Promise<Response>((done) => {
      waiting.push(() => done(pageNow(list, page)));
      void answerOne();
    });
  });
}

/** A GitHub that answers in this order, after what comes before each answer; then as it is asked. */
function inTurns(list: number[], turns: Turn[]) {
  const waiting = new Map<number, () => void>();
  return fakeGitHub(async ({ url }) => {
    const page = pageOf(url);
    if (turns.length === 0) return pageNow(list, page);
    return new Promise<Response>((done) => {
      waiting.set(page, () => done(pageNow(list, page)));
      for (let [next] = turns; next !== undefined && waiting.has(next[0]); [next] = turns) {
        const [number, before] = next;
        turns.shift();
        before?.();
        waiting.get(number)?.();
        waiting.delete(number);
      }
    });
  });
}

async function read({ fetch }: { readonly fetch: typeof globalThis.fetch }) {
  const reader = await createGitHubReader(optionsFor(fetch));
  return (await reader.listHooks(acme)).map(({ id }) => id);
}

describe("pages that are asked side by side", () => {
  test("are all asked before one of them is answered, and looked at again", async () => {
    const waits: number[] = [];
    let open = 0;
    const github = fakeGitHub(async ({ url }) => {
      open += 1;
      await idle();
      await idle();
      waits.push(open);
      open -= 1;
      return pageNow(upTo(450), pageOf(url));
    });
    expect(await read(github)).toEqual(upTo(450));
    // The first page alone, four at once, the four again, and the first page again.
    expect(waits).toEqual([1, 4, 3, 2, 1, 4, 3, 2, 1, 1]);
    expect(github.requests.map(({ url }) => pageOf(url))).toEqual([1, 2, 3, 4, 5, 2, 3, 4, 5, 1]);
  });

  test("are no more than ten at once", async () => {
    let open = 0;
    let most = 0;
    const github = fakeGitHub(async ({ url }) => {
      open += 1;
      most = Math.max(most, open);
      await idle();
      open -= 1;
      return pageNow(upTo(5_000), pageOf(url));
    });
    expect(await read(github)).toEqual(upTo(5_000));
    expect(most).toBe(10);
    expect(github.requests).toHaveLength(100);
  });

  test("show all that stayed, or nothing, in whatever order GitHub reads them and whatever happens between", async () => {
    const edit = fc.record({
      at: fc.integer({ min: 1, max: 12 }),
      kind: fc.constantFrom("create" as const, "delete" as const, "rename" as const),
      item: fc.integer({ min: 0, max: 430 }),
    });
    const picks = fc.array(fc.nat({ max: 9 }), { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("front", "end"),
        fc.array(edit, { maxLength: 5 }),
        picks,
        async (newest, edits, order) => {
          const list = upTo(430);
          const gone = new Set<number>();
          let answered = 0;
          const github = inAnyOrder(
            list,
            () => order[answered % order.length] ?? 0,
            () => {
              answered += 1;
              for (const { kind, item } of edits.filter(({ at }) => at === answered)) {
                // A new name moves nothing in a list by age.
                if (kind === "create" && newest === "front") list.unshift(1_000 + answered);
                else if (kind === "create") list.push(1_000 + answered);
                else if (kind === "delete" && (list[item] ?? 1_000) < 1_000)
                  for (const id of list.splice(item, 1)) gone.add(id);
              }
            },
          );
          const found = await read(github).catch(() => undefined);
          if (found === undefined) return;
          for (const id of upTo(430)) if (!gone.has(id)) expect(found).toContain(id);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("are read one after the other where a deletion and an insertion would hide an item twice", async () => {
    const list = upTo(350);
    const insert = () => list.splice(150, 0, 1_000);
    const remove = () => list.splice(101, 1);
    // 200 moves to a page that was read already, and in the second look away from one that was not.
    const turns: Turn[] = [[1], [4], [3], [2, insert], [4], [2], [3, remove], [1]];
    const github = inTurns(list, turns);
    expect(await read(github)).toContain(200);
    expect(turns).toEqual([]);
    expect(github.requests).toHaveLength(16);
  });

  test.each([301, 350])(
    "are read one after the other where one of %i items is deleted and comes up on two pages",
    async (count) => {
      const list = upTo(count);
      const change = () => {
        list.splice(1, 1);
        list.push(1_000);
      };
      const github = inTurns(list, [[1], [2], [4], [3, change]]);
      expect(await read(github)).toEqual([1, ...upTo(count).slice(2), 1_000]);
      expect(github.requests).toHaveLength(12);
    },
  );

  test("count once where items were only added behind the others", async () => {
    const list = upTo(250);
    const github = fakeGitHub(({ url }, index) => {
      if (index === 3) list.push(1_000);
      return pageNow(list, pageOf(url));
    });
    expect(await read(github)).toEqual([...upTo(250), 1_000]);
    expect(github.requests).toHaveLength(6);
  });

  test("are asked again where one fails for a moment", async () => {
    let failed = 0;
    const github = fakeGitHub(({ url }) => {
      if (pageOf(url) !== 3 || failed > 0) return pageNow(upTo(450), pageOf(url));
      failed += 1;
      return json(502, { message: "Server Error" })();
    });
    expect(await read(github)).toEqual(upTo(450));
    expect(github.requests).toHaveLength(11);
  });

  test("make the list unreadable where one cannot be read", async () => {
    const github = fakeGitHub(({ url }) =>
      pageOf(url) === 3 ? json(403, { message: "No" })() : pageNow(upTo(450), pageOf(url)),
    );
    await expect(read(github)).rejects.toMatchObject({ status: 403 });
  });
});

describe("a last page that is wrong", () => {
  test.each<[string, number, Links]>([
    ["is missing", 10, (page, pages) => (page < pages ? [linkTo(page + 1, "next")] : [])],
    [
      "is too early",
      10,
      (page) =>
        usual(page, 5).map((link) => link.replace('page=5>; rel="last', 'page=2>; rel="last')),
    ],
    [
      "is before the next one",
      10,
      (page) =>
        usual(page, 5).map((link) => link.replace('page=5>; rel="last', 'page=1>; rel="last')),
    ],
    // Pages 6 to 14 are asked for nothing.
    [
      "is too late",
      19,
      (page) => (page < 5 ? [linkTo(page + 1, "next"), linkTo(9_999, "last")] : []),
    ],
    [
      "is without end",
      10,
      (page) => (page < 5 ? [linkTo(page + 1, "next"), linkTo(1e15, "last")] : []),
    ],
    [
      "is on another host",
      10,
      (page) =>
        page < 5 ? [linkTo(page + 1, "next"), linkTo(5, "last", "https://evil.example")] : [],
    ],
    [
      "is another list",
      10,
      (page) =>
        page < 5 ? [linkTo(page + 1, "next"), linkTo(5, "last").replace("acme", "umbrella")] : [],
    ],
    [
      "has no number",
      10,
      (page) =>
        page < 5 ? [linkTo(page + 1, "next"), linkTo(5, "last").replace("page=5", "page=z")] : [],
    ],
  ])("and %s changes nothing of what is read", async (_, requests, links) => {
    const github = fakeGitHub(({ url }) => pageNow(upTo(450), pageOf(url), links));
    expect(await read(github)).toEqual(upTo(450));
    expect(github.requests).toHaveLength(requests);
    expect(new Set(github.requests.map(({ url }) => url.origin))).toEqual(
      new Set(["https://api.github.com"]),
    );
    expect(github.requests.map(({ url }) => url.pathname)).not.toContain("/orgs/umbrella/hooks");
  });

  test("costs nothing of an hour that is nearly over, nor makes a run wait", async () => {
    let remaining = 7;
    const github = fakeGitHub(({ url }) => {
      remaining -= 1;
      const limit = { "x-ratelimit-limit": "5000", "x-ratelimit-reset": "9999999999" };
      const headers = { ...limit, "x-ratelimit-remaining": `${Math.max(0, remaining)}` };
      if (remaining < 0) return json(403, { message: "API rate limit exceeded" }, headers)();
      const next = [linkTo(2, "next"), linkTo(11, "last")].join(", ");
      const ids = upTo(150).slice((pageOf(url) - 1) * 100, pageOf(url) * 100);
      return json(200, ids.map(hook), {
        ...headers,
        ...(pageOf(url) === 1 ? { link: next } : {}),
      })();
    });
    const reader = await createGitHubReader({ ...optionsFor(github.fetch), noWait: true });
    expect(await reader.listHooks(acme)).toHaveLength(150);
    expect(github.requests.map(({ url }) => pageOf(url))).toEqual([1, 2, 2, 1]);
  });

  test("does not hide that the pages come to no end", async () => {
    const github = fakeGitHub(({ url }) =>
      pageNow(upTo(450), pageOf(url), (page) => [
        linkTo((page % 4) + 1, "next"),
        linkTo(5, "last"),
      ]),
    );
    await expect(read(github)).rejects.toMatchObject({ code: "malformed-answer" });
  });
});
