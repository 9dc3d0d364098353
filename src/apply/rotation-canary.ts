import { GitHubError } from "../model/errors.ts";
import type { ActionOutcome } from "../model/outcome.ts";
import { type Action, type DeleteAction, secretToSend } from "../model/plan.ts";
import { isHealthy, wasThrottled } from "../model/receiver-answer.ts";
import { scopeName } from "../model/scope.ts";
import { managedSecret, secretSourceKey } from "../model/secret-reference.ts";

interface Group {
  state: "undecided" | "open" | { readonly closedBy: string };
  /** Why no further inactive hook follows: one has it, and its silence said nothing of the value. */
  silence: string | undefined;
  /** Settles, and never rejects, when the hook that goes alone has ended. */
  probe: Promise<void> | undefined;
}

/** An action whose requests carry a secret: a first one, a new one, or the same one again. */
type Sending = Exclude<Action, DeleteAction>;

/**
 * A hook that cannot show whether the value is right, and whose action nothing else builds on: it
 * waits for those that can.
 */
export function isSilent(action: Action): boolean {
  if (!sendsSecret(action) || action.desired.active) return false;
  return action.kind === "create" || action.changes.length === 0;
}

function sendsSecret(action: Action): action is Sending {
  return action.blocked === null && secretToSend(action) !== undefined;
}

/** One value at one receiver: the same secret may be right for one host and wrong for another. */
function groupKey(action: Sending): string {
  const secret = secretToSend(action);
  const source = secret === undefined ? "" : secretSourceKey(secret.source);
  return JSON.stringify([source, action.desired.url.host()]);
}

/** True where GitHub refused, so that the value has reached no hook. */
function isUntouched(outcome: ActionOutcome): boolean {
  if (outcome.status === "not_attempted") return true;
  if (outcome.status === "applied") return false;
  const { error } = outcome;
  if (!(error instanceof GitHubError) || error.mayHaveHappened) return false;
  return error.status >= 400 || error.code === "changed-meanwhile";
}

function whyUnhealthy(outcome: ActionOutcome): string {
  const { verification } = outcome;
  if (verification !== undefined && wasThrottled(verification))
    return "GitHub held its delivery back";
  if (verification?.verdict === "proved") {
    const status = verification.receiver?.statusCode ?? 0;
    return status === 0 ? "its receiver did not answer" : `its receiver answers ${status}`;
  }
  if (verification !== undefined) return `the verdict is ${verification.verdict}`;
  return outcome.status === "failed" ? `it failed as ${outcome.error.code}` : "it was not verified";
}

function closedBy(action: Sending, outcome: ActionOutcome): string {
  const { url } = action.desired;
  const name = managedSecret(action.desired)?.ref ?? "its secret";
  // The host of a URL from the environment is part of a credential.
  const where = url.origin.kind === "env" ? "this receiver" : url.host();
  const id = action.live?.id ?? outcome.verification?.hookId;
  const hook = `${scopeName(action.scope)}${id === undefined ? "" : ` #${id}`}`;
  return `the first hook that got ${name} for ${where} (${hook}) did not pass: ${whyUnhealthy(outcome)}`;
}

/** GitHub need not deliver the pings of an inactive hook; where it does, they count like any other. */
function wasSilent(action: Sending, { verification }: ActionOutcome): boolean {
  return !action.desired.active && verification?.verdict === "no-delivery";
}

function judge(action: Sending, outcome: ActionOutcome, isInterrupted: boolean): Group["state"] {
  const { verification } = outcome;
  if (verification !== undefined && isHealthy(verification)) return "open";
  // What is left then ends as interrupted, which is the reason that its reader needs.
  if (isInterrupted) return "undecided";
  // Nothing was learnt of the value.
  if (verification === undefined && isUntouched(outcome)) return "undecided";
  if (wasSilent(action, outcome)) return "undecided";
  return { closedBy: closedBy(action, outcome) };
}

/** Why the group lets the hook not follow; undefined where it may, or may be the next to go alone. */
function whyShut({ state, silence }: Group, { desired }: Sending): string | undefined {
  if (state === "open") return undefined;
  if (state !== "undecided") return state.closedBy;
  return desired.active ? undefined : silence;
}

/**
 * Lets the first hook of each secret and receiver go alone, and the others once it is proved. A wrong
 * value makes every receiver refuse what GitHub sends, whether it is a hook's first secret or
 * replaces another. One hook of each secret and receiver shows it for the others, so that it costs one
 * hook and not the whole fleet.
 */
export function createRotationCanary(signal?: AbortSignal) {
  const groups = new Map<string, Group>();
  return async (action: Action, work: () => Promise<ActionOutcome>): Promise<ActionOutcome> => {
    if (!sendsSecret(action)) return work();
    const key = groupKey(action);
    const fresh: Group = { state: "undecided", silence: undefined, probe: undefined };
    const group = groups.get(key) ?? fresh;
    groups.set(key, group);
    while (group.state === "undecided" && group.probe !== undefined) await group.probe;
    if (group.state === "open") return work();
    const reason = whyShut(group, action);
    if (reason !== undefined) return { status: "not_attempted", action, reason };
    let settle = (): void => undefined;
    group.probe = new Promise((resolve) => {
      settle = resolve;
    });
    try {
      const outcome = await work();
      group.state = judge(action, outcome, signal?.aborted === true);
      if (wasSilent(action, outcome)) group.silence = closedBy(action, outcome);
      return outcome;
    } finally {
      group.probe = undefined;
      settle();
    }
  };
}
