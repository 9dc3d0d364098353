// Generated from schemas/hookfleet.schema.json by npm run generate. Do not edit.

/** hookfleet.yaml: the webhooks that organizations and repositories on GitHub should have. */
export interface ConfigFile {
  /** The version of this file format. Always 1. */
  readonly version: 1;
  readonly defaults?: Defaults;
  /** The secrets that hooks are signed with, by name: where each comes from, where it may go and when it was rotated. Never their values. */
  readonly secrets?: { readonly [name: string]: SecretEntry };
  /** Hooks to be reused with `use`, by name. */
  readonly templates?: { readonly [name: string]: Template };
  /** Globs of URLs whose hooks are never matched, changed or deleted, only counted. `*` stays within a path segment or host label, `**` does not. */
  readonly ignore?: readonly UrlGlob[];
  /** Globs of URLs whose hooks are never deleted, deactivated, moved elsewhere, stripped of events or secret, or made to skip the verification of their receivers. */
  readonly protect?: readonly UrlGlob[];
  readonly limits?: Limits;
  /** Organizations by login: their own hooks, and the hooks of their repositories. */
  readonly organizations?: { readonly [name: string]: Organization };
  /** Users by login: the hooks of the repositories they own. A user has no hooks of its own. */
  readonly users?: { readonly [name: string]: User };
}

/** What holds where nothing else is said. */
export interface Defaults {
  readonly hook?: HookDefaults;
  readonly unmanaged?: Unmanaged;
  readonly undeclared_secrets?: UndeclaredSecrets;
}

/** What a hook takes when neither its entry nor its template says it. Never a URL or a secret. */
export interface HookDefaults {
  readonly events?: Events;
  readonly content_type?: ContentType;
  readonly insecure_ssl?: InsecureSsl;
  readonly active?: Active;
}

/** What happens to hooks that are on GitHub but not in the file: `report` lists them and counts them as drift, `keep` lists them, `delete` deletes them. Default: report. */
export type Unmanaged = "report" | "keep" | "delete";

/** What happens when a hook has a secret on GitHub that the file does not name, and a change could remove it: `refuse` blocks the change, `keep` makes it in a way that leaves the secret alone. Default: refuse. */
export type UndeclaredSecrets = "refuse" | "keep";

/** A plan that would do more than this is refused. */
export interface Limits {
  /** How many hooks a plan may delete. Default: 10. */
  readonly max_deletes?: number;
  /** How many changes a plan may make, deletes included. Default: any number. */
  readonly max_changes?: number;
}

/** One secret: `env` or `file` says where its value comes from. */
export interface SecretEntry {
  readonly env?: EnvironmentName;
  readonly file?: SecretFile;
  /** The hosts this secret may be used for: exact names or globs, where `*` stands for one label and `**` for several. A port may follow; without one, any port is fine. Default: any host. */
  readonly hosts?: readonly string[];
  /** When the secret was last exchanged (RFC 3339 with time and zone). Every hook that uses it and was last updated before then gets it again. */
  readonly rotated_at?: string;
}

/** The name of an environment variable. Names that begin with GITHUB_, GH_, ACTIONS_ or RUNNER_ are refused. */
export type EnvironmentName = string;

/** The path of a file that holds the secret, relative to this file: a regular file of at most 64 KiB. One line break at its end is dropped. */
export type SecretFile = string;

/** One webhook. `url`, `events` and `content_type` must come from here, from the template in `use` or from `defaults.hook`. */
export interface Hook {
  /** The name of a template. A field beside it replaces the template's. */
  readonly use?: string;
  readonly with?: Parameters;
  readonly url?: Url;
  readonly events?: Events;
  readonly content_type?: ContentType;
  readonly insecure_ssl?: InsecureSsl;
  readonly active?: Active;
  readonly secret?: Secret;
  readonly previous_urls?: PreviousUrls;
  /** `present` (the default), or `absent`: every hook of this URL is deleted, whatever `unmanaged` says. `absent` stands beside `url` alone, which may then be a glob as in `ignore`. */
  readonly state?: "present" | "absent";
}

/** A hook to be reused with `use`. */
export interface Template {
  readonly with?: Parameters;
  readonly url?: Url;
  readonly events?: Events;
  readonly content_type?: ContentType;
  readonly insecure_ssl?: InsecureSsl;
  readonly active?: Active;
  readonly secret?: Secret;
  readonly previous_urls?: PreviousUrls;
}

/** Values for the `{name}` placeholders of `url` and `previous_urls`; in a template, their defaults. `{owner}` and `{repo}` are always there and may stand in a value. */
export type Parameters = { readonly [name: string]: string };

/** Where GitHub delivers to. `{name}` stands for a parameter. `{env: NAME}` takes the URL from an environment variable, for URLs that are credentials themselves. */
export type Url = string | {
  readonly env: EnvironmentName;
};

/** The events that are delivered, such as push or pull_request; ["*"] is all of them. At least one: `active: false` silences a hook. The list replaces that of a template. */
export type Events = readonly string[];

/** How the payload is sent: as JSON, or as a form with the JSON in the field `payload`. */
export type ContentType = "json" | "form";

/** true makes GitHub deliver without verifying the receiver's certificate. Default: false. */
export type InsecureSsl = boolean;

/** false keeps the hook without delivering. Default: true. */
export type Active = boolean;

/** What the hook is signed with: the name of an entry of `secrets`, {env: NAME}, {file: PATH}, or `none` (it must have no secret). Left out, the secret is not managed: never sent, never removed. Never the secret itself. */
export type Secret = string | {
  readonly env?: EnvironmentName;
  readonly file?: SecretFile;
};

/** URLs that this hook had before: a hook found there is moved rather than created anew, so that it keeps its secret and its deliveries. */
export type PreviousUrls = readonly string[];

/** A glob over URLs, such as https://hooks.zapier.com/** */
export type UrlGlob = string;

/** One organization. Its own hooks are touched only where `hooks`, `unmanaged` or `undeclared_secrets` stands here. */
export interface Organization {
  readonly unmanaged?: Unmanaged;
  readonly undeclared_secrets?: UndeclaredSecrets;
  readonly hooks?: Hooks;
  readonly repositories?: Repositories;
}

/** One user: the repositories that the user owns. */
export interface User {
  readonly repositories?: Repositories;
}

/** The hooks of this organization or of every repository this entry selects. */
export type Hooks = readonly Hook[];

/** Which repositories have which hooks. A repository that several entries select gets the hooks of all of them. */
export type Repositories = readonly RepositoryEntry[];

/** The repositories that fit everything said here, and their hooks. Archived ones only where named exactly. */
export interface RepositoryEntry {
  /** Names of repositories or globs over them (`*`, `?`, `[a-z]`, `{a,b}`), one or a list; a leading `!` excludes. Left out, every repository. Case does not matter. */
  readonly name?: string | readonly string[];
  /** Topics that a repository must have, all of them. */
  readonly topics?: readonly string[];
  /** Visibilities, one of which a repository must have. */
  readonly visibility?: readonly ("public" | "private" | "internal")[];
  /** Custom properties of the organization that a repository must have, all of them with these values. For a property with several values, a single value must be among them and a list must be all of them. */
  readonly properties?: { readonly [name: string]: string | boolean | readonly string[] };
  readonly unmanaged?: Unmanaged;
  readonly undeclared_secrets?: UndeclaredSecrets;
  readonly hooks?: Hooks;
}
