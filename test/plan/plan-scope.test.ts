import { describe, expect, test } from "vitest";
import { HookUrl } from "../../src/model/hook-url.ts";
import {
  absentHook,
  at,
  desiredHook,
  liveHook,
  managed,
  noSecret,
  receiver,
} from "../support/build.ts";
import { type OneScope, planOne, planSingle } from "../support/plan-one.ts";
import { showAction } from "../support/show-action.ts";

const old = "https://old.example.com/hook";
const show = (scope: OneScope) => planOne(scope).actions.map(showAction);
const ids = (refs: readonly { readonly hookId: number }[]) => refs.map(({ hookId }) => hookId);

describe("create", () => {
  test("makes what is declared and not live", () => {
    const desired = desiredHook();
    expect(planSingle({ hooks: [desired] })).toMatchObject({
      kind: "create",
      reason: "missing",
      desired,
      secret: "none",
      blocked: null,
      requests: ["POST /repos/acme/api/hooks"],
      position: desired.position,
    });
  });

  test.each([
    [managed(), "set"],
    [noSecret, "none"],
  ] as const)("sets a secret only where one is managed", (secret, expected) => {
    expect(planSingle({ hooks: [desiredHook({ secret })] }).kind).toBe("create");
    expect(planSingle({ hooks: [desiredHook({ secret })] })).toMatchObject({ secret: expected });
  });
});

describe("state: absent", () => {
  test.each(["report", "keep", "delete"] as const)(
    "deletes every live hook of its URL under unmanaged: %s",
    (unmanaged) => {
      const live = [liveHook(), liveHook({ id: 2, url: "https://ci.example.com:443/hook" })];
      const { actions } = planOne({ absent: [absentHook(receiver)], live, unmanaged });
      expect(actions).toMatchObject(
        [1, 2].map((id) => ({
          kind: "delete",
          reason: "absent",
          live: { id },
          early: null,
          position: at(20),
          requests: [`GET /repos/acme/api/hooks/${id}`, `DELETE /repos/acme/api/hooks/${id}`],
        })),
      );
    },
  );

  test("does nothing where the hook is gone", () => {
    expect(show({ absent: [absentHook(receiver)], live: [liveHook({ url: old })] })).toEqual([]);
  });

  test("takes a hook before it could become another by its previous URL", () => {
    const scope = {
      absent: [absentHook(old)],
      hooks: [desiredHook({ previousUrls: [old] })],
      live: [liveHook({ url: old })],
    };
    expect(show(scope)).toEqual([`create ${receiver}`, "delete #1"]);
  });

  test("takes all that is under a glob, whatever unmanaged says, and nothing else", () => {
    const live = [
      liveHook({ id: 1, url: "https://OLD.example.com:443/a/b" }),
      liveHook({ id: 2, url: "https://me@old.example.com/a" }),
      liveHook({ id: 3, url: "https://older.example.com/a" }),
      liveHook({ id: 4, url: "https://old.example.com/a/b", name: "cli" }),
      liveHook({ id: 5, url: "https://old.example.com/keep" }),
    ];
    const absent = [absentHook("https://old.example.com/a/**"), absentHook("**old.example.com/*")];
    for (const unmanaged of ["report", "keep", "delete"] as const) {
      const plan = planOne({ absent, live: live.slice(0, 4), unmanaged });
      const gone = plan.actions.filter(({ reason }) => reason === "absent");
      expect(gone.map(showAction)).toEqual(["delete #1", "delete #2"]);
      // The glob spells out no path, so that none is shown that only GitHub knows.
      expect(JSON.stringify(gone.map(({ position }) => position))).toContain("20");
      expect(gone.map((action) => action.kind === "delete" && action.live.url.show())).toEqual([
        "https://OLD.example.com:443/***",
        "https://***@old.example.com/***",
      ]);
    }
    const guarded = { absent, live, protect: ["https://old.example.com/keep"] };
    expect(show({ ...guarded, maxDeletes: 2 })).toEqual([
      "delete #1",
      "delete #2",
      "delete #5 blocked: protected",
    ]);
    expect(planOne({ ...guarded, maxDeletes: 1 }).diagnostics).toMatchObject([
      { code: "too-many-deletes" },
    ]);
  });

  test("is stopped by protect", () => {
    const scope = { absent: [absentHook(receiver)], live: [liveHook()], protect: ["https://**"] };
    expect(show(scope)).toEqual(["delete #1 blocked: protected"]);
  });
});

describe("unmanaged hooks", () => {
  const live = [liveHook({ id: 2, url: old }), liveHook({ id: 1, url: receiver })];

  test("are listed and counted under report", () => {
    const { actions, unmanaged } = planOne({ live, unmanaged: "report" });
    expect(actions).toEqual([]);
    expect(unmanaged).toMatchObject([
      { hookId: 1, counted: true },
      { hookId: 2, counted: true },
    ]);
  });

  test("are listed and not counted under keep", () => {
    const { actions, unmanaged } = planOne({ live, unmanaged: "keep" });
    expect(actions).toEqual([]);
    expect(unmanaged.map(({ counted }) => counted)).toEqual([false, false]);
  });

  test("are deleted, and not listed as staying, under delete", () => {
    const { actions, unmanaged } = planOne({ live, unmanaged: "delete" });
    expect(actions).toMatchObject([
      { kind: "delete", reason: "unmanaged", live: { id: 1 }, successor: undefined },
      { kind: "delete", reason: "unmanaged", live: { id: 2 }, position: undefined },
    ]);
    expect(unmanaged).toEqual([]);
  });

  test("that share the URL of a declared hook are shown as it is, a credential stays one", () => {
    const url = new HookUrl(receiver, { kind: "env", name: "HOOK_URL" });
    const hooks = [{ ...desiredHook({ events: ["b"] }), url }, desiredHook({ events: ["a"] })];
    const duplicates = ["a", "b", "c"].map((event, index) =>
      liveHook({ id: index + 1, events: [event] }),
    );
    for (const order of [hooks, hooks.toReversed()]) {
      const [left] = planOne({ hooks: order, live: duplicates }).unmanaged;
      expect(left?.url.show()).toBe("env:HOOK_URL");
    }
  });
});

describe("what is written twice", () => {
  test("as absent is named by the same entry in any order", () => {
    const entries = [
      { ...absentHook(receiver), position: at(21) },
      { ...absentHook("https://CI.example.com/hook"), position: at(20) },
      { ...absentHook(receiver), position: at(22) },
    ];
    const positions = [entries, entries.toReversed()].map(
      (absent) => planSingle({ absent, live: [liveHook()] }).position,
    );
    expect(positions[1]).toEqual(positions[0]);
  });

  test("as credentials is shown by the same name in any order", () => {
    const hooks = ["ONE", "TWO"].map((name) => ({
      ...desiredHook({ events: [name] }),
      url: new HookUrl(receiver, { kind: "env", name }),
    }));
    const live = ["ONE", "TWO", "other"].map((event, index) =>
      liveHook({ id: index + 1, events: [event] }),
    );
    const shown = [hooks, hooks.toReversed()].map((order) =>
      planOne({ hooks: order, live }).unmanaged.map(({ url }) => url.show()),
    );
    expect(shown).toEqual([["env:ONE"], ["env:ONE"]]);
  });

  test("within events counts once", () => {
    const hooks = [desiredHook({ events: ["push", "issues", "push"] })];
    expect(show({ hooks, live: [liveHook({ events: ["issues", "push"] })] })).toEqual([]);
    const live = [liveHook({ events: ["push", "push"] })];
    expect(show({ hooks: [desiredHook()], live })).toEqual([]);
  });
});

describe("superseded hooks", () => {
  test.each(["report", "keep", "delete"] as const)(
    "are deleted under unmanaged: %s",
    (unmanaged) => {
      const successor = desiredHook({ previousUrls: [old] });
      const live = [liveHook(), liveHook({ id: 2, url: old })];
      expect(planSingle({ hooks: [successor], live, unmanaged })).toMatchObject({
        kind: "delete",
        reason: "superseded",
        successor,
        position: successor.position,
      });
    },
  );

  test("count as deletes", () => {
    const live = [liveHook(), liveHook({ id: 2, url: old })];
    const hooks = [desiredHook({ previousUrls: [old] })];
    const { diagnostics } = planOne({ hooks, live, maxDeletes: 0 });
    expect(diagnostics).toMatchObject([{ code: "too-many-deletes", severity: "error" }]);
  });
});

describe("ignored hooks", () => {
  test.each(["cli", "travis"])("are those with the name %s", (name) => {
    const live = [liveHook({ name, url: "" })];
    const plan = planOne({ live, unmanaged: "delete" });
    expect(plan.actions).toEqual([]);
    expect(ids(plan.ignored)).toEqual([1]);
  });

  test("are those under ignore, whatever else speaks of their URL", () => {
    const scope = {
      live: [liveHook({ url: "https://HOOKS.zapier.com/a/b" })],
      ignore: ["https://hooks.zapier.com/**"],
      unmanaged: "delete",
      absent: [absentHook("https://hooks.zapier.com/a/b")],
      hooks: [desiredHook({ previousUrls: ["https://hooks.zapier.com/a/b"] })],
    } as const;
    const plan = planOne(scope);
    expect(plan.actions.map(showAction)).toEqual([`create ${receiver}`]);
    expect(ids(plan.ignored)).toEqual([1]);
    expect(plan.unmanaged).toEqual([]);
  });
});

describe("protect", () => {
  const protect = ["https://ci.example.com/**"];
  test.each([
    ["a delete", { unmanaged: "delete" }, {}, "protected"],
    ["a deactivation", { hooks: [desiredHook({ active: false })] }, {}, "protected"],
    ["an event dropped", { hooks: [desiredHook()] }, { events: ["issues", "push"] }, "protected"],
    ["an event exchanged", { hooks: [desiredHook()] }, { events: ["issues"] }, "protected"],
    ["* narrowed", { hooks: [desiredHook()] }, { events: ["*"] }, "protected"],
    ["a move", { hooks: [desiredHook({ url: old, previousUrls: [receiver] })] }, {}, "protected"],
    [
      "a secret removed",
      { hooks: [desiredHook({ secret: noSecret })] },
      { hasSecret: true },
      "protected",
    ],
    [
      "a secret that an update may drop",
      { hooks: [desiredHook({ events: ["issues", "push"] })], undeclaredSecrets: "keep" },
      { hasSecret: true },
      "protected",
    ],
    [
      "one that a config-patch may drop",
      { hooks: [desiredHook({ contentType: "form" })] },
      { hasSecret: true },
      "protected",
    ],
    [
      "an update that sends the secret",
      { hooks: [desiredHook({ events: ["issues", "push"], secret: managed() })] },
      { hasSecret: true },
      null,
    ],
    ["verification switched off", { hooks: [desiredHook({ insecureSsl: true })] }, {}, "protected"],
    [
      "an odd switch turned on",
      { hooks: [desiredHook({ insecureSsl: true })] },
      { insecureSsl: "true" },
      "protected",
    ],
    ["verification switched on", { hooks: [desiredHook()] }, { insecureSsl: true }, null],
    [
      "a move to http",
      {
        hooks: [desiredHook({ url: receiver.replace("https", "http"), previousUrls: [receiver] })],
      },
      {},
      "protected",
    ],
    ["an event added", { hooks: [desiredHook({ events: ["issues", "push"] })] }, {}, null],
    ["widening to *", { hooks: [desiredHook({ events: ["*"] })] }, { events: ["issues"] }, null],
    ["activation", { hooks: [desiredHook()] }, { active: false }, null],
    ["another spelling", { hooks: [desiredHook()] }, { url: "https://CI.example.com/hook" }, null],
    ["a content type", { hooks: [desiredHook({ contentType: "form" })] }, {}, null],
    ["a secret set", { hooks: [desiredHook({ secret: managed() })] }, {}, null],
  ] as const)("judges %s", (_, scope, live, blocked) => {
    expect(planSingle({ ...scope, live: [liveHook(live)], protect }).blocked).toBe(blocked);
  });

  test("holds for a superseded hook", () => {
    const live = [liveHook({ url: old }), liveHook({ id: 2 })];
    const hooks = [desiredHook({ url: old, previousUrls: [receiver] })];
    expect(show({ hooks, live, protect })).toEqual(["delete #2 blocked: protected"]);
  });

  test("does not hide an earlier reason, nor hold a create", () => {
    const hooks = [desiredHook({ active: false })];
    const live = [liveHook({ hasSecret: true })];
    expect(planSingle({ hooks, live, protect }).blocked).toBe("undeclared-secret");
    expect(planSingle({ hooks, protect }).blocked).toBeNull();
  });
});
