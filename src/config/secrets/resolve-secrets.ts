import { dirname, isAbsolute, join, normalize } from "node:path";
import { compareStrings } from "../../model/compare-strings.ts";
import { groupBy } from "../../model/group-by.ts";
import {
  type DesiredSecret,
  type SecretDefinition,
  type SecretSource,
  secretSourceKey,
} from "../../model/secret-reference.ts";
import { type ConfigContext, inFileOrder, type Report } from "../diagnostics.ts";
import { quoted } from "../frames/quoted.ts";
import type { ConfigFile, SecretEntry } from "../generated/config-file.ts";
import { compileHostGlob } from "../globs.ts";
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

type Shared = Pick<SecretDefinition, "hosts" | "rotatedAt">;

export interface ResolvedSecrets {
  readonly names: readonly string[];
  /** A name whose entry is wrong is kept, so that it is no unknown. */
  readonly byName: ReadonlyMap<string, SecretDefinition | undefined>;
  /** By {@link secretSourceKey}, with the names of its entries. */
  readonly bySource: ReadonlyMap<string, Shared & { readonly names: readonly string[] }>;
}

/** Resolves the entries of `secrets`. One value has one set of receivers and one rotation. */
export function resolveSecrets(root: MapNode, ctx: ConfigContext): ResolvedSecrets {
  const entries = mapAt<ConfigFile>(root, "secrets")?.entries ?? new Map<string, MapEntry>();
  const read = [...entries].map(([name, entry]) => [name, readEntry(entry, ctx)] as const);
  const known = read.flatMap(([, secret]) => secret ?? []);
  const groups = groupBy(known, ({ source }) => secretSourceKey(source));
  const shared = new Map([...groups].map(([key, group]) => [key, agree(group, ctx.report)]));
  const byName = read.map(([name, secret]) => {
    const common = secret && shared.get(secretSourceKey(secret.source));
    return [name, secret && { ...secret, ...common }] as const;
  });
  const bySource = [...shared].map(([key, common]) => {
    const names = (groups.get(key) ?? []).map(({ ref }) => ref);
    return [key, { ...common, names }] as const;
  });
  return { names: [...entries.keys()], byName: new Map(byName), bySource: new Map(bySource) };
}

/** What entries of one source say together; two that say different things are an error. */
function agree(group: readonly SecretDefinition[], report: Report): Shared {
  const inOrder = inFileOrder(group);
  const firstSaying = (
    key: "hosts" | "rotated_at",
    saidBy: (one: SecretDefinition) => unknown,
  ): SecretDefinition | undefined => {
    const [first, ...others] = inOrder.filter((one) => saidBy(one) !== undefined);
    for (const other of others) {
      if (first === undefined || saidBy(other) === saidBy(first)) continue;
      report({
        code: "contradicting-secret",
        message: `${quoted(other.ref)} and ${quoted(first.ref)} have the same source and different \`${key}\``,
        help: "A secret is its source, whatever it is called. Set it in one of them, or to the same value in both.",
        at: other.position,
        related: [first.position],
      });
    }
    return first;
  };
  return {
    hosts: firstSaying("hosts", ({ hosts }) => hosts && hostsText(hosts))?.hosts,
    rotatedAt: firstSaying("rotated_at", ({ rotatedAt }) => rotatedAt)?.rotatedAt,
  };
}

const hostsText = (hosts: readonly string[]): string =>
  [...new Set(hosts.map((host) => host.toLowerCase()))].sort(compareStrings).join(" ");

function readEntry(
  { key: ref, value: node, keyNode: { position } }: MapEntry,
  ctx: ConfigContext,
): SecretDefinition | undefined {
  if (node.kind !== "map") return undefined;
  const has = (key: "env" | "file" | "hosts") => entryOf<SecretEntry>(node, key) !== undefined;
  if (has("env") === has("file")) {
    ctx.report({
      code: "secret-source",
      message: `The secret ${quoted(ref)} must have ${has("env") ? "`env` or `file`, not both" : "`env` or `file`"}`,
      at: position,
    });
  }
  const source = readSecretSource(node, ctx);
  const rotatedAt = readRotatedAt(entryOf<SecretEntry>(node, "rotated_at")?.value, ctx);
  const hosts = has("hosts") ? readHosts(node, ctx.report) : undefined;
  return source === undefined || has("env") === has("file")
    ? undefined
    : { ref, source, hosts, rotatedAt, position };
}

function readRotatedAt(
  node: YamlNode | undefined,
  { now, report }: ConfigContext,
): number | undefined {
  const text = stringOf(node);
  if (node === undefined || text === undefined) return undefined;
  const time = parseTimestamp(text);
  if (time === undefined) {
    report({
      code: "bad-date",
      message: "`rotated_at` must be a date with time and zone",
      help: "Use RFC 3339: 2026-04-14T15:00:00Z.",
      at: node.position,
    });
  } else if (time > now) {
    report({
      code: "date-in-future",
      message: "`rotated_at` is in the future",
      help: "Write when the secret was replaced; no hook can be newer than a future time.",
      at: node.position,
    });
  }
  // GitHub's times are whole seconds: of updates within this one, it cannot be known which came first.
  return time === undefined ? undefined : Math.ceil(time / 1_000) * 1_000;
}

function readHosts(node: MapNode, report: Report): readonly string[] {
  return placedStrings(itemsAt<SecretEntry>(node, "hosts")).flatMap(({ value, position }) => {
    if (compileHostGlob(value) !== undefined) return [value];
    report({
      code: "bad-host",
      message: `${quoted(value)} is not a host`,
      help: "Write ci.example.com or *.example.com, without scheme or path.",
      at: position,
    });
    return [];
  });
}

export interface SecretsContext extends ConfigContext {
  readonly secrets: ResolvedSecrets;
  readonly usedSecrets: Set<string>;
}

/** Reads a `secret`. What is written there is never repeated: it may be the secret itself. */
export function readSecretField(node: YamlNode, ctx: SecretsContext): DesiredSecret | undefined {
  if (node.kind === "map") return readInPlace(node, ctx);
  const name = stringOf(node);
  if (name === undefined) return undefined;
  if (name === "none") return { kind: "none" };
  const { byName, names } = ctx.secrets;
  if (byName.has(name)) {
    ctx.usedSecrets.add(name);
    const secret = byName.get(name);
    return secret && { kind: "managed", secret };
  }
  if (/^\*+$/.test(name)) {
    ctx.report({
      code: "secret-mask",
      message: "Asterisks are the mask that GitHub shows, not a secret",
      help: "Name an entry of `secrets`, or leave the key out.",
      at: node.position,
    });
  } else if (ctx.complete) {
    const meant = ctx.suggest(name, names, 2);
    ctx.report({
      code: "unknown-secret",
      message:
        "`secret` must be the name of an entry of `secrets`, `none`, {env: NAME} or {file: PATH}",
      help: meant && `There is an entry \`${meant}\`.`,
      at: node.position,
    });
  }
  return undefined;
}

/** A reference in place is bound by what the entries of its source say. */
function readInPlace(node: MapNode, ctx: SecretsContext): DesiredSecret | undefined {
  const source = readSecretSource(node, ctx);
  if (source === undefined) return undefined;
  // As seen from the working directory: in two folders, one path is two files and two secrets.
  const ref =
    source.kind === "env"
      ? `env:${source.name}`
      : `file:${isAbsolute(source.shown) ? source.shown : join(dirname(node.source.file), source.shown)}`;
  const shared = ctx.secrets.bySource.get(secretSourceKey(source));
  for (const name of shared?.names ?? []) ctx.usedSecrets.add(name);
  const { hosts, rotatedAt } = shared ?? { hosts: undefined, rotatedAt: undefined };
  return { kind: "managed", secret: { ref, source, hosts, rotatedAt, position: node.position } };
}

/**
 * Whether a variable belongs to GitHub, its CLI or its runners. Their values are credentials of
 * another kind (`GITHUB_TOKEN`), which a mistake must not send to a receiver.
 */
export function isForbiddenEnvironmentName(name: string): boolean {
  return /^(?:GITHUB|GH|ACTIONS|RUNNER)_/i.test(name);
}

/** One name for one variable: Windows ignores case. */
export function variableName(name: string, platform: string = process.platform): string {
  return platform === "win32" ? name.toUpperCase() : name;
}

/** The name of a variable that may be used; undefined where it is none, which has been reported. */
export function readEnvironmentName(
  node: YamlNode | undefined,
  report: Report,
): string | undefined {
  const name = stringOf(node);
  if (node === undefined || name === undefined) return undefined;
  if (!isForbiddenEnvironmentName(name)) return variableName(name);
  report({
    code: "forbidden-env-name",
    message: "Variables named GITHUB_*, GH_*, ACTIONS_* or RUNNER_* are refused here",
    help: "They belong to GitHub, its CLI and its runners. Use a name of your own.",
    at: node.position,
  });
  return undefined;
}

export function readSecretSource(
  node: MapNode,
  { report, resolveLinks }: ConfigContext,
): SecretSource | undefined {
  const env = readEnvironmentName(entryOf<SecretEntry>(node, "env")?.value, report);
  if (env !== undefined) return { kind: "env", name: env };
  const file = entryOf<SecretEntry>(node, "file")?.value;
  const shown = stringOf(file);
  if (file === undefined || shown === undefined) return undefined;
  const path = isAbsolute(shown) ? normalize(shown) : join(file.source.directory ?? "", shown);
  return { kind: "file", path, shown, real: resolveLinks?.(path) };
}

const timestamp =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d+)?([Zz]|[+-](\d{2}):(\d{2}))$/;

/**
 * Milliseconds since the epoch for an RFC 3339 time with its zone; undefined for anything else,
 * also for days that no calendar has, which `Date` would move to the next month.
 */
export function parseTimestamp(text: string): number | undefined {
  const match = timestamp.exec(text);
  if (match === null) return undefined;
  const part = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day] = [part(1), part(2), part(3)];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lastDay = new Date(Date.UTC(isLeap ? 2000 : 2001, month, 0)).getUTCDate();
  const fits =
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= lastDay &&
    [part(4), part(9)].every((hour) => hour <= 23) &&
    [part(5), part(6), part(10)].every((sixtieth) => sixtieth <= 59);
  const milliseconds = fits ? Date.parse(text.toUpperCase()) : Number.NaN;
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
