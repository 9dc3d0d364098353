import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  comparePlanLabels,
  type PlanLabel,
  planCommentBody,
  postPlanComment,
  type WantedComment,
} from "../../src/comments/plan-comment.ts";
import { type FakeForum, type Fate, fakeForum, place } from "./fake-forum.ts";

const me = "github-actions[bot]";
const pull = { repository: place, number: 7 };
const certain = { login: me, isCertain: true };
const now = (): number => Date.UTC(2026, 0, 1, 1);

function wanted(minute: number, over: Partial<PlanLabel> = {}): WantedComment {
  const created = new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
  const label: PlanLabel = {
    key: "default",
    created,
    digest: "sha256:a",
    state: "planned",
    ...over,
  };
  return { ...label, body: planCommentBody(label, `plan of ${minute} ${label.digest}`) };
}

const post = (forum: FakeForum, comment: WantedComment, identity = certain) =>
  postPlanComment(forum.port, pull, identity, comment, { names: [], now });

const showing = ({ comments }: FakeForum): readonly string[] =>
  comments.map(({ body }) => body).filter((body) => body.startsWith("<!-- hookfleet:plan key"));

const arbitraryPlans = fc.array(
  fc.record({
    minute: fc.integer({ min: 0, max: 3 }),
    digest: fc.constantFrom("sha256:a", "sha256:b"),
    state: fc.constantFrom("planned", "applied", "failed", "outdated"),
  }),
  { minLength: 1, maxLength: 6 },
);

test("any number of runs in any order end with one comment that shows the newest plan", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryPlans, async (plans) => {
      const forum = fakeForum(me);
      const runs = plans.map(({ minute, ...over }) => wanted(minute, over as Partial<PlanLabel>));
      for (const run of runs) await post(forum, run);
      const newest = runs.reduce((best, run) => (comparePlanLabels(run, best) >= 0 ? run : best));
      expect(showing(forum)).toEqual([newest.body]);
    }),
  );
});

test("runs at the same time end with one comment, too", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryPlans, fc.scheduler(), async (plans, scheduler) => {
      const forum = fakeForum(me);
      const runs = plans.map(({ minute, ...over }) => wanted(minute, over as Partial<PlanLabel>));
      const { port } = forum;
      const scheduled = {
        ...port,
        listComments: scheduler.scheduleFunction(port.listComments),
        createComment: scheduler.scheduleFunction(port.createComment),
      };
      const all = runs.map((run) =>
        postPlanComment(scheduled, pull, certain, run, { names: [], now }),
      );
      await scheduler.waitFor(Promise.all(all));
      const newest = runs.reduce((best, run) => (comparePlanLabels(run, best) > 0 ? run : best));
      expect(showing(forum)).toHaveLength(1);
      expect(showing(forum)[0]).toContain(`created="${newest.created}" digest="${newest.digest}"`);
    }),
    { numRuns: 50 },
  );
});

test("comments of others are never touched, whatever they hold", async () => {
  const forum = fakeForum(me);
  const forged = wanted(59, { state: "applied" });
  const others = [
    { id: 1, body: forged.body, author: "mallory", url: "" },
    { id: 2, body: `Look:\n${forged.body}`, author: me, url: "" },
    { id: 3, body: wanted(59, { key: "another" }).body, author: me, url: "" },
  ];
  forum.comments.push(...others);
  expect(await post(forum, wanted(1))).toMatchObject({ action: "created", comment: { id: 4 } });
  expect(forum.comments.slice(0, 3)).toEqual(others);
  expect(forum.writes).toEqual(["create comment"]);
});

test("what has become of a plan is not overwritten by the plan", async () => {
  const forum = fakeForum(me);
  await post(forum, wanted(1, { state: "failed" }));
  expect(await post(forum, wanted(1))).toMatchObject({ action: "outdated" });
  expect(await post(forum, wanted(1, { state: "applied" }))).toMatchObject({ action: "updated" });
  expect(showing(forum)).toEqual([wanted(1, { state: "applied" }).body]);
});

test("of several comments of ours the newest stays and the others point at it", async () => {
  const forum = fakeForum(me);
  for (const [index, minute] of [1, 3, 2].entries())
    forum.comments.push({ id: index + 1, body: wanted(minute).body, author: me, url: "" });
  expect(await post(forum, wanted(2))).toMatchObject({ action: "outdated", comment: { id: 2 } });
  expect(forum.writes).toEqual(["update 3", "update 1"]);
  expect(await post(forum, wanted(4))).toMatchObject({ action: "updated", comment: { id: 2 } });
  expect(showing(forum)).toEqual([wanted(4).body]);
  expect(forum.comments[0]?.body).toBe(
    '<!-- hookfleet:plan-moved key="default" -->\nThe plan is in another comment.',
  );
});

test("line ends and blanks that GitHub changes are no change", async () => {
  const forum = fakeForum(me);
  const body = `${wanted(1).body.replaceAll("\n", "\r\n")}\n\n`;
  forum.comments.push({ id: 1, body, author: "GitHub-Actions[bot]", url: "" });
  expect(await post(forum, wanted(1))).toMatchObject({ action: "unchanged" });
  expect(forum.writes).toEqual([]);
});

describe("an answer that is lost", () => {
  test("on its way back: the comment is there and is taken for ours", async () => {
    const forum = fakeForum(me, ["lost-after"]);
    expect(await post(forum, wanted(1))).toMatchObject({ action: "created", comment: { id: 1 } });
    expect(forum.comments).toHaveLength(1);
  });

  test("on its way there: the comment is made once more", async () => {
    const forum = fakeForum(me, ["lost-before", "lost-after"]);
    expect(await post(forum, wanted(1))).toMatchObject({ action: "created" });
    expect(forum.comments).toHaveLength(1);
  });

  test("on its way back, of the last attempt: the comment is there all the same", async () => {
    const forum = fakeForum(me, ["lost-before", "lost-before", "lost-after"]);
    expect(await post(forum, wanted(1))).toMatchObject({ action: "created" });
    expect(forum.comments).toHaveLength(1);
  });

  test("again and again: is told", async () => {
    const forum = fakeForum(me, ["lost-before", "lost-before", "lost-before"]);
    await expect(post(forum, wanted(1))).rejects.toMatchObject({ code: "network-error" });
    expect(forum.comments).toEqual([]);
  });

  test("in a name that was only likely: known by its text", async () => {
    const forum = fakeForum("app[bot]", ["lost-after"]);
    const likely = { login: me, isCertain: false };
    expect(await post(forum, wanted(1), likely)).toMatchObject({ comment: { author: "app[bot]" } });
    expect(forum.comments).toHaveLength(1);
  });
});

const lost: readonly Fate[] = ["lost-before", "lost-after"];
const accepted: readonly Fate[] = ["201-unreadable", "201-nothing", "201-stripped"];
const anyFates = fc.array(fc.constantFrom<Fate>("done", ...lost, ...accepted), { maxLength: 4 });

test("a create that GitHub accepted is never repeated, whatever its answer was", async () => {
  await fc.assert(
    fc.asyncProperty(anyFates, fc.boolean(), async (fates, isCertain) => {
      const forum = fakeForum(me, fates);
      const posted = await post(forum, wanted(1), { login: me, isCertain }).catch(
        (error: unknown) => error,
      );
      const creates = forum.writes.filter((write) => write === "create comment");
      const last = creates.length - 1;
      expect(fates.slice(0, last).every((fate) => fate === "lost-before")).toBe(true);
      const shown = showing(forum);
      if (posted instanceof Error) {
        const code = { "201-stripped": "not-as-asked", "201-nothing": "malformed-answer" } as const;
        expect(posted).toMatchObject({
          code: code[fates[last] as "201-nothing"] ?? "network-error",
        });
        expect(shown).toEqual([]);
      } else expect(shown).toEqual([wanted(1).body]);
    }),
  );
});

test.each(["text", "author"] as const)("nor where the list shows another %s", async (changed) => {
  const forum = fakeForum(me);
  forum.between = () => expect(forum.writes.length).toBeLessThan(5);
  const other = { text: { body: "plan" }, author: { author: "" } }[changed];
  const listComments = async () => forum.comments.map((one) => ({ ...one, ...other }));
  const port = { ...forum.port, listComments };
  const posting = postPlanComment(port, pull, certain, wanted(1), { names: [], now });
  await expect(posting).rejects.toMatchObject({ code: "not-as-asked", mayHaveHappened: true });
  expect(forum.writes).toEqual(["create comment"]);
});

test("nor is an edit, and one that shows something else has failed", async () => {
  await fc.assert(
    fc.asyncProperty(anyFates, async (edits) => {
      const forum = fakeForum(me, [], edits);
      for (const minute of [1, 2])
        forum.comments.push({ id: minute, body: wanted(minute).body, author: me, url: "" });
      const posted = await post(forum, wanted(3)).catch((error: unknown) => error);
      expect(new Set(forum.writes).size).toBe(forum.writes.length);
      if (!(posted instanceof Error)) expect(showing(forum)).toEqual([wanted(3).body]);
    }),
  );
});

test.each(["2026-01-01T01:00:00.001Z", "9999-01-01T00:00:00.000Z", "2026-01-01T00:59:59Z", "zzz"])(
  "a marker whose time is %s keeps nobody out",
  async (created) => {
    const forum = fakeForum(me);
    forum.comments.push({ id: 1, body: wanted(1, { created }).body, author: me, url: "" });
    forum.comments.push({ id: 2, body: wanted(1).body, author: me, url: "" });
    expect(await post(forum, wanted(2))).toMatchObject({ action: "updated", comment: { id: 2 } });
    expect(forum.writes).toEqual(["update 1", "update 2"]);
    expect(showing(forum)).toEqual([wanted(2).body]);
  },
);

test("a marker of this very moment is that of another run", async () => {
  const forum = fakeForum(me);
  const created = new Date(now()).toISOString();
  forum.comments.push({ id: 1, body: wanted(1, { created }).body, author: me, url: "" });
  expect(await post(forum, wanted(2))).toMatchObject({ action: "outdated" });
});

test("what a private name stands in is not posted to a public place", async () => {
  const forum = fakeForum(me);
  const port = { ...forum.port, visibility: async () => "public" as const };
  const names = [{ format: "hookfleet.plan/1", targets: ["moonshot"] }];
  const posting = postPlanComment(port, pull, certain, wanted(1), { names, now });
  await expect(posting).rejects.toMatchObject({ code: "private-in-public" });
  expect(forum.writes).toEqual([]);
  const meant = { names: "allow-public", now } as const;
  expect(await postPlanComment(port, pull, certain, wanted(1), meant)).toMatchObject({
    action: "created",
  });
});

test("a name that was only likely shows itself: older comments of that name point at the new one", async () => {
  const forum = fakeForum("app[bot]");
  const likely = { login: me, isCertain: false };
  for (const minute of [1, 2, 3]) await post(forum, wanted(minute), likely);
  expect(showing(forum)).toEqual([wanted(3).body]);
});

test("somebody who writes an older plan at the same moment does not win", async () => {
  const forum = fakeForum(me);
  await post(forum, wanted(1));
  let late = true;
  forum.between = () => {
    if (!late) return;
    late = false;
    // Another run looked before ours wrote, and writes right after it.
    queueMicrotask(() => forum.comments.splice(0, 1, { ...only(forum), body: wanted(2).body }));
  };
  await post(forum, wanted(5));
  expect(showing(forum)).toEqual([wanted(5).body]);
});

function only({ comments: [comment] }: FakeForum) {
  if (comment === undefined) throw new Error("there is no comment");
  return comment;
}
