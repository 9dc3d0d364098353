import { HookUrl } from "../../src/model/hook-url.ts";

/**
 * Everything that is in a value, as text that is equal for equal values: URLs in clear, sets and maps
 * with their members. `toEqual` alone does not see what a class keeps private.
 */
export function describeValue(value: unknown): string {
  return JSON.stringify(open(value), undefined, 1);
}

function open(value: unknown): unknown {
  if (value instanceof HookUrl) return { revealed: value.reveal(), origin: value.origin };
  if (value instanceof Map) return { map: [...value].map(open) };
  if (value instanceof Set) return { set: [...value] };
  if (Array.isArray(value)) return value.map(open);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, item]) => [key, open(item)]),
  );
}
