/** An object of JSON, of whose members nothing is known. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object, and neither a list nor null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is nested more deeply than anything of use: parsed without recursion, no engine could write it. */
export function isNestedDeeply(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > 100) return true;
    level = level.flatMap((one) => (typeof one === "object" ? Object.values(one ?? {}) : []));
  }
  return false;
}
