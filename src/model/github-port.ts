import type { Delivery, DeliveryDetail } from "./delivery.ts";
import type { Grants } from "./grants.ts";
import type { ConfigFields, HookFields, LiveConfig, LiveHook } from "./hook.ts";
import type { Scope } from "./scope.ts";
import type { Secret } from "./secret.ts";

/** A `config` that replaces the whole: nothing but the secret may be left out, which removes it. */
export interface FullHookConfigInput extends ConfigFields {
  readonly secret?: Secret | undefined;
}

/** Keys of `config` to change. The others, a secret among them, stay as they are. */
export type PartialHookConfigInput = Pick<ConfigFields, "url"> &
  Partial<ConfigFields> & { readonly secret?: undefined };

/**
 * `PATCH …/hooks/{id}/config`. A secret travels only with everything else in `config`: alone, it
 * would be given to any receiver to which the hook was pointed in the meantime. For the same reason
 * no key changes without the URL that it is for.
 */
export type HookConfigInput = PartialHookConfigInput | (ConfigFields & { readonly secret: Secret });

/** What stands beside `config`. */
export type OuterFields = Omit<HookFields, keyof ConfigFields>;

export interface CreateHookInput extends OuterFields {
  readonly config: FullHookConfigInput;
}

/** `PATCH …/hooks/{id}`. Events and active are always sent: their defaults on omission are unclear. */
export interface UpdateHookInput extends OuterFields {
  readonly config?: FullHookConfigInput;
}

export type OfScope<Rest extends readonly unknown[], Result> = (
  scope: Scope,
  ...rest: Rest
) => Promise<Result>;

export type OfHook<Rest extends readonly unknown[], Result> = OfScope<
  [id: number, ...rest: Rest],
  Result
>;

/** What a client that only reads can do. Every method throws a GitHubError that names the scope. */
export interface HookReader {
  readonly listHooks: OfScope<[], readonly LiveHook[]>;
  readonly getHook: OfHook<[], LiveHook>;
  readonly getHookConfig: OfHook<[], LiveConfig>;
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
  readonly createHook: OfScope<[input: CreateHookInput], LiveHook>;
  readonly updateHook: OfHook<[input: UpdateHookInput, before?: BeforeWrite], LiveHook>;
  /** Merges the given keys; answers the whole `config` as it is afterwards. */
  readonly updateHookConfig: OfHook<[input: HookConfigInput, before?: BeforeWrite], LiveConfig>;
  readonly removeHook: OfHook<[before?: BeforeWrite], void>;
}

export interface ListDeliveriesOptions {
  readonly status?: "success" | "failure" | undefined;
  /** Milliseconds since the epoch: none that is older, and no page beyond it is asked for. */
  readonly since?: number | undefined;
  /** No more than so many of 100 each. */
  readonly pages?: number | undefined;
}

/** What is known of what GitHub sent. */
export interface DeliveryReader {
  /** Newest first, every page. */
  readonly listDeliveries: OfHook<[options?: ListDeliveriesOptions], readonly Delivery[]>;
  readonly getDelivery: OfHook<[deliveryId: number], DeliveryDetail>;
  /** What answers have said that the credential may do to the hooks of this owner. */
  readonly grants?: (owner: string) => Grants;
}

/** What makes GitHub send something, and changes no hook. None of it is repeated blindly. */
export interface HookTrigger extends HookReader, DeliveryReader {
  readonly pingHook: OfHook<[], void>;
  /** A push to the default branch once more; repositories only. */
  readonly testHook: OfHook<[], void>;
  readonly redeliver: OfHook<[deliveryId: number, before?: BeforeWrite], void>;
}
