import { describe, expect, test } from "vitest";
import { desiredHook, liveHook, receiver } from "../../support/build.ts";
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

  test("that swap stand at the end in their natural order, since no order avoids the clash", () => {
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
    expect(show(scope)).toEqual([`create ${a}`, "update #1", "update #2"]);
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

  test("spellings are told apart where only that leaves an order", () => {
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
    expect(show(scope)).toEqual(["update #2", "update #1", `create ${a}`]);
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
