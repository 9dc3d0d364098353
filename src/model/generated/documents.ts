// Generated from the schemas of documents by npm run generate. Do not edit.

/** What `hookfleet plan --format json` prints and `--out FILE.json` saves: what would change, and nothing secret. Actions are sorted by scope and, within a scope, stand in execution order; other arrays are sorted. */
export interface PlanDocument {
  /** What this document is, and the version of its format. */
  readonly format: "hookfleet.plan/1";
  /** The version of hookfleet that made the plan. */
  readonly tool_version: string;
  /** When the plan was made, in RFC 3339. */
  readonly created_at: string;
  /** The GitHub API that the plan is for. */
  readonly api_url: string;
  /** Digest of what the configuration means. It changes when the meaning does. */
  readonly config_digest: string;
  /** The scopes that the plan was narrowed to with `--target`. Empty where it was not. */
  readonly targets: readonly string[];
  /** Only in a plan that was made from two files alone, without GitHub: its hooks have no ids, its actions no requests, a scope may stand for every repository of a selector, and `apply` refuses it. */
  readonly offline?: true;
  /** False where a scope could not be read: nothing is planned for that one, and an error among the diagnostics says why. */
  readonly complete: boolean;
  /** SHA-256 of the plan by the recipe `hookfleet.digest/1`, in which the hash of a value is `sha256:` and the hexadecimal SHA-256 of the JSON, without blanks, of ["hookfleet.digest/1", value]. Here the value is [complete, targets sorted, [scope, digest] of each scope sorted by scope, the actions in order], and an action is [[kind, scope, hook_id, url, [field, before, after] of each change, secret, secret_ref], reason, blocked, requests, early or null, fingerprint, on a delete has_secret]; scopes in lower case; in an offline plan the value ends with "offline". The same actions on the same facts give the same digest, whatever the time and the order of the input. A plan file that does not hash to it is refused. */
  readonly digest: string;
  /** The scopes that were read and planned. `apply` leaves out those whose digest has changed since. */
  readonly scopes: readonly ({
    /** The organization or repository. */
    readonly scope: string;
    /** Hash by the recipe `hookfleet.digest/1` (see `digest`) of [scope in lower case, the fingerprints of its actions in execution order]. */
    readonly digest: string;
  })[];
  /** How many of what. A blocked action counts as that and under no kind. */
  readonly summary: {
    /** Hooks to create. */
    readonly create: number;
    /** Hooks to update. */
    readonly update: number;
    /** Hooks of which only the config is to be patched. */
    readonly config_patch: number;
    /** Hooks to delete. */
    readonly delete: number;
    /** Actions that are listed and not attempted. */
    readonly blocked: number;
    /** Hooks that are as the file asks for. */
    readonly unchanged: number;
    /** Hooks on GitHub that are not in the file and stay. */
    readonly unmanaged: number;
    /** Hooks that are set aside: under `ignore`, or not webhooks of the ordinary kind. */
    readonly ignored: number;
    /** Managed secrets that are present on GitHub, which does not prove that they are the right ones. */
    readonly assumed: number;
  };
  /** What would be done. An action that is blocked is listed and not attempted. */
  readonly actions: readonly PlannedActionDocument[];
  /** The hooks that are on GitHub, not in the file, and stay. Sorted by scope, then id. */
  readonly unmanaged: readonly ({
    /** The organization or repository that holds it. */
    readonly scope: string;
    /** Its id on GitHub. */
    readonly hook_id: number;
    /** Its URL, the path masked. */
    readonly url: string;
    /** The hook's settings page on GitHub; null where there is no hook yet. */
    readonly html_url: string | null;
    /** The events that it receives. Sorted. */
    readonly events: readonly string[];
    /** When GitHub last updated it, in RFC 3339; null where GitHub does not say. */
    readonly updated_at: string | null;
  })[];
  /** How far the rotation of each secret is that has `rotated_at`. Sorted by `secret_ref`. */
  readonly rotations: readonly ({
    /** The entry of `secrets`. */
    readonly secret_ref: string;
    /** When it was rotated, as the file says. */
    readonly rotated_at: string;
    /** Hooks last updated before it. They stand among the actions, with `rotate` as their `secret`. */
    readonly due: number;
    /** Hooks last updated before it whose action is blocked. */
    readonly blocked: number;
    /** Requests of the due ones that write, which GitHub wants no faster than one a second over time. */
    readonly writes: number;
    /** Hooks updated since, which are not rotated again. Sorted by scope, then id. */
    readonly done: readonly ({
      /** The organization or repository that holds it. */
      readonly scope: string;
      /** Its id on GitHub. */
      readonly hook_id: number;
      /** Its URL, masked where it could be a credential. */
      readonly url: string;
      /** The hook's settings page on GitHub; null where there is no hook yet. */
      readonly html_url: string | null;
      /** When GitHub last updated it; null where GitHub does not say. */
      readonly updated_at: string | null;
    })[];
  })[];
  /** Errors and warnings. */
  readonly diagnostics: readonly DiagnosticDocument[];
  /** What the configuration allows one run to do, where that is not 10 deletes and any number of changes. `merge` holds the whole against it. */
  readonly limits?: {
    /** How many hooks may be deleted. */
    readonly max_deletes: number;
    /** How many actions there may be; null for any number. */
    readonly max_changes: number | null;
  };
  /** What applying the plan costs. */
  readonly rate_limit: {
    /** Requests that `apply` sends for the actions that are not blocked. */
    readonly requests_to_apply: number;
  };
}

/** A place in a file of yours. */
export interface PositionDocument {
  /** The file, as it was named to hookfleet or found below a folder. */
  readonly file: string;
  /** The line, from 1. */
  readonly line: number;
  /** The column, from 1. */
  readonly column: number;
}

/** One field of a hook that comes, changes or goes. */
export type ChangeDocument = {
  /** The field, as the file calls it. */
  readonly field: "url" | "events" | "content_type" | "insecure_ssl" | "active";
  /** What GitHub has; null for a hook that does not exist yet. */
  readonly before: string | null | readonly string[] | boolean;
  /** What the file asks for; null for a hook that is deleted. */
  readonly after: string | null | readonly string[] | boolean;
};

/** One thing that is done to one hook. */
export interface PlannedActionDocument {
  /** What is done: `create` a hook, `update` it (events or `active` change, or a secret is removed), `config-patch` (only url, content type, insecure_ssl or the secret change), `delete` it. */
  readonly kind: "create" | "update" | "config-patch" | "delete";
  /** The organization (`acme`) or repository (`acme/api`) that holds the hook. */
  readonly scope: string;
  /** The hook's id on GitHub; null for a hook that does not exist yet, and in an offline plan. */
  readonly hook_id: number | null;
  /** The URL that the hook is to have, or for a `delete` has. What could be a credential is masked; a URL taken from the environment reads `env:NAME`. */
  readonly url: string;
  /** The hook's settings page on GitHub; null where there is no hook yet. */
  readonly html_url: string | null;
  /** The fields that change, in the order url, events, content_type, insecure_ssl, active: all of them for `create` (before is null) and `delete` (after is null). Empty where the secret alone changes. */
  readonly changes: readonly ChangeDocument[];
  /** What happens to the hook's secret: `set` (declared, and GitHub has none), `rotate` (supplied because of `rotated_at`), `resupply` (sent again, because GitHub would drop it otherwise or because it was asked for; not verified to be the one in use), `keep` (present and not sent), `remove`, or `none` (there is nothing to do). */
  readonly secret: "set" | "rotate" | "resupply" | "keep" | "remove" | "none";
  /** The entry of `secrets` that the hook names, or `env:NAME` or `file:PATH` where it is written in place; null where the file declares no secret for it. Never a value. */
  readonly secret_ref: string | null;
  /** Why: `missing` on GitHub; it `differs`; its secret is missing (`secret-missing`) or unwanted (`secret-unwanted`); a `rotation` is due; sending its secret again was asked for (`resupply`); the hook is `unmanaged` where that means delete, `superseded` by one that has its URL in `previous_urls`, or declared `absent`. */
  readonly reason: "missing" | "differs" | "secret-missing" | "secret-unwanted" | "rotation" | "resupply" | "unmanaged" | "superseded" | "absent";
  /** Why the action is listed and not attempted, or null: `undeclared-secret` (GitHub may drop a secret that cannot be restored), `secret-moves-host` (GitHub would sign for another host with an undeclared secret), `protected` (the file protects the hook), `hook-in-the-way` (a hook of the same URL holds the events and may not be deleted), `no-order` (hooks exchange events, and GitHub would refuse whichever is changed first), `secret-differs` (GitHub signs with another secret than the declared one, which `apply` alone finds out). */
  readonly blocked: "undeclared-secret" | "secret-moves-host" | "protected" | "hook-in-the-way" | "no-order" | "secret-differs" | null;
  /** Where the plan was compared with a base: `change` for what the change under review asks for, `drift` for what was due before it. Otherwise null. */
  readonly origin: "change" | "drift" | null;
  /** The requests behind the action, in order and with the checks, as `METHOD /path`. */
  readonly requests: readonly string[];
  /** Where the file asks for it; null where no place does, as for an unmanaged hook that is deleted. */
  readonly source: PositionDocument | null;
  /** Only, and always, on an `update` whose secret is sent again because that was asked for: it may replace another one. */
  readonly resupply_asked?: true;
  /** Only, and always, where `secret` is `rotate`: when GitHub last updated the hook, which is before the rotation; null where GitHub does not say. */
  readonly updated_at?: string | null;
  /** Only, and always, on a `delete`. Whether the hook has a secret, which goes with it: GitHub never shows it again. */
  readonly has_secret?: boolean;
  /** Only, and always, on a `delete`. Why it goes before the other actions of its scope rather than last in the run: `duplicate-in-the-way` where GitHub would refuse another action with "Hook already exists" while this hook stands, `event-limit` where GitHub's limit of hooks per event leaves no room beside it. null where it goes last. */
  readonly early?: "duplicate-in-the-way" | "event-limit" | null;
  /** Only on an `update` of which there are two for one hook, because another hook is changed in between: `shrink` comes first and does all but take new events, `grow` takes them. */
  readonly part?: "shrink" | "grow";
  /** Hash by the recipe `hookfleet.digest/1` (see `digest`) of everything the action would do and rests on: whole URLs, the source of the secret, and the live hook as it was seen included; times are left out. */
  readonly fingerprint: string;
}

/** A problem. Errors here make `apply` refuse; warnings are for the reader. */
export interface DiagnosticDocument {
  /** `error` or `warning`. */
  readonly severity: "error" | "warning";
  /** Stable, kebab-case. */
  readonly code: string;
  /** What is wrong, as one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly help?: string;
  /** The scope that it is about, where it is about one. */
  readonly scope?: string;
  /** The scopes that it is about, where they are several. */
  readonly scopes?: readonly string[];
  /** The place in a file that it is about. */
  readonly source?: PositionDocument;
  /** Further places that belong to it. */
  readonly related?: readonly PositionDocument[];
}

/** What `hookfleet drift --format json` prints and `--out FILE.json` saves: what differs on GitHub from what is declared, and nothing secret. Entries are sorted by kind in the order of the summary, then by scope, URL and id. */
export interface DriftDocument {
  /** What this document is, and the version of its format. */
  readonly format: "hookfleet.drift/1";
  /** The version of hookfleet that made the report. */
  readonly tool_version: string;
  /** When the report was made, in RFC 3339. The same fleet gives the same report but for this. */
  readonly created_at: string;
  /** The GitHub API that was asked. */
  readonly api_url: string;
  /** Digest of what the configuration means. It changes when the meaning does. */
  readonly config_digest: string;
  /** The scopes that the report was narrowed to with `--target`. Empty where it was not. */
  readonly targets: readonly string[];
  /** False where a scope could not be read: its drift is not known, and an error among the diagnostics says why. */
  readonly complete: boolean;
  /** SHA-256 of the drift by the recipe `hookfleet.digest/1` (see schemas/plan.schema.json). Here the value is ["drift", api_url, complete, targets sorted, the JSON of each entry sorted, the JSON of [code, scope or null] of each error sorted], and an entry is [[kind, scope, hook_id, url, [field, before, after] of each change, secret, secret_ref], reason, blocked, requests, [code, status] of the health or null]; scopes in lower case. The same drift has the same digest, whatever the time, the order of the input, the wording, and the lines of the file. */
  readonly digest: string;
  /** How many of each kind. */
  readonly summary: {
    /** Declared, and not on GitHub. */
    readonly missing: number;
    /** On GitHub, and otherwise than declared. */
    readonly changed: number;
    /** On GitHub, and not declared; under `unmanaged: keep` they do not count. */
    readonly unmanaged: number;
    /** Old hooks that stand beside their successors. */
    readonly superseded: number;
    /** Not as declared, and `apply` would not change it. */
    readonly blocked: number;
    /** Hooks whose receiver failed at the last delivery. They make the exit code 2 only under `--strict`. */
    readonly unhealthy: number;
  };
  /** The hooks that have moved. */
  readonly drift: readonly DriftEntryDocument[];
  /** Errors and warnings. */
  readonly diagnostics: readonly DiagnosticDocument[];
}

/** One hook that is not as declared. One that differs and whose receiver fails, too, is two entries. */
export interface DriftEntryDocument {
  /** What is wrong: `missing` (declared, and not on GitHub), `changed` (there, and otherwise than declared), `unmanaged` (there, and not declared, under `unmanaged: report` or `delete`, or declared `absent`), `superseded` (the old hook is there beside its successor), `blocked` (not as declared, and `apply` would not change it), `unhealthy` (its receiver failed at the last delivery). */
  readonly kind: "missing" | "changed" | "unmanaged" | "superseded" | "blocked" | "unhealthy";
  /** The organization (`acme`) or repository (`acme/api`) that holds the hook. */
  readonly scope: string;
  /** The hook's id on GitHub; null for a hook that does not exist yet. */
  readonly hook_id: number | null;
  /** The URL that the hook is to have; of one that is not declared or is unhealthy the URL that it has. What could be a credential is masked; a URL taken from the environment reads `env:NAME`. */
  readonly url: string;
  /** The hook's settings page on GitHub; null where there is no hook yet. */
  readonly html_url: string | null;
  /** The fields that differ, before as on GitHub and after as declared, in the order url, events, content_type, insecure_ssl, active: all of them for what is missing (before is null) and for what `apply` would delete (after is null). Empty where the secret alone differs, and for hooks that stay as they are. */
  readonly changes: readonly ChangeDocument[];
  /** What `apply` would do to the hook's secret: `set` (declared, and GitHub has none), `rotate` (a rotation is due), `resupply` (sent again, because GitHub would drop it otherwise; not verified to be the one in use), `keep` (present, and not sent), `remove` (there is one, and none is declared), or `none` (there is nothing to do). */
  readonly secret: "set" | "rotate" | "resupply" | "keep" | "remove" | "none";
  /** The entry of `secrets` that the hook names, or `env:NAME` or `file:PATH` where it is written in place; null where the file declares no secret for it. Never a value. */
  readonly secret_ref: string | null;
  /** Why: `missing` on GitHub; it `differs`; its secret is missing (`secret-missing`) or unwanted (`secret-unwanted`); with `--verify`, GitHub signs with another secret (`secret-mismatch`) or not at all (`secret-unsigned`); a `rotation` is due; the hook is `unmanaged`, `superseded` by one that has its URL in `previous_urls`, or declared `absent`; or its receiver is `unhealthy`. */
  readonly reason: "missing" | "differs" | "secret-missing" | "secret-unwanted" | "secret-mismatch" | "secret-unsigned" | "rotation" | "unmanaged" | "superseded" | "absent" | "unhealthy";
  /** Why `apply` would not change it, or null: `undeclared-secret` (GitHub may drop a secret that cannot be restored), `secret-moves-host` (GitHub would sign for another host with an undeclared secret), `protected` (the file protects the hook), `hook-in-the-way` (a hook of the same URL holds the events and may not be deleted), `no-order` (hooks exchange events, and GitHub would refuse whichever is changed first), `secret-differs` (GitHub signs with another secret than the declared one; only `apply` finds out). */
  readonly blocked: "undeclared-secret" | "secret-moves-host" | "protected" | "hook-in-the-way" | "no-order" | "secret-differs" | null;
  /** The requests that `apply` would make, in order and with the checks, as `METHOD /path`. Empty where it would leave the hook alone. Of what is blocked they are listed and not attempted. */
  readonly requests: readonly string[];
  /** Of an `unhealthy` hook what GitHub says of the last delivery (`last_response`, repositories only); otherwise null. URLs and what looks like a credential are masked in it. */
  readonly health: LastResponseDocument | null;
  /** The events that it receives, sorted; only of hooks that are not declared and stay. */
  readonly events?: readonly string[];
  /** When GitHub last updated it, in RFC 3339; only of hooks that are not declared and stay, null where GitHub does not say. */
  readonly updated_at?: string | null;
  /** Where the file asks for it; null where no place does, as for an unmanaged hook. */
  readonly source: PositionDocument | null;
}

/** The result of the last delivery. */
export interface LastResponseDocument {
  /** The status code that the receiver answered, or that GitHub gave for an answer that never came; null where GitHub does not tell. */
  readonly code: number | null;
  /** GitHub's word for it, such as `active` or `hookshot_error`. */
  readonly status: string | null;
  /** GitHub's sentence for it, cut to 200 characters. */
  readonly message: string | null;
}

/** What `hookfleet apply --format json` prints: how every action of the plan ended, in the plan's order. Nothing secret is in it. */
export interface ReportDocument {
  /** What this document is, and the version of its format. */
  readonly format: "hookfleet.report/1";
  /** Only where the run was refused before its first write: every reason, such as `too-many-deletes`, `secret-unset` or `not-approved`. Nothing was attempted then, and `actions` is empty where the run did not come to a plan. */
  readonly refused?: readonly DiagnosticDocument[];
  /** What happened, not what was planned. */
  readonly summary: {
    /** Actions that were carried out. */
    readonly applied: number;
    /** Actions that were attempted and went wrong. */
    readonly failed: number;
    /** Actions that were not attempted. */
    readonly not_attempted: number;
    /** Hooks that were written and whose secret is not proved; only with `--verify`. They are among those that failed. */
    readonly unproved?: number;
  };
  /** Every action of the plan and how it ended. */
  readonly actions: readonly OutcomeDocument[];
}

/** One action, as in the plan, and how it ended. */
export interface OutcomeDocument {
  /** What is done: `create` a hook, `update` it (events or `active` change, or a secret is removed), `config-patch` (only url, content type, insecure_ssl or the secret change), `delete` it. */
  readonly kind: "create" | "update" | "config-patch" | "delete";
  /** The organization (`acme`) or repository (`acme/api`) that holds the hook. */
  readonly scope: string;
  /** The hook's id on GitHub, of a hook that was created the new one; null where there is none. */
  readonly hook_id: number | null;
  /** The URL that the hook is to have, or for a `delete` has. What could be a credential is masked; a URL taken from the environment reads `env:NAME`. */
  readonly url: string;
  /** The hook's settings page on GitHub; null where there is no hook yet. */
  readonly html_url: string | null;
  /** The fields that change, in the order url, events, content_type, insecure_ssl, active: all of them for `create` (before is null) and `delete` (after is null). Empty where the secret alone changes. */
  readonly changes: readonly ChangeDocument[];
  /** What happens to the hook's secret: `set` (declared, and GitHub has none), `rotate` (supplied because of `rotated_at`), `resupply` (sent again, because GitHub would drop it otherwise or because it was asked for; not verified to be the one in use), `keep` (present and not sent), `remove`, or `none` (there is nothing to do). */
  readonly secret: "set" | "rotate" | "resupply" | "keep" | "remove" | "none";
  /** The entry of `secrets` that the hook names, or `env:NAME` or `file:PATH` where it is written in place; null where the file declares no secret for it. Never a value. */
  readonly secret_ref: string | null;
  /** Why: `missing` on GitHub; it `differs`; its secret is missing (`secret-missing`) or unwanted (`secret-unwanted`); a `rotation` is due; sending its secret again was asked for (`resupply`); the hook is `unmanaged` where that means delete, `superseded` by one that has its URL in `previous_urls`, or declared `absent`. */
  readonly reason: "missing" | "differs" | "secret-missing" | "secret-unwanted" | "rotation" | "resupply" | "unmanaged" | "superseded" | "absent";
  /** Why the action is listed and not attempted, or null: `undeclared-secret` (GitHub may drop a secret that cannot be restored), `secret-moves-host` (GitHub would sign for another host with an undeclared secret), `protected` (the file protects the hook), `hook-in-the-way` (a hook of the same URL holds the events and may not be deleted), `no-order` (hooks exchange events, and GitHub would refuse whichever is changed first), `secret-differs` (GitHub signs with another secret than the declared one, which `apply` alone finds out). */
  readonly blocked: "undeclared-secret" | "secret-moves-host" | "protected" | "hook-in-the-way" | "no-order" | "secret-differs" | null;
  /** Where the plan was compared with a base: `change` for what the change under review asks for, `drift` for what was due before it. Otherwise null. */
  readonly origin: "change" | "drift" | null;
  /** The requests behind the action, in order and with the checks, as `METHOD /path`. */
  readonly requests: readonly string[];
  /** Where the file asks for it; null where no place does, as for an unmanaged hook that is deleted. */
  readonly source: PositionDocument | null;
  /** Only, and always, on an `update` whose secret is sent again because that was asked for: it may replace another one. */
  readonly resupply_asked?: true;
  /** Only, and always, where `secret` is `rotate`: when GitHub last updated the hook, which is before the rotation; null where GitHub does not say. */
  readonly updated_at?: string | null;
  /** Only, and always, on a `delete`. Whether the hook has a secret, which goes with it: GitHub never shows it again. */
  readonly has_secret?: boolean;
  /** Only, and always, on a `delete`. Why it goes before the other actions of its scope rather than last in the run: `duplicate-in-the-way` where GitHub would refuse another action with "Hook already exists" while this hook stands, `event-limit` where GitHub's limit of hooks per event leaves no room beside it. null where it goes last. */
  readonly early?: "duplicate-in-the-way" | "event-limit" | null;
  /** Only on an `update` of which there are two for one hook, because another hook is changed in between: `shrink` comes first and does all but take new events, `grow` takes them. */
  readonly part?: "shrink" | "grow";
  /** How it ended: `applied`, `failed`, or `not_attempted`. */
  readonly status: "applied" | "failed" | "not_attempted";
  /** What went wrong, or why it was not attempted; null where it was applied. */
  readonly error: ErrorDocument | null;
  /** Only, and then true, on a rotation that is done by a proof alone: GitHub did not move the hook's `updated_at`, so that each plan lists it again until `rotated_at` is changed. */
  readonly unrecorded?: true;
  /** What was found of the hook's secret once it was written; only with `--verify`. */
  readonly verification?: {
    /** The hook on GitHub. */
    readonly hook_id: number;
    /** The hook's settings page on GitHub; null where there is no hook yet. */
    readonly html_url: string | null;
    /** Whether GitHub signs with the secret. Only `proved` is certain. */
    readonly verdict: "proved" | "unsigned" | "mismatch" | "no-delivery" | "unverifiable";
    /** Why; null where the verdict says it all. */
    readonly reason: string | null;
    /** When the delivery that was judged was made; null where none was judged. */
    readonly delivered_at: string | null;
    /** What the receiver answered; nulls where no delivery was judged. */
    readonly receiver: {
      /** 0 where it did not answer. */
      readonly status_code: number | null;
      /** In GitHub's words. */
      readonly status: string | null;
      /** How long the delivery took. */
      readonly duration_ms: number | null;
      /** Only where GitHub itself held the delivery back, and when: then its status says nothing of the receiver. */
      readonly throttled_at?: string;
    };
    /** What decided. */
    readonly rule: string;
  };
}

/** What stood in the way of an action. */
export interface ErrorDocument {
  /** Stable, kebab-case. For an action that was not attempted: why it was blocked, else `not-attempted`. */
  readonly code: string;
  /** What went wrong. */
  readonly message: string;
  /** What to do about it, where there is something to do. */
  readonly help: string | null;
}

/** What `hookfleet doctor --format json` prints: who the credential is and what it may do, and what is missing. Nothing secret. */
export interface DoctorDocument {
  /** What this document is, and the version of its format. */
  readonly format: "hookfleet.doctor/1";
  /** The version of hookfleet that made it. */
  readonly tool_version: string;
  /** When it was made, in RFC 3339. */
  readonly created_at: string;
  /** The GitHub API that was asked. */
  readonly api: {
    /** Its address. */
    readonly url: string;
    /** Which GitHub it is. */
    readonly kind: "github.com" | "ghe.com" | "ghes";
    /** The version of the API that is asked for. */
    readonly version: string;
  };
  /** Who asked. null where there is no credential that can be used. */
  readonly credential: {
    /** Such as `classic token` or `GitHub App 123`. */
    readonly kind: string;
    /** The user that a token belongs to, or the name of the App; null where GitHub does not say. */
    readonly login: string | null;
    /** Those of a classic token or an OAuth app, as GitHub names them in its answers. */
    readonly oauth_scopes: readonly string[] | null;
    /** Those for hooks that a GitHub App has, by owner. */
    readonly permissions: { readonly [name: string]: { readonly [name: string]: "read" | "write" | "admin" } } | null;
    /** When the token expires, as GitHub writes it. */
    readonly expires: string | null;
  } | null;
  /** What is left of the hour. null where there is no limit, or where it is not known. */
  readonly rate_limit: {
    /** Requests an hour. */
    readonly limit: number;
    /** How many are left. */
    readonly remaining: number;
    /** When the next hour begins. */
    readonly reset_at: string;
  } | null;
  /** GitHub's clock less that of this machine. */
  readonly clock_difference_seconds: number | null;
  /** The proxy in use, without its credentials. */
  readonly proxy: {
    /** Scheme, host and port. */
    readonly address: string;
    /** The variable that names it. */
    readonly variable: string;
  } | null;
  /** The folder of the cache; null where it is off. */
  readonly cache: string | null;
  /** What the credential can do to the hooks of each scope, as far as GitHub's answers tell. */
  readonly scopes: readonly ({
    /** An organization, or a repository. */
    readonly scope: string;
    /** Whether its hooks were listed. */
    readonly list: "yes" | "no" | "cannot tell";
    /** Whether hooks can be created and changed. */
    readonly write: "yes" | "no" | "cannot tell";
    /** Whether hooks can be deleted. */
    readonly delete: "yes" | "no" | "cannot tell";
    /** The code of why they were not listed. */
    readonly reason: string | null;
  })[];
  /** The variables and files that hooks of the configuration name. */
  readonly values: readonly ({
    /** The variable, or the path of the file. */
    readonly name: string;
    /** What it is. */
    readonly source: "env" | "file";
    /** What it is for. Plans need URLs; `apply` needs the secrets of the hooks that it writes. */
    readonly holds: "url" | "secret";
    /** `set`, or the code of what is wrong. */
    readonly status: string;
  })[];
  /** How many problems there are. The exit code is 1 where there are errors. */
  readonly summary: {
    /** What `plan` or `apply` needs and lacks. */
    readonly errors: number;
    /** What may become an error. */
    readonly warnings: number;
  };
  /** Errors and warnings. */
  readonly diagnostics: readonly DiagnosticDocument[];
}
