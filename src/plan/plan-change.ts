import type { UndeclaredSecretsPolicy } from "../model/desired-state.ts";
import type { DesiredHook, LiveHook } from "../model/hook.ts";
import { type FieldChange, fieldsOf } from "../model/hook-fields.ts";
import {
  type BlockedReason,
  type ConfigPatchAction,
  type CreateAction,
  changesConfig,
  changesPart,
  type DeleteAction,
  looksFirst,
  type SecretChange,
  type UpdateAction,
} from "../model/plan.ts";
import { type Scope, scopePath } from "../model/scope.ts";
import { managedSecret } from "../model/secret-reference.ts";
import { diffHook, rotationDue, rotationUnrecorded, secretDiffers } from "./matching/diff-hook.ts";
import type { HookPair } from "./matching/match-hooks.ts";

type ChangeKind = "update" | "config-patch";
type Change = Pick<UpdateAction, "scope" | "desired" | "live" | "changes" | "secret"> & {
  readonly kind: ChangeKind;
};

function hookPath(scope: Scope, id: number): string {
  return `${scopePath(scope)}/hooks/${id}`;
}

export function planCreate(scope: Scope, desired: DesiredHook): CreateAction {
  return {
    kind: "create",
    scope,
    reason: "missing",
    desired,
    secret: desired.secret.kind === "managed" ? "set" : "none",
    blocked: null,
    needs: [],
    requests: [`POST ${scopePath(scope)}/hooks`],
    position: desired.position,
  };
}

export function planDelete(
  scope: Scope,
  live: LiveHook,
  reason: DeleteAction["reason"],
  { successor, position }: Partial<Pick<DeleteAction, "successor" | "position">> = {},
): DeleteAction {
  const path = hookPath(scope, live.id);
  const requests = [`GET ${path}`, `DELETE ${path}`];
  const rest = { early: null, blocked: null, needs: [], requests };
  return { kind: "delete", scope, live, reason, successor, position, ...rest };
}

/** The requests of a change with its looks, but for the look that only an old plan needs. */
function changeRequests(change: Change): readonly string[] {
  const path = hookPath(change.scope, change.live.id);
  const isPatch = change.kind === "config-patch";
  const look = looksFirst(change) ? [`GET ${path}${isPatch ? "/config" : ""}`] : [];
  if (isPatch) {
    // The answer to this PATCH has no `updated_at`, which has to be seen to move past a rotation.
    const isNew = change.secret === "rotate" || change.secret === "set";
    const check = isNew && rotationUnrecorded(change.desired, change.live) ? [`GET ${path}`] : [];
    return [...look, `PATCH ${path}/config`, ...check];
  }
  // A secret that is kept may not travel with a `config`, which would have to hold it.
  if (change.secret === "keep" && changesConfig(change))
    return [...look, `PATCH ${path}`, `PATCH ${path}/config`];
  return [...look, `PATCH ${path}`];
}

function kindOf(changes: readonly FieldChange[], secret: SecretChange): ChangeKind {
  return changesPart(changes, "hook") || secret === "remove" ? "update" : "config-patch";
}

/** What an `update` does to the secret is more than what a `config-patch` does: see {@link planChange}. */
function secretChange(
  desired: DesiredHook,
  live: LiveHook,
  changes: readonly FieldChange[],
  resupply: boolean,
): SecretChange {
  switch (desired.secret.kind) {
    case "none":
      return live.hasSecret ? "remove" : "none";
    case "undeclared":
      return live.hasSecret ? "keep" : "none";
    case "managed":
      if (!live.hasSecret) return "set";
      if (rotationDue(desired, live)) return "rotate";
      return resupply || kindOf(changes, "keep") === "update" ? "resupply" : "keep";
    default:
      return desired.secret satisfies never;
  }
}

/**
 * A secret that nobody declared cannot be re-supplied. An `update` may lose it, and another host
 * would be sent signatures made with it.
 * https://docs.github.com/en/rest/repos/webhooks#update-a-repository-webhook
 */
function undeclaredSecretBlock(
  kind: ChangeKind,
  { desired, live }: HookPair,
  policy: UndeclaredSecretsPolicy,
): BlockedReason | null {
  if (policy === "keep" || desired.secret.kind !== "undeclared" || !live.hasSecret) return null;
  if (kind === "update") return "undeclared-secret";
  return desired.url.host() === live.url.host() ? null : "secret-moves-host";
}

/** Makes a live hook the declared one; undefined where there is nothing to send. */
export function planChange(
  scope: Scope,
  pair: HookPair,
  policy: UndeclaredSecretsPolicy,
  resupply = false,
): UpdateAction | ConfigPatchAction | undefined {
  const { desired, live } = pair;
  const changes = diffHook(desired, live);
  const again = resupply && desired.secret.kind === "managed";
  const reason = reasonOf(pair, changes, again);
  if (reason === undefined) return undefined;
  const secret = secretChange(desired, live, changes, again);
  const kind = kindOf(changes, secret);
  const change = { kind, scope, reason, desired, live, changes, secret, resupplyAsked: again };
  const rest = {
    blocked: undeclaredSecretBlock(kind, pair, policy),
    needs: [],
    requests: changeRequests(change),
    position: desired.position,
  };
  return kind === "update"
    ? { ...change, kind, ...rest, part: null }
    : { ...change, kind, ...rest };
}

/** Why a hook is to be changed; undefined where nothing differs and nothing is to be sent again. */
function reasonOf(
  { desired, live }: HookPair,
  changes: readonly FieldChange[],
  again: boolean,
): UpdateAction["reason"] | undefined {
  if (changes.length > 0) return "differs";
  if (rotationDue(desired, live)) return "rotation";
  if (!secretDiffers(desired, live)) return again ? "resupply" : undefined;
  return desired.secret.kind === "none" ? "secret-unwanted" : "secret-missing";
}

/**
 * The same update in two parts, of which the first gives up events and the second takes others;
 * undefined where it does not do both, or would have no events in between: GitHub makes an empty
 * list `[push]`.
 */
export function splitUpdate(
  action: UpdateAction,
): readonly [shrink: UpdateAction, grow: UpdateAction] | undefined {
  const { scope, desired, live, secret } = action;
  const events = live.events.filter((event) => desired.events.includes(event));
  const isWhole = events.length === live.events.length || events.length === desired.events.length;
  if (action.part !== null || events.length === 0 || isWhole) return undefined;
  const between = {
    ...live,
    ...fieldsOf(desired),
    events,
    hasSecret: secret !== "none" && secret !== "remove",
    // The first part has recorded a rotation, or has failed.
    updatedAt: Math.max(live.updatedAt, managedSecret(desired)?.rotatedAt ?? 0),
  };
  const first = planChange(scope, { desired: { ...desired, events }, live }, "keep");
  const second = planChange(scope, { desired, live: between }, "keep");
  if (first?.kind !== "update" || second?.kind !== "update") return undefined;
  const { reason } = action;
  return [
    { ...first, reason, part: "shrink" },
    { ...second, reason, part: "grow" },
  ];
}
