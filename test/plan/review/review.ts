import type { DesiredScope } from "../../../src/model/desired-state.ts";
import type { Diagnostic } from "../../../src/model/diagnostic.ts";
import type { LiveHook } from "../../../src/model/hook.ts";
import { planFleet } from "../../../src/plan/plan-fleet.ts";
import { planAgainstBase } from "../../../src/plan/review/plan-against-base.ts";
import { reviewChange } from "../../../src/plan/review/review-change.ts";
import { api, desiredScope, desiredState, liveState } from "../../support/build.ts";

const defaults = { unmanaged: "report", undeclaredSecrets: "refuse" } as const;
const options = { hooksPerEvent: 20 };

/** What is said of a change of one scope, with GitHub (`live`) or on paper. */
export function reviewOne(
  before: Partial<DesiredScope> | undefined,
  after: Partial<DesiredScope> | undefined,
  live?: readonly LiveHook[],
): readonly Diagnostic[] {
  const state = (one: Partial<DesiredScope> | undefined) =>
    desiredState({ scopes: one === undefined ? [] : [desiredScope(one)] });
  const [base, head] = [state(before), state(after)];
  const common = { defaults, unknown: new Set<string>() };
  if (live === undefined) {
    const plans = planAgainstBase(base, head, options);
    return reviewChange({
      ...common,
      base: { state: base, plan: plans.base },
      head: { state: head, plan: plans.head },
      isLive: false,
    });
  }
  const seen = liveState([[api, live]]);
  return reviewChange({
    ...common,
    base: { state: base, plan: planFleet(base, seen, options) },
    head: { state: head, plan: planFleet(head, seen, options) },
    isLive: true,
  });
}

export const codes = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map(({ code }) => code);
