import { SeedError } from "./seed/readers.ts";

/**
 * Every point of GitHub's behaviour that nobody has measured, and how this simulator behaves on
 * it. The meaning of each value stands in {@link switchDefinitions}.
 */
export interface Switches {
  readonly secretOnPatchWithoutConfig: "keep" | "drop";
  readonly secretOnConfigPatch: "keep" | "drop";
  readonly maskEcho: "literal" | "keep";
  readonly emptySecret: "clear" | "ignore" | "store";
  readonly configOnPatch: "replace" | "merge";
  readonly urlOmittedOnPatch: "keep" | "422";
  readonly contentTypeOnPatch: "form" | "keep";
  readonly longUrls: "cut" | "store";
  readonly unknownConfigKeys: "422" | "drop" | "store";
  readonly legacyConfig: "filled" | "insecure_ssl" | "as-sent" | "blank-secret";
  readonly patchOmittedEvents: "keep" | "reset";
  readonly patchOmittedActive: "keep" | "reset";
  readonly patchTouchesUpdatedAt: "yes" | "no";
  readonly configPatchTouchesUpdatedAt: "yes" | "no";
  readonly unchangedPatchTouchesUpdatedAt: "no" | "yes";
  readonly duplicateKey: "url" | "url+content_type+insecure_ssl" | "config";
  readonly urlComparison: "bytes" | "normalised";
  readonly wildcardOverlap: "all" | "literal";
  readonly patchConflict: "422" | "accept";
  readonly configPatchUniqueness: "check" | "skip";
  readonly configPatchLocalhost: "check" | "skip";
  readonly localhost: "refuse" | "accept";
  readonly eventLimit: number;
  readonly wildcardCountsTowardsLimit: "yes" | "no";
  readonly invalidEvents: "422" | "accept";
  readonly unofferedEvents: "accept" | "422";
  readonly emptyEvents: "push" | "store" | "422";
  readonly emptyEventsOnPatch: "keep" | "push" | "store" | "422";
  readonly deleteAnswer: "204" | "404-deleted" | "404-kept";
  readonly visibleHooks: "own" | "all";
  readonly nonWebHooks: "none" | "cli" | "travis" | "cli+travis";
  readonly archivedHooksReadable: "yes" | "no";
  readonly archivedHooksWritable: "no" | "yes";
  readonly renamedRepo: "redirect" | "gone";
  readonly actionsToken: "403" | "404";
  readonly bodyStatusField: "on" | "off";
  readonly rateLimitStatus: "403" | "429";
  readonly retryAfter: "present" | "absent";
  readonly secondaryLimits: "off" | "points" | "points+content";
  readonly linkOrigin: "asked" | "other";
  readonly noCacheRequests: "304" | "200";
  readonly apiVersion2022: "supported" | "deprecated" | "retired";
  readonly pingDelay: number;
  readonly pingInactive: "deliver" | "skip";
  readonly deliveriesRetention: number;
  readonly redeliverySecret: "current" | "original";
  readonly formEncoding: "ruby" | "whatwg";
  readonly checkEvents: "created+completed" | "all";
  readonly deliveryPayload: "present" | "null";
  readonly payloadKeyOrder: "wire" | "sorted";
  readonly deliveryHeaderCase: "mixed" | "lower";
}

export type SwitchName = keyof Switches;

/** One switch: what it decides, its values (the first is the default) or its default number. */
export interface SwitchDefinition {
  readonly description: string;
  /** `undefined` = any whole number from 0 up. */
  readonly values: readonly string[] | undefined;
  readonly default: string | number;
  /** The default of a GitHub Enterprise Server, where it is another. */
  readonly enterprise?: number;
}

const choice = (description: string, ...values: readonly [string, ...string[]]) => ({
  description,
  values,
  default: values[0],
});
const amount = (description: string, fallback: number, enterprise = fallback) => ({
  description,
  values: undefined,
  default: fallback,
  enterprise,
});
const day = 24 * 60 * 60 * 1000;

/** The switches in the order of `--help`. */
export const switchDefinitions: Readonly<Record<SwitchName, SwitchDefinition>> = {
  secretOnPatchWithoutConfig: choice(
    "the secret when PATCH …/hooks/{id} comes without config",
    "keep",
    "drop",
  ),
  secretOnConfigPatch: choice(
    "the secret when PATCH …/config comes without secret",
    "keep",
    "drop",
  ),
  maskEcho: choice(
    "a secret of ******** sent back: stored as it is, or the old one kept",
    "literal",
    "keep",
  ),
  emptySecret: choice(
    'a secret of "": removes the secret, is ignored, or is stored',
    "clear",
    "ignore",
    "store",
  ),
  configOnPatch: choice(
    "config in PATCH …/hooks/{id}: replaces the whole, or only the keys sent",
    "replace",
    "merge",
  ),
  urlOmittedOnPatch: choice("url left out of a replacing config", "keep", "422"),
  contentTypeOnPatch: choice(
    "content_type left out of a replacing config: the default again, or as it was",
    "form",
    "keep",
  ),
  longUrls: choice("a URL of more than 255 characters", "cut", "store"),
  unknownConfigKeys: choice("keys of config that GitHub does not know", "422", "drop", "store"),
  legacyConfig: choice(
    'defaults written into config: all, as in 2018, none as before, or all and a secret of ""',
    "filled",
    "insecure_ssl",
    "as-sent",
    "blank-secret",
  ),
  patchOmittedEvents: choice(
    "events left out of PATCH: as they were, or push again",
    "keep",
    "reset",
  ),
  patchOmittedActive: choice("active left out of PATCH: as it was, or true again", "keep", "reset"),
  patchTouchesUpdatedAt: choice("whether PATCH …/hooks/{id} moves updated_at", "yes", "no"),
  configPatchTouchesUpdatedAt: choice("whether PATCH …/config moves updated_at", "yes", "no"),
  unchangedPatchTouchesUpdatedAt: choice(
    "whether a PATCH that changes nothing moves updated_at",
    "no",
    "yes",
  ),
  duplicateKey: choice(
    "what two hooks must share to be duplicates, beside an event",
    "url",
    "url+content_type+insecure_ssl",
    "config",
  ),
  urlComparison: choice(
    "URLs of duplicates: byte for byte, or without case of the host and trailing slash",
    "bytes",
    "normalised",
  ),
  wildcardOverlap: choice("whether * overlaps every event or only *", "all", "literal"),
  patchConflict: choice("a PATCH that makes a duplicate", "422", "accept"),
  configPatchUniqueness: choice("duplicates made by PATCH …/config", "check", "skip"),
  configPatchLocalhost: choice("localhost in PATCH …/config", "check", "skip"),
  localhost: choice("a URL on localhost", "refuse", "accept"),
  eventLimit: amount("hooks per event and scope; 250 below /api/v3", 20, 250),
  wildcardCountsTowardsLimit: choice(
    "whether a hook of * counts towards the limit of every event",
    "no",
    "yes",
  ),
  invalidEvents: choice("an event that does not exist", "422", "accept"),
  unofferedEvents: choice(
    "an event that exists but is not documented for this level",
    "accept",
    "422",
  ),
  emptyEvents: choice("events: [] in POST", "push", "store", "422"),
  emptyEventsOnPatch: choice(
    "events: [] in PATCH: as if left out, push, none, or refused",
    "keep",
    "push",
    "store",
    "422",
  ),
  deleteAnswer: choice(
    "DELETE …/hooks/{id}: as documented, 404 though deleted, or 404 and not deleted",
    "204",
    "404-deleted",
    "404-kept",
  ),
  visibleHooks: choice(
    "hooks of OAuth apps: seen by that app alone (and its own are all it sees), or by all",
    "own",
    "all",
  ),
  nonWebHooks: choice(
    "adds hooks that are not web hooks to every scope of the seed",
    "none",
    "cli",
    "travis",
    "cli+travis",
  ),
  archivedHooksReadable: choice("reading hooks of an archived repository", "yes", "no"),
  archivedHooksWritable: choice("writing hooks of an archived repository", "no", "yes"),
  renamedRepo: choice("the old name of a repository: 301 and 307, or 404", "redirect", "gone"),
  actionsToken: choice("the answer to GITHUB_TOKEN of Actions", "403", "404"),
  bodyStatusField: choice('"status" in the body of errors', "on", "off"),
  rateLimitStatus: choice("the status of rate limit answers", "403", "429"),
  retryAfter: choice("retry-after on secondary limits", "present", "absent"),
  secondaryLimits: choice(
    "900 points a minute, 100 requests at once; with content also 80 writes a minute, 500 an hour",
    "points",
    "points+content",
    "off",
  ),
  linkOrigin: choice(
    "what Link starts with: where the request was sent, or another origin, as behind a proxy",
    "asked",
    "other",
  ),
  noCacheRequests: choice(
    "If-None-Match beside Cache-Control: no-cache, which Node's fetch adds: 304, or the whole again",
    "304",
    "200",
  ),
  apiVersion2022: choice(
    "version 2022-11-28: supported, with Deprecation and Sunset, or 410",
    "supported",
    "deprecated",
    "retired",
  ),
  pingDelay: amount("milliseconds until a ping or redelivery is there", 1000),
  pingInactive: choice("a ping of an inactive hook", "deliver", "skip"),
  deliveriesRetention: amount(
    "milliseconds that deliveries are kept; 3 days, 7 below /api/v3",
    3 * day,
    7 * day,
  ),
  redeliverySecret: choice("the secret that signs a redelivery", "current", "original"),
  formEncoding: choice(
    "form bodies: * escaped and ~ not, or the other way round",
    "ruby",
    "whatwg",
  ),
  checkEvents: choice(
    "actions of check_run and check_suite that arrive",
    "created+completed",
    "all",
  ),
  deliveryPayload: choice("payloads in the details of a delivery", "present", "null"),
  payloadKeyOrder: choice("keys of those payloads: in the order sent, or sorted", "wire", "sorted"),
  deliveryHeaderCase: choice("header names in those details", "mixed", "lower"),
};

/** The behavior that the evidence makes most likely, by kind of server. */
export function defaultSwitches(server: "github.com" | "enterprise" = "github.com"): Switches {
  const entries = Object.entries<SwitchDefinition>(switchDefinitions).map(
    ([name, { default: fallback, enterprise = fallback }]) => [
      name,
      server === "enterprise" ? enterprise : fallback,
    ],
  );
  return Object.fromEntries(entries) as unknown as Switches;
}

const isSwitchName = (name: string): name is SwitchName => Object.hasOwn(switchDefinitions, name);

/** Checks one value, as it stands in a seed or behind `--switch name=`. */
export function readSwitch(name: string, value: unknown, path: string): Partial<Switches> {
  if (!isSwitchName(name)) {
    throw new SeedError(
      path,
      `unknown switch "${name}"; there are ${Object.keys(switchDefinitions).join(", ")}`,
    );
  }
  const { values } = switchDefinitions[name];
  if (values !== undefined) {
    const text = typeof value === "number" ? String(value) : value;
    if (typeof text === "string" && values.includes(text)) return { [name]: text };
    throw new SeedError(path, `"${name}" is ${values.join(" or ")}, not ${JSON.stringify(value)}`);
  }
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number === "number" && Number.isSafeInteger(number) && number >= 0)
    return { [name]: number };
  throw new SeedError(path, `"${name}" is a whole number from 0 up, not ${JSON.stringify(value)}`);
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
 * @throws SeedError where one switch is given two values
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
