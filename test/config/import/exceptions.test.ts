import { describe, expect, test } from "vitest";
import type { LiveHook } from "../../../src/model/hook.ts";
import { api, liveHook, scope } from "../../support/build.ts";
import { importAndPlan } from "./support/import-and-plan.ts";

const other = "https://ci.example.com/other";

/** What comes of the hooks of one repository. */
async function outcome(hooks: readonly LiveHook[]) {
  const { imported, plan } = await importAndPlan([{ scope: api, hooks }]);
  return {
    notes: imported.notes,
    skipped: imported.skipped,
    comments: imported.text
      .split("\n")
      .filter((line) => /^ *# (?: |Note)/.test(line))
      .map((line) => line.replace(/^ *# +/, ""))
      .join(" "),
    actions: plan.actions.map((action) =>
      action.kind === "create" ? action.kind : `${action.kind} #${action.live.id}`,
    ),
    unchanged: plan.unchanged.map(({ hookId }) => hookId),
    unmanaged: plan.unmanaged.map(({ hookId }) => hookId),
    assumed: plan.assumed,
  };
}

describe("hooks of one URL", () => {
  test("with events apart are entries apart", async () => {
    const hooks = [
      liveHook({ id: 1, events: ["push"] }),
      liveHook({ id: 2, events: ["issues"], contentType: "form" }),
    ];
    const result = await outcome(hooks);
    expect(result).toMatchObject({ notes: [], actions: [], unmanaged: [], unchanged: [1, 2] });
  });

  test("without events stay unmanaged, and a comment says so", async () => {
    const hooks = [
      liveHook({ id: 1, events: [] }),
      liveHook({ id: 2, events: ["*"] }),
      liveHook({ id: 3, events: [], active: false }),
    ];
    const result = await outcome(hooks);
    expect(result).toMatchObject({ actions: [], unchanged: [2], unmanaged: [1, 3], skipped: 2 });
    expect(result.comments).toMatch(
      /acme\/api: #1 has no events[^\n]*; the same is true of acme\/api #3\./,
    );
  });

  test("with a content type that cannot be declared are left beside one without events", async () => {
    const hooks = [
      liveHook({ id: 1, events: [] }),
      liveHook({ id: 2, contentType: "application/json" }),
    ];
    expect(await outcome(hooks)).toMatchObject({ actions: [], unmanaged: [1, 2], skipped: 2 });
  });

  // GitHub would refuse the change of one beside the other: the plan would block it.
  test.each([
    ["the same URL", "https://ci.example.com/hook", "stays unmanaged"],
    ["another URL", other, "the plan will set that"],
  ])(
    "with a value that cannot be declared, and one of another name at %s",
    async (_, url, note) => {
      const hooks = [
        liveHook({ id: 1, name: "cli", url }),
        liveHook({ id: 2, insecureSsl: "true" }),
      ];
      const { notes, actions, skipped } = await outcome(hooks);
      expect(notes).toContainEqual(expect.stringMatching(`^acme/api: #2 .*${note}$`));
      expect({ actions, skipped }).toEqual(
        url === other ? { actions: ["config-patch #2"], skipped: 1 } : { actions: [], skipped: 2 },
      );
    },
  );

  test.each([
    ["overlap", [["push"], ["issues", "push"]], [1], [2]],
    ["overlap with all", [["*"], ["push"], ["issues"]], [1], [2, 3]],
    ["overlap in a chain", [["push"], ["issues", "push"], ["issues"]], [1, 3], [2]],
  ])("whose events %s: the lowest id is declared", async (_, events, unchanged, unmanaged) => {
    const hooks = events.map((list, index) => liveHook({ id: index + 1, events: list }));
    const result = await outcome(hooks.toReversed());
    expect(result).toMatchObject({ actions: [], unchanged, unmanaged, skipped: unmanaged.length });
    expect(result.notes).toEqual(
      unmanaged.map((id) => expect.stringMatching(`^acme/api: #${id} .*duplicate`)),
    );
    for (const id of unmanaged) expect(result.comments).toContain(`#${id}`);
  });

  test("in two spellings are one URL", async () => {
    const hooks = [
      liveHook({ id: 2, url: "https://CI.example.com:443/hook" }),
      liveHook({ id: 1 }),
      liveHook({ id: 3, url: "https://CI.example.com/hook", events: ["issues"] }),
    ];
    expect(await outcome(hooks)).toMatchObject({
      actions: [],
      unchanged: [1, 3],
      unmanaged: [2],
    });
  });

  test("that are credentials are compared as well", async () => {
    const url = "https://user:hunter2@ci.example.com/hook";
    const hooks = [
      liveHook({ id: 1, url, hasSecret: true }),
      liveHook({ id: 2, url, events: ["issues"], hasSecret: true }),
      liveHook({ id: 3, url, events: ["push", "star"] }),
    ];
    const result = await outcome(hooks);
    expect(result).toMatchObject({ actions: [], unchanged: [1, 2], unmanaged: [3], assumed: 2 });
  });

  test("of which only some have a secret: it is left undeclared, and said so", async () => {
    const hooks = [
      liveHook({ id: 1, hasSecret: true }),
      liveHook({ id: 2, events: ["issues"] }),
      liveHook({ id: 3, url: other, hasSecret: true }),
    ];
    const result = await outcome(hooks);
    expect(result).toMatchObject({ actions: [], unmanaged: [], assumed: 1, skipped: 0 });
    expect(result.notes).toEqual([
      expect.stringMatching(/^acme\/api: the secret of #1 is not managed here, .* #2 has none$/),
    ]);
  });
});

test("a hook without a URL is left out, and no spelling of its URL is asked for", async () => {
  const result = await outcome([liveHook({ id: 7, url: "" })]);
  expect(result.notes).toEqual(["acme/api: #7 has no URL: it is left out and stays unmanaged"]);
});

describe("a content type that cannot be declared", () => {
  test.each([
    ["application/json", "json"],
    ["text/xml", "form"],
    ["JSON", "form"],
  ])("%s becomes %s, and the plan will set that", async (contentType, declared) => {
    const result = await outcome([liveHook({ id: 7, contentType, hasSecret: true })]);
    expect(result).toMatchObject({ actions: ["config-patch #7"], unmanaged: [], skipped: 0 });
    expect(result.notes).toEqual([
      `acme/api: #7 has the content type \`${contentType}\`, which cannot be declared: the file says ${declared}, and the plan will set that`,
    ]);
  });

  test.each(["false", "true", "2"])("insecure_ssl %j becomes false", async (insecureSsl) => {
    const result = await outcome([liveHook({ id: 7, insecureSsl, hasSecret: true })]);
    expect(result).toMatchObject({ actions: ["config-patch #7"], unmanaged: [], skipped: 0 });
    expect(result.notes).toEqual([
      `acme/api: #7 has the insecure_ssl \`"${insecureSsl}"\`, which cannot be declared: the file says false, which is what GitHub takes it for, and the plan will set that`,
    ]);
  });

  test("beside a duplicate is left out, because the planner could take that one", async () => {
    const hooks = [
      liveHook({ id: 1, events: ["issues"] }),
      liveHook({ id: 2, events: ["issues", "push"] }),
      liveHook({ id: 3, events: ["push"], contentType: "application/json" }),
    ];
    expect(await outcome(hooks)).toMatchObject({
      actions: [],
      unchanged: [1],
      unmanaged: [2, 3],
    });
  });

  test("gives way to an ordinary twin, whatever their ids", async () => {
    const hooks = [liveHook({ id: 1, contentType: "application/json" }), liveHook({ id: 2 })];
    expect(await outcome(hooks)).toMatchObject({ actions: [], unchanged: [2], unmanaged: [1] });
  });
});

describe("what no entry can declare", () => {
  test.each([
    ["https://ci.example.com/{repo}/hook", "brace"],
    ["https://ci.example.com/a b", "encoded"],
    ["https://ci.example.com/a|b", "encoded"],
    ["https://b\u00fcro.example/", "encoded"],
    ["https://*.example.com/", "host"],
    ["ftp://ci.example.com/", "http"],
    ["ci.example.com/hook", "http"],
    ["https://", "host"],
    ["https://ci.example.com/\nversion: 2", "control"],
    ["https://ci.example.com/\u0007", "control"],
  ])("the URL %j stays unmanaged, unseen", async (url, word) => {
    const result = await outcome([liveHook({ id: 5, url, hasSecret: true }), liveHook({ id: 6 })]);
    expect(result).toMatchObject({ actions: [], unchanged: [6], unmanaged: [5], skipped: 1 });
    expect(result.notes).toEqual([expect.stringMatching(`^acme/api: #5 has a URL .*${word}`)]);
    expect(result.notes.join() + result.comments).not.toContain(url);
  });

  test("an `active` that is neither true nor false", async () => {
    const result = await outcome([liveHook({ id: 5, active: "yes" })]);
    expect(result).toMatchObject({ actions: [], unmanaged: [5], skipped: 1 });
  });

  test("an event without a name", async () => {
    const result = await outcome([liveHook({ id: 5, events: ["", "push"] })]);
    expect(result).toMatchObject({ actions: [], unmanaged: [5], skipped: 1 });
  });

  test("settings of an old integration are named, never shown", async () => {
    const result = await outcome([liveHook({ id: 5, unknownConfigKeys: ["room", "token"] })]);
    expect(result).toMatchObject({ actions: [], unmanaged: [] });
    expect(result.notes).toEqual([
      "acme/api: #5 has settings of an old integration that the file cannot hold: `room`, `token`",
    ]);
  });

  test.each(["acme/a b", "acme/x\n# y: z", "-/api", "acme/!api", "a:b", "acme/a*"])(
    "the name %j is left out with its hooks",
    async (name) => {
      const { imported, plan } = await importAndPlan([
        { scope: scope(name), hooks: [liveHook({ hasSecret: true })] },
        { scope: api, hooks: [] },
      ]);
      expect(plan).toMatchObject({ scopes: [], unmanaged: [], complete: true });
      expect(imported).toMatchObject({ hooks: 0, skipped: 1, secrets: [] });
      expect(imported.notes).toEqual([expect.stringContaining("no file can hold this name")]);
      expect(imported.text).toMatch(/\nversion: 1\n$/);
    },
  );
});
