import { createHmac } from "node:crypto";
import { timestamp } from "../fields.ts";
import type { JsonObject } from "../http/api-error.ts";
import type { StoredDelivery } from "../store/store.ts";

/** The same JSON value with the keys of every object in order. */
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, sortKeys(entry)]));
}

/**
 * Writes a payload as GitHub does: compact JSON with other scripts as raw UTF-8 and nothing escaped
 * for HTML, but control characters as `\u001B` in upper case (octokit/webhooks.js #71).
 */
export function writePayload(value: unknown): string {
  // Matches every escape in turn, so that the text `\\u001b` after an escaped backslash stays.
  return JSON.stringify(value).replace(/\\(?:u[0-9a-f]{4}|.)/g, (sequence) =>
    sequence.length === 6 ? `\\u${sequence.slice(2).toUpperCase()}` : sequence,
  );
}

/** Both signatures of a body, in hexadecimal. */
export function sign(
  secret: string,
  body: string,
): { readonly sha1: string; readonly sha256: string } {
  return {
    sha1: createHmac("sha1", secret).update(body, "utf8").digest("hex"),
    sha256: createHmac("sha256", secret).update(body, "utf8").digest("hex"),
  };
}

/** The two ways to encode forms differ in exactly these two characters. */
function encode(text: string, encoding: StoredDelivery["formEncoding"]): string {
  const whatwg = new URLSearchParams([["payload", text]]).toString().slice("payload=".length);
  return encoding === "whatwg" ? whatwg : whatwg.replaceAll("*", "%2A").replaceAll("%7E", "~");
}

/** The bytes that a delivery sends and signs, as text. */
export function deliveryBody(
  delivery: Pick<StoredDelivery, "contentType" | "payload" | "formEncoding">,
): string {
  const json = delivery.payload();
  return delivery.contentType.includes("json")
    ? json
    : `payload=${encode(json, delivery.formEncoding)}`;
}

const before = "0".repeat(40);
const id = "6dcb09b5b57875f334f61aebed695e2e4193db5e";
const tree_id = "f9d2a07e9488b91af2641b26b9407fe22a451433";

/**
 * The payload of a push of one commit, its keys in the order of a recorded one (octokit.rb, app
 * hook delivery, 2024).
 *
 * @param login - who pushed
 * @param at - when, in milliseconds since the epoch
 */
export function pushPayload(
  login: string,
  at: number,
  { repository, ...context }: JsonObject,
): JsonObject {
  const { html_url = "https://github.com" } = (repository ?? {}) as { html_url?: string };
  const email = `${login}@users.noreply.github.com`;
  const author = { name: login, email, username: login };
  const commit = {
    id,
    tree_id,
    distinct: true,
    message: "Fix all the bugs",
    timestamp: timestamp(at),
    url: `${html_url}/commit/${id}`,
    author,
    committer: author,
    added: [],
    removed: [],
    modified: ["README.md"],
  };
  return {
    ref: "refs/heads/main",
    before,
    after: id,
    repository,
    pusher: { name: login, email },
    ...context,
    created: false,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `${html_url}/compare/${before.slice(0, 12)}...${id.slice(0, 12)}`,
    commits: [commit],
    head_commit: commit,
  };
}
