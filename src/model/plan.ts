import type { Limits } from "./desired-state.ts";
import type { Diagnostic, SourcePosition } from "./diagnostic.ts";
import type { DesiredHook, LiveHook } from "./hook.ts";
import { type FieldChange, hookFields } from "./hook-fields.ts";
import type { HookUrl } from "./hook-url.ts";
import { compareScopes, hookKey, type Scope } from "./scope.ts";
import { managedSecret, type SecretDefinition } from "./secret-reference.ts";

/** What happens to a hook's secret in an action. */
export type SecretChange = "set" | "rotate" | "resupply" | "keep" | "remove" | "none";

/** Why an action is listed but will not be attempted. */
export type BlockedReason =
  /** GitHub may drop the secret on this update and it cannot be restored. */
  | "undeclared-secret"
  /** GitHub would sign with an undeclared secret for another host. */
  | "secret-moves-host"
  /** The hook matches a `protect` pattern. */
  | "protected"
  /** Another live hook of the same URL holds the events and may not be deleted. */
  | "hook-in-the-way"
  /** Hooks exchange events, and GitHub would refuse whichever of them is changed first. */
  | "no-order"
  /** GitHub signs with another secret than the declared one, and nobody asked to replace it. */
  | "secret-differs";

export interface ActionBase {
  readonly scope: Scope;
  readonly blocked: BlockedReason | null;
  /** Live hooks of the same scope whose actions must have succeeded before, because they make room. */
  readonly needs: readonly number[];
  /** `METHOD /path` of every request, in order, checks included. */
  readonly requests: readonly string[];
  readonly position: SourcePosition | undefined;
}

export interface CreateAction extends ActionBase {
  readonly kind: "create";
  readonly reason: "missing";
  readonly desired: DesiredHook;
  readonly live?: undefined;
  readonly secret: "set" | "none";
}

export interface ChangeAction extends ActionBase {
  /** `resupply` = nothing differs, and `--resupply` asks for the secret to be sent again. */
  readonly reason: "differs" | "secret-missing" | "secret-unwanted" | "rotation" | "resupply";
  readonly desired: DesiredHook;
  readonly live: LiveHook;
  /** Empty where the secret alone changes. In the order of the table of fields. */
  readonly changes: readonly FieldChange[];
  readonly secret: SecretChange;
  /** `--resupply` asked for the secret to be sent again, whatever the hook has now. */
  readonly resupplyAsked: boolean;
}

export interface UpdateAction extends ChangeAction {
  readonly kind: "update";
  /**
   * One of two requests for one hook, because another hook is changed in between: `shrink` does all
   * but take new events, and `grow` takes them. null for an update that is whole.
   */
  readonly part: "shrink" | "grow" | null;
}

export interface ConfigPatchAction extends ChangeAction {
  readonly kind: "config-patch";
}

export interface DeleteAction extends ActionBase {
  readonly kind: "delete";
  readonly reason: "unmanaged" | "superseded" | "absent";
  readonly desired?: undefined;
  readonly live: LiveHook;
  readonly secret?: undefined;
  /** The hook that took over, where the reason is `superseded`. */
  readonly successor: DesiredHook | undefined;
  /** Why it goes before the other actions of its scope rather than last in the run. */
  readonly early: "duplicate-in-the-way" | "event-limit" | null;
}

/** One change of one hook. What each kind sends, and what it may lose, is fixed by its kind. */
export type Action = CreateAction | UpdateAction | ConfigPatchAction | DeleteAction;

/** The actions with the two parts of each update that has them put together: one for each hook. */
export function wholeActions(actions: readonly Action[]): readonly Action[] {
  const key = ({ scope, live }: UpdateAction, part: UpdateAction["part"]): string =>
    `${part} of ${hookKey(scope, live.id)}`;
  const updates = actions.filter((action) => action.kind === "update");
  const parts = new Map(updates.map((action) => [key(action, action.part), action]));
  return actions.flatMap((action) => {
    if (action.kind !== "update" || action.part === null) return [action];
    const rest = parts.get(key(action, "grow"));
    if (rest === undefined || !parts.has(key(action, "shrink"))) return [action];
    if (action.part === "grow") return [];
    const { desired } = rest;
    const changes = action.changes.map((change) =>
      change.field === "events" ? { ...change, after: desired.events } : change,
    );
    const requests = [...action.requests, ...rest.requests];
    return [{ ...action, desired, changes, part: null, requests }];
  });
}

/** Whether anything in `config` changes, beyond the secret. */
export function changesConfig({ changes }: Pick<ChangeAction, "changes">): boolean {
  return changesPart(changes, "config");
}

/** Whether a field changes that GitHub keeps under `config`, or one beside it. */
export function changesPart(changes: readonly FieldChange[], part: "config" | "hook"): boolean {
  return changes.some(({ field }) =>
    hookFields.some(({ key, part: own }) => key === field && own === part),
  );
}

/**
 * Whether a look at the hook always comes before its write: where the write would take away a hook,
 * or a secret that may have been set since the plan was made. Before other writes a look depends on
 * how old the plan is.
 */
export function looksFirst({ kind, secret }: Pick<Action, "kind" | "secret">): boolean {
  if (kind === "create") return false;
  return kind === "delete" || secret === "remove" || secret === "none" || secret === "set";
}

/** The secret whose value the action's requests carry; undefined where none travels. */
export function secretToSend({ secret, desired }: Action): SecretDefinition | undefined {
  const travels = secret === "set" || secret === "rotate" || secret === "resupply";
  return travels ? managedSecret(desired) : undefined;
}

/** How many of the action's requests write. */
export function writesOf({ requests }: Pick<Action, "requests">): number {
  return requests.filter((request) => !request.startsWith("GET ")).length;
}

/** Whether an update carries a secret that may not be the one in use, and nobody asked it to. */
export function mayReplaceSecret(action: Action): action is UpdateAction {
  if (action.kind !== "update" || action.blocked !== null || action.part === "grow") return false;
  return action.secret === "resupply" && !action.resupplyAsked;
}

/** Which live hook it is; without an id where there may be no hook yet. */
export interface HookRef<Id extends number | null = number> {
  readonly scope: Scope;
  readonly hookId: Id;
  /** Shown as openly as the file that declares it allows. */
  readonly url: HookUrl;
}

/** By scope, then id. */
export function compareHookRefs(left: HookRef, right: HookRef): number {
  return compareScopes(left.scope, right.scope) || left.hookId - right.hookId;
}

/** A live hook that is as declared, as far as GitHub tells. */
export interface UnchangedHook extends HookRef {
  readonly desired: DesiredHook;
  readonly live: LiveHook;
}

/** A live hook that nobody declares and that stays. */
export interface UnmanagedHook extends HookRef, Pick<LiveHook, "events" | "updatedAt"> {
  /** Under `report`, which drift counts. */
  readonly counted: boolean;
}

/** What would be done, and what the reader of it should know. */
export interface Plan {
  /** By scope and, within a scope, in execution order; blocked ones stand where they would run. */
  readonly actions: readonly Action[];
  readonly unchanged: readonly UnchangedHook[];
  /** Live, not declared, and staying. */
  readonly unmanaged: readonly UnmanagedHook[];
  readonly ignored: readonly HookRef[];
  /** How many managed secrets are present and taken on trust. */
  readonly assumed: number;
  /** URLs that are declared in scopes, or for repositories, that could not be read. */
  readonly unread: readonly HookUrl[];
  /** Scopes that were read and planned, sorted. */
  readonly scopes: readonly Scope[];
  /** The ids of all hooks seen in each of them, by scope key: what is not among them is new. */
  readonly seen: ReadonlyMap<string, ReadonlySet<number>>;
  /**
   * When each of them was read, by scope key, in milliseconds of the reader's clock. Before a scope
   * that is missing here is written to, every hook is looked at again.
   */
  readonly readAt: ReadonlyMap<string, number>;
  /** Errors here (unreadable scopes, limits) make `apply` refuse; warnings are for the reader. */
  readonly diagnostics: readonly Diagnostic[];
  /** False where a scope could not be read. */
  readonly complete: boolean;
  /** How much of it may be carried out at once. */
  readonly limits: Limits;
  /** What GitHub allows, so that nothing beyond it is tried even where `diagnostics` were changed. */
  readonly github: {
    /** The most hooks of a scope that may receive one event. */
    readonly hooksPerEvent: number;
    /** What its clock shows, in milliseconds since the epoch; undefined where that is not known. */
    readonly time: number | undefined;
    /** How many hooks receive each event now, by the key of each scope that has actions. */
    readonly hooksOfEvent: ReadonlyMap<string, ReadonlyMap<string, number>>;
  };
}

/** A declared hook of a plan, and the live one that the plan takes for it. */
export interface DeclaredHook {
  readonly scope: Scope;
  readonly desired: DesiredHook;
  /** undefined where GitHub has no such hook yet. */
  readonly live: LiveHook | undefined;
  /** What the plan does to it, both parts of an update put together; undefined where it stays. */
  readonly action: Exclude<Action, DeleteAction> | undefined;
}

/** Every hook that a plan knows as declared: those that it creates or changes, then those that stay. */
export function declaredHooksOf({ actions, unchanged }: Plan): readonly DeclaredHook[] {
  return [
    ...wholeActions(actions)
      .filter((action) => action.kind !== "delete")
      .map((action) => {
        const { scope, desired, live } = action;
        return { scope, desired, live, action };
      }),
    ...unchanged.map(({ scope, desired, live }) => ({ scope, desired, live, action: undefined })),
  ];
}

export type ExistingHook = DeclaredHook & { readonly live: LiveHook };

/** Those of the declared hooks that GitHub has. */
export function existingHooksOf(plan: Plan): readonly ExistingHook[] {
  return declaredHooksOf(plan).filter((hook): hook is ExistingHook => hook.live !== undefined);
}
