import { describe, expect, test } from "vitest";
import { desiredHook, liveHook, longAgo, managed, receiver } from "../../support/build.ts";
import { type OneScope, planOne } from "../../support/plan-one.ts";
import { showAction } from "../../support/show-action.ts";

const a = `${receiver}/a`;
const b = `${receiver}/b`;
const c = `${receiver}/c`;
const show = (scope: OneScope) => planOne(scope).actions.map(showAction);
const needs = (scope: OneScope) => planOne(scope).actions.map((action) => action.needs);

describe("the natural order", () => {
  test("is: what shrinks or moves, what grows, creates, deletes", () => {
    const scope = {
      hooks: [
        desiredHook({ url: a, events: ["issues", "push"] }),
        desiredHook({ url: b }),
        desiredHook({ url: c }),
        desiredHook({ url: `${receiver}/moved`, previousUrls: [`${receiver}/before`] }),
      ],
      live: [
        liveHook({ id: 1, url: a }),
        liveHook({ id: 2, url: b, events: ["issues", "push"] }),
        liveHook({ id: 3, url: `${receiver}/before` }),
        liveHook({ id: 4, url: `${receiver}/gone` }),
      ],
      unmanaged: "delete",
    } as const;
    expect(show(scope)).toEqual([
      "update #2",
      "config-patch #3",
      "update #1",
      `create ${c}`,
      "delete #4",
    ]);
    expect(needs(scope)).toEqual([[], [], [], [], []]);
  });

  test("puts blocked actions last", () => {
    const scope = {
      hooks: [desiredHook({ url: a, events: [] }), desiredHook({ url: b, events: ["a", "push"] })],
      live: [liveHook({ url: a, hasSecret: true }), liveHook({ id: 2, url: b })],
    };
    expect(show(scope)).toEqual(["update #2", "update #1 blocked: undeclared-secret"]);
  });
});

describe("hooks of one URL", () => {
  test("an event moves from one to the other: it is given up before it is taken", () => {
    const scope = {
      hooks: [
        desiredHook({ events: ["issues", "pull_request"] }),
        desiredHook({ events: ["push"] }),
      ],
      live: [
        liveHook({ id: 1, events: ["pull_request"] }),
        liveHook({ id: 2, events: ["issues", "push"] }),
      ],
    };
    expect(show(scope)).toEqual(["update #2", "update #1"]);
    expect(needs(scope)).toEqual([[], [2]]);
  });

  test("a duplicate that is deleted goes first where it is in the way, and only there", () => {
    const live = [liveHook({ id: 1, events: ["push"] }), liveHook({ id: 2, events: ["issues"] })];
    const inTheWay = {
      hooks: [desiredHook({ events: ["issues", "push"] })],
      live,
      unmanaged: "delete",
    } as const;
    expect(show(inTheWay)).toEqual(["delete #2 early: duplicate-in-the-way", "update #1"]);
    expect(needs(inTheWay)).toEqual([[], [2]]);
    const beside = { ...inTheWay, hooks: [desiredHook({ events: ["pull_request", "push"] })] };
    expect(show(beside)).toEqual(["update #1", "delete #2"]);
  });

  test("a duplicate that GitHub showed beside the hook goes first, too", () => {
    // GitHub compares more than URLs, or the two would not be there; once they are alike, it refuses.
    const scope = {
      hooks: [desiredHook({ events: ["issues", "push"] })],
      live: [
        liveHook({ id: 1, contentType: "form", events: ["issues", "push"] }),
        liveHook({ id: 2, events: ["push"] }),
      ],
      unmanaged: "delete",
    } as const;
    expect(show(scope)).toEqual(["delete #2 early: duplicate-in-the-way", "config-patch #1"]);
    expect(needs(scope)).toEqual([[], [2]]);
    // Where it may not go, the other one becomes the declared hook, beside the one that stays.
    expect(show({ ...scope, unmanaged: "report" })).toEqual(["update #2"]);
  });

  test("twins whose cheapest pairing would swap events are paired in another way", () => {
    const far = { contentType: "form", insecureSsl: true, active: false } as const;
    const scope = {
      hooks: [
        desiredHook({ events: ["star"] }),
        desiredHook({ events: ["issues", "push"], ...far }),
      ],
      live: [
        liveHook({ id: 1, events: ["push", "star"], ...far }),
        liveHook({ id: 2, events: ["issues"] }),
      ],
    };
    expect(show(scope)).toEqual(["update #1", "update #2"]);
    expect(planOne(scope).actions[0]).toMatchObject({ desired: { events: ["star"] } });
    expect(needs(scope)).toEqual([[], [1]]);
  });

  const crossed = {
    hooks: [desiredHook({ events: ["a", "c"] }), desiredHook({ events: ["b", "d"] })],
    live: [liveHook({ id: 1, events: ["a", "b"] }), liveHook({ id: 2, events: ["c", "d"] })],
  };

  test("twins that swap events in every pairing give some up before they take others", () => {
    const actions = planOne(crossed).actions;
    expect(
      actions.map(
        (action) =>
          action.kind === "update" && [action.live.id, action.part, action.desired.events],
      ),
    ).toEqual([
      [1, "shrink", ["a"]],
      [2, null, ["b", "d"]],
      [1, "grow", ["a", "c"]],
    ]);
    expect(needs(crossed)).toEqual([[], [1], [1, 2]]);
    expect(
      actions.map(({ requests }) => requests.filter((one) => one.startsWith("PATCH"))),
    ).toEqual([
      ["PATCH /repos/acme/api/hooks/1"],
      ["PATCH /repos/acme/api/hooks/2"],
      ["PATCH /repos/acme/api/hooks/1"],
    ]);
  });

  test("of two parts the first does all but take events, and sends the secret with both", () => {
    const secret = managed("ci", longAgo + 1);
    const hooks = crossed.hooks.map((hook) => ({ ...hook, secret, active: false }));
    const live = crossed.live.map((hook) => ({ ...hook, hasSecret: true }));
    const parts = planOne({ hooks, live }).actions;
    expect(parts).toMatchObject([
      { secret: "rotate", changes: [{ field: "events" }, { field: "active" }] },
      { secret: "rotate" },
      { secret: "resupply", changes: [{ field: "events", before: ["a"], after: ["a", "c"] }] },
    ]);
  });

  test("a protected hook gives nothing up, not even for a moment", () => {
    const scope = { ...crossed, protect: [receiver] };
    expect(show(scope)).toEqual(["update #1 blocked: protected", "update #2 blocked: protected"]);
  });

  test("every one of several duplicates in the way goes first", () => {
    const scope = {
      hooks: [desiredHook({ events: ["*"] })],
      live: [1, 2, 3].map((id) => liveHook({ id, events: [`event${id}`] })),
      unmanaged: "delete",
    } as const;
    expect(show(scope)).toEqual([
      "delete #2 early: duplicate-in-the-way",
      "delete #3 early: duplicate-in-the-way",
      "update #1",
    ]);
    expect(needs(scope)).toEqual([[], [], [2, 3]]);
  });
});

describe("moves", () => {
  test("that free a URL come before those that take it", () => {
    const scope = {
      hooks: [
        desiredHook({ url: b, previousUrls: [a] }),
        desiredHook({ url: c, previousUrls: [`${receiver}/b/`], events: ["push"] }),
      ],
      live: [liveHook({ id: 1, url: a }), liveHook({ id: 2, url: `${receiver}/b/` })],
    };
    expect(show(scope)).toEqual(["config-patch #1", "config-patch #2"]);
  });

  test("in a chain run from its free end", () => {
    const upper = (url: string) => url.replace("ci.example.com", "CI.example.com");
    // Every hook is declared with another spelling and other events, so that all of them move on.
    const scope = {
      hooks: [
        desiredHook({ url: a, events: ["x", "y"] }),
        desiredHook({ url: a, events: ["z"] }),
        desiredHook({ url: a, events: ["w"] }),
      ],
      live: [
        liveHook({ id: 1, url: upper(a), events: ["x"] }),
        liveHook({ id: 2, url: upper(a), events: ["y", "z"] }),
        liveHook({ id: 3, url: upper(a), events: ["w"] }),
      ],
    };
    expect(show(scope)).toEqual(["update #2", "config-patch #3", "update #1"]);
    expect(needs(scope)).toEqual([[], [], [2]]);
  });

  test("that would swap are paired by their events, so that nothing is in the way", () => {
    const far = { contentType: "form", insecureSsl: true, active: false } as const;
    const scope = {
      hooks: [
        desiredHook({ events: ["issues"] }),
        desiredHook({ events: ["push"], ...far }),
        desiredHook({ url: a }),
      ],
      live: [
        liveHook({ id: 1, events: ["push"] }),
        liveHook({ id: 2, events: ["issues"], ...far }),
      ],
    };
    expect(show(scope)).toEqual(["update #1", "update #2", `create ${a}`]);
    expect(planOne(scope).actions.slice(0, 2)).toMatchObject([
      { live: { events: ["push"] }, desired: { events: ["push"] } },
      { live: { events: ["issues"] }, desired: { events: ["issues"] } },
    ]);
  });
});

describe("at the limit of hooks per event", () => {
  test("room is made first", () => {
    const scope = {
      hooks: [desiredHook({ url: a }), desiredHook({ url: b, events: ["issues"] })],
      live: [liveHook({ id: 1, url: b })],
      hooksPerEvent: 1,
    };
    expect(show(scope)).toEqual(["update #1", `create ${a}`]);
    expect(needs(scope)).toEqual([[], [1]]);
  });

  test("a delete that has to make room goes first, and says why; others wait", () => {
    const scope = {
      hooks: [desiredHook({ url: a })],
      live: [liveHook({ id: 1, url: b }), liveHook({ id: 2, url: c })],
      unmanaged: "delete",
      hooksPerEvent: 2,
    } as const;
    expect(show(scope)).toEqual(["delete #1 early: event-limit", `create ${a}`, "delete #2"]);
    expect(needs(scope)).toEqual([[], [1], []]);
  });

  test("a delete is spared where another order makes room without it", () => {
    // Of the orders of the three that exchange events only #2, #3, #1 needs no delete.
    const scope = {
      hooks: [
        desiredHook({ url: `${receiver}/1`, events: ["push"] }),
        desiredHook({ url: `${receiver}/2`, events: ["push"] }),
        desiredHook({ url: `${receiver}/3`, events: ["issues"] }),
        desiredHook({ url: `${receiver}/4`, events: ["y"] }),
      ],
      live: [
        liveHook({ id: 1, url: `${receiver}/1`, events: ["x"] }),
        liveHook({ id: 2, url: `${receiver}/2`, events: ["issues"] }),
        liveHook({ id: 3, url: `${receiver}/3`, events: ["push"] }),
        liveHook({ id: 4, url: `${receiver}/4`, events: ["x"] }),
        liveHook({ id: 5, url: `${receiver}/5`, events: ["issues"] }),
      ],
      hooksPerEvent: 2,
      unmanaged: "delete",
    } as const;
    expect(show(scope)).toEqual(["update #2", "update #3", "update #1", "update #4", "delete #5"]);
    expect(needs(scope)).toEqual([[], [2], [3], [], []]);
  });

  test("the delete that makes most room goes early, and no other", () => {
    const events = [["push"], ["issues"], ["issues", "push"]];
    const scope = {
      hooks: [desiredHook({ url: a, events: ["issues", "push"] })],
      live: events.map((some, index) =>
        liveHook({ id: index + 1, url: `${receiver}/${index}`, events: some }),
      ),
      hooksPerEvent: 2,
      unmanaged: "delete",
    } as const;
    expect(show(scope)).toEqual([
      "delete #3 early: event-limit",
      `create ${a}`,
      "delete #1",
      "delete #2",
    ]);
  });

  test("a delete that others have made needless waits after all", () => {
    const events = [
      ["e1", "e2", "e3", "e4"],
      ["e1", "e2", "e5"],
      ["e3", "e4", "e6"],
      ["e5", "e6"],
    ];
    const scope = {
      hooks: [desiredHook({ url: a, events: ["e1", "e2", "e3", "e4", "e5", "e6"] })],
      live: events.map((some, index) =>
        liveHook({ id: index + 1, url: `${receiver}/${index + 1}`, events: some }),
      ),
      hooksPerEvent: 2,
      unmanaged: "delete",
      protect: [`${receiver}/4`],
    } as const;
    expect(show(scope)).toEqual([
      "delete #2 early: event-limit",
      "delete #3 early: event-limit",
      `create ${a}`,
      "delete #1",
      "delete #4 blocked: protected",
    ]);
  });

  test("two spellings are paired by their events where each has those of the other", () => {
    const scope = {
      hooks: [
        desiredHook({ events: ["x"] }),
        desiredHook({ events: ["y"], insecureSsl: true, contentType: "form", active: false }),
        desiredHook({ url: a, events: ["y"] }),
      ],
      live: [
        liveHook({ id: 1, url: "https://CI.example.com/hook", events: ["y"] }),
        liveHook({ id: 2, events: ["x"], insecureSsl: true, contentType: "form", active: false }),
      ],
      hooksPerEvent: 2,
    } as const;
    expect(show(scope)).toEqual(["update #1", "update #2", `create ${a}`]);
    expect(planOne(scope).actions[0]).toMatchObject({
      live: { events: ["y"] },
      desired: { events: ["y"], active: false },
    });
  });

  test("hooks that exchange an event at the limit have no order, and the rest goes on", () => {
    const scope = {
      hooks: [
        desiredHook({ url: a, events: ["push"] }),
        desiredHook({ url: b, events: ["issues"] }),
        desiredHook({ url: c, events: ["star"] }),
      ],
      live: [
        liveHook({ id: 1, url: a, events: ["issues"] }),
        liveHook({ id: 2, url: b, events: ["push"] }),
      ],
      hooksPerEvent: 1,
    } as const;
    expect(show(scope)).toEqual([
      `create ${c}`,
      "update #1 blocked: no-order",
      "update #2 blocked: no-order",
    ]);
    // With an event that both keep, each gives up one before it takes the other.
    const [first, second] = scope.live;
    const kept = {
      ...scope,
      hooks: scope.hooks.map((hook) => ({
        ...hook,
        events: [...hook.events, `keep ${hook.url.reveal()}`],
      })),
      live: [first, second].map((hook) => ({
        ...hook,
        events: [...hook.events, `keep ${hook.url.reveal()}`],
      })),
    };
    expect(show(kept)).toEqual(["update #1", "update #2", "update #1", `create ${c}`]);
    expect(needs(kept)).toEqual([[], [1], [1, 2], []]);
  });

  test("one of two places given up may fail, as long as there is room for what comes", () => {
    const scope = {
      hooks: [
        desiredHook({ url: `${receiver}/1`, events: [] }),
        desiredHook({ url: `${receiver}/2`, events: [] }),
        desiredHook({ url: `${receiver}/3` }),
      ],
      live: [1, 2].map((id) => liveHook({ id, url: `${receiver}/${id}` })),
      hooksPerEvent: 2,
    };
    expect(show(scope)).toEqual(["update #1", "update #2", `create ${receiver}/3`]);
    expect(needs(scope)).toEqual([[], [], []]);
  });

  test("each delete makes room for one create, and no two pairs are tied together", () => {
    const scope = {
      hooks: [desiredHook({ url: a }), desiredHook({ url: b })],
      live: [1, 2].map((id) => liveHook({ id, url: `${receiver}/${id}` })),
      unmanaged: "delete",
      hooksPerEvent: 2,
    } as const;
    expect(needs(scope)).toEqual([[], [1], [], [2]]);
  });

  test("creates that use up the room depend on what made it", () => {
    const scope = {
      hooks: [
        desiredHook({ url: `${receiver}/1`, events: [] }),
        desiredHook({ url: `${receiver}/2` }),
        desiredHook({ url: `${receiver}/3` }),
      ],
      live: [liveHook({ id: 1, url: `${receiver}/1` })],
      hooksPerEvent: 2,
    };
    expect(needs(scope)).toEqual([[], [], [1]]);
  });
});
