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
import type { ConfigFile, Secret, SecretEntry } from "../generated/config-file.ts";
import { compileHostGlob } from "../globs.ts";
import { helpForSecret } from "../schema/help-for-habits.ts";
import { type Checked, type CheckedEntry, itemsOf, mapFields } from "../yaml/yaml-node.ts";

type Shared = Pick<SecretDefinition, "hosts" | "rotatedAt">;

/** Resolves the entries of `secrets`. One value has one set of receivers and one rotation. */
export function resolveSecretEntries(
  written: Checked<NonNullable<ConfigFile["secrets"]>> | undefined,
  ctx: ConfigContext,
) {
  const read = [...(written?.value ?? [])].map(
    ([name, entry]) => [name, readEntry(entry, ctx)] as const,
  );
  const known = read.flatMap(([, secret]) => secret ?? []);
  const groups = groupBy(known, ({ source }) => secretSourceKey(source));
  /** With the names of its entries. */
  const bySource = new Map(
    [...groups].map(([key, group]) => {
      const names = group.map(({ ref }) => ref);
      return [key, { ...agree(group, ctx.report), names }] as const;
    }),
  );
  /** A name whose entry is wrong is kept, so that it is no unknown. */
  const byName = read.map(([name, secret]) => {
    if (secret === undefined) return [name, undefined] as const;
    const { hosts, rotatedAt } = bySource.get(secretSourceKey(secret.source)) ?? secret;
    return [name, { ...secret, hosts, rotatedAt }] as const;
  });
  return { names: read.map(([name]) => name), byName: new Map(byName), bySource };
}

/** What entries of one source say together; two that say different things are an error. */
function agree(group: readonly SecretDefinition[], report: Report): Shared {
  const inOrder = inFileOrder(group);
  const firstSaying = (
    key: "hosts" | "rotated_at",
    saidBy: (one: Shared) => unknown,
  ): SecretDefinition | undefined => {
    const [first, ...others] = inOrder.filter((one) => saidBy(one) !== undefined);
    for (const { ref, position: at, ...other } of others) {
      if (first === undefined || saidBy(other) === saidBy(first)) continue;
      const message = `${quoted(ref)} and ${quoted(first.ref)} have the same source and different \`${key}\``;
      const help =
        "A secret is its source, whatever it is called. Set it in one of them, or to the same value in both.";
      report({ code: "contradicting-secret", message, help, at, related: [first.position] });
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
  entry: CheckedEntry<SecretEntry>,
  ctx: ConfigContext,
): SecretDefinition | undefined {
  if (entry.value === undefined) return undefined;
  const { key: ref, keyNode } = entry;
  const { env, file, hosts, rotated_at: rotated } = mapFields<SecretEntry>(entry);
  const isClear = (env === undefined) !== (file === undefined);
  if (!isClear) {
    const both = env === undefined ? "" : ", not both";
    const message = `The secret ${quoted(ref)} must have \`env\` or \`file\`${both}`;
    ctx.report({ code: "secret-source", message, at: keyNode.position });
  }
  const source = readSecretSource(entry, ctx);
  const rotatedAt = readRotatedAt(rotated, ctx);
  const bound = hosts && readHosts(hosts, ctx.report);
  if (source === undefined || !isClear) return undefined;
  return { ref, source, hosts: bound, rotatedAt, position: keyNode.position };
}

function readRotatedAt(written: Checked<string> | undefined, { now, report }: ConfigContext) {
  if (written?.value === undefined) return undefined;
  const { value, position: at } = written;
  const time = parseTimestamp(value);
  if (time === undefined) {
    const message = "`rotated_at` must be a date with time and zone";
    report({ code: "bad-date", message, help: "Use RFC 3339: 2026-04-14T15:00:00Z.", at });
    return undefined;
  }
  if (time > now) {
    const message = "`rotated_at` is in the future";
    const help = "Write when the secret was replaced; no hook can be newer than a future time.";
    report({ code: "date-in-future", message, help, at });
  }
  // GitHub's times are whole seconds: of updates within this one, it cannot be known which came first.
  return Math.ceil(time / 1_000) * 1_000;
}

function readHosts({ value: hosts }: Checked<readonly string[]>, report: Report) {
  return itemsOf(hosts).flatMap(({ value, position: at }) => {
    if (compileHostGlob(value) !== undefined) return [value];
    const help = "Write ci.example.com or *.example.com, without scheme or path.";
    report({ code: "bad-host", message: `${quoted(value)} is not a host`, help, at });
    return [];
  });
}

export interface SecretsContext extends ConfigContext {
  readonly secrets: ReturnType<typeof resolveSecretEntries>;
  readonly usedSecrets: Set<string>;
}

/** Reads a `secret`. What is written there is never repeated: it may be the secret itself. */
export function readSecretField(
  node: Checked<Secret>,
  ctx: SecretsContext,
): DesiredSecret | undefined {
  const { value: name } = node;
  if (typeof name !== "string") return readInPlace(node, ctx);
  if (name === "none") return { kind: "none" };
  const { byName, names } = ctx.secrets;
  if (byName.has(name)) {
    ctx.usedSecrets.add(name);
    const secret = byName.get(name);
    return secret && { kind: "managed", secret };
  }
  const at = node.position;
  if (/^\*+$/.test(name)) {
    const message = "Asterisks are the mask that GitHub shows, not a secret";
    const help = "Name an entry of `secrets`, or leave the key out.";
    ctx.report({ code: "secret-mask", message, help, at });
  } else if (ctx.complete) {
    const message =
      "`secret` must be the name of an entry of `secrets`, `none`, {env: NAME} or {file: PATH}";
    const meant = ctx.suggest(name, names, 2);
    const help = meant ? `There is an entry \`${meant}\`.` : helpForSecret;
    ctx.report({ code: "unknown-secret", message, help, at });
  }
  return undefined;
}

/** A reference in place is bound by what the entries of its source say. */
function readInPlace(node: Checked<Secret>, ctx: SecretsContext): DesiredSecret | undefined {
  const source = readSecretSource(node, ctx);
  if (source === undefined) return undefined;
  // As seen from the working directory: in two folders, one path is two files and two secrets.
  const ref =
    source.kind === "env"
      ? `env:${source.name}`
      : `file:${isAbsolute(source.shown) ? source.shown : join(dirname(node.source.file), source.shown)}`;
  const shared = ctx.secrets.bySource.get(secretSourceKey(source));
  for (const name of shared?.names ?? []) ctx.usedSecrets.add(name);
  const { hosts, rotatedAt } = shared ?? {};
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
  node: Checked<string> | undefined,
  report: Report,
): string | undefined {
  const name = node?.value;
  if (name === undefined) return undefined;
  if (!isForbiddenEnvironmentName(name)) return variableName(name);
  const message = "Variables named GITHUB_*, GH_*, ACTIONS_* or RUNNER_* are refused here";
  const help = "They belong to GitHub, its CLI and its runners. Use a name of your own.";
  report({ code: "forbidden-env-name", message, help, at: node?.position });
  return undefined;
}

function readSecretSource(
  node: Checked<Secret | SecretEntry>,
  { report, resolveLinks }: ConfigContext,
): SecretSource | undefined {
  const { env, file } = mapFields<Exclude<Secret, string>>(node);
  const name = readEnvironmentName(env, report);
  if (name !== undefined) return { kind: "env", name };
  if (file?.value === undefined) return undefined;
  const { value: shown, source } = file;
  const path = isAbsolute(shown) ? normalize(shown) : join(source.directory ?? "", shown);
  return { kind: "file", path, shown, real: resolveLinks?.(path) };
}

const timestamp =
  /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/**
 * Milliseconds since the epoch for an RFC 3339 time with its zone; undefined for anything else,
 * also for days that no calendar has, which `Date` would move to the next month.
 */
export function parseTimestamp(text: string): number | undefined {
  const [, date, time] = timestamp.exec(text) ?? [];
  const atUtc = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(atUtc)) return undefined;
  const isReal = new Date(atUtc).toISOString().startsWith(`${date}T${time}`);
  return isReal ? Date.parse(text.toUpperCase()) : undefined;
}
