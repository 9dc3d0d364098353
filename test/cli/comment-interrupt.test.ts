import { describe, expect, test } from "vitest";
import { enterForum } from "./support/forum.ts";

/** A forum with both files, in which an interrupt comes with a request of this method for comments. */
async function interruptedAt(method: "GET" | "POST") {
  const controller = new AbortController();
  let isCalm = true;
  const forum = await enterForum(
    {},
    {
      between: async (request, handle) => {
        if (!isCalm && request.method === method) controller.abort();
        return await handle(request);
      },
    },
  );
  await forum.run(["plan", "--out", "plan.json"]);
  await forum.run(["drift", "--out", "drift.json"]);
  isCalm = false;
  return { forum, interrupted: controller.signal };
}

describe.each([
  ["comment", ["comment", "plan.json", "--repo", "acme/hooks", "--pr", "7"]],
  ["report-issue", ["report-issue", "drift.json", "--repo", "acme/hooks"]],
])("an interrupt of %s", (_, argv) => {
  test("while it reads ends the run, and nothing is written", async () => {
    const { forum, interrupted } = await interruptedAt("GET");
    const outcome = await forum.run(argv, { interrupted });
    expect(outcome).toMatchObject({ code: 1, stdout: "", writes: [] });
    expect(outcome.stderr).toContain("interrupted");
  });

  test("while it writes lets it finish, and the run tells of it", async () => {
    const { forum, interrupted } = await interruptedAt("POST");
    const outcome = await forum.run(argv, { interrupted });
    expect(outcome.writes).toHaveLength(1);
    expect(outcome.stdout).toMatch(/^(?:Created the comment|Opened the issue) /);
  });
});
