import { compareStrings } from "../model/compare-strings.ts";
import type { Report } from "./diagnostics.ts";
import { quoted } from "./frames/quoted.ts";
import type { ConfigFile, HookDefaults, Limits, Organization } from "./generated/config-file.ts";
import type { KnownKey, MapEntry, MapNode, YamlNode } from "./yaml/yaml-node.ts";

/**
 * Merges the files of a configuration: maps by key, lists appended. The same scalar may stand in
 * several files as long as it says the same. Names of owners merge without case, and an entry of
 * `secrets` or `templates` is one thing: half of it in one file and half in another is an error.
 */
export function mergeFiles(roots: readonly MapNode[], report: Report): MapNode | undefined {
  const [first, ...others] = roots;
  if (first === undefined) return undefined;
  return others.reduce(
    (merged, root) => mergeMaps(merged, root, report, mergeTopLevel),
    // The first file goes through it too: it may spell one owner in two ways.
    mergeMaps({ ...first, value: new Map() }, first, report, mergeTopLevel),
  );
}

/** Merges the values of one key; `left` is undefined where the key is new. */
type MergeEntry = (left: MapEntry | undefined, right: MapEntry, report: Report) => MapEntry;

function mergeMaps<Node extends MapNode>(
  left: Node,
  right: MapNode,
  report: Report,
  mergeEntry: MergeEntry,
  keyOf: (key: string) => string = (key) => key,
): Node {
  const value = new Map([...left.value].map(([key, entry]) => [keyOf(key), entry]));
  for (const [key, entry] of right.value) {
    value.set(keyOf(key), mergeEntry(value.get(keyOf(key)), entry, report));
  }
  return { ...left, value };
}

/** A map, because the keys of an object may be `constructor` or similar, which files may hold. */
const topLevel: ReadonlyMap<string, MergeEntry> = new Map<KnownKey<ConfigFile>, MergeEntry>([
  ["organizations", mergeOwners],
  ["users", mergeOwners],
  ["secrets", mergeNamed],
  ["templates", mergeNamed],
]);

function mergeTopLevel(left: MapEntry | undefined, right: MapEntry, report: Report): MapEntry {
  if (right.key.startsWith("x-")) return right;
  const merge = topLevel.get(right.key) ?? mergeAny;
  return merge(left, right, report);
}

function mergeOwners(left: MapEntry | undefined, right: MapEntry, report: Report): MapEntry {
  if (right.kind !== "map") return left ?? right;
  const before = left?.kind === "map" ? left : { ...right, value: new Map() };
  const { value } = mergeMaps(before, right, report, mergeOwner, (name) => name.toLowerCase());
  return { ...right, value };
}

/** Whichever file comes first, an owner has the spelling that comes first in code units. */
function mergeOwner(left: MapEntry | undefined, right: MapEntry, report: Report): MapEntry {
  const merged = mergeAny(left, right, report);
  const own = { value: right.key, position: right.keyNode.position };
  const spellings = [...(left?.spellings ?? []), own];
  const isFirst = left === undefined || compareStrings(right.key, left.key) < 0;
  const { key, keyNode } = isFirst ? right : left;
  return { ...merged, key, keyNode, spellings };
}

function mergeNamed(left: MapEntry | undefined, right: MapEntry, report: Report): MapEntry {
  if (left?.kind !== "map" || right.kind !== "map") return left ?? right;
  return mergeMaps(left, right, report, (first, second) =>
    first === undefined ? second : mergeSame(first, second, report, true),
  );
}

function mergeAny(left: MapEntry | undefined, right: MapEntry, report: Report): MapEntry {
  if (left === undefined || left.kind === "invalid") return right;
  if (left.kind === "map" && right.kind === "map") return mergeMaps(left, right, report, mergeAny);
  if (left.kind === "list" && right.kind === "list")
    return { ...left, value: [...left.value, ...right.value] };
  return mergeSame(left, right, report);
}

const speakable: ReadonlySet<string> = new Set<
  KnownKey<ConfigFile> | KnownKey<Organization> | KnownKey<Limits> | KnownKey<HookDefaults>
>([
  "version",
  "unmanaged",
  "undeclared_secrets",
  "max_deletes",
  "max_changes",
  "content_type",
  "insecure_ssl",
  "active",
]);

/** What can only stand once may be said again, but not otherwise. */
function mergeSame(left: MapEntry, right: MapEntry, report: Report, isName = false): MapEntry {
  if (sameValue(left, right)) {
    return { ...left, alsoAt: [...(left.alsoAt ?? []), right.keyNode.position] };
  }
  // Keys are named where they are known: below one that is not, any could be a secret.
  const what = speakable.has(right.key) || isName ? quoted(right.key) : "This key";
  const message = `${what} has another value in another place`;
  const help = "Set it in one place, or to the same value in both.";
  const related = [left.keyNode.position, ...(left.alsoAt ?? [])];
  report({ code: "contradicting-value", message, help, at: right.keyNode.position, related });
  return left;
}

/** Whether two values say the same, whatever the order of their keys. */
function sameValue(left: YamlNode, right: YamlNode | undefined): boolean {
  if (right === undefined) return false;
  if (left.kind === "scalar" && right.kind === "scalar") return left.value === right.value;
  if (left.kind === "list" && right.kind === "list") {
    const isSame = left.value.every((item, index) => sameValue(item, right.value[index]));
    return isSame && left.value.length === right.value.length;
  }
  if (left.kind === "map" && right.kind === "map") {
    const isSame = [...left.value].every(([key, value]) => {
      const other = right.value.get(key);
      // A path counts from its file: in two folders the same words are two files.
      const isHere = key !== "file" || value.source.directory === other?.source.directory;
      return isHere && sameValue(value, other);
    });
    return isSame && left.value.size === right.value.size;
  }
  // What is invalid has been reported; a second finding would only be noise.
  return left.kind === "invalid" || right.kind === "invalid";
}
