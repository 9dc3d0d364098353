import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  driftIssueBody,
  upsertDriftIssue,
  type WantedIssue,
} from "../../src/comments/drift-issue.ts";
import type { Issue } from "../../src/model/comments-port.ts";
import { type FakeForum, type Fate, fakeForum, place } from "./fake-forum.ts";

const me = "github-actions[bot]";

function look(minute: number, drift: string, over: Partial<WantedIssue> = {}): WantedIssue {
  return {
    key: "default",
    created: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
    digest: `sha256:${drift}`,
    hasDrift: drift !== "",
    complete: true,
    title: "Webhook drift",
    labels: [],
    text: `drift ${drift}`,
    ...over,
  };
}

const settle = (forum: FakeForum, wanted: WantedIssue, isCertain = true) =>
  upsertDriftIssue(forum.port, place, { login: me, isCertain }, wanted, options);

const options = { names: [], now: () => Date.UTC(2026, 0, 1, 1) };

const open = ({ issues }: FakeForum): readonly Issue[] =>
  issues.filter(({ state }) => state === "open");

test("the story of one drift", async () => {
  const forum = fakeForum(me);
  const acts: string[] = [];
  const act = async (wanted: WantedIssue) => acts.push((await settle(forum, wanted)).action);
  await act(look(0, ""));
  await act(look(1, "a"));
  await act(look(2, "a"));
  await act(look(3, "b"));
  await act(look(4, ""));
  await act(look(5, ""));
  await act(look(6, "b"));
  await act(look(7, ""));
  expect(acts).toEqual([
    ...["none", "created", "unchanged", "updated", "closed"],
    ...["none", "reopened", "closed"],
  ]);
  expect(forum.issues).toHaveLength(1);
  expect(forum.comments).toEqual([]);
});

test("any looks in any order leave one issue, open exactly if the latest saw drift", async () => {
  const looks = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 });
  const drifts = fc.constantFrom("", "a", "b");
  await fc.assert(
    fc.asyncProperty(looks, fc.func(drifts), async (minutes, driftAt) => {
      const forum = fakeForum(me);
      const all = minutes.toSorted((left, right) => left - right);
      for (const minute of all) await settle(forum, look(minute, driftAt(minute)));
      const last = driftAt(all.at(-1) ?? 0);
      expect(forum.issues.length).toBeLessThanOrEqual(1);
      expect(open(forum).map(({ body }) => body.split("\n")[1])).toEqual(
        last === "" ? [] : [`drift ${last}`],
      );
    }),
  );
});

test("an earlier look that comes late changes nothing", async () => {
  const forum = fakeForum(me);
  await settle(forum, look(2, "a"));
  expect(await settle(forum, look(1, ""))).toMatchObject({ action: "outdated" });
  await settle(forum, look(3, ""));
  expect(await settle(forum, look(2, "a"))).toMatchObject({ action: "outdated" });
  expect(open(forum)).toEqual([]);
});

test("not seeing is not absence: an incomplete look closes nothing", async () => {
  const forum = fakeForum(me);
  await settle(forum, look(1, "a"));
  const blind = look(2, "", { complete: false });
  expect(await settle(forum, blind)).toMatchObject({ action: "unchanged" });
  expect(open(forum)).toHaveLength(1);
});

test("two runs at once: the lower number stays and the other is closed", async () => {
  const forum = fakeForum(me);
  let isFirst = true;
  forum.between = () => {
    if (!isFirst) return;
    isFirst = false;
    const label = { key: "default", created: look(1, "a").created, digest: "sha256:a" };
    const body = driftIssueBody(label, "drift a");
    forum.issues.push({ number: 1, title: "t", body, state: "open", author: me, url: "" });
  };
  expect(await settle(forum, look(1, "a"))).toMatchObject({ issue: { number: 1 } });
  expect(open(forum).map(({ number }) => number)).toEqual([1]);
  expect(forum.issues[1]?.body).toContain("reported in #1");
  await settle(forum, look(2, ""));
  expect(await settle(forum, look(3, "a"))).toMatchObject({ action: "reopened" });
  expect(open(forum).map(({ number }) => number)).toEqual([1]);
});

test("issues of others and of other configurations are left alone", async () => {
  const forum = fakeForum(me);
  const marker = { created: look(9, "").created, digest: "sha256:a" };
  const issue = (number: number, author: string, key: string, prefix = ""): Issue => ({
    number,
    title: "",
    body: prefix + driftIssueBody({ key, ...marker }, "x"),
    state: "open",
    author,
    url: "",
  });
  const others = [
    issue(1, "mallory", "default"),
    issue(2, me, "prod"),
    issue(3, me, "default", "> "),
  ];
  forum.issues.push(...others);
  expect(await settle(forum, look(1, ""))).toEqual({ action: "none", issue: undefined });
  expect(await settle(forum, look(1, "a"))).toMatchObject({ action: "created" });
  expect(forum.issues.slice(0, 3)).toEqual(others);
});

describe("an answer that is lost", () => {
  test.each([
    [["lost-after"]],
    [["lost-before"]],
    [["lost-before", "lost-after"]],
    [["lost-before", "lost-before", "lost-after"]],
  ] as const)("%j: one issue all the same", async (fates) => {
    const forum = fakeForum(me, fates);
    expect(await settle(forum, look(1, "a"))).toMatchObject({ action: "created" });
    expect(forum.issues).toHaveLength(1);
  });
});

const lost: readonly Fate[] = ["lost-before", "lost-after"];
const accepted: readonly Fate[] = ["201-unreadable", "201-nothing", "201-stripped"];
const anyFates = fc.array(fc.constantFrom<Fate>("done", ...lost, ...accepted), { maxLength: 4 });

test("an issue that GitHub accepted is never opened again, whatever its answer was", async () => {
  await fc.assert(
    fc.asyncProperty(anyFates, async (fates) => {
      const forum = fakeForum(me, fates);
      const settled = await settle(forum, look(1, "a")).catch((error: unknown) => error);
      const creates = forum.writes.filter((write) => write === "create issue").length;
      expect(fates.slice(0, creates - 1).every((fate) => fate === "lost-before")).toBe(true);
      const shown = open(forum).filter(({ body }) => body.startsWith("<!-- hookfleet:drift key"));
      expect(shown).toHaveLength(settled instanceof Error ? 0 : 1);
    }),
  );
});

test("nor where the list shows it without its marker", async () => {
  const forum = fakeForum(me);
  forum.between = () => expect(forum.writes.length).toBeLessThan(5);
  const listIssues = async () => forum.issues.map((one) => ({ ...one, body: "drift" }));
  const settling = settle({ ...forum, port: { ...forum.port, listIssues } }, look(1, "a"));
  await expect(settling).rejects.toMatchObject({ code: "not-as-asked", mayHaveHappened: true });
  expect(forum.writes).toEqual(["create issue"]);
});

test("no edit or close that GitHub accepted is repeated", async () => {
  const steps = fc.array(fc.constantFrom("", "a", "b"), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(steps, anyFates, anyFates, async (drifts, creates, edits) => {
      const forum = fakeForum(me, ["done", ...creates], edits);
      await settle(forum, look(1, "a"));
      for (const [index, drift] of drifts.entries()) {
        const before = forum.writes.length;
        const settled = await settle(forum, look(index + 2, drift)).catch(
          (error: unknown) => error,
        );
        const written = forum.writes.slice(before).filter((write) => write.startsWith("update"));
        expect(new Set(written).size).toBe(written.length);
        // An issue that has lost its marker belongs to nobody from then on.
        if (settled instanceof Error) return;
        expect(open(forum)).toHaveLength(drift === "" ? 0 : 1);
      }
    }),
  );
});

test.each(["2026-01-01T01:00:00.001Z", "9999-01-01T00:00:00.000Z", "zzz", ""])(
  "a marker whose time is %j silences no later look",
  async (created) => {
    const forum = fakeForum(me);
    const body = driftIssueBody({ key: "default", created, digest: "sha256:z" }, "z");
    forum.issues.push({ number: 1, title: "t", body, state: "open", author: me, url: "" });
    expect(await settle(forum, look(1, "a"))).toMatchObject({ action: "updated" });
    expect(await settle(forum, look(2, ""))).toMatchObject({ action: "closed" });
  },
);

test("drift is not posted to a public place where it names what is private; that it is gone is", async () => {
  const forum = fakeForum(me);
  const port = { ...forum.port, visibility: async () => "public" as const };
  const identity = { login: me, isCertain: true };
  const closed = { ...options, names: [{ format: "hookfleet.drift/1", targets: ["moonshot"] }] };
  const refused = upsertDriftIssue(port, place, identity, look(1, "a"), closed);
  await expect(refused).rejects.toMatchObject({ code: "private-in-public" });
  expect(forum.writes).toEqual([]);
  expect(await upsertDriftIssue(port, place, identity, look(2, ""), closed)).toMatchObject({
    action: "none",
  });
});

test("a name that was only likely shows itself: one issue stays open", async () => {
  const forum = fakeForum("app[bot]");
  for (const minute of [1, 2, 3]) await settle(forum, look(minute, "a"), false);
  expect(open(forum).map(({ number }) => number)).toEqual([1]);
});
