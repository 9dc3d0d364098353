/** True for what JSON calls an object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for a list of objects of which each has text under all of these keys. */
export function isListOf(value: unknown, ...keys: readonly string[]): boolean {
  return (
    Array.isArray(value) &&
    value.every((item) => isObject(item) && keys.every((key) => typeof item[key] === "string"))
  );
}
