// Generated from schemas/hookfleet.schema.json by npm run generate. Do not edit.

/**
 * The events that are delivered, such as push or pull_request; ["*"] is all of them. At least one: `active: false` silences a hook. The list replaces that of a template.
 *
 * @minItems 1
 *
 * Items: The name of an event, or `*`.
 */
export type Events = string[];
/**
 * How the payload is sent: as JSON, or as a form with the JSON in the field `payload`.
 */
export type ContentType = "json" | "form";
/**
 * true makes GitHub deliver without verifying the receiver's certificate. Default: false.
 */
export type InsecureSsl = boolean;
/**
 * false keeps the hook without delivering. Default: true.
 */
export type Active = boolean;
/**
 * What happens to hooks that are on GitHub but not in the file: `report` lists them and counts them as drift, `keep` lists them, `delete` deletes them. Default: report.
 */
export type Unmanaged = "report" | "keep" | "delete";
/**
 * What happens when a hook has a secret on GitHub that the file does not name, and a change could remove it: `refuse` blocks the change, `keep` makes it in a way that leaves the secret alone. Default: refuse.
 */
export type UndeclaredSecrets = "refuse" | "keep";
/**
 * The name of an environment variable. Names that begin with GITHUB_, GH_, ACTIONS_ or RUNNER_ are refused.
 */
export type EnvironmentName = string;
/**
 * The path of a file that holds the secret, relative to this file: a regular file of at most 64 KiB. One line break at its end is dropped.
 */
export type SecretFile = string;
/**
 * Where GitHub delivers to. `{name}` stands for a parameter. `{env: NAME}` takes the URL from an environment variable, for URLs that are credentials themselves.
 */
export type Url =
  | string
  | {
      env: EnvironmentName;
    };
/**
 * What the hook is signed with: the name of an entry of `secrets`, {env: NAME}, {file: PATH}, or `none` (it must have no secret). Left out, the secret is not managed: never sent, never removed. Never the secret itself.
 */
export type Secret =
  | string
  | {
      env?: EnvironmentName;
      file?: SecretFile;
    };
/**
 * URLs that this hook had before: a hook found there is moved rather than created anew, so that it keeps its secret and its deliveries.
 *
 * Items: A URL that this hook had before.
 */
export type PreviousUrls = string[];
/**
 * A glob over URLs, such as https://hooks.zapier.com/**
 */
export type UrlGlob = string;
/**
 * The hooks of this organization or of every repository this entry selects.
 */
export type Hooks = Hook[];
/**
 * Which repositories have which hooks. A repository that several entries select gets the hooks of all of them.
 */
export type Repositories = RepositoryEntry[];

/**
 * hookfleet.yaml: the webhooks that organizations and repositories on GitHub should have.
 */
export interface ConfigFile {
  /**
   * The version of this file format. Always 1.
   */
  version: 1;
  defaults?: Defaults;
  /**
   * The secrets that hooks are signed with, by name: where each comes from, where it may go and when it was rotated. Never their values.
   */
  secrets?: {
    [k: string]: SecretEntry;
  };
  /**
   * Hooks to be reused with `use`, by name.
   */
  templates?: {
    [k: string]: Template;
  };
  /**
   * Globs of URLs whose hooks are never matched, changed or deleted, only counted. `*` stays within a path segment or host label, `**` does not.
   */
  ignore?: UrlGlob[];
  /**
   * Globs of URLs whose hooks are never deleted, deactivated, moved elsewhere, stripped of events or secret, or made to skip the verification of their receivers.
   */
  protect?: UrlGlob[];
  limits?: Limits;
  /**
   * Organizations by login: their own hooks, and the hooks of their repositories.
   */
  organizations?: {
    [k: string]: Organization;
  };
  /**
   * Users by login: the hooks of the repositories they own. A user has no hooks of its own.
   */
  users?: {
    [k: string]: User;
  };
  /**
   * Free for your own use, such as anchors. hookfleet does not read it.
   *
   * This interface was referenced by `ConfigFile`'s JSON-Schema definition
   * via the `patternProperty` "^x-".
   */
  [k: string]:
    | {
        [k: string]: unknown;
      }
    | 1
    | Defaults
    | {
        [k: string]: SecretEntry;
      }
    | {
        [k: string]: Template;
      }
    | UrlGlob[]
    | Limits
    | {
        [k: string]: Organization;
      }
    | {
        [k: string]: User;
      }
    | undefined;
}
/**
 * What holds where nothing else is said.
 */
export interface Defaults {
  hook?: HookDefaults;
  unmanaged?: Unmanaged;
  undeclared_secrets?: UndeclaredSecrets;
  /**
   * Free for your own use. hookfleet does not read it.
   *
   * This interface was referenced by `Defaults`'s JSON-Schema definition
   * via the `patternProperty` "^x-".
   */
  [k: string]:
    | {
        [k: string]: unknown;
      }
    | HookDefaults
    | Unmanaged
    | UndeclaredSecrets
    | undefined;
}
/**
 * What a hook takes when neither its entry nor its template says it. Never a URL or a secret.
 */
export interface HookDefaults {
  events?: Events;
  content_type?: ContentType;
  insecure_ssl?: InsecureSsl;
  active?: Active;
  /**
   * Free for your own use. hookfleet does not read it.
   *
   * This interface was referenced by `HookDefaults`'s JSON-Schema definition
   * via the `patternProperty` "^x-".
   */
  [k: string]:
    | {
        [k: string]: unknown;
      }
    | Events
    | ContentType
    | InsecureSsl
    | undefined;
}
/**
 * One secret: `env` or `file` says where its value comes from.
 */
export interface SecretEntry {
  env?: EnvironmentName;
  file?: SecretFile;
  /**
   * The hosts this secret may be used for: exact names or globs, where `*` stands for one label and `**` for several. A port may follow; without one, any port is fine. Default: any host.
   *
   * Items: A host, such as ci.example.com, or a glob over hosts.
   */
  hosts?: string[];
  /**
   * When the secret was last exchanged (RFC 3339 with time and zone). Every hook that uses it and was last updated before then gets it again.
   */
  rotated_at?: string;
  /**
   * Free for your own use. hookfleet does not read it.
   *
   * This interface was referenced by `SecretEntry`'s JSON-Schema definition
   * via the `patternProperty` "^x-".
   */
  [k: string]:
    | {
        [k: string]: unknown;
      }
    | EnvironmentName
    | string[]
    | undefined;
}
/**
 * A hook to be reused with `use`.
 */
export interface Template {
  with?: Parameters;
  url?: Url;
  events?: Events;
  content_type?: ContentType;
  insecure_ssl?: InsecureSsl;
  active?: Active;
  secret?: Secret;
  previous_urls?: PreviousUrls;
  /**
   * Free for your own use. hookfleet does not read it.
   *
   * This interface was referenced by `Template`'s JSON-Schema definition
   * via the `patternProperty` "^x-".
   */
  [k: string]:
    | {
        [k: string]: unknown;
      }
    | Parameters
    | Url
    | Events
    | ContentType
    | InsecureSsl
    | Secret
    | PreviousUrls
    | undefined;
}
/**
 * Values for the `{name}` placeholders of `url` and `previous_urls`; in a template, their defaults. `{owner}` and `{repo}` are always there and may stand in a value.
 */
export interface Parameters {
  /**
   * The value of a placeholder. A string: put numbers in quotes.
   */
  [k: string]: string;
}
/**
 * A plan that would do more than this is refused.
 */
export interface Limits {
  /**
   * How many hooks a plan may delete. Default: 10.
   */
  max_deletes?: number;
  /**
   * How many changes a plan may make, deletes included. Default: any number.
   */
  max_changes?: number;
  /**
   * Free for your own use. hookfleet does not read it.
   *
   * This interface was referenced by `Limits`'s JSON-Schema definition
   * via the `patternProperty` "^x-".
   */
  [k: string]:
    | {
        [k: string]: unknown;
      }
    | number
    | undefined;
}
/**
 * One organization. Its own hooks are touched only where `hooks`, `unmanaged` or `undeclared_secrets` stands here.
 */
export interface Organization {
  unmanaged?: Unmanaged;
  undeclared_secrets?: UndeclaredSecrets;
  hooks?: Hooks;
  repositories?: Repositories;
  /**
   * Free for your own use. hookfleet does not read it.
   *
   * This interface was referenced by `Organization`'s JSON-Schema definition
   * via the `patternProperty` "^x-".
   */
  [k: string]:
    | {
        [k: string]: unknown;
      }
    | Unmanaged
    | UndeclaredSecrets
    | Hooks
    | Repositories
    | undefined;
}
/**
 * One webhook. `url`, `events` and `content_type` must come from here, from the template in `use` or from `defaults.hook`.
 */
export interface Hook {
  /**
   * The name of a template. A field beside it replaces the template's.
   */
  use?: string;
  with?: Parameters;
  url?: Url;
  events?: Events;
  content_type?: ContentType;
  insecure_ssl?: InsecureSsl;
  active?: Active;
  secret?: Secret;
  previous_urls?: PreviousUrls;
  /**
   * `present` (the default), or `absent`: every hook of this URL is deleted, whatever `unmanaged` says. `absent` stands beside `url` alone, which may then be a glob as in `ignore`.
   */
  state?: "present" | "absent";
  /**
   * Free for your own use. hookfleet does not read it.
   *
   * This interface was referenced by `Hook`'s JSON-Schema definition
   * via the `patternProperty` "^x-".
   */
  [k: string]:
    | {
        [k: string]: unknown;
      }
    | string
    | Parameters
    | Url
    | Events
    | ContentType
    | InsecureSsl
    | Secret
    | PreviousUrls
    | "present"
    | "absent"
    | undefined;
}
/**
 * The repositories that fit everything said here, and their hooks. Archived ones only where named exactly.
 */
export interface RepositoryEntry {
  /**
   * Names of repositories or globs over them (`*`, `?`, `[a-z]`, `{a,b}`), one or a list; a leading `!` excludes. Left out, every repository. Case does not matter.
   */
  name?: string | string[];
  /**
   * Topics that a repository must have, all of them.
   *
   * Items: A topic.
   */
  topics?: string[];
  /**
   * Visibilities, one of which a repository must have.
   *
   * Items: A visibility.
   */
  visibility?: ("public" | "private" | "internal")[];
  /**
   * Custom properties of the organization that a repository must have, all of them with these values. For a property with several values, a single value must be among them and a list must be all of them.
   */
  properties?: {
    /**
     * The value, or the list of all values, of this property.
     */
    [k: string]: string | boolean | string[];
  };
  unmanaged?: Unmanaged;
  undeclared_secrets?: UndeclaredSecrets;
  hooks?: Hooks;
  /**
   * Free for your own use. hookfleet does not read it.
   *
   * This interface was referenced by `RepositoryEntry`'s JSON-Schema definition
   * via the `patternProperty` "^x-".
   */
  [k: string]:
    | {
        [k: string]: unknown;
      }
    | string
    | string[]
    | ("public" | "private" | "internal")[]
    | {
        /**
         * The value, or the list of all values, of this property.
         */
        [k: string]: string | boolean | string[];
      }
    | Unmanaged
    | UndeclaredSecrets
    | Hooks
    | undefined;
}
/**
 * One user: the repositories that the user owns.
 */
export interface User {
  repositories?: Repositories;
  /**
   * Free for your own use. hookfleet does not read it.
   *
   * This interface was referenced by `User`'s JSON-Schema definition
   * via the `patternProperty` "^x-".
   */
  [k: string]:
    | {
        [k: string]: unknown;
      }
    | Repositories
    | undefined;
}
