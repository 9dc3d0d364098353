import { quoted } from "../frames/quoted.ts";
import type { Report } from "../problem.ts";
import type { MapEntry } from "../yaml/yaml-node.ts";

/** Warns of templates or secrets that nothing refers to. */
export function reportUnused(
  kind: "template" | "secret",
  entries: ReadonlyMap<string, MapEntry> | undefined,
  used: ReadonlySet<string>,
  report: Report,
): void {
  for (const [name, { keyNode }] of entries ?? []) {
    if (used.has(name)) continue;
    report({
      code: `unused-${kind}`,
      message: `Nothing uses the ${kind} ${quoted(name)}`,
      at: keyNode.position,
    });
  }
}
