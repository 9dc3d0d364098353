import fc from "fast-check";
import { expect, test } from "vitest";
import { compareGuards } from "../../../src/config/review/compare-guards.ts";
import { offlineStates } from "../../../src/config/review/offline-states.ts";
import { planAgainstBase } from "../../../src/plan/review/plan-against-base.ts";
import { reviewChange } from "../../../src/plan/review/review-change.ts";
import { loadFine } from "../support/load.ts";

const header = "version: 1\ndefaults: { hook: { content_type: json } }\n";
const guards = `secrets:
  a: { env: A, hosts: [x.example.com, "*.y.example.com"], rotated_at: 2026-04-14T15:00:00Z }
  b: { file: /run/secrets/b }
protect: ["https://audit.example.com/**", "https://x.example.com/1"]
ignore: ["https://zap.example.com/**"]
limits: { max_deletes: 4, max_changes: 9 }
`;

const entries: readonly string[] = [
  "{ name: [api, web], hooks: [{ url: 'https://x.example.com/1', events: [push], secret: a }] }",
  "{ name: 'service-*', topics: [live, blue], unmanaged: delete, hooks: [{ url: 'https://z.example.com/{repo}', events: [push, fork], secret: b }] }",
  "{ name: ['service-*', '!service-x'], hooks: [{ url: 'https://z.example.com/2', events: ['*'], secret: none }] }",
  "{ name: web, undeclared_secrets: keep, hooks: [{ url: { env: CHAT }, events: [push], secret: { env: C } }] }",
  "{ name: web, hooks: [{ url: 'https://gone.example.com/', state: absent }] }",
];

const repositories = (list: readonly string[]): string =>
  list.length === 0
    ? ""
    : `organizations:\n  acme:\n    repositories:\n${list.map((one) => `      - ${one}\n`).join("")}`;

/** The entries in another order, divided between two files. */
const arrangement = fc.record({
  order: fc.shuffledSubarray([...entries], { minLength: entries.length }),
  cut: fc.nat(entries.length),
  name: fc.constantFrom("f.yaml", "teams/g.yaml"),
});

test("however the same entries are written down, there is no change and no guard is lowered", () => {
  const base = loadFine(`${header}${guards}${repositories(entries)}`);
  fc.assert(
    fc.property(arrangement, ({ order, cut, name }) => {
      const head = loadFine({
        "a.yaml": `${header}${repositories(order.slice(cut))}`,
        [name]: `version: 1\n${guards}${repositories(order.slice(0, cut))}`,
      });
      const states = offlineStates(base, head, []);
      const plans = planAgainstBase(states.base, states.head, { hooksPerEvent: 20 });
      const review = reviewChange({
        base: { state: states.base, plan: plans.base },
        head: { state: states.head, plan: plans.head },
        defaults: base,
        unknown: new Set(),
        isLive: false,
      });
      expect(compareGuards(base, head)).toEqual([]);
      expect([plans.head.actions, plans.head.diagnostics, review]).toEqual([[], [], []]);
      expect(states.diagnostics).toEqual([]);
    }),
  );
});
