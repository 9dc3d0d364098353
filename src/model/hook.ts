import type { SourcePosition } from "./diagnostic.ts";
import type { HookUrl } from "./hook-url.ts";
import type { Scope } from "./scope.ts";
import type { DesiredSecret } from "./secret-reference.ts";
import type { UrlGlob } from "./url-glob.ts";
import { webhookEvents } from "./webhook-events.ts";

export type ContentType = "json" | "form";

/** What GitHub keeps under `config`, beside the secret. */
export interface ConfigFields {
  readonly url: HookUrl;
  readonly contentType: ContentType;
  readonly insecureSsl: boolean;
}

/** The fields of a hook but for its secret: a row each in hook-field-table.ts. */
export interface HookFields extends ConfigFields {
  /** Sorted, without repeats. */
  readonly events: readonly string[];
  readonly active: boolean;
}

/** Fields as GitHub shows them. What cannot be declared is text and differs from all declared. */
export type Shown<Fields> = {
  readonly [Key in keyof Fields]: Fields[Key] extends boolean | string
    ? string | Exclude<Fields[Key], string>
    : Fields[Key];
};

/** A URL is empty where GitHub shows none. */
export type ShownFields = Shown<HookFields>;

/** A hook that the configuration asks for, with every default filled in. */
export interface DesiredHook extends HookFields {
  readonly secret: DesiredSecret;
  readonly previousUrls: readonly HookUrl[];
  /** Where the entry stands. */
  readonly position: SourcePosition;
  /** Further places that ask for the very same hook. */
  readonly alsoAt: readonly SourcePosition[];
  /** Field name (as in the file) → where its value comes from: entry, template or defaults. */
  readonly provenance: ReadonlyMap<string, SourcePosition>;
}

/** `state: absent`: every live hook of this URL, or under this glob, is to be deleted. */
export interface AbsentHook {
  readonly url: HookUrl;
  /** Where the URL is a glob. */
  readonly glob: UrlGlob | undefined;
  readonly position: SourcePosition;
}

/** True where `state: absent` asks to delete the hooks of a URL. */
export function isAbsent({ url, glob }: AbsentHook, other: HookUrl): boolean {
  return glob?.matches(other.normalized()) ?? url.normalized() === other.normalized();
}

/** Whether GitHub does not show what a hook is: no request could name it, or no `protect` recognize it. */
export function isUnidentified({ name, url }: LiveHook): boolean {
  return name === "" || (name === "web" && url.reveal() === "");
}

/** Whether one delivery could reach two hooks that have these events. */
export function eventsOverlap(left: readonly string[], right: readonly string[]): boolean {
  if (left.length === 0 || right.length === 0) return false;
  if (left.includes("*") || right.includes("*")) return true;
  return left.some((event) => right.includes(event));
}

/**
 * Whether one event could reach both a hook of an organization and one of its repositories, to which
 * GitHub sends nothing of the organization's own, such as `membership`.
 */
export function arriveTwice(
  ofOrganization: readonly string[],
  ofRepository: readonly string[],
): boolean {
  const shared = (event: string): boolean => webhookEvents.get(event)?.repository !== false;
  return eventsOverlap(ofOrganization.filter(shared), ofRepository.filter(shared));
}

/** A hook as GitHub shows it. */
export interface LiveHook extends ShownFields {
  readonly id: number;
  /**
   * `web`, or something that is not ours to touch: a legacy service, `cli`. Empty where GitHub shows
   * no id or no name, so that no request could name the hook; the id is then one below zero.
   */
  readonly name: string;
  /** GitHub shows a mask, never the secret: present is all that can be known. */
  readonly hasSecret: boolean;
  /** Names of further keys of `config` (legacy), never their values. Sorted. */
  readonly unknownConfigKeys: readonly string[];
  /** Milliseconds since the epoch; whole seconds, as GitHub keeps them. 0 where GitHub shows none. */
  readonly updatedAt: number;
  readonly createdAt: number;
  /** The scope as GitHub spells it, where the hook's own address tells. */
  readonly spelling?: Scope | undefined;
  /** Repositories only. */
  readonly lastResponse:
    | {
        readonly code: number | null;
        readonly status: string | null;
        readonly message: string | null;
      }
    | undefined;
}

/** The `config` of a hook as GitHub shows it, which is all that tells of a hook's receiver and secret. */
export type LiveConfig = Pick<LiveHook, keyof ConfigFields | "hasSecret" | "unknownConfigKeys">;
