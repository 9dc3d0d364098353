import { expect, test } from "vitest";
import { planted } from "../support/planted.ts";
import { enterForum, workflowToken } from "./support/forum.ts";

const at = ["--repo", "acme/hooks", "--pr", "7"];

test("on a GitHub Enterprise Server", async () => {
  const forum = await enterForum();
  const environment = { GITHUB_API_URL: `${forum.url}/api/v3` };
  await forum.run(["plan", "--out", "plan.json"], { environment });
  const outcome = await forum.run(["comment", "plan.json", ...at], { environment });
  expect(outcome).toMatchObject({ code: 0 });
  expect(outcome.stdout).toContain(`${forum.url}/acme/hooks/pull/7#issuecomment-`);
  await forum.run(["drift", "--out", "drift.json"], { environment });
  const issue = await forum.run(["report-issue", "drift.json", "--repo", "acme/hooks"], {
    environment,
  });
  expect(issue).toMatchObject({ code: 0 });
  expect(forum.simulator.issues("acme/hooks")).toHaveLength(2);
});

test("with the token of an App, whose name has to be said", async () => {
  const token = {
    kind: "installation",
    login: "hooks[bot]",
    permissions: { pull_requests: "write" },
  } as const;
  const forum = await enterForum({}, { token });
  await forum.run(["plan", "--out", "plan.json"]);
  const unsaid = await forum.run(["comment", "plan.json", ...at]);
  expect(unsaid).toMatchObject({ code: 0 });
  expect(unsaid.stderr).toContain("--comment-as 'hooks[bot]'");
  const said = await forum.run(["comment", "plan.json", ...at, "--comment-as", "hooks[bot]"]);
  expect(said).toMatchObject({ code: 0, stderr: "", writes: [] });
  expect(forum.issue(7).comments).toHaveLength(1);
});

test("what others write is theirs, whatever it holds", async () => {
  const forum = await enterForum();
  await forum.run(["plan", "--out", "plan.json"]);
  await forum.run(["comment", "plan.json", ...at]);
  const [own] = forum.issue(7).comments;
  const late = { ...own, body: own?.body.replace(/created="\d+/, 'created="9999') };
  const post = (body: string | undefined) =>
    fetch(`${forum.url}/repos/acme/hooks/issues/7/comments`, {
      method: "POST",
      headers: { authorization: `token ${planted.token}` },
      body: JSON.stringify({ body }),
    });
  await post(late.body);
  await post(own?.body);
  const before = forum.issue(7).comments;
  const again = await forum.run(["comment", "plan.json", ...at]);
  expect(again).toMatchObject({ code: 0, writes: [] });
  expect(forum.issue(7).comments).toEqual(before);
});

test("an answer that is lost: one comment, one issue", async () => {
  const forum = await enterForum();
  await forum.run(["plan", "--out", "plan.json"]);
  await forum.run(["drift", "--out", "drift.json"]);
  const lost = { kind: "reset", method: "POST", moment: "after" } as const;
  forum.simulator.addFault(lost);
  expect(await forum.run(["comment", "plan.json", ...at])).toMatchObject({ code: 0 });
  forum.simulator.addFault(lost);
  const argv = ["report-issue", "drift.json", "--repo", "acme/hooks"];
  expect(await forum.run(argv)).toMatchObject({ code: 0 });
  expect(forum.issue(7).comments).toHaveLength(1);
  expect(forum.simulator.issues("acme/hooks")).toHaveLength(2);
});

test.each([
  ["an empty body", { kind: "not-a-list", body: "" }],
  ["other JSON", { kind: "not-a-list", body: { id: 4711 } }],
  ["a web page", { kind: "html", status: 201 }],
  ["half of it", { kind: "truncate" }],
] as const)(
  "an answer of 201 with %s is followed by a look, not by a second request",
  async (_, fault) => {
    const forum = await enterForum();
    await forum.run(["plan", "--out", "plan.json"]);
    await forum.run(["drift", "--out", "drift.json"]);
    const commands = [
      ["comment", "plan.json", ...at],
      ["report-issue", "drift.json", "--repo", "acme/hooks"],
    ];
    for (const argv of commands) {
      const before = forum.simulator.requests.length;
      forum.simulator.addFault({ ...fault, method: "POST", moment: "after" });
      expect(await forum.run(argv)).toMatchObject({ code: 0 });
      const sent = forum.simulator.requests.slice(before).map(({ method }) => method);
      expect(sent.filter((method) => method === "POST")).toHaveLength(1);
    }
    expect(forum.issue(7).comments).toHaveLength(1);
    expect(forum.simulator.issues("acme/hooks")).toHaveLength(2);
  },
);

test("a plan of a large fleet fits", async () => {
  const names = Array.from({ length: 300 }, (_, index) => `service-${index}`);
  // A receiver of its own for each: what differs by the repository's name alone is one entry.
  const entries = names.map((name, index) => {
    const url = `https://ci.example.com/${"long-enough/".repeat(20)}${index}`;
    return `{ name: ${name}, hooks: [{ url: '${url}', events: ['*'], content_type: json, secret: none }] }`;
  });
  const config = `version: 1\norganizations: { acme: { repositories: [${entries.join(", ")}] } }\n`;
  const forum = await enterForum(
    {},
    {
      files: { "hookfleet.yaml": config },
      seed: {
        switches: { secondaryLimits: "off" },
        rate_limit: "none",
        tokens: { [workflowToken]: { login: "mona" } },
        organizations: {
          acme: {
            repositories: {
              hooks: { pulls: [{ number: 7 }] },
              ...Object.fromEntries(names.map((name) => [name, {}])),
            },
          },
        },
      },
      environment: { GITHUB_TOKEN: workflowToken },
    },
  );
  await forum.run(["plan", "--out", "plan.json"]);
  const argv = ["comment", "plan.json", ...at, "--run-url", "https://ci.example.com/run/1"];
  expect(await forum.run(argv)).toMatchObject({ code: 0 });
  const [comment] = forum.issue(7).comments;
  expect(comment?.body.length).toBeGreaterThan(50_000);
  expect(comment?.body).toContain("<https://ci.example.com/run/1>");
});
