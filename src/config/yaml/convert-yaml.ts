import { isAlias, isMap, isScalar, isSeq, type Pair, type Scalar, type YAMLMap } from "yaml";
import type { SourcePosition } from "../../model/diagnostic.ts";
import type { ConfigDiagnostic, Report } from "../diagnostics.ts";
import {
  type Located,
  type MapEntry,
  type MapNode,
  positionAt,
  type SourceText,
  type YamlNode,
} from "./yaml-node.ts";

const maxAliasExpansions = 100;
const maxDepth = 100;

/** Offsets into a text; `end` is the first one behind. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** What an anchor holds and how many aliases its content expands. `undefined` while it is open. */
type Anchored = { readonly node: YamlNode; readonly expansions: number } | undefined;

/**
 * Turns what the YAML library parsed into nodes that know their place. Aliases and merge keys are
 * resolved here rather than by the library, because positions have to survive them and because an
 * alias that expands too often must be found before it has been expanded.
 */
export function convertYaml(contents: unknown, source: SourceText, report: Report) {
  /** Every scalar and key as written, also those that the nodes leave out, in order. */
  const scalars: TextRange[] = [];
  const anchors = new Map<string, Anchored>();
  let expansions = 0;

  const place = (node: unknown, fallback: number) => {
    const range = (node as { readonly range?: readonly number[] | null } | null)?.range;
    const start = range?.[0] ?? fallback;
    return { source, start, end: range?.[1] ?? start, position: positionAt(source, start) };
  };

  const convert = (node: unknown, depth: number, fallback: number): YamlNode => {
    if (isAlias(node)) return convertAlias(node.source, place(node, fallback));
    const anchor = (node as { readonly anchor?: string } | null)?.anchor;
    if (anchor === undefined) return convertContent(node, depth, fallback);
    anchors.set(anchor, undefined);
    const before = expansions;
    const converted = convertContent(node, depth, fallback);
    anchors.set(anchor, { node: converted, expansions: expansions - before });
    return converted;
  };

  const convertContent = (node: unknown, depth: number, fallback: number): YamlNode => {
    const at = place(node, fallback);
    if (depth > maxDepth) {
      const message = `Maps and lists are nested more than ${maxDepth} deep`;
      report({ code: "too-deep", message, at: at.position });
      return { kind: "invalid", ...at };
    }
    if (isMap(node)) return convertMap(node, depth, at);
    if (isSeq(node)) {
      const value = node.items.map((item) => convert(item, depth + 1, at.start));
      return { kind: "list", ...at, value };
    }
    scalars.push(at);
    const value: unknown = isScalar(node) ? node.value : null;
    const block = isScalar(node) && (node.type?.startsWith("BLOCK") ?? false);
    return { kind: "scalar", ...at, value: isPlainValue(value) ? value : null, block };
  };

  const convertAlias = (name: string, at: Located): YamlNode => {
    const anchored = anchors.get(name);
    if (anchored === undefined) {
      report(unresolvedAlias(name, anchors.has(name), at.position));
      return { kind: "invalid", ...at };
    }
    const isFirst = expansions <= maxAliasExpansions;
    expansions += 1 + anchored.expansions;
    if (expansions <= maxAliasExpansions) return { ...anchored.node, ...at };
    const message = `Aliases expand more than ${maxAliasExpansions} times`;
    const help = "Write a template and `use` it: templates have no such limit.";
    if (isFirst) report({ code: "too-many-aliases", message, help, at: at.position });
    return { kind: "invalid", ...at };
  };

  const convertMap = (map: YAMLMap<unknown, unknown>, depth: number, at: Located): MapNode => {
    const own = new Map<string, MapEntry>();
    const merged: MapNode[] = [];
    for (const pair of map.items) {
      const keyNode = place(pair.key, at.start);
      scalars.push(keyNode);
      const value = convert(pair.value, depth + 1, keyNode.end);
      const key = keyText(pair);
      if (key === undefined) {
        report({ code: "bad-key", message: "A key must be a plain scalar", at: keyNode.position });
        continue;
      }
      const first = own.get(key);
      if (first !== undefined) {
        // Not by its name: it may be where a secret may be described.
        const message = "This key appears twice in its map";
        const related = [first.keyNode.position];
        report({ code: "duplicate-key", message, at: keyNode.position, related });
        continue;
      }
      own.set(key, { ...value, key, keyNode });
      if (!isMergeKey(pair)) continue;
      for (const other of mapsToMerge(value, keyNode.position, report)) merged.push(other);
    }
    if (map.items.some(isMergeKey)) own.delete("<<");
    // The first of several merged maps wins, and the map's own keys win over them all.
    for (const [key, entry] of merged.flatMap((other) => [...other.value])) {
      if (!own.has(key)) own.set(key, entry);
    }
    return { kind: "map", ...at, value: own };
  };

  return { root: convert(contents, 0, 0), scalars };
}

function isPlainValue(value: unknown): value is string | number | boolean | null {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function isMergeKey(pair: Pair<unknown, unknown>): boolean {
  return isScalar(pair.key) && pair.key.value === "<<" && pair.key.type === "PLAIN";
}

/** The key as it is written, so that `0123` and `true` are names like any other. */
function keyText(pair: Pair<unknown, unknown>): string | undefined {
  if (!isScalar(pair.key)) return undefined;
  const scalar: Scalar = pair.key;
  if (typeof scalar.value === "string") return scalar.value;
  return scalar.value === null ? undefined : (scalar.source ?? String(scalar.value));
}

function mapsToMerge(value: YamlNode, at: SourcePosition, report: Report): readonly MapNode[] {
  const candidates = value.kind === "list" ? value.value : [value];
  if (candidates.some((node) => node.kind !== "map" && node.kind !== "invalid")) {
    const message = "The value of `<<` must be a map or a list of maps, usually aliases";
    report({ code: "bad-merge", message, at });
  }
  return candidates.filter((node) => node.kind === "map");
}

/** The name of the alias is not repeated: it may be the beginning of an unquoted secret. */
function unresolvedAlias(name: string, open: boolean, at: SourcePosition): ConfigDiagnostic {
  if (/^\**$/.test(name)) {
    const message = "Asterisks are the mask that GitHub shows, not a value";
    const help = "Name an entry of `secrets`, or leave the key out. Put a glob in quotes.";
    return { code: "secret-mask", message, help, at };
  }
  const message = open
    ? "An alias is inside its own anchor"
    : "An alias has no anchor of its name before it";
  const help = 'Put a value that begins with `*` in quotes: events: ["*"], name: "service-*".';
  return { code: "unknown-alias", message, help, at };
}
