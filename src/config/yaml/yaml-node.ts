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

/** Something of a file, with its place. */
export interface Located {
  readonly source: SourceText;
  /** Offsets into the text of the source; `end` is the first one behind. */
  readonly start: number;
  readonly end: number;
  readonly position: SourcePosition;
}

/** What a value has that stands behind a key. */
interface Keyed {
  readonly key: string;
  readonly keyNode: Located;
  /** Where further files say the same. */
  readonly alsoAt?: readonly SourcePosition[];
  /** Every spelling of a key whose case does not matter. */
  readonly spellings?: readonly PlacedString[];
}

export interface ScalarNode extends Located {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** Written with `|` or `>`, over several lines. */
  readonly block: boolean;
}

export interface MapNode extends Located {
  readonly kind: "map";
  readonly value: ReadonlyMap<string, MapEntry>;
}

export interface ListNode extends Located {
  readonly kind: "list";
  readonly value: readonly YamlNode[];
}

/** Something that has been reported already and that nothing further is said about. */
export interface InvalidNode extends Located {
  readonly kind: "invalid";
  readonly value?: undefined;
}

/** A YAML value with its place: aliases and merge keys are resolved, duplicate keys dropped. */
export type YamlNode = (ScalarNode | MapNode | ListNode | InvalidNode) & Partial<Keyed>;
export type MapEntry = YamlNode & Keyed;

/** The keys that a type of the file format names, without those that are free for all. */
export type KnownKey<Written> = keyof {
  [Key in keyof Written as string extends Key ? never : Key]: unknown;
} &
  string;

/**
 * A node of which the schema check has made sure that it is what the file format calls `Written`.
 * Without a value it was refused, which has been reported.
 */
export interface Checked<Written> extends Located {
  readonly value?: CheckedValue<Written> | undefined;
  /** For the compiler alone. */
  readonly written?: Written;
}

export type CheckedEntry<Written> = Checked<Written> & Keyed;

type CheckedValue<Written> = Written extends readonly (infer Item)[]
  ? readonly Checked<Item>[]
  : Written extends object
    ? ReadonlyMap<string, CheckedEntry<Written[keyof Written]>>
    : Written;

/** The values behind the keys that a type of the file format knows. */
export type CheckedFields<Written> = {
  readonly [Key in KnownKey<Written>]?: CheckedEntry<NonNullable<Written[Key]>>;
};

/** The fields of a map; none where there is no map, or a text that can stand in its place. */
export function mapFields<Written>(
  node: (Checked<unknown> & Pick<Checked<Written | string>, "written">) | undefined,
): CheckedFields<Written> {
  return node?.value instanceof Map ? Object.fromEntries(node.value) : {};
}

export interface Placed<Value> {
  readonly value: Value;
  readonly position: SourcePosition;
}

export type PlacedString = Placed<string>;

/** The items of a list but for those that were refused. */
export function itemsOf<Item>(
  items: readonly Checked<Item>[] | undefined,
): readonly (Checked<Item> & Placed<CheckedValue<Item>>)[] {
  const isRight = (item: Checked<Item>): item is Checked<Item> & Placed<CheckedValue<Item>> =>
    item.value !== undefined;
  return Array.isArray(items) ? items.filter(isRight) : [];
}

/** The value of a node as JSON would have it, for the schema check. */
export function plainValue(node: YamlNode): unknown {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.value.map(plainValue);
    case "map": {
      // Without a prototype, a key like `__proto__` or `constructor` is a key like any other.
      const value: Record<string, unknown> = Object.create(null);
      for (const [key, entry] of node.value) value[key] = plainValue(entry);
      return value;
    }
    case "invalid":
      return null;
    default:
      return node satisfies never;
  }
}
