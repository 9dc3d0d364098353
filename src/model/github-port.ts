import type { Delivery, DeliveryDetail } from "./delivery.ts";
import type { ConfigFields, HookFields, LiveConfig, LiveHook } from "./hook.ts";
import type { Scope } from "./scope.ts";
import type { Secret } from "./secret.ts";

/** A `config` that replaces the whole: nothing but the secret may be left out, which removes it. */
export interface FullHookConfigInput extends ConfigFields {
  readonly secret?: Secret | undefined;
}

/** Keys of `config` to change. The others, a secret among them, stay as they are. */
type PartialHookConfigInput = Pick<ConfigFields, "url"> &
  Partial<ConfigFields> & { readonly secret?: undefined };

/**
 * `PATCH …/hooks/{id}/config`. A secret travels only with everything else in `config`: alone, it
 * would be given to any receiver to which the hook was pointed in the meantime. For the same reason
 * no key changes without the URL that it is for.
 */
export type HookConfigInput = PartialHookConfigInput | (ConfigFields & { readonly secret: Secret });

/** What stands beside `config`. */
type OuterFields = Omit<HookFields, keyof ConfigFields>;

export interface CreateHookInput extends OuterFields {
  readonly config: FullHookConfigInput;
}

/** `PATCH …/hooks/{id}`. Events and active are always sent: their defaults on omission are unclear. */
export interface UpdateHookInput extends OuterFields {
  readonly config?: FullHookConfigInput;
}

/** What a client that only reads can do. Every method throws a GitHubError that names the scope. */
export interface HookReader {
  readonly listHooks: (scope: Scope) => Promise<readonly LiveHook[]>;
  readonly getHook: (scope: Scope, id: number) => Promise<LiveHook>;
  readonly getHookConfig: (scope: Scope, id: number) => Promise<LiveConfig>;
}

/**
 * Runs before each attempt at a write, repeats and waits for a limit included, so that it can look
 * whether everything still is as it was. What it throws ends the request, and nothing more is sent.
 *
 * @param mayHaveHappened whether an attempt before may have had its effect
 */
export type BeforeWrite = (mayHaveHappened: boolean) => Promise<void>;

/** What the applier needs of GitHub. Nothing here retries a create. */
export interface HookWriter extends HookReader {
  readonly createHook: (scope: Scope, input: CreateHookInput) => Promise<LiveHook>;
  readonly updateHook: (
    scope: Scope,
    id: number,
    input: UpdateHookInput,
    before?: BeforeWrite,
  ) => Promise<LiveHook>;
  /** Merges the given keys; answers the whole `config` as it is afterwards. */
  readonly updateHookConfig: (
    scope: Scope,
    id: number,
    input: HookConfigInput,
    before?: BeforeWrite,
  ) => Promise<LiveConfig>;
  readonly removeHook: (scope: Scope, id: number, before?: BeforeWrite) => Promise<void>;
}

/** What is known of what GitHub sent. */
export interface DeliveryReader {
  /**
   * Newest first, every page; with `since` (milliseconds since the epoch) none that is older and no
   * page beyond it is asked for, and with `pages` no more than so many of 100 each.
   */
  readonly listDeliveries: (
    scope: Scope,
    hookId: number,
    options?: {
      readonly status?: "success" | "failure" | undefined;
      readonly since?: number | undefined;
      readonly pages?: number | undefined;
    },
  ) => Promise<readonly Delivery[]>;
  readonly getDelivery: (
    scope: Scope,
    hookId: number,
    deliveryId: number,
  ) => Promise<DeliveryDetail>;
}

/** What makes GitHub send something, and changes no hook. None of it is repeated blindly. */
export interface HookTrigger extends HookReader, DeliveryReader {
  readonly pingHook: (scope: Scope, hookId: number) => Promise<void>;
  /** A push to the default branch once more; repositories only. */
  readonly testHook: (scope: Scope, hookId: number) => Promise<void>;
  readonly redeliver: (
    scope: Scope,
    hookId: number,
    deliveryId: number,
    before?: BeforeWrite,
  ) => Promise<void>;
}
