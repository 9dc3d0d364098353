import { describe, expect, test } from "vitest";
import { desiredHook, liveHook, receiver } from "../support/build.ts";
import { planOne } from "../support/plan-one.ts";

const each = 5_000;
const of = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const url = (kind: string, index: number): string =>
  `${receiver}/${kind}/${String(index).padStart(5, "0")}`;

describe("any number of changes in one scope", () => {
  test("20,000 of every kind, some of which have to wait for others", () => {
    const hooks = of(each).flatMap((index) => [
      desiredHook({ url: url("new", index), events: [`new${index}`] }),
      desiredHook({ url: url("grown", index), events: [`grown${index}`, "more"] }),
      desiredHook({ url: url("to", index), previousUrls: [url("from", index)] }),
    ]);
    const live = of(each).flatMap((index) => [
      liveHook({ id: 4 * index + 1, url: url("grown", index), events: [`grown${index}`] }),
      liveHook({ id: 4 * index + 2, url: url("from", index) }),
      // In the way of the hook that grows, and so to be deleted first.
      liveHook({ id: 4 * index + 3, url: url("grown", index), events: ["more"] }),
    ]);
    const plan = planOne({
      hooks,
      live,
      unmanaged: "delete",
      maxDeletes: each,
      hooksPerEvent: 2 * each,
    });
    expect(plan.diagnostics).toEqual([]);
    const kinds = plan.actions.map((action) => `${action.kind} ${action.blocked}`);
    for (const kind of ["create", "update", "config-patch", "delete"])
      expect(kinds.filter((one) => one === `${kind} null`)).toHaveLength(each);
  });

  test("twins that hand their events on, from the end of the chain", () => {
    const twins = 120;
    const event = (index: number): string => `e${String(index).padStart(4, "0")}`;
    const { actions } = planOne({
      hooks: of(twins).map((index) => desiredHook({ events: [event(index + 1), `own${index}`] })),
      live: of(twins).map((index) =>
        liveHook({ id: index + 1, events: [event(index), `own${index}`] }),
      ),
    });
    expect(actions.map((action) => action.kind === "update" && action.live.id)).toEqual(
      of(twins)
        .map((index) => index + 1)
        .toReversed(),
    );
  });

  test("twins that are too many to be weighed against each other", () => {
    const twins = 150;
    const { actions, unchanged } = planOne({
      hooks: of(twins).map((index) => desiredHook({ events: [`e${index}`], active: index > 2 })),
      live: of(twins).map((index) => liveHook({ id: index + 1, events: [`e${index}`] })),
    });
    expect(unchanged).toHaveLength(twins - 3);
    expect(actions.map((action) => action.kind === "update" && action.live.id)).toEqual([1, 2, 3]);
  });
});
