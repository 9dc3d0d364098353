import { isAbsolute, join, normalize } from "node:path";
import { compareStrings } from "../../model/compare-strings.ts";
import { groupBy } from "../../model/group-by.ts";
import {
  type SecretDefinition,
  type SecretSource,
  secretSourceKey,
} from "../../model/secret-reference.ts";
import { quoted } from "../frames/quoted.ts";
import type { ConfigFile, SecretEntry } from "../generated/config-file.ts";
import { comparePositions, type Report } from "../problem.ts";
import { compileHostGlob } from "../urls/host-glob.ts";
import {
  entryOf,
  itemsAt,
  type MapEntry,
  type MapNode,
  mapAt,
  placedStrings,
  stringOf,
  type YamlNode,
} from "../yaml/yaml-node.ts";

/**
 * Whether a variable belongs to GitHub, its CLI or its runners. Their values are credentials of
 * another kind (`GITHUB_TOKEN`), which a mistake must not send to a receiver.
 */
export function isForbiddenEnvironmentName(name: string): boolean {
  return /^(?:GITHUB|GH|ACTIONS|RUNNER)_/i.test(name);
}

const form =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d+)?([Zz]|[+-](\d{2}):(\d{2}))$/;

/**
 * Milliseconds since the epoch for an RFC 3339 time with its zone; undefined for anything else,
 * also for days that no calendar has, which `Date` would move to the next month.
 */
export function parseTimestamp(text: string): number | undefined {
  const match = form.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const lastDay = new Date(Date.UTC(2000, month, 0)).getUTCDate();
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const daysInMonth = month === 2 && !isLeap ? 28 : lastDay;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth) return undefined;
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return undefined;
  if (Number(match[9] ?? 0) > 23 || Number(match[10] ?? 0) > 59) return undefined;
  const milliseconds = Date.parse(text.toUpperCase());
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

/** An entry of `secrets` that is as it should be. */
export interface KnownSecret {
  readonly definition: SecretDefinition;
  /** Whether it may be used for a `host:port`; undefined = for any. */
  readonly allowsHost: ((host: string) => boolean) | undefined;
}

/** What every name and every reference in place of one source shares. */
export interface SharedSecret extends Pick<SecretDefinition, "hosts" | "rotatedAt"> {
  /** Whether it may be used for a `host:port`; undefined = for any. */
  readonly allowsHost: KnownSecret["allowsHost"];
  /** The entries of the source. */
  readonly names: readonly string[];
}

export interface ResolvedSecrets {
  /** A name whose entry is wrong is kept, so that it is no unknown. */
  readonly secrets: ReadonlyMap<string, KnownSecret | undefined>;
  /** By {@link secretSourceKey}. */
  readonly shared: ReadonlyMap<string, SharedSecret>;
}

/** What reading secrets takes beside the file. */
export interface SecretContext {
  readonly report: Report;
  /** Follows the links of a path; undefined where no disk is looked at. */
  readonly resolveLinks: ((path: string) => string) | undefined;
}

/** Resolves the entries of `secrets`. One value has one set of receivers and one rotation. */
export function resolveSecrets(
  root: MapNode,
  now: number,
  context: SecretContext,
): ResolvedSecrets {
  const entries = mapAt<ConfigFile>(root, "secrets")?.entries ?? new Map<string, MapEntry>();
  const resolved = [...entries].map(
    ([name, entry]) => [name, resolveSecret(entry, now, context)] as const,
  );
  const known = resolved.flatMap(([, secret]) => secret ?? []);
  const groups = groupBy(known, ({ definition }) => secretSourceKey(definition.source));
  const shared = new Map([...groups].map(([key, group]) => [key, share(group, context.report)]));
  const withShared = (secret: KnownSecret): KnownSecret => {
    const { definition } = secret;
    const { hosts, rotatedAt, allowsHost } = shared.get(secretSourceKey(definition.source)) ?? {
      ...definition,
      allowsHost: undefined,
    };
    return { definition: { ...definition, hosts, rotatedAt }, allowsHost };
  };
  return {
    secrets: new Map(resolved.map(([name, secret]) => [name, secret && withShared(secret)])),
    shared,
  };
}

/** What entries of one source say together; two that say different things are an error. */
function share(group: readonly KnownSecret[], report: Report): SharedSecret {
  const inOrder = group.toSorted((left, right) =>
    comparePositions(left.definition.position, right.definition.position),
  );
  const agreed = (
    key: "hosts" | "rotated_at",
    saidBy: (one: SecretDefinition) => unknown,
  ): KnownSecret | undefined => {
    const saying = inOrder.filter(({ definition }) => saidBy(definition) !== undefined);
    const [first, ...others] = saying;
    for (const other of others) {
      if (first === undefined || saidBy(other.definition) === saidBy(first.definition)) continue;
      report({
        code: "contradicting-secret",
        message: `${quoted(other.definition.ref)} and ${quoted(first.definition.ref)} have the same source and different \`${key}\``,
        help: "A secret is its source, whatever it is called. Say it in one of them, or the same in both.",
        at: other.definition.position,
        related: [first.definition.position],
      });
    }
    return first;
  };
  const limited = agreed("hosts", ({ hosts }) => hosts && hostsText(hosts));
  const rotated = agreed("rotated_at", ({ rotatedAt }) => rotatedAt);
  return {
    hosts: limited?.definition.hosts,
    allowsHost: limited?.allowsHost,
    rotatedAt: rotated?.definition.rotatedAt,
    names: group.map(({ definition }) => definition.ref),
  };
}

const hostsText = (hosts: readonly string[]): string =>
  [...new Set(hosts.map((host) => host.toLowerCase()))].sort(compareStrings).join(" ");

function resolveSecret(
  entry: MapEntry,
  now: number,
  context: SecretContext,
): KnownSecret | undefined {
  const { report } = context;
  const { key: ref, value: node, keyNode } = entry;
  if (node.kind !== "map") return undefined;
  const hasEnv = entryOf<SecretEntry>(node, "env") !== undefined;
  const hasFile = entryOf<SecretEntry>(node, "file") !== undefined;
  if (hasEnv === hasFile) {
    report({
      code: "secret-source",
      message: `The secret ${quoted(ref)} must have ${hasEnv ? "`env` or `file`, not both" : "`env` or `file`"}`,
      at: keyNode.position,
    });
  }
  const source = readSecretSource(node, context);
  const rotatedAt = readRotatedAt(entryOf<SecretEntry>(node, "rotated_at")?.value, now, report);
  const hosts =
    entryOf<SecretEntry>(node, "hosts") === undefined ? undefined : readHosts(node, report);
  if (source === undefined || hasEnv === hasFile) return undefined;
  const matchers = hosts?.map((host) => host.matches);
  return {
    definition: {
      ref,
      source,
      hosts: hosts?.map((host) => host.pattern),
      rotatedAt,
      position: keyNode.position,
    },
    allowsHost: matchers && remembering((host) => matchers.some((matches) => matches(host))),
  };
}

/** Most hooks of a secret go to the same few hosts. */
function remembering(allows: (host: string) => boolean): (host: string) => boolean {
  const known = new Map<string, boolean>();
  return (host) => {
    const answer = known.get(host) ?? allows(host);
    known.set(host, answer);
    return answer;
  };
}

/** Where a secret's value comes from, for entries of `secrets` and for references in place. */
export function readSecretSource(
  node: MapNode,
  { report, resolveLinks }: SecretContext,
): SecretSource | undefined {
  const env = readEnvironmentName(entryOf<SecretEntry>(node, "env")?.value, report);
  if (env !== undefined) return { kind: "env", name: env };
  const file = entryOf<SecretEntry>(node, "file")?.value;
  const shown = stringOf(file);
  if (file === undefined || shown === undefined || shown === "") return undefined;
  const path = isAbsolute(shown) ? normalize(shown) : join(file.source.directory ?? "", shown);
  return { kind: "file", path, shown, real: resolveLinks?.(path) };
}

/** The name of a variable that may be used; undefined where it is none, which has been reported. */
export function readEnvironmentName(
  node: YamlNode | undefined,
  report: Report,
): string | undefined {
  const name = stringOf(node);
  if (node === undefined || name === undefined || !/^[A-Za-z_]\w*$/.test(name)) return undefined;
  if (!isForbiddenEnvironmentName(name)) return variableName(name);
  report({
    code: "forbidden-env-name",
    message: "Variables named GITHUB_*, GH_*, ACTIONS_* or RUNNER_* are refused here",
    help: "They belong to GitHub, its CLI and its runners. Take a name of your own.",
    at: node.position,
  });
  return undefined;
}

/** One name for one variable: Windows does not tell capitals apart. */
export function variableName(name: string, platform: string = process.platform): string {
  return platform === "win32" ? name.toUpperCase() : name;
}

function readRotatedAt(
  node: YamlNode | undefined,
  now: number,
  report: Report,
): number | undefined {
  const text = stringOf(node);
  if (node === undefined || text === undefined) return undefined;
  const time = parseTimestamp(text);
  if (time === undefined) {
    report({
      code: "bad-date",
      message: "`rotated_at` must be a date with time and zone",
      help: "As RFC 3339 has it: 2026-04-14T15:00:00Z.",
      at: node.position,
    });
  } else if (time > now) {
    report({
      code: "date-in-future",
      message: "`rotated_at` lies in the future",
      help: "Write when the secret was exchanged; nothing can be newer than a time to come.",
      at: node.position,
    });
  }
  // GitHub's times are whole seconds: of what was updated within this one nobody knows which came first.
  return time === undefined ? undefined : Math.ceil(time / 1_000) * 1_000;
}

interface HostPattern {
  readonly pattern: string;
  readonly matches: (host: string) => boolean;
}

function readHosts(node: MapNode, report: Report): readonly HostPattern[] {
  return placedStrings(itemsAt<SecretEntry>(node, "hosts")).flatMap(({ value, position }) => {
    const matches = compileHostGlob(value);
    if (matches !== undefined) return [{ pattern: value, matches }];
    report({
      code: "bad-host",
      message: `${quoted(value)} is not a host`,
      help: "Write ci.example.com or *.example.com, without scheme or path.",
      at: position,
    });
    return [];
  });
}
