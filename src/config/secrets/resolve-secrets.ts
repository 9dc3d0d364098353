import { isAbsolute, join } from "node:path";
import type { SecretDefinition, SecretSource } from "../../model/secret-reference.ts";
import { secretSourceKey } from "../../model/secret-source-key.ts";
import { quoted } from "../frames/quoted.ts";
import type { ConfigFile, SecretEntry } from "../generated/config-file.ts";
import { parseTimestamp } from "../parse-timestamp.ts";
import type { Report } from "../problem.ts";
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
import { isForbiddenEnvironmentName } from "./forbidden-environment-name.ts";

/** An entry of `secrets` that is as it should be. */
export interface KnownSecret {
  readonly definition: SecretDefinition;
  /** Whether it may be used for a `host:port`; undefined = for any. */
  readonly allowsHost: ((host: string) => boolean) | undefined;
}

/** Resolves the entries of `secrets`. A name whose entry is wrong is kept, so that it is no unknown. */
export function resolveSecrets(
  root: MapNode,
  now: number,
  report: Report,
): ReadonlyMap<string, KnownSecret | undefined> {
  const entries = mapAt<ConfigFile>(root, "secrets")?.entries ?? new Map<string, MapEntry>();
  const resolved = [...entries].map(
    ([name, entry]) => [name, resolveSecret(entry, now, report)] as const,
  );
  return withHostsOfSource(new Map(resolved));
}

function resolveSecret(entry: MapEntry, now: number, report: Report): KnownSecret | undefined {
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
  const source = readSecretSource(node, report);
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

/**
 * One value has one set of receivers: where several entries, or a reference in place, name the same
 * source, the `hosts` of every entry hold for all of them. Else a second name would lift the guard.
 */
function withHostsOfSource(
  secrets: ReadonlyMap<string, KnownSecret | undefined>,
): ReadonlyMap<string, KnownSecret | undefined> {
  const limits = hostsBySource(secrets);
  return new Map(
    [...secrets].map(([name, secret]) => [
      name,
      secret && { ...secret, allowsHost: limits.get(secretSourceKey(secret.definition.source)) },
    ]),
  );
}

/** By source: whether all entries that name it allow a host; absent where none has `hosts`. */
export function hostsBySource(
  secrets: ReadonlyMap<string, KnownSecret | undefined>,
): ReadonlyMap<string, (host: string) => boolean> {
  const limits = new Map<string, (host: string) => boolean>();
  for (const secret of secrets.values()) {
    if (secret?.allowsHost === undefined) continue;
    const own = secret.allowsHost;
    const key = secretSourceKey(secret.definition.source);
    const others = limits.get(key);
    limits.set(key, others === undefined ? own : (host) => own(host) && others(host));
  }
  return limits;
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
export function readSecretSource(node: MapNode, report: Report): SecretSource | undefined {
  const env = readEnvironmentName(entryOf<SecretEntry>(node, "env")?.value, report);
  if (env !== undefined) return { kind: "env", name: env };
  const file = entryOf<SecretEntry>(node, "file")?.value;
  const shown = stringOf(file);
  if (file === undefined || shown === undefined || shown === "") return undefined;
  const path = isAbsolute(shown) ? shown : join(file.source.directory ?? "", shown);
  return { kind: "file", path, shown };
}

/** The name of a variable that may be used; undefined where it is none, which has been reported. */
export function readEnvironmentName(
  node: YamlNode | undefined,
  report: Report,
): string | undefined {
  const name = stringOf(node);
  if (node === undefined || name === undefined || !/^[A-Za-z_]\w*$/.test(name)) return undefined;
  if (!isForbiddenEnvironmentName(name)) return name;
  report({
    code: "forbidden-env-name",
    message: "Variables named GITHUB_*, GH_*, ACTIONS_* or RUNNER_* are refused here",
    help: "They belong to GitHub, its CLI and its runners. Take a name of your own.",
    at: node.position,
  });
  return undefined;
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
