import type { SourcePosition } from "../../model/diagnostic.ts";

/** A file whose guards hold for everybody (`--policy`), or any other. */
export type SourceRole = "config" | "policy";

export interface ConfigSource {
  /** As it is shown in positions. */
  readonly file: string;
  readonly text: string;
  readonly role: SourceRole;
  /** The absolute folder it stands in, from which `file: PATH` of secrets counts. */
  readonly directory?: string | undefined;
}

/** A source with the offsets at which its lines begin. */
export interface SourceText extends ConfigSource {
  readonly lineStarts: readonly number[];
}

export function createSourceText(source: ConfigSource): SourceText {
  const text = source.text.startsWith("\uFEFF") ? source.text.slice(1) : source.text;
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    lineStarts.push(at + 1);
  }
  return { ...source, text, lineStarts };
}

/** The first of so many sorted things that lies beyond what is looked for; binary search. */
export function firstBeyond(count: number, isBeyond: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBeyond(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function positionAt({ file, lineStarts }: SourceText, offset: number): SourcePosition {
  const line = firstBeyond(lineStarts.length, (index) => (lineStarts[index] ?? 0) > offset);
  return { file, line, column: offset - (lineStarts[line - 1] ?? 0) + 1 };
}

interface NodeBase {
  readonly source: SourceText;
  /** Offsets into the text of the source; `end` is the first one behind. */
  readonly start: number;
  readonly end: number;
  readonly position: SourcePosition;
}

export interface ScalarNode extends NodeBase {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** Written with `|` or `>`, over several lines. */
  readonly block: boolean;
}

export interface MapEntry {
  readonly key: string;
  readonly keyNode: NodeBase;
  readonly value: YamlNode;
  /** Where further files say the same. */
  readonly alsoAt?: readonly SourcePosition[];
  /** Every spelling of a key whose case does not matter. */
  readonly spellings?: readonly PlacedString[];
}

export interface MapNode extends NodeBase {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, MapEntry>;
}

export interface ListNode extends NodeBase {
  readonly kind: "list";
  readonly items: readonly YamlNode[];
}

/** Something that has been reported already and that nothing further is said about. */
export interface InvalidNode extends NodeBase {
  readonly kind: "invalid";
}

/** A YAML value with its place: aliases and merge keys are resolved, duplicate keys dropped. */
export type YamlNode = ScalarNode | MapNode | ListNode | InvalidNode;

/** The keys that a type of the file format names, without those that are free for all. */
export type KnownKey<Written> = keyof {
  [Key in keyof Written as string extends Key ? never : Key]: unknown;
} &
  string;

/** The entry of a key that the type `Written` of the file format knows. */
export function entryOf<Written>(map: MapNode, key: KnownKey<Written>): MapEntry | undefined {
  return map.entries.get(key);
}

/** The map behind a key; undefined where there is none or it is something else. */
export function mapAt<Written>(map: MapNode, key: KnownKey<Written>): MapNode | undefined {
  const value = map.entries.get(key)?.value;
  return value?.kind === "map" ? value : undefined;
}

/** The items behind a key; none where there is no list. */
export function itemsAt<Written>(map: MapNode, key: KnownKey<Written>): readonly YamlNode[] {
  const value = map.entries.get(key)?.value;
  return value?.kind === "list" ? value.items : [];
}

/** The value of a scalar, of a type that the schema check has made sure of. */
export function scalarOf<Value extends string | number | boolean>(
  node: YamlNode | undefined,
): Value | undefined {
  return node?.kind === "scalar" ? (node.value as Value) : undefined;
}

export function stringOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === "scalar" && typeof node.value === "string" ? node.value : undefined;
}

export interface Placed<Value> {
  readonly value: Value;
  readonly position: SourcePosition;
}

export type PlacedString = Placed<string>;

export function placedStrings(nodes: readonly YamlNode[]): readonly PlacedString[] {
  return nodes.flatMap((node) => {
    const value = stringOf(node);
    return value === undefined ? [] : [{ value, position: node.position }];
  });
}

/** The value of a node as JSON would have it, for the schema check. */
export function plainValue(node: YamlNode): unknown {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(plainValue);
    case "map": {
      // Without a prototype, a key like `__proto__` or `constructor` is a key like any other.
      const value: Record<string, unknown> = Object.create(null);
      for (const [key, entry] of node.entries) value[key] = plainValue(entry.value);
      return value;
    }
    case "invalid":
      return null;
    default:
      return node satisfies never;
  }
}
