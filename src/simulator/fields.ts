import type { JsonObject } from "./http/api-error.ts";

/** All times are milliseconds since the epoch. */
export const minute = 60_000;
export const hour: number = 60 * minute;

/** When the hooks and issues of a seed were created, unless it says otherwise. */
export const seedTime: number = Date.UTC(2024, 4, 1, 12);

export const wholeSecond = (time: number): number => Math.floor(time / 1000) * 1000;

/** As GitHub writes times: RFC 3339 without fractions of a second. */
export const timestamp = (time: number): string =>
  new Date(time).toISOString().replace(/\.\d+Z$/, "Z");

/** Keys that have one value: what GitHub shows and nothing here depends on. */
export function allOf(value: unknown, keys: string): JsonObject {
  return Object.fromEntries(keys.split(" ").map((key) => [key, value]));
}

/**
 * The URLs of a thing, below its own.
 *
 * @example urlsBelow("keys{/id} blobs=git/blobs")("/x") // { keys_url: "/x/keys{/id}", blobs_url: "/x/git/blobs" }
 */
export function urlsBelow(names: string): (url: string) => JsonObject {
  const paths = names
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [, name = "", path = word] = /^(\w+)(?:=(.+))?/.exec(word) ?? [];
      return [`${name}_url`, path] as const;
    });
  return (url) => {
    const urls: Record<string, string> = {};
    for (const [key, path] of paths) urls[key] = `${url}/${path}`;
    return urls;
  };
}

export const nodeId = (kind: string, id: number): string =>
  Buffer.from(`0:${kind}${id}`).toString("base64");
