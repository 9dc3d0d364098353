import type { ContentType } from "../../model/hook.ts";
import type { HookUrl } from "../../model/hook-url.ts";
import type { Scope } from "../../model/scope.ts";

/** A live hook that the file will declare. */
export interface DraftHook {
  readonly id: number;
  readonly url: HookUrl;
  /** Sorted, without repeats. */
  readonly events: readonly string[];
  readonly contentType: ContentType;
  readonly insecureSsl: boolean;
  readonly active: boolean;
  /** It has a secret, and the file can refer to it. */
  readonly signed: boolean;
}

/** One scope, sorted out: what can be declared, and what is to be said about the rest. */
export interface DraftScope {
  readonly scope: Scope;
  /** By id. */
  readonly hooks: readonly DraftHook[];
  /** What the file cannot say exactly, as sentences without their scope. */
  readonly remarks: readonly string[];
  /** Hooks whose name is not `web`. */
  readonly notWeb: number;
  /** Webhooks that cannot be declared and stay unmanaged. */
  readonly leftOut: number;
}

/** A URL as the file writes it: text, maybe with `{owner}` and `{repo}`, or a variable's name. */
export type WrittenUrl =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "env"; readonly variable: string };

/** Everything that a declared hook says. */
export interface HookFields {
  readonly url: WrittenUrl;
  readonly events: readonly string[];
  readonly contentType: ContentType;
  readonly insecureSsl: boolean;
  readonly active: boolean;
  /** The name of an entry of `secrets`. */
  readonly secret: string | undefined;
}

/** The fields that are written out; what is absent comes from the template or the defaults. */
export interface WrittenHook extends Partial<HookFields> {
  readonly use?: string;
}

/** `defaults.hook`. */
export type WrittenDefaults = Pick<Partial<HookFields>, "events" | "contentType">;

/** A value that the user has to supply in an environment variable. */
export interface EnvironmentReference {
  /** The entry of `secrets`, or the receiver's host where it is a URL. */
  readonly name: string;
  readonly variable: string;
  /** Such as `acme/api #12`: scope and id of every hook, in that order. */
  readonly usedBy: readonly string[];
}

/** An entry of `secrets`. */
export interface SecretReference extends EnvironmentReference {
  /** A host or a glob over hosts; undefined where the host cannot be written as one. */
  readonly host: string | undefined;
}

/** One entry of `repositories`, or the hooks of an organization itself. */
export interface WrittenHookSet {
  readonly comments: readonly string[];
  readonly hooks: readonly WrittenHook[];
}

export interface WrittenRepositories extends WrittenHookSet {
  readonly names: readonly string[];
}

export interface WrittenOwner {
  readonly kind: "organization" | "user";
  readonly name: string;
  readonly comments: readonly string[];
  /** Undefined where the organization itself was not imported. */
  readonly own: WrittenHookSet | undefined;
  readonly repositories: readonly WrittenRepositories[];
}

/** The whole file, in the order in which it is written. */
export interface WrittenFleet {
  readonly header: readonly string[];
  readonly defaults: WrittenDefaults;
  readonly secrets: readonly SecretReference[];
  readonly templates: readonly { readonly name: string; readonly hook: WrittenHook }[];
  readonly owners: readonly WrittenOwner[];
}
