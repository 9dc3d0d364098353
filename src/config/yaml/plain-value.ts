import type { YamlNode } from "./yaml-node.ts";

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
