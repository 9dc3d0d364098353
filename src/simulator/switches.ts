import { SeedError } from "./seed/readers.ts";

/**
 * Every behavior of GitHub's that is neither documented nor measured, in the order of `--help`: its
 * values (the first is the default) and what it decides. Two numbers are the defaults of a number:
 * of GitHub and of a GitHub Enterprise Server.
 */
const definitions = {
  secretOnPatchWithoutConfig: "keep|drop: the secret when PATCH …/hooks/{id} comes without config",
  secretOnConfigPatch: "keep|drop: the secret when PATCH …/config comes without secret",
  maskEcho: "literal|keep: a secret of ******** sent back: stored as it is, or the old one kept",
  emptySecret: 'clear|ignore|store: a secret of "": removes the secret, is ignored, or is stored',
  configOnPatch:
    "replace|merge: config in PATCH …/hooks/{id}: replaces the whole, or only the keys sent",
  urlOmittedOnPatch: "keep|422: url left out of a replacing config",
  contentTypeOnPatch:
    "form|keep: content_type left out of a replacing config: the default again, or as it was",
  longUrls: "cut|store: a URL of more than 255 characters",
  unknownConfigKeys: "422|drop|store: keys of config that GitHub does not know",
  legacyConfig:
    'filled|insecure_ssl|as-sent|blank-secret: defaults written into config: all, as in 2018, none as before, or all and a secret of ""',
  patchOmittedEvents: "keep|reset: events left out of PATCH: as they were, or push again",
  patchOmittedActive: "keep|reset: active left out of PATCH: as it was, or true again",
  patchTouchesUpdatedAt: "yes|no: whether PATCH …/hooks/{id} moves updated_at",
  configPatchTouchesUpdatedAt: "yes|no: whether PATCH …/config moves updated_at",
  unchangedPatchTouchesUpdatedAt: "no|yes: whether a PATCH that changes nothing moves updated_at",
  duplicateKey:
    "url|url+content_type+insecure_ssl|config: what two hooks must share to be duplicates, beside an event",
  urlComparison:
    "bytes|normalised: URLs of duplicates: byte for byte, or without case of the host and trailing slash",
  wildcardOverlap: "all|literal: whether * overlaps every event or only *",
  patchConflict: "422|accept: a PATCH that makes a duplicate",
  configPatchUniqueness: "check|skip: duplicates made by PATCH …/config",
  configPatchLocalhost: "check|skip: localhost in PATCH …/config",
  localhost: "refuse|accept: a URL on localhost",
  eventLimit: "20/250: hooks per event and scope; 250 below /api/v3",
  wildcardCountsTowardsLimit: "no|yes: whether a hook of * counts towards the limit of every event",
  invalidEvents: "422|accept: an event that does not exist",
  unofferedEvents: "accept|422: an event that exists but is not documented for this level",
  emptyEvents: "push|store|422: events: [] in POST",
  emptyEventsOnPatch:
    "keep|push|store|422: events: [] in PATCH: as if left out, push, none, or refused",
  deleteAnswer:
    "204|404-deleted|404-kept: DELETE …/hooks/{id}: as documented, 404 though deleted, or 404 and not deleted",
  visibleHooks:
    "own|all: hooks of OAuth apps: seen by that app alone (and its own are all it sees), or by all",
  nonWebHooks:
    "none|cli|travis|cli+travis: adds hooks that are not web hooks to every scope of the seed",
  archivedHooksReadable: "yes|no: reading hooks of an archived repository",
  archivedHooksWritable: "no|yes: writing hooks of an archived repository",
  renamedRepo: "redirect|gone: the old name of a repository: 301 and 307, or 404",
  actionsToken: "403|404: the answer to GITHUB_TOKEN of Actions",
  bodyStatusField: 'on|off: "status" in the body of errors',
  rateLimitStatus: "403|429: the status of rate limit answers",
  retryAfter: "present|absent: retry-after on secondary limits",
  secondaryLimits:
    "points|points+content|off: 900 points a minute, 100 requests at once; with content also 80 writes a minute, 500 an hour",
  linkOrigin:
    "asked|other: what Link starts with: where the request was sent, or another origin, as behind a proxy",
  linkLast:
    "right|missing|short|far: the last page in Link: as it is, not named, the next one, or far behind it",
  noCacheRequests:
    "304|200: If-None-Match beside Cache-Control: no-cache, which Node's fetch adds: 304, or the whole again",
  apiVersion2022:
    "supported|deprecated|retired: version 2022-11-28: supported, with Deprecation and Sunset, or 410",
  pingDelay: "1000/1000: milliseconds until a ping or redelivery is there",
  pingInactive: "deliver|skip: a ping of an inactive hook",
  deliveriesRetention:
    "259200000/604800000: milliseconds that deliveries are kept; 3 days, 7 below /api/v3",
  redeliverySecret: "current|original: the secret that signs a redelivery",
  formEncoding: "ruby|whatwg: form bodies: * escaped and ~ not, or the other way round",
  checkEvents: "created+completed|all: actions of check_run and check_suite that arrive",
  deliveryPayload: "present|null: payloads in the details of a delivery",
  payloadKeyOrder: "wire|sorted: keys of those payloads: in the order sent, or sorted",
  deliveryHeaderCase: "mixed|lower: header names in those details",
} as const;

type Definitions = typeof definitions;
/** The name of a switch: of what GitHub's documentation leaves open. */
export type SwitchName = keyof Definitions;

type ValueOf<Definition> = Definition extends `${infer Choice}: ${string}`
  ? Choice extends `${number}/${number}`
    ? number
    : OneOf<Choice>
  : never;
type OneOf<Choice> = Choice extends `${infer First}|${infer Rest}` ? First | OneOf<Rest> : Choice;

/** How this simulator behaves where GitHub is unclear. */
export type Switches = { readonly [Name in SwitchName]: ValueOf<Definitions[Name]> };

/** One switch: what it decides, its values (the first is the default) or its default number. */
export interface SwitchDefinition {
  readonly description: string;
  /** `undefined` = any whole number from 0 up. */
  readonly values: readonly string[] | undefined;
  readonly default: string | number;
  /** The default of a GitHub Enterprise Server. */
  readonly enterprise: string | number;
}

function define(definition: string): SwitchDefinition {
  const [, choice = "", description = ""] = /^(\S+): (.*)$/.exec(definition) ?? [];
  const [, github, enterprise] = /^(\d+)\/(\d+)$/.exec(choice) ?? [];
  if (github !== undefined)
    return {
      description,
      values: undefined,
      default: Number(github),
      enterprise: Number(enterprise),
    };
  const values = choice.split("|");
  const [first = ""] = values;
  return { description, values, default: first, enterprise: first };
}

/** The same keys with other values. */
const mapSwitches = <T>(value: (name: SwitchName) => T): Readonly<Record<SwitchName, T>> => {
  const names = Object.keys(definitions) as SwitchName[];
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<SwitchName, T>;
};

/** The switches in the order of `--help`. */
export const switchDefinitions: Readonly<Record<SwitchName, SwitchDefinition>> = mapSwitches(
  (name) => define(definitions[name]),
);

/** The behavior that the evidence makes most likely, by kind of server. */
export const defaultSwitches = (server: "default" | "enterprise" = "default"): Switches =>
  mapSwitches((name) => switchDefinitions[name][server]) as unknown as Switches;

const isSwitchName = (name: string): name is SwitchName => Object.hasOwn(definitions, name);

/** Checks one value from a seed or from `--switch name=`. */
export function readSwitch(name: string, value: unknown, path: string): Partial<Switches> {
  if (!isSwitchName(name)) {
    const names = Object.keys(definitions).join(", ");
    throw new SeedError(path, `unknown switch "${name}"; there are ${names}`);
  }
  const { values } = switchDefinitions[name];
  const found = JSON.stringify(value);
  if (values !== undefined) {
    const text = typeof value === "number" ? String(value) : value;
    if (typeof text === "string" && values.includes(text)) return { [name]: text };
    throw new SeedError(path, `"${name}" is ${values.join(" or ")}, not ${found}`);
  }
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number === "number" && Number.isSafeInteger(number) && number >= 0)
    return { [name]: number };
  throw new SeedError(path, `"${name}" is a whole number from 0 up, not ${found}`);
}

/** Reads `name=value`, as given to `--switch`. */
export function parseSwitch(text: string): Partial<Switches> {
  const equals = text.indexOf("=");
  if (equals === -1) throw new SeedError("", `"${text}" is not of the form name=value`);
  return readSwitch(text.slice(0, equals).trim(), text.slice(equals + 1).trim(), "");
}

/**
 * Reads every `--switch`.
 *
 * @param texts such as `deleteAnswer=404-kept`
 * @throws SeedError where one is unknown, has a value that it does not take, or is given twice
 */
export function parseSwitches(texts: readonly string[]): Partial<Switches> {
  const read = new Map<string, unknown>();
  for (const [name, value] of texts.flatMap((text) => Object.entries(parseSwitch(text)))) {
    if (read.has(name) && read.get(name) !== value)
      throw new SeedError("", `"${name}" is given twice: ${read.get(name)} and ${value}`);
    read.set(name, value);
  }
  return Object.fromEntries(read) as Partial<Switches>;
}
