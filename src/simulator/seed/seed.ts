import type { HookConfig, LastResponse } from "../simulator.ts";
import type { ReceiverStatus } from "../store/store.ts";
import { readSwitch, type Switches } from "../switches.ts";
import {
  date,
  either,
  flag,
  listOf,
  mapOf,
  number,
  oneOf,
  type Reader,
  SeedError,
  shape,
  text,
  whole,
} from "./readers.ts";

/** What the simulator starts with: a plain JSON value. Every key may be left out. */
export interface SimulatorSeed {
  readonly switches?: Partial<Switches>;
  /** Left out: every token is accepted and may do everything. */
  readonly tokens?: Readonly<Record<string, SeedToken>>;
  /** GitHub Apps by their id. */
  readonly apps?: Readonly<Record<string, SeedApp>>;
  readonly organizations?: Readonly<Record<string, SeedOrganization>>;
  readonly users?: Readonly<Record<string, SeedUser>>;
  /** URL globs (`*` within a path segment, `**` anything) and what deliveries there are answered. */
  readonly receivers?: Readonly<Record<string, SeedReceiver>>;
  /** `none` = no limits and none of their headers, as on a GitHub Enterprise Server. */
  readonly rate_limit?: SeedRateLimit | "none";
}

export type TokenKind = "classic" | "oauth" | "fine-grained" | "installation" | "actions";

export interface SeedToken {
  /** Default `octocat`. */
  readonly login?: string;
  /** Default `classic`. */
  readonly kind?: TokenKind;
  /** Of classic and OAuth tokens. Default `admin:org_hook`, `repo`. */
  readonly scopes?: readonly string[];
  /** Of the other kinds, such as `repository_hooks: write`. */
  readonly permissions?: Readonly<Record<string, string>>;
  /** What it can see: `acme` (the organization alone), `acme/api`, `acme/*`. Default: everything. */
  readonly only?: readonly string[];
  /** The OAuth app that it belongs to. */
  readonly app?: string;
  /** Organizations under SAML that it has been authorized for. */
  readonly sso?: readonly string[];
}

export interface SeedApp {
  /** PEM. Left out: signatures are not checked. */
  readonly public_key?: string;
  readonly slug?: string;
  /** By the login of the account. */
  readonly installations?: Readonly<Record<string, SeedInstallation>>;
}

export interface SeedInstallation {
  readonly id?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly repositories?: "all" | readonly string[];
  readonly suspended?: boolean;
}

export interface SeedOrganization {
  readonly id?: number;
  /** Tokens need `sso` for it. */
  readonly saml?: boolean;
  readonly hooks?: readonly SeedHook[];
  readonly repositories?: Readonly<Record<string, SeedRepository>>;
}

export interface SeedUser {
  readonly id?: number;
  readonly repositories?: Readonly<Record<string, SeedRepository>>;
}

/** Against GitHub's terms (403), or taken down under the law (451). */
export type BlockReason = "tos" | "dmca";

export type Visibility = "public" | "private" | "internal";

export interface SeedRepository {
  readonly id?: number;
  readonly archived?: boolean;
  readonly blocked?: BlockReason;
  readonly fork?: boolean;
  readonly description?: string;
  /** Default private in organizations, public with users. */
  readonly visibility?: Visibility;
  readonly topics?: readonly string[];
  readonly properties?: Readonly<Record<string, string | readonly string[]>>;
  /** Only a name that another repository once had: `acme/new-name`. */
  readonly moved_to?: string;
  readonly hooks?: readonly SeedHook[];
  /** Default true. Pull requests are there all the same. */
  readonly has_issues?: boolean;
  readonly issues?: readonly SeedIssue[];
  readonly pulls?: readonly SeedPull[];
}

/** An issue or a pull request; the two share their numbers. */
export interface SeedIssue {
  /** Default: the next that is free. */
  readonly number?: number;
  readonly title?: string;
  readonly body?: string;
  /** Default open. */
  readonly state?: "open" | "closed";
  /** Default `octocat`. */
  readonly user?: string;
  readonly locked?: boolean;
  readonly labels?: readonly string[];
  readonly comments?: readonly SeedComment[];
}

export interface SeedPull extends SeedIssue {
  /** It was merged as this commit, and is closed. */
  readonly merge_commit?: string;
}

export interface SeedComment {
  readonly id?: number;
  readonly body: string;
  /** Default `octocat`. */
  readonly user?: string;
}

export interface SeedHook {
  readonly id?: number;
  readonly name?: string;
  readonly url?: string;
  readonly events?: readonly string[];
  readonly content_type?: string;
  readonly insecure_ssl?: string | number | boolean;
  readonly secret?: string;
  readonly active?: boolean;
  /** RFC 3339. */
  readonly created_at?: string;
  readonly updated_at?: string;
  /** The config as it is, in place of the four keys and their defaults. */
  readonly config?: HookConfig;
  readonly last_response?: LastResponse;
  readonly owner_app?: string;
  /** Events delivered in the past. */
  readonly deliveries?: readonly SeedDelivery[];
}

export interface SeedDelivery {
  readonly event: string;
  readonly action?: string;
  /** RFC 3339. Default: the start of the simulator. */
  readonly delivered_at?: string;
  /** In place of it: so many seconds before the start of the simulator. */
  readonly ago?: number;
  /** What the receiver answered then; default as it answers now. */
  readonly status?: ReceiverStatus;
  /** Seconds that the answer took; default as the receiver takes now. */
  readonly duration?: number;
  /** The same for every attempt at an event. Default: one of its own. */
  readonly guid?: string;
  /** A further attempt at an event. */
  readonly redelivery?: boolean;
  /** RFC 3339. GitHub itself held it back then. */
  readonly throttled_at?: string;
  readonly payload?: Readonly<Record<string, unknown>>;
}

export interface SeedReceiver {
  /** Default 200; 0 = it cannot be reached. */
  readonly status?: ReceiverStatus;
  /** Seconds. */
  readonly duration?: number;
  /** It checks signatures with this secret and answers 401 to anything else. */
  readonly secret?: string;
}

export interface SeedRateLimit {
  readonly limit?: number;
  /** What is left in the first hour. */
  readonly remaining?: number;
  /** Seconds until the first reset. Default an hour. */
  readonly reset_in?: number;
}

const switches: Reader<Partial<Switches>> = (value, path) => {
  const read = Object.entries(mapOf((entry) => entry)(value, path)).map(([name, entry]) =>
    readSwitch(name, entry, `${path}.${name}`),
  );
  return Object.assign({}, ...read) as Partial<Switches>;
};

const token = shape<SeedToken>({
  login: text,
  kind: oneOf("classic", "oauth", "fine-grained", "installation", "actions"),
  scopes: listOf(text),
  permissions: mapOf(text),
  only: listOf(text),
  app: text,
  sso: listOf(text),
});

const app = shape<SeedApp>({
  public_key: text,
  slug: text,
  installations: mapOf(
    shape<SeedInstallation>({
      id: whole,
      permissions: mapOf(text),
      repositories: either(oneOf("all"), listOf(text)),
      suspended: flag,
    }),
  ),
});

const nothing: Reader<null> = (value, path) => {
  if (value === null) return null;
  throw new SeedError(path, "expected null");
};

const receiverStatus: Reader<ReceiverStatus> = either(
  oneOf("failed to connect", "timed out"),
  whole,
);

const lastResponse = shape<Partial<LastResponse>>({
  code: either(nothing, whole),
  status: either(nothing, text),
  message: either(nothing, text),
});

const hookFields = shape<SeedHook>({
  id: whole,
  name: text,
  url: text,
  events: listOf(text),
  content_type: text,
  insecure_ssl: either(flag, either(text, number)),
  secret: text,
  active: flag,
  created_at: date,
  updated_at: date,
  config: mapOf(text) as Reader<HookConfig>,
  last_response: (value, path) => {
    const read = lastResponse(value, path);
    return {
      code: read.code ?? null,
      status: read.status ?? null,
      message: read.message ?? null,
    };
  },
  owner_app: text,
  deliveries: listOf((value, path) => {
    const read = shape<Partial<SeedDelivery>>({
      event: text,
      action: text,
      delivered_at: date,
      ago: number,
      status: receiverStatus,
      duration: number,
      guid: text,
      redelivery: flag,
      throttled_at: date,
      payload: mapOf((entry) => entry),
    })(value, path);
    if (read.event === undefined) throw new SeedError(path, "a delivery needs an event");
    return { ...read, event: read.event };
  }),
});

/** Checks one hook, as seeds have it. */
export function readSeedHook(value: unknown, path: string): SeedHook {
  const read = hookFields(value, path);
  if (read.url === undefined && read.config === undefined)
    throw new SeedError(path, "a hook needs a url, or its config as it is");
  return read;
}

const fullName: Reader<string> = (value, path) => {
  const name = text(value, path);
  if (/^[^/]+\/[^/]+$/.test(name)) return name;
  throw new SeedError(path, `expected owner/name, found "${name}"`);
};

const comment: Reader<SeedComment> = (value, path) => {
  const read = shape<Partial<SeedComment>>({ id: whole, body: text, user: text })(value, path);
  if (read.body === undefined) throw new SeedError(path, "a comment needs a body");
  return { ...read, body: read.body };
};

const issueFields = {
  number: whole,
  title: text,
  body: text,
  state: oneOf("open", "closed"),
  user: text,
  locked: flag,
  labels: listOf(text),
  comments: listOf(comment),
};

const issue = shape<SeedIssue>(issueFields);
const pull = shape<SeedPull>({ ...issueFields, merge_commit: text });

const repository = shape<SeedRepository>({
  id: whole,
  archived: flag,
  blocked: oneOf("tos", "dmca"),
  fork: flag,
  description: text,
  visibility: oneOf("public", "private", "internal"),
  topics: listOf(text),
  properties: mapOf(either(text, listOf(text))),
  moved_to: fullName,
  hooks: listOf(readSeedHook),
  has_issues: flag,
  issues: listOf(issue),
  pulls: listOf(pull),
});

/** `api:` with nothing behind it is a repository with nothing to say. */
const orNothing =
  <T>(reader: Reader<T>): Reader<T> =>
  (value, path) =>
    reader(value ?? {}, path);

const seed = shape<SimulatorSeed>({
  switches,
  tokens: mapOf(orNothing(token)),
  apps: mapOf(orNothing(app)),
  organizations: mapOf(
    orNothing(
      shape<SeedOrganization>({
        id: whole,
        saml: flag,
        hooks: listOf(readSeedHook),
        repositories: mapOf(orNothing(repository)),
      }),
    ),
  ),
  users: mapOf(
    orNothing(shape<SeedUser>({ id: whole, repositories: mapOf(orNothing(repository)) })),
  ),
  receivers: mapOf(
    shape<SeedReceiver>({
      status: receiverStatus,
      duration: number,
      secret: text,
    }),
  ),
  rate_limit: either(
    oneOf("none"),
    shape<SeedRateLimit>({ limit: whole, remaining: whole, reset_in: number }),
  ),
});

/** Checks a seed; the SeedError it throws names the path of what is wrong. */
export function readSeed(value: unknown): SimulatorSeed {
  return seed(value ?? {}, "");
}
