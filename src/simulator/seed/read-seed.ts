import { SeedError } from "../seed-error.ts";
import type { HookConfig, LastResponse } from "../simulator.ts";
import type { Switches } from "../switches.ts";
import { readSwitch } from "../switches.ts";
import type { ReceiverStatus } from "../world/world.ts";
import {
  date,
  either,
  flag,
  listOf,
  mapOf,
  number,
  oneOf,
  type Reader,
  shape,
  text,
  whole,
} from "./readers.ts";
import type {
  SeedApp,
  SeedComment,
  SeedDelivery,
  SeedHook,
  SeedInstallation,
  SeedIssue,
  SeedOrganization,
  SeedPull,
  SeedRateLimit,
  SeedReceiver,
  SeedRepository,
  SeedToken,
  SeedUser,
  SimulatorSeed,
} from "./seed.ts";

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
