import { eachAtOnce } from "../model/each-at-once.ts";
import { HookfleetError, PlanRefused } from "../model/errors.ts";
import type { DeliveryReader } from "../model/github-port.ts";
import { missingPermissions } from "../model/grants.ts";
import { type Action, mayReplaceSecret, type Plan, type UpdateAction } from "../model/plan.ts";
import type { PlanDocument, StaleScope } from "../model/plan-document.ts";
import { scopeKey } from "../model/scope.ts";
import type { Secret } from "../model/secret.ts";
import type { SecretSource } from "../model/secret-reference.ts";
import type { SecretLook, VerifySecret } from "../model/verification.ts";
import { isRefusal, refusals, refuseOffline } from "../plan/guards/guards.ts";
import { deletesToKeep, findStale } from "../plan/saved/find-stale.ts";
import { refuseAltered } from "../plan/saved/parse-saved-file.ts";
import { verifyInUse } from "../verify/verify-by-past.ts";
import { deferredByMaxWrites } from "./max-writes.ts";
import { noSuccessor } from "./progress.ts";
import { managedValue, type ResolvedSecrets, resolveSecrets } from "./resolve-secrets.ts";

/** What decides whether a plan may be carried out, and how much of it. */
export interface CheckPlanOptions {
  /** Reads one source, or throws a HookfleetError that does not hold the value. */
  readonly readSecret: (source: SecretSource) => Promise<Secret>;
  /** The plan that was reviewed, from `parsePlanFile`: a scope that differs from it is left alone. */
  readonly reviewed?: PlanDocument | undefined;
  /** Where the deliveries are read that tell which secret a hook has, and what the credential may do. */
  readonly deliveries: DeliveryReader;
  /** Replaces secrets that differ from the declared ones, without a look at deliveries. */
  readonly acceptSecretChange?: boolean | undefined;
  /** Carries out the scopes that could be read, although others could not. */
  readonly allowIncomplete?: boolean | undefined;
  /** How many requests may write; what does not fit is left for the next run. */
  readonly maxWrites?: number | undefined;
  /**
   * Checks, right after a hook was written, that GitHub signs with its managed secret. An action
   * whose secret is not proved has failed.
   */
  readonly verify?: VerifySecret | undefined;
  /** Called once the guards hold and every secret is there, before anything is asked of GitHub. */
  readonly onChecked?: ((due: readonly Action[]) => Promise<void>) | undefined;
  /** Told, for each hook whose deliveries were read, how many are done and how many there are. */
  readonly onLook?: ((done: number, total: number) => void) | undefined;
  /** Once aborted, the plan is refused as `interrupted`. */
  readonly signal?: AbortSignal | undefined;
}

const checked: unique symbol = Symbol("checked");

/** A plan that passed every guard, with the secrets that it needs. Only {@link checkPlan} makes one. */
export interface CheckedPlan {
  readonly [checked]: true;
  /** The plan, and blocked in it as `secret-differs` what would replace a secret unasked. */
  readonly plan: Plan;
  readonly secrets: ResolvedSecrets;
  readonly verify: VerifySecret | undefined;
  /** Why an action is not attempted that is not blocked: its scope is stale, or there is no budget. */
  readonly left: ReadonlyMap<Action, string>;
  /** How many requests may write, those included that only an answer shows to be needed. */
  readonly maxWrites: number | undefined;
  /** What will be attempted. */
  readonly due: readonly Action[];
  /** What was found of secrets that updates carry. Those that differ are blocked in the plan. */
  readonly looks: readonly SecretLook[];
  /** Scopes that are not what was reviewed, by scope key. */
  readonly stale: ReadonlyMap<string, StaleScope>;
}

const open = new WeakSet<CheckedPlan>();

/** JSON and `structuredClone` leave of maps, times and URLs what only looks like them. */
function refuseCopy(plan: Plan): void {
  const isWhole =
    typeof plan?.readAt?.get === "function" &&
    plan.actions.every(
      (action) =>
        typeof (action.kind === "delete" ? action.live : action.desired).url.reveal === "function",
    );
  if (isWhole) return;
  throw new HookfleetError("not-a-plan", "nothing was written: this is no plan of `planFleet`", {
    help: "A plan does not survive JSON or `structuredClone`. Plan again, and give what was saved as `reviewed`: `parsePlanFile` reads a plan document. On the command line: `hookfleet apply plan.json`.",
  });
}

/**
 * Everything that has to hold before the first write: limits, GitHub's limit of hooks per event,
 * unreadable scopes, the reviewed plan, every secret, and that no secret is replaced unasked. Nothing
 * is written here, and `applyPlan` takes nothing else than what this gives.
 *
 * @param given the plan, as `planFrom` made it: a copy is refused
 * @param options where secrets and deliveries are read, what was reviewed, and what is allowed
 * @throws PlanRefused `plan-refused`, `plan-incomplete`, `permission-missing`, `secrets-unavailable`;
 *   HookfleetError `plan-offline`, `plan-altered`, `not-a-plan`, `interrupted`
 */
export async function checkPlan(given: Plan, options: CheckPlanOptions): Promise<CheckedPlan> {
  refuseCopy(given);
  const plan = frozen(given, given.actions);
  const { reviewed, verify } = options;
  if (reviewed !== undefined) {
    refuseAltered(reviewed, "the reviewed plan");
    refuseOffline(reviewed, "the reviewed plan");
  }
  const stale = reviewed === undefined ? new Map<string, StaleScope>() : findStale(reviewed, plan);
  refuse(plan, new Set(stale.keys()), options);
  const fresh = plan.actions.filter(({ scope }) => !stale.has(scopeKey(scope)));
  refuseHopeless(fresh, options);
  const secrets = await readSecrets(fresh, options);
  const isProving = verify !== undefined;
  const left = new Map(deferredByMaxWrites(fresh, { maxWrites: options.maxWrites, isProving }));
  if (reviewed !== undefined)
    for (const action of deletesToKeep(reviewed, plan, stale)) left.set(action, noSuccessor);
  for (const action of plan.actions)
    if (stale.has(scopeKey(action.scope))) left.set(action, "stale: it is not what was reviewed");
  const isDue = (action: Action): boolean => action.blocked === null && !left.has(action);
  const asked = plan.actions.filter(isDue);
  await options.onChecked?.(asked);
  const looks =
    options.acceptSecretChange === true ? [] : await lookAtSecrets(asked, secrets, options);
  if (options.signal?.aborted === true)
    throw new HookfleetError("interrupted", "nothing was written: the run was interrupted");
  const safe = block(plan, looks);
  const due = safe.actions.filter(isDue);
  const { maxWrites } = options;
  const facts = { plan: safe, secrets, verify, left, maxWrites, due, looks, stale };
  const result: CheckedPlan = Object.freeze({ [checked]: true as const, ...facts });
  open.add(result);
  return result;
}

/**
 * Takes a checked plan to carry it out, which is done once: what it rests on has changed then.
 *
 * @throws HookfleetError `plan-unchecked`
 */
export function takeChecked(plan: CheckedPlan): void {
  if (open.delete(plan)) return;
  throw new HookfleetError(
    "plan-unchecked",
    "nothing was written: this is not a plan that `checkPlan` has just checked",
    { help: "Plan again, check it with `checkPlan`, and apply the result once." },
  );
}

function refuse(
  plan: Plan,
  stale: ReadonlySet<string>,
  { allowIncomplete }: Pick<CheckPlanOptions, "allowIncomplete">,
): void {
  const broken = refusals(plan, stale);
  if (broken.length > 0) {
    const codes = [...new Set(broken.map(({ code }) => code))].join(", ");
    throw new PlanRefused("plan-refused", `${codes} (see above)`, {
      help: broken.map(({ help }) => help ?? "").join("\n"),
      reasons: broken,
    });
  }
  if (plan.complete || allowIncomplete === true) return;
  const unreadable = plan.diagnostics.filter(
    (diagnostic) => diagnostic.severity === "error" && !isRefusal(diagnostic),
  );
  const message = "some scopes could not be read";
  const help = "Fix the errors, or pass --allow-incomplete to apply the readable scopes alone.";
  throw new PlanRefused("plan-incomplete", `${message} (see above)`, {
    help,
    reasons: [{ severity: "error", code: "plan-incomplete", message, help }, ...unreadable],
  });
}

/** A write of a kind that GitHub has said cannot work would only fail half-way. */
function refuseHopeless(actions: readonly Action[], { deliveries: { grants } }: CheckPlanOptions) {
  const needed = actions
    .filter(({ blocked }) => blocked === null)
    .map(({ scope, kind }) => ({ scope, write: kind === "delete" ? kind : "write" }) as const);
  const reasons = grants === undefined ? [] : missingPermissions(needed, grants);
  if (reasons.length === 0) return;
  throw new PlanRefused("permission-missing", reasons.map(({ message }) => message).join("; "), {
    help: [
      ...reasons.map(({ help = "" }) => help),
      "Or leave these scopes out: --target applies to others.",
    ].join("\n"),
    reasons,
  });
}

async function readSecrets(actions: readonly Action[], { readSecret, verify }: CheckPlanOptions) {
  // Those that are not sent have to be proved as well.
  const toVerify = verify !== undefined;
  const { secrets, problems } = await resolveSecrets({ actions }, readSecret, { toVerify });
  if (problems.length === 0) return secrets;
  const codes = [...new Set(problems.map(({ code }) => code))].join(", ");
  throw new PlanRefused("secrets-unavailable", codes, { reasons: problems });
}

/** As many reads as the client has in flight at once. */
const looksAtOnce = 50;

/**
 * Looks, before anything is written, whether GitHub signs with the declared secret wherever an update
 * carries it although nobody asked to replace it. In the order of the actions.
 */
async function lookAtSecrets(
  actions: readonly Action[],
  secrets: ResolvedSecrets,
  { deliveries, signal, onLook }: CheckPlanOptions,
): Promise<readonly SecretLook[]> {
  const updates = actions.filter(mayReplaceSecret);
  let done = 0;
  const look = async (action: UpdateAction): Promise<SecretLook | undefined> => {
    const managed = managedValue(action, secrets);
    if (signal?.aborted === true || managed === undefined) return undefined;
    const { scope, live } = action;
    const hook = { scope, hookId: live.id, url: live.url, live };
    const verification = await verifyInUse(deliveries, { ...hook, ...managed });
    done += 1;
    onLook?.(done, updates.length);
    return { action, verification };
  };
  const looks = await eachAtOnce(updates, looksAtOnce, look);
  return looks.filter((one) => one !== undefined);
}

/** A copy that stays as it was checked, in which is blocked what would certainly replace a secret. */
function block(plan: Plan, looks: readonly SecretLook[]): Plan {
  const differing = looks.filter(({ verification }) => verification.verdict === "mismatch");
  const blocked = new Set<Action>(differing.map(({ action }) => action));
  const actions = plan.actions.map((action) =>
    blocked.has(action) ? { ...action, blocked: "secret-differs" as const } : action,
  );
  return frozen(plan, actions);
}

/** Nothing that holds the plan can add an action to this one, or unblock one, once it is checked. */
function frozen(plan: Plan, actions: readonly Action[]): Plan {
  for (const action of actions) Object.freeze(action);
  return Object.freeze({ ...plan, actions: Object.freeze([...actions]) });
}
