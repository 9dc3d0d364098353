import { readSwitch, type Switches } from "../switches.ts";
import { expandRanges } from "./ranges.ts";
import { listOf, readMap, SeedError, type Values, values } from "./readers.ts";

/**
 * What a seed can hold: both its types and its checks are derived from this. `text[]` is a list,
 * `{text}` a map by name, `a|b` either, `text!` required; a name that is neither a shape nor one of
 * the values below is that word itself.
 */
const shapes = {
  seed: {
    switches: "switches",
    /** Left out: every token is accepted and may do everything. */
    tokens: "{token}",
    /** GitHub Apps by their id. */
    apps: "{app}",
    organizations: "{organization}",
    users: "{user}",
    /** URL globs (`*` within a path segment, `**` anything) and what deliveries there are answered. */
    receivers: "{receiver}",
    /** `none` = no limits and none of their headers, as on a GitHub Enterprise Server. */
    rate_limit: "none|rateLimit",
  },
  token: {
    /** Default `octocat`. */
    login: "text",
    /** Default `classic`. */
    kind: "classic|oauth|fine-grained|installation|actions",
    /** Of classic and OAuth tokens. Default `admin:org_hook`, `repo`. */
    scopes: "text[]",
    /** Of the other kinds, such as `repository_hooks: write`. */
    permissions: "{text}",
    /** What it can see: `acme` (the organization alone), `acme/api`, `acme/*`. Default: everything. */
    only: "text[]",
    /** The OAuth app that it belongs to. */
    app: "text",
    /** It says so in its answers; it is taken afterwards all the same. */
    expires_at: "date",
    /** Organizations under SAML that it has been authorized for. */
    sso: "text[]",
  },
  app: {
    /** PEM. Left out: signatures are not checked. */
    public_key: "text",
    slug: "text",
    /** By the login of the account. */
    installations: "{appInstallation}",
  },
  appInstallation: {
    id: "whole",
    permissions: "{text}",
    repositories: "all|text[]",
    suspended: "flag",
  },
  organization: {
    id: "whole",
    /** Tokens need `sso` for it. */
    saml: "flag",
    hooks: "hook[]",
    /** By name; `service-{001..120}` is 120 of them, with `{name}` and `{n}` in their texts. */
    repositories: "{repository}",
  },
  user: { id: "whole", repositories: "{repository}" },
  repository: {
    id: "whole",
    archived: "flag",
    /** Against GitHub's terms (403), or taken down under the law (451). */
    blocked: "tos|dmca",
    fork: "flag",
    description: "text",
    /** Default private in organizations, public with users. */
    visibility: "public|private|internal",
    topics: "text[]",
    properties: "{text|text[]}",
    /** Only the former name of another repository: `acme/new-name`. */
    moved_to: "fullName",
    hooks: "hook[]",
    /** Default true. Pull requests exist all the same. */
    has_issues: "flag",
    /** Issues and pull requests share their numbers. */
    issues: "issue[]",
    pulls: "pull[]",
  },
  issue: {
    /** Default: the next that is free. */
    number: "whole",
    title: "text",
    body: "text",
    /** Default open. */
    state: "open|closed",
    /** Default `octocat`. */
    user: "text",
    locked: "flag",
    labels: "text[]",
    comments: "comment[]",
  },
  pull: {
    number: "whole",
    title: "text",
    body: "text",
    state: "open|closed",
    user: "text",
    locked: "flag",
    labels: "text[]",
    comments: "comment[]",
    /** It was merged as this commit, and is closed. */
    merge_commit: "text",
  },
  comment: {
    id: "whole",
    body: "text!",
    /** Default `octocat`. */
    user: "text",
  },
  hook: {
    id: "whole",
    name: "text",
    url: "text",
    events: "text[]",
    content_type: "text",
    insecure_ssl: "flag|text|number",
    secret: "text",
    active: "flag",
    /** RFC 3339. */
    created_at: "date",
    updated_at: "date",
    /** The config as it is, in place of the four keys and their defaults. */
    config: "{text}",
    last_response: "lastResponse",
    owner_app: "text",
    /** Events delivered in the past. */
    deliveries: "delivery[]",
  },
  lastResponse: { code: "null|whole", status: "null|text", message: "null|text" },
  delivery: {
    event: "text!",
    action: "text",
    /** RFC 3339. Default: the start of the simulator. */
    delivered_at: "date",
    /** In place of it: so many seconds before the start of the simulator. */
    ago: "number",
    /** What the receiver answered then; default: what it answers now. */
    status: "failed to connect|timed out|whole",
    /** Seconds that the answer took; default: what the receiver takes now. */
    duration: "number",
    /** The same for every attempt at an event. Default: a new one. */
    guid: "text",
    /** A further attempt at an event. */
    redelivery: "flag",
    /** RFC 3339. GitHub itself held it back then. */
    throttled_at: "date",
    payload: "{anything}",
  },
  receiver: {
    /** Default 200; 0 = it cannot be reached. */
    status: "failed to connect|timed out|whole",
    /** Seconds. */
    duration: "number",
    /** It checks signatures with this secret and answers 401 to anything else. */
    secret: "text",
  },
  rateLimit: {
    limit: "whole",
    /** What is left in the first hour. */
    remaining: "whole",
    /** Seconds until the first reset. Default an hour. */
    reset_in: "number",
  },
} as const;

type Shapes = typeof shapes;
type ShapeName = keyof Shapes;

type Typed<T> = T extends `{${infer Item}}`
  ? Readonly<Record<string, Typed<Item>>>
  : T extends `${infer First}|${infer Rest}`
    ? Typed<First> | Typed<Rest>
    : T extends `${infer Item}[]`
      ? readonly Typed<Item>[]
      : T extends `${infer Item}!`
        ? Typed<Item>
        : T extends keyof Values
          ? Values[T]
          : T extends "switches"
            ? Partial<Switches>
            : T extends ShapeName
              ? Shape<T>
              : T;

type Required<Of, Key extends keyof Of> = Of[Key] extends `${string}!` ? Key : never;
type Shape<Name extends ShapeName, Of = Shapes[Name]> = {
  readonly [Key in keyof Of as Exclude<Key, Required<Of, Key>>]?: Typed<Of[Key]>;
} & { readonly [Key in keyof Of as Required<Of, Key>]: Typed<Of[Key]> };

/** What the simulator starts with: a plain JSON value, such as a parsed YAML file. Every key is optional. */
export type SimulatorSeed = Shape<"seed">;
/** A credential, by its value in `tokens`. Without `tokens` any is accepted and may do everything. */
export type SeedToken = Shape<"token">;
/** A GitHub App, by its number in `apps`. */
export type SeedApp = Shape<"app">;
/** An installation of an App, by the login of the account. */
export type SeedInstallation = Shape<"appInstallation">;
/** An organization, by its login. */
export type SeedOrganization = Shape<"organization">;
/** A user, by its login. */
export type SeedUser = Shape<"user">;
/** A repository, by its name or a range such as `service-{001..120}`. */
export type SeedRepository = Shape<"repository">;
/** An issue, with its comments. */
export type SeedIssue = Shape<"issue">;
/** A pull request, which is an issue that may be merged. */
export type SeedPull = Shape<"pull">;
/** A comment on an issue or a pull request. */
export type SeedComment = Shape<"comment">;
/** A hook; it needs a `url`, or its `config` as it is. */
export type SeedHook = Shape<"hook">;
/** A delivery of the past. Times are RFC 3339, or seconds before the start. */
export type SeedDelivery = Shape<"delivery">;
/** What answers deliveries, by a glob over URLs. */
export type SeedReceiver = Shape<"receiver">;
/** The primary rate limit: requests an hour. */
export type SeedRateLimit = Shape<"rateLimit">;

/** A key without a value (`repositories:` in YAML) is the same as no key, and no map as an empty one. */
function readShape(name: ShapeName, value: unknown, path: string): unknown {
  const shape: Readonly<Record<string, string>> = shapes[name];
  const read = readMap(value ?? {}, path, (entry, at, key) => {
    const type = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (type === undefined)
      throw new SeedError(at, `unknown key; known keys: ${Object.keys(shape).join(", ")}`);
    return entry === null || entry === undefined ? undefined : readAs(type, entry, at);
  });
  for (const [key, type] of Object.entries(shape))
    if (type.endsWith("!") && !(key in read)) throw new SeedError(path, `"${key}" is missing`);
  if (name === "hook" && !("url" in read) && !("config" in read))
    throw new SeedError(path, "a hook needs a url, or its config as it is");
  return read;
}

/** Of `a|b`: the first that matches; if none does, the error of the last one. */
function readEither(types: readonly string[], value: unknown, path: string): unknown {
  const isWord = (type: string): boolean =>
    !/[[{]/.test(type) && !(type in values || type in shapes);
  if (types.some((type) => isWord(type) && type === value)) return value;
  const [first, ...rest] = types.filter((type) => !isWord(type));
  if (first === undefined)
    throw new SeedError(path, `expected ${types.join(" or ")}, found ${JSON.stringify(value)}`);
  if (rest.length === 0) return readAs(first, value, path);
  try {
    return readAs(first, value, path);
  } catch {
    return readEither(rest, value, path);
  }
}

function readAs(type: string, value: unknown, path: string): unknown {
  if (type.startsWith("{")) {
    const item = type.slice(1, -1);
    const entries = item === "repository" ? expandRanges(value) : value;
    return readMap(entries, path, (entry, at) => readAs(item, entry, at));
  }
  if (type.includes("|")) return readEither(type.split("|"), value, path);
  if (type.endsWith("[]"))
    return listOf((entry, at) => readAs(type.slice(0, -2), entry, at))(value, path);
  if (type.endsWith("!")) return readAs(type.slice(0, -1), value, path);
  if (type in values) return values[type as keyof Values](value, path);
  if (type !== "switches") return readShape(type as ShapeName, value, path);
  const read = readMap(value, path, (entry, at, name) => readSwitch(name, entry, at));
  return Object.assign({}, ...Object.values(read));
}

export const readSeedHook = (value: unknown, path: string): SeedHook =>
  readShape("hook", value, path) as SeedHook;

/** Checks a seed; the SeedError it throws names the path of what is wrong. */
export const readSeed = (value: unknown): SimulatorSeed =>
  readShape("seed", value, "") as SimulatorSeed;
