import { describe, expect, test } from "vitest";
import { exampleConfig } from "../support/example-fleet.ts";
import { hidden, planted } from "../support/planted.ts";
import { enterStage, type StageOptions } from "../support/run-cli.ts";

const guid = "0b989ba4-242f-11e5-81e1-c7b6966d2516";
const closed = "72d3162e-cc78-11e3-81ab-4c9367dc0958";

/** A hook of the file, one that nobody declares, and what was sent to them. */
const deliveredSeed = {
  tokens: { [planted.token]: {} },
  organizations: {
    acme: {
      repositories: {
        api: {
          hooks: [
            {
              id: 21,
              url: "https://ci.example.com/hook",
              events: ["push"],
              content_type: "json",
              secret: planted.live,
              deliveries: [
                { event: "push", ago: 7_200, status: 500, guid, duration: 1.5 },
                { event: "push", ago: 3_600, status: "failed to connect" },
                { event: "issues", action: "opened", ago: 60 },
                { event: "push", ago: 90_000, status: 503 },
              ],
            },
            {
              id: 22,
              url: `https://hooks.chat.example/services/${hidden.segment}`,
              events: ["issues"],
              content_type: "json",
              secret: planted.live,
              deliveries: [
                {
                  event: "issues",
                  action: "closed",
                  ago: 1_800,
                  guid: closed,
                  payload: { token: planted.live },
                },
              ],
            },
            { id: 23, name: "cli", config: { url: "https://forwarder.example.com/" } },
          ],
        },
      },
    },
  },
} as const;

interface Listed {
  readonly deliveries: readonly Record<string, unknown>[];
}

const list = async (flags: readonly string[], options: StageOptions = {}) => {
  const { run } = await enterStage({ seed: deliveredSeed, ...options });
  const { code, stdout, writes } = await run(["deliveries", "--format", "json", ...flags]);
  expect(writes).toEqual([]);
  return { code, deliveries: (JSON.parse(stdout) as Listed).deliveries };
};

test("every web hook of the scopes, declared or not, newest first", async () => {
  const { code, deliveries } = await list([]);
  expect(code).toBe(0);
  expect(deliveries.map(({ hook_id, event }) => [hook_id, event])).toEqual([
    [21, "issues"],
    [22, "issues"],
    [21, "push"],
    [21, "push"],
    [21, "push"],
  ]);
  expect(Object.keys(deliveries[3] ?? {}).slice(0, 9)).toEqual([
    "scope",
    "hook_id",
    "id",
    "guid",
    "event",
    "status",
    "status_code",
    "delivered_at",
    "redelivery",
  ]);
  expect(deliveries[3]).toMatchObject({
    scope: "acme/api",
    guid,
    status_code: 500,
    redelivery: false,
    duration_ms: 1_500,
    url: "https://ci.example.com/hook",
  });
});

test.each<[readonly string[], number]>([
  [["--failed"], 3],
  [["--failed", "--since", "24h"], 2],
  [["--since", "45m"], 2],
  [["--event", "push"], 3],
  [["--event", "issues.closed"], 1],
  [["--event", "PUSH"], 3],
  [["--event", "push", "--event", "Issues.Closed"], 4],
  [["--event", "push,issues.closed", "--event", "issues.opened"], 5],
  [["--event", "star"], 0],
  [["--hook", "22"], 1],
  [["--hook", "22", "--hook", "21"], 5],
  [["--hook", "22, 21"], 5],
  [["--guid", guid.toUpperCase()], 1],
  [["--guid", guid, "--guid", closed], 2],
  [["--guid", `${guid},${closed}`, "--event", "push"], 1],
  [["--limit", "2"], 2],
  [["--target", "acme"], 0],
  [["--since", new Date(Date.now() - 2_700_000).toISOString()], 2],
])("%j leaves %i", async (flags, count) => {
  expect((await list(flags)).deliveries).toHaveLength(count);
});

test("pages are read as far as --since and no further", async () => {
  const deliveries = Array.from({ length: 450 }, (_, index) => ({
    event: "push",
    ago: index * 60,
  }));
  const hook = { id: 21, url: "https://ci.example.com/hook", deliveries };
  const seed = { organizations: { acme: { repositories: { api: { hooks: [hook] } } } } };
  const { run, simulator } = await enterStage({ seed });
  const pages = async (...flags: readonly string[]): Promise<readonly number[]> => {
    const before = simulator.requests.length;
    const { stdout } = await run(["deliveries", "--format", "json", ...flags]);
    const asked = simulator.requests
      .slice(before)
      .filter(({ path }) => path.endsWith("/deliveries"));
    return [asked.length, (JSON.parse(stdout) as Listed).deliveries.length];
  };
  expect(await pages()).toEqual([5, 450]);
  expect(await pages("--since", "150m")).toEqual([2, 150]);
  expect(await pages("--limit", "10")).toEqual([1, 10]);
  expect(await pages("--limit", "10", "--event", "push")).toEqual([5, 10]);
});

test("text: a table with the time, the receiver and the count", async () => {
  const { run } = await enterStage({ seed: deliveredSeed });
  const { code, stdout } = await run(["deliveries", "--failed"]);
  expect(code).toBe(0);
  expect(stdout).toContain("502 failed to connect");
  expect(stdout.trimEnd().split("\n").at(-1)).toBe("3 deliveries of 2 hooks: 3 failed.");
});

describe("one delivery in full", () => {
  test("is found wherever it is, signatures and secrets masked", async () => {
    const { run } = await enterStage({ seed: deliveredSeed });
    const { deliveries } = JSON.parse((await run(["deliveries", "--format", "json"])).stdout);
    const id = String(deliveries[1].id);
    const { code, stdout } = await run(["deliveries", id, "--format", "json"]);
    expect(code).toBe(0);
    const { delivery } = JSON.parse(stdout);
    expect(delivery).toMatchObject({
      hook_id: 22,
      url: "https://hooks.chat.example/***",
      request: { headers: { "x-hub-signature-256": "sha256=***" }, payload: { token: "***" } },
    });
    const text = await run(["deliveries", id]);
    expect(text.stdout).toContain("x-hub-signature-256: sha256=***");
    expect((await run(["deliveries", id, "--hook", "22"])).code).toBe(0);
  });

  test("that nobody has is an error with its reason", async () => {
    const { run } = await enterStage({ seed: deliveredSeed });
    const { code, stderr } = await run(["deliveries", "4711"]);
    expect(code).toBe(1);
    expect(stderr).toContain("unknown-delivery");
  });

  test.each(["json", "text"])("hides, as %s, the secrets that are at hand", async (format) => {
    const payload = `you said ${planted.environment}, ${planted.file} and more`;
    const { run } = await enterStage({
      seed: deliveredSeed,
      between: async (request, handle) => {
        const answer = await handle(request);
        if (!/deliveries\/\d+$/.test(request.url)) return answer;
        const delivery = (await answer.json()) as object;
        return Response.json({ ...delivery, response: { headers: {}, payload } });
      },
    });
    const listed = await run(["deliveries", "--hook", "21", "--limit", "1", "--format", "json"]);
    const [found] = (JSON.parse(listed.stdout) as Listed).deliveries;
    // Whatever is printed is searched for secrets.
    const { code, stdout } = await run(["deliveries", String(found?.["id"]), "--format", format]);
    expect(code).toBe(0);
    expect(stdout).toContain("you said [secret], [secret] and");
  });

  test("is not filtered", async () => {
    const { run } = await enterStage({ seed: deliveredSeed });
    expect((await run(["deliveries", "4711", "--failed"])).stderr).toContain("filters-of-list");
  });
});

test("an event that GitHub does not document yet is fine where a delivery has it", async () => {
  const hook = {
    id: 21,
    url: "https://ci.example.com/hook",
    deliveries: [{ event: "brand_new_thing", action: "begun", ago: 60 }],
  };
  const seed = { organizations: { acme: { repositories: { api: { hooks: [hook] } } } } };
  for (const name of ["brand_new_thing", "brand_new_thing.begun"]) {
    const { code, deliveries } = await list(["--event", name], { seed });
    expect([code, deliveries.length]).toEqual([0, 1]);
  }
  const { run } = await enterStage({ seed });
  expect((await run(["deliveries", "--event", "brand_new_thing.ended"])).code).toBe(1);
});

test("a misspelt event costs no request", async () => {
  const { run, simulator } = await enterStage({ seed: deliveredSeed });
  expect((await run(["deliveries", "--event", "pusch"])).code).toBe(1);
  expect(simulator.requests).toEqual([]);
});

describe("bad input", () => {
  test.each<[readonly string[], string]>([
    [["--since", "yesterday"], "Say how long ago"],
    [["--since", "-1h"], "Say how long ago"],
    [["--since", "2026-11-20"], "Say how long ago"],
    [["--since", "2999-01-01T00:00:00Z"], "since-in-future"],
    [["--hook", "4711"], "unknown-hook"],
    [["--hook", "22", "--hook", "4711"], "web hook 4711"],
    [["--hook", "4711,4712"], "web hook 4712"],
    [["--hook", "0"], "whole number"],
    [["--hook", "22,"], "comma"],
    [["--event", "push,"], "comma"],
    [["--event", ""], "It is empty."],
    [["--guid", " "], "It is empty."],
    [["--event", "*"], "unknown-event"],
    [["--event", "pusch"], "Did you mean `push`?"],
    [["--event", "push", "--event", "issue"], "Did you mean `issues`?"],
    [["--event", "issues.opend,push"], "Did you mean `issues.opened`?"],
    [["--event", "issues.put_on_fire"], "GitHub documents for `issues`: assigned, closed,"],
    [["--event", "push.forced"], "GitHub documents for `push`: no action."],
    [["--event", "nothing_of_the_kind"], "unknown-event"],
    [["--guid", closed, "--guid", "another"], "--guid another"],
    [["--guid", guid, "--since", "1h"], "unknown-guid"],
    [["--limit", "0"], "whole number"],
    [["12x"], "cannot look up the account 12x"],
    [["0"], "0 is not the id of a delivery"],
    [["99999999999999999999"], "is not the id of a delivery"],
  ])("%j", async (flags, said) => {
    const { run } = await enterStage({ seed: deliveredSeed });
    const { code, stderr } = await run(["deliveries", ...flags]);
    expect(code).toBe(1);
    expect(stderr).toContain(said);
  });

  test("a scope that cannot be read has a line; the others go on", async () => {
    const config = exampleConfig.replace("- name: api", "- name: [api, gone]");
    const { run } = await enterStage({ seed: deliveredSeed, files: { "hookfleet.yaml": config } });
    const { code, stdout, stderr } = await run(["deliveries", "--format", "json"]);
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as Listed).deliveries).toHaveLength(5);
    expect(stderr).toContain("acme/gone");
  });

  test("a hook that is deleted meanwhile has a line; the others go on", async () => {
    const { run } = await enterStage({
      seed: deliveredSeed,
      between: async (request, handle) =>
        /hooks\/21\/deliveries/.test(request.url)
          ? new Response('{"message":"Not Found"}', { status: 404 })
          : await handle(request),
    });
    const { code, stdout, stderr } = await run(["deliveries", "--format", "json"]);
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as Listed).deliveries).toHaveLength(1);
    expect(stderr).toContain("not-found");
  });

  test("a clock that is behind is noticed", async () => {
    const ahead = () => Date.now() + 7_200_000;
    const { code, deliveries } = await list([], { simulator: { now: ahead } });
    expect([code, deliveries.length]).toEqual([0, 5]);
    const { run } = await enterStage({ seed: deliveredSeed, simulator: { now: ahead } });
    expect((await run(["deliveries", "--since", "1h"])).stderr).toContain("clock-behind");
  });

  test("without the variables of URLs and secrets all is read", async () => {
    const environment = { HOOK_URL: undefined, CI_SECRET: undefined };
    expect((await list([], { environment })).deliveries).toHaveLength(5);
  });

  test("more than GitHub keeps is said to be so", async () => {
    const { run } = await enterStage({ seed: deliveredSeed });
    expect((await run(["deliveries", "--since", "4d"])).stderr).toContain("3 days");
    expect((await run(["deliveries", "--since", "3d"])).stderr).not.toContain("3 days");
  });

  test("a GitHub Enterprise Server keeps 7 days", async () => {
    const { run, url } = await enterStage({ seed: deliveredSeed });
    const since = async (time: string) =>
      (await run(["deliveries", "--since", time, "--api-url", `${url}/api/v3`])).stderr;
    expect(await since("6d")).not.toContain("GitHub keeps");
    expect(await since("8d")).toContain("GitHub keeps deliveries for 7 days");
  });

  test("what GitHub held back says so, as a list, as data and in full", async () => {
    const throttled_at = "2026-01-01T00:00:00Z";
    const hook = {
      id: 21,
      url: "https://ci.example.com/hook",
      deliveries: [{ event: "push", ago: 60, status: 502, throttled_at }],
    };
    const seed = { organizations: { acme: { repositories: { api: { hooks: [hook] } } } } };
    const { deliveries } = await list([], { seed });
    expect(deliveries).toMatchObject([{ status_code: 502, throttled_at }]);
    const { run } = await enterStage({ seed });
    expect((await run(["deliveries"])).stdout).toContain("502, throttled");
    const { stdout } = await run(["deliveries", String(deliveries[0]?.["id"])]);
    expect(stdout).toMatch(/throttled +by GitHub at 2026-01-01/);
  });
});
