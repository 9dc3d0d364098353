import type { JsonObject } from "./api-error.ts";

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
