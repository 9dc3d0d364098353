import type { ConfigFile } from "./generated/config-file.ts";
import type { Report } from "./problem.ts";
import { quoted } from "./quoted.ts";
import type { KnownKey, MapEntry, MapNode, YamlNode } from "./yaml-node.ts";

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
    mergeMaps({ ...first, entries: new Map() }, first, report, mergeTopLevel),
  );
}

/** Merges the values of one key; `left` is undefined where the key is new. */
type MergeEntry = (left: MapEntry | undefined, right: MapEntry, report: Report) => MapEntry;

function mergeMaps(
  left: MapNode,
  right: MapNode,
  report: Report,
  mergeEntry: MergeEntry,
  keyOf: (key: string) => string = (key) => key,
): MapNode {
  const entries = new Map([...left.entries].map(([key, entry]) => [keyOf(key), entry]));
  for (const [key, entry] of right.entries) {
    entries.set(keyOf(key), mergeEntry(entries.get(keyOf(key)), entry, report));
  }
  return { ...left, entries };
}

const topLevel: Readonly<Partial<Record<KnownKey<ConfigFile>, MergeEntry>>> = {
  organizations: mergeOwners,
  users: mergeOwners,
  secrets: mergeNamed,
  templates: mergeNamed,
};

function mergeTopLevel(left: MapEntry | undefined, right: MapEntry, report: Report): MapEntry {
  if (right.key.startsWith("x-")) return right;
  const merge: MergeEntry = topLevel[right.key as KnownKey<ConfigFile>] ?? mergeAny;
  return merge(left, right, report);
}

function mergeOwners(left: MapEntry | undefined, right: MapEntry, report: Report): MapEntry {
  if (right.value.kind !== "map") return left ?? right;
  const before = left?.value.kind === "map" ? left.value : { ...right.value, entries: new Map() };
  const value = mergeMaps(before, right.value, report, mergeAny, (name) => name.toLowerCase());
  return { ...right, value };
}

function mergeNamed(left: MapEntry | undefined, right: MapEntry, report: Report): MapEntry {
  if (left?.value.kind !== "map" || right.value.kind !== "map") return left ?? right;
  const value = mergeMaps(left.value, right.value, report, (first, second) => {
    if (first !== undefined && !sameValue(first.value, second.value)) {
      contradiction(first, second, report);
    }
    return first ?? second;
  });
  return { ...left, value };
}

function mergeAny(left: MapEntry | undefined, right: MapEntry, report: Report): MapEntry {
  if (left === undefined || left.value.kind === "invalid") return right;
  if (left.value.kind === "map" && right.value.kind === "map") {
    return { ...left, value: mergeMaps(left.value, right.value, report, mergeAny) };
  }
  if (left.value.kind === "list" && right.value.kind === "list") {
    const items = [...left.value.items, ...right.value.items];
    return { ...left, value: { ...left.value, items } };
  }
  if (!sameValue(left.value, right.value)) contradiction(left, right, report);
  return left;
}

function contradiction(left: MapEntry, right: MapEntry, report: Report): void {
  report({
    code: "contradicting-value",
    message: `${quoted(right.key)} says something else than in another place`,
    help: "Say it in one place, or the same in both.",
    at: right.keyNode.position,
    related: [left.keyNode.position],
  });
}

/** Whether two values say the same, whatever the order of their keys. */
function sameValue(left: YamlNode, right: YamlNode): boolean {
  if (left.kind === "scalar" && right.kind === "scalar") return left.value === right.value;
  if (left.kind === "list" && right.kind === "list") {
    return (
      left.items.length === right.items.length &&
      left.items.every((item, index) => {
        const other = right.items[index];
        return other !== undefined && sameValue(item, other);
      })
    );
  }
  if (left.kind === "map" && right.kind === "map") {
    return (
      left.entries.size === right.entries.size &&
      [...left.entries].every(([key, entry]) => {
        const other = right.entries.get(key);
        return other !== undefined && sameValue(entry.value, other.value);
      })
    );
  }
  // What is invalid has been reported; a second finding would only be noise.
  return left.kind === "invalid" || right.kind === "invalid";
}
