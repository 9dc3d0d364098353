import { type ApplyOptions, applyPlan } from "../../src/apply/apply-plan.ts";
import { resolveSecrets } from "../../src/apply/resolve-secrets.ts";
import type { HookWriter } from "../../src/model/github-port.ts";
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

/** Resolves the secrets of a plan and applies it. */
export async function applyTo(
  hooks: HookWriter,
  plan: Plan,
  options: Partial<ApplyOptions> = {},
): Promise<Applied> {
  const { secrets, problems } = await resolveSecrets(plan, async (source) => {
    return new Secret(secretValue(source));
  });
  if (problems.length > 0) throw new Error("a secret of the test is missing");
  const events: ApplyEvent[] = [];
  const onEvent = (event: ApplyEvent): void => {
    events.push(event);
    options.onEvent?.(event);
  };
  const { outcomes } = await applyPlan(plan, {
    hooks,
    secrets,
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
