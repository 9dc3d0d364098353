import type {
  Limits,
  SettingPlaces,
  UndeclaredSecretsPolicy,
  UnmanagedPolicy,
} from "../model/desired-state.ts";
import type { SourcePosition } from "../model/diagnostic.ts";
import type { HookFields } from "../model/hook.ts";
import type { Repository } from "../model/scope.ts";
import type { DesiredSecret, SecretDefinition } from "../model/secret-reference.ts";
import type { UrlGlob } from "../model/url-glob.ts";
import type { UrlTemplate } from "./urls/url-template.ts";
import type { Placed, PlacedString } from "./yaml/yaml-node.ts";

/** A URL as the file gives it: text with `{owner}` and `{repo}` still open, or a variable's name. */
export type UrlRule =
  | {
      readonly kind: "text";
      readonly template: UrlTemplate;
      /** Beside `state: absent` alone. */
      readonly isGlob?: true;
      readonly position: SourcePosition;
    }
  | { readonly kind: "env"; readonly name: string; readonly position: SourcePosition };

/** One hook entry with its template and the defaults filled in. */
export interface HookRule extends Omit<HookFields, "url"> {
  readonly url: UrlRule;
  readonly secret: DesiredSecret;
  readonly previousUrls: readonly UrlRule[];
  readonly position: SourcePosition;
  readonly provenance: ReadonlyMap<string, SourcePosition>;
  /** Equal for two rules that differ in nothing but their URL. */
  readonly key: string;
}

export type AbsentRule = Pick<HookRule, "url" | "position">;

/** The hooks and settings of an organization itself or of the repositories of one entry. */
export interface HookSet {
  readonly hooks: readonly HookRule[];
  readonly absent: readonly AbsentRule[];
  readonly unmanaged: Placed<UnmanagedPolicy> | undefined;
  readonly undeclaredSecrets: Placed<UndeclaredSecretsPolicy> | undefined;
  readonly position: SourcePosition;
}

export interface NameGlob {
  readonly pattern: string;
  readonly matches: (name: string) => boolean;
  readonly position: SourcePosition;
}

export interface RepositorySelector {
  /** Names written out, as the file spells them, by lower-cased name. */
  readonly exact: ReadonlyMap<string, string>;
  readonly globs: readonly NameGlob[];
  readonly excludes: readonly NameGlob[];
  /** No name is asked for, so that every name fits. */
  readonly anyName: boolean;
  /** Lower-cased. */
  readonly topics: readonly string[];
  readonly visibility: readonly Repository["visibility"][] | undefined;
  readonly properties: ReadonlyMap<string, string | readonly string[]>;
  /** Topics, visibility or properties are asked for, which a name alone cannot tell. */
  readonly conditional: boolean;
}

export interface RepositoryRule extends HookSet {
  readonly selector: RepositorySelector;
}

export interface OwnerRule {
  /** As the file spells it; of several spellings the first in code units. */
  readonly name: string;
  /** Each spelling with its place. */
  readonly spellings: readonly PlacedString[];
  readonly kind: "organization" | "user";
  readonly position: SourcePosition;
  /** The organization's own hooks; undefined where the file does not mention them. */
  readonly own: HookSet | undefined;
  readonly repositories: readonly RepositoryRule[];
}

export interface GuardGlob extends UrlGlob {
  readonly position: SourcePosition;
}

/** The files of a configuration merged and resolved; selectors are still open. */
export interface FleetConfig {
  /** `sha256:…` over the meaning: the same for any order of files and keys. */
  readonly digest: string;
  /** Sorted by name. */
  readonly owners: readonly OwnerRule[];
  readonly secrets: ReadonlyMap<string, SecretDefinition>;
  readonly ignore: readonly GuardGlob[];
  readonly protect: readonly GuardGlob[];
  readonly limits: Limits;
  readonly unmanaged: UnmanagedPolicy;
  readonly undeclaredSecrets: UndeclaredSecretsPolicy;
  /** Where `defaults` makes these two settings. */
  readonly settingPlaces: SettingPlaces;
  /** The lines around a place, masked, with a caret. */
  readonly frame: (position: SourcePosition) => string | undefined;
}
