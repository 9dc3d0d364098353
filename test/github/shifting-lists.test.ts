import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createGitHubCollaborator, createGitHubReader } from "../../src/github/create-clients.ts";
import { readLiveState } from "../../src/github/operations/read-live-state.ts";
import type { Scope } from "../../src/model/scope.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import { optionsFor, tokenValue } from "./support/fake-github.ts";

const acme: Scope = { kind: "organization", owner: "acme" };

type Edit = (send: (method: string, path: string, body?: object) => Promise<void>) => Promise<void>;

/** A GitHub that is edited before some of the requests; what is asked is counted. */
function edited(seed: object, editBefore: (request: number) => Edit | undefined) {
  const simulator = createSimulator({ ...seed, tokens: { [tokenValue]: {}, other: {} } });
  const send: Parameters<Edit>[0] = async (method, path, body) => {
    const answer = await simulator.handle(
      new Request(`https://api.github.com${path}`, {
        method,
        headers: { authorization: "Bearer other", "user-agent": "someone" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
  };
  let requests = 0;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    requests += 1;
    await editBefore(requests)?.(send);
    return simulator.handle(new Request(input, init));
  };
  return { simulator, fetch, count: () => requests };
}

const hooks = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    url: `https://h${index}.example.com/`,
    events: ["push"],
  }));
const fleet = (count: number) => ({ organizations: { acme: { hooks: hooks(count) } } });
const remove =
  (id: number): Edit =>
  (send) =>
    send("DELETE", `/orgs/acme/hooks/${id}`);
const add =
  (name: string): Edit =>
  (send) =>
    send("POST", "/orgs/acme/hooks", {
      name: "web",
      events: ["star"],
      config: { url: `https://${name}.example/` },
    });

describe("hooks beyond a page", () => {
  test("that a delete moves from the second page to the first are seen all the same", async () => {
    const github = edited(fleet(150), (request) => (request === 2 ? remove(5) : undefined));
    const reader = await createGitHubReader(optionsFor(github.fetch));
    const ids = (await reader.listHooks(acme)).map(({ id }) => id);
    expect(ids).toEqual(github.simulator.hooks("acme").map(({ id }) => id));
    expect(ids).toContain(101);
    expect(ids).not.toContain(5);
  });

  test("that are made meanwhile come once", async () => {
    const github = edited(fleet(100), (request) => (request === 2 ? add("new") : undefined));
    const reader = await createGitHubReader(optionsFor(github.fetch));
    // One page is seen at one moment, so the hook that came after it is not missing from it.
    expect(await reader.listHooks(acme)).toHaveLength(100);
    const again = await reader.listHooks(acme);
    expect(again.map(({ id }) => id)).toEqual(github.simulator.hooks("acme").map(({ id }) => id));
    expect(again).toHaveLength(101);
  });

  test("that change without end leave the scope unreadable", async () => {
    const github = edited(fleet(150), (request) => remove(request));
    const reader = await createGitHubReader(optionsFor(github.fetch));
    const live = await readLiveState(reader, [acme]);
    expect(live.get("acme")).toMatchObject({
      status: "unreadable",
      diagnostic: { code: "list-unstable", message: expect.stringContaining("acme") },
    });
    expect(github.count()).toBe(16);
  });

  test("are read although one is made before each request", async () => {
    const github = edited(fleet(150), (request) => add(`n${request}`));
    const reader = await createGitHubReader(optionsFor(github.fetch));
    const ids = (await reader.listHooks(acme)).map(({ id }) => id);
    expect(ids.slice(0, 150)).toEqual(hooks(150).map(({ id }) => id));
    expect(github.count()).toBe(4);
  });

  test.each([
    [1, 1],
    [100, 1],
    [101, 4],
    [250, 6],
  ])("%d of them cost %d requests where nothing changes", async (count, requests) => {
    const github = edited(fleet(count), () => undefined);
    const reader = await createGitHubReader(optionsFor(github.fetch));
    expect(await reader.listHooks(acme)).toHaveLength(count);
    expect(github.count()).toBe(requests);
  });

  test("are all there, whatever is done before each request", async () => {
    const edit = fc.oneof(
      fc.integer({ min: 1, max: 220 }).map((id) => ({ kind: "remove", id }) as const),
      fc.constant({ kind: "add" } as const),
    );
    const before = fc.record({ request: fc.integer({ min: 1, max: 6 }), edit });
    await fc.assert(
      fc.asyncProperty(fc.array(before, { maxLength: 4 }), async (edits) => {
        let added = 0;
        const removed = new Set<number>();
        const github = edited(fleet(220), (request) => async (send) => {
          for (const { request: at, edit: one } of edits) {
            if (at !== request) continue;
            added += 1;
            if (one.kind === "add") await add(`n${added}`)(send);
            else if (!removed.has(one.id)) await remove(one.id)(send);
            if (one.kind === "remove") removed.add(one.id);
          }
        });
        const reader = await createGitHubReader(optionsFor(github.fetch));
        const found = await reader.listHooks(acme).then(
          (list) => list.map(({ id }) => id),
          () => undefined,
        );
        if (found === undefined) return;
        expect(new Set(found).size).toBe(found.length);
        const stayed = hooks(220).filter(({ id }) => !removed.has(id));
        for (const { id } of stayed) expect(found).toContain(id);
      }),
      { numRuns: 30 },
    );
  });
});

/** A list whose newest stand in front, as repositories do, changed before each request. */
function newestFirst(count: number, change: (list: number[], request: number) => void) {
  const list = Array.from({ length: count }, (_, index) => count - index);
  let requests = 0;
  const fetch: typeof globalThis.fetch = async (input) => {
    requests += 1;
    change(list, requests);
    const url = new URL(String(input));
    const page = Number(url.searchParams.get("page") ?? 1);
    url.searchParams.set("page", `${page + 1}`);
    const link = page * 100 < list.length ? { link: `<${url}>; rel="next"` } : undefined;
    const items = list.slice((page - 1) * 100, page * 100);
    return Response.json(
      items.map((id) => ({ id, name: "web", config: { url: `https://h${id}.example.com/` } })),
      { headers: { "content-type": "application/json", ...link } },
    );
  };
  return { fetch, count: () => requests };
}

describe("a list whose newest items stand in front", () => {
  const read = async ({ fetch }: { fetch: typeof globalThis.fetch }) =>
    (await (await createGitHubReader(optionsFor(fetch))).listHooks(acme)).map(({ id }) => id);

  test("is read although one is added before each request", async () => {
    const github = newestFirst(250, (list, request) => list.unshift(250 + request));
    const found = await read(github);
    for (let id = 1; id <= 250; id += 1) expect(found).toContain(id);
    expect(github.count()).toBeLessThanOrEqual(12);
  });

  test("is unstable where one that moves hides others each time", async () => {
    const github = newestFirst(250, (list, request) => {
      if (request % 3 === 2) list.push(...list.splice(0, 1));
    });
    await expect(read(github)).rejects.toMatchObject({ code: "list-unstable" });
  });

  test("shows all that stayed, or nothing, whatever else comes, goes and moves", async () => {
    const change = fc.record({
      request: fc.integer({ min: 1, max: 16 }),
      kind: fc.constantFrom("add" as const, "remove" as const, "move" as const),
      from: fc.nat(),
      to: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 6 }), async (changes) => {
        const gone = new Set<number>();
        let next = 1_000;
        const github = newestFirst(250, (list, request) => {
          for (const { kind, from, to } of changes.filter((one) => one.request === request)) {
            const at = from % list.length;
            if (kind === "add") {
              next += 1;
              list.splice(to % list.length, 0, next);
            }
            // What comes and goes within one reading could hide the same item in each.
            else if (kind === "remove" && (list[at] ?? 0) < 1_000)
              for (const id of list.splice(at, 1)) gone.add(id);
            else if (kind === "move") list.splice(to % list.length, 0, ...list.splice(at, 1));
          }
        });
        const found = await read(github).catch(() => undefined);
        if (found === undefined) return;
        for (let id = 1; id <= 250; id += 1) if (!gone.has(id)) expect(found).toContain(id);
      }),
      { numRuns: 40 },
    );
  });
});

test("repositories that a deletion moves are seen all the same", async () => {
  const names = Array.from({ length: 150 }, (_, index) => [`r${1000 + index}`, {}]);
  const seed = { organizations: { acme: { repositories: Object.fromEntries(names) } } };
  const simulator = createSimulator({ ...seed, tokens: { [tokenValue]: {} } });
  let requests = 0;
  let gone: unknown;
  // The simulator deletes no repositories: one is taken out of what it answers.
  const fetch: typeof globalThis.fetch = async (input, init) => {
    requests += 1;
    const page = Number(new URL(String(input)).searchParams.get("page") ?? 1);
    const all = await Promise.all(
      [1, 2].map(async (number) => {
        const url = `https://api.github.com/orgs/acme/repos?per_page=100&page=${number}`;
        return simulator.handle(new Request(url, init));
      }),
    );
    const items = (await Promise.all(all.map((answer) => answer.json()))).flat() as {
      readonly name: string;
    }[];
    gone = items[3]?.name;
    const left = requests > 1 ? items.toSpliced(3, 1) : items;
    const headers = new Headers(all[page - 1]?.headers);
    headers.delete("content-length");
    return Response.json(left.slice((page - 1) * 100, page * 100), { headers });
  };
  const reader = await createGitHubReader(optionsFor(fetch));
  const found = await reader.listRepositories("acme", "organization", { properties: false });
  const missing = names.filter(([name]) => !found.some((one) => one.name === name));
  expect(missing.map(([name]) => name)).toEqual([gone]);
});

test("comments that a deletion moves are seen all the same, so that none of ours is doubled", async () => {
  const comments = Array.from({ length: 150 }, (_, index) => ({ id: index + 1, body: "b" }));
  const pulls = [{ number: 7, comments }];
  const seed = { organizations: { acme: { repositories: { api: { pulls } } } } };
  const simulator = createSimulator({ ...seed, tokens: { [tokenValue]: {} } });
  let requests = 0;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    requests += 1;
    const answer = await simulator.handle(new Request(input, init));
    if (requests === 1) return answer;
    const page = Number(new URL(String(input)).searchParams.get("page") ?? 1);
    const left = comments.filter(({ id }) => id !== 3).slice((page - 1) * 100, page * 100);
    const shown = (await answer.clone().json()) as { id: number }[];
    const [sample] = shown;
    const headers = new Headers(answer.headers);
    headers.delete("content-length");
    return Response.json(
      left.map(({ id }) => ({ ...sample, id })),
      { headers },
    );
  };
  const port = await createGitHubCollaborator(optionsFor(fetch));
  const scope = { kind: "repository", owner: "acme", repository: "api" } as const;
  expect((await port.listComments(scope, 7)).map(({ id }) => id)).toContain(101);
});
