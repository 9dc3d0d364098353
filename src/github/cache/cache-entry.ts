import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { Secret } from "../../model/secret.ts";

export interface CacheEntry {
  readonly etag: string;
  /** The `Link` header; empty where there was none. */
  readonly link: string;
  readonly text: string;
}

export type CacheKeys = ReturnType<typeof deriveCacheKeys>;

/** An entry begins with this and the day of its last use, in clear so that anybody can prune. */
const magic = Buffer.from("hookfleet-cache/1\n");
/** How much of an entry {@link readDay} needs. */
export const headLength: number = magic.length + 4;
const nonceLength = 12;
const tagAt = headLength + nonceLength;
const bodyAt = tagAt + 16;

/**
 * Derives keys from the credential, which so is bound to what it has seen and is stored
 * nowhere. Tokens and private keys are random enough to need no stretching.
 *
 * @param owner whose entries these are, where one credential has several sets of them
 */
export function deriveCacheKeys(secret: Secret, owner: string) {
  const derived = hkdfSync("sha256", secret.reveal(), "", `hookfleet cache/1 ${owner}`, 64);
  const bytes = Buffer.from(derived);
  return { sealing: bytes.subarray(0, 32), naming: bytes.subarray(32), nextNonce: nonces() };
}

/** Each one is given once. Random bytes for many take hardly longer than those for one. */
function nonces(): () => Buffer {
  let left = Buffer.alloc(0);
  return () => {
    if (left.length === 0) left = randomBytes(nonceLength * 256);
    const nonce = left.subarray(0, nonceLength);
    left = left.subarray(nonceLength);
    return nonce;
  };
}

/** The file name of an entry: it tells nobody what the entry is about. */
export function entryName({ naming }: CacheKeys, about: string): string {
  return createHmac("sha256", naming).update(about).digest("hex");
}

/** Encrypts an entry. `about` and `day` are not in it and yet cannot be exchanged. */
export function sealEntry(keys: CacheKeys, about: string, day: number, entry: CacheEntry): Buffer {
  const head = Buffer.alloc(headLength);
  magic.copy(head);
  head.writeUInt32BE(day, magic.length);
  const nonce = keys.nextNonce();
  const cipher = createCipheriv("aes-256-gcm", keys.sealing, nonce);
  cipher.setAAD(Buffer.concat([head, Buffer.from(about)]));
  const { etag, link, text } = entry;
  const body = cipher.update(JSON.stringify([etag, link, text]), "utf8");
  // With GCM nothing is left for the end.
  cipher.final();
  return Buffer.concat([head, nonce, cipher.getAuthTag(), body]);
}

/** Decrypts an entry; undefined where it was not sealed with these keys for this operation. */
export function openEntry(keys: CacheKeys, about: string, bytes: Buffer): CacheEntry | undefined {
  if (readDay(bytes) === undefined || bytes.length < bodyAt) return undefined;
  const nonce = bytes.subarray(headLength, tagAt);
  const decipher = createDecipheriv("aes-256-gcm", keys.sealing, nonce, { authTagLength: 16 });
  decipher.setAAD(Buffer.concat([bytes.subarray(0, headLength), Buffer.from(about)]));
  decipher.setAuthTag(bytes.subarray(tagAt, bodyAt));
  try {
    const text = decipher.update(bytes.subarray(bodyAt));
    decipher.final();
    return readEntry(JSON.parse(text.toString("utf8")));
  } catch {
    return undefined;
  }
}

function readEntry(value: unknown): CacheEntry | undefined {
  const [etag, link, text]: readonly unknown[] = Array.isArray(value) ? value : [];
  return typeof etag === "string" && typeof link === "string" && typeof text === "string"
    ? { etag, link, text }
    : undefined;
}

/** The day of the last use in days since the epoch; undefined where this is no entry. */
export function readDay(bytes: Buffer): number | undefined {
  if (bytes.length < headLength || !bytes.subarray(0, magic.length).equals(magic)) return undefined;
  return bytes.readUInt32BE(magic.length);
}
