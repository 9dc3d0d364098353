import { type ApplyOptions, applyPlan } from "../../src/apply/apply-plan.ts";
import { type CheckPlanOptions, checkPlan } from "../../src/apply/check-plan.ts";
import type { DeliveryReader, HookWriter } from "../../src/model/github-port.ts";
import type { ActionOutcome, ApplyEvent } from "../../src/model/outcome.ts";
import type { Plan } from "../../src/model/plan.ts";
import { Secret } from "../../src/model/secret.ts";
import type { SecretSource } from "../../src/model/secret-reference.ts";

/** The value of every secret in tests: nothing that could stand anywhere by chance. */
export function secretValue(source: SecretSource): string {
  return `s3cr3t-of-${source.kind === "env" ? source.name : source.path}-x7Qp`;
}

export interface Applied {
  readonly outcomes: readonly ActionOutcome[];
  readonly events: readonly ApplyEvent[];
}

/** GitHub has sent nothing, so that no look asks anything of a writer whose requests are counted. */
export const noDeliveries: DeliveryReader = {
  listDeliveries: async () => [],
  getDelivery: () => Promise.reject(new Error("there is no delivery")),
};

/** Checks a plan, complete or not, with a value for every secret, and applies it. */
export async function applyTo(
  hooks: HookWriter,
  plan: Plan,
  options: Partial<ApplyOptions & CheckPlanOptions> = {},
): Promise<Applied> {
  const readSecret = async (source: SecretSource): Promise<Secret> =>
    new Secret(secretValue(source));
  const checked = await checkPlan(plan, {
    readSecret,
    deliveries: noDeliveries,
    allowIncomplete: true,
    ...options,
    // An interrupt before it is an error of its own; these tests interrupt what comes after it.
    signal: new AbortController().signal,
  });
  const events: ApplyEvent[] = [];
  const onEvent = (event: ApplyEvent): void => {
    events.push(event);
    options.onEvent?.(event);
  };
  const { outcomes } = await applyPlan(checked, {
    hooks,
    pause: async () => {},
    // The moment at which everything was read in tests: no write is late.
    now: () => 0,
    ...options,
    onEvent,
  });
  return { outcomes, events };
}

/** How every action ended: `applied`, the code of its error, or `not attempted`. */
export function endings(outcomes: readonly ActionOutcome[]): readonly string[] {
  return outcomes.map((outcome) => {
    if (outcome.status === "failed") return outcome.error.code;
    return outcome.status === "applied" ? "applied" : "not attempted";
  });
}
