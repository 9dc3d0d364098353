/** Writes a JSON value as Ruby's `inspect` does, which is what GitHub's type errors quote. */
export function inspectValue(value: unknown): string {
  if (value === null || value === undefined) return "nil";
  if (Array.isArray(value)) return `[${value.map(inspectValue).join(", ")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const pairs = Object.entries(value).map(
    ([key, entry]) => `${JSON.stringify(key)}=>${inspectValue(entry)}`,
  );
  return `{${pairs.join(", ")}}`;
}
