import { looksLikeToken } from "../../model/looks-like-token.ts";
import { maskUrlsIn } from "../text/mask-urls-in.ts";
import { redactTokens } from "../text/redact-tokens.ts";
import { maskAssignments } from "./mask-assignments.ts";

const mask = "***";

/** Base64 whose slashes would make it several harmless words. */
const base64 =
  /(?<![\w/+.-])(?=[\w/+]*[a-z])(?=[\w/+]*[A-Z])(?=[\w/+]*[0-9])[A-Za-z0-9/+]{20,}={0,2}(?![\w/+.-])/g;

/**
 * Takes out of a text that a receiver wrote what could be a credential: URLs go through the usual
 * masks, and words that look like tokens go. Receivers of signed requests like to say what they
 * expected. `keep` are words that may stay, such as the GUID of the delivery.
 */
export function maskForeignText(text: string, keep: ReadonlySet<string> = new Set()): string {
  return maskAssignments(redactTokens(maskUrlsIn(text)))
    .replace(base64, mask)
    .replace(/[A-Za-z0-9_~+.-]{12,}/g, (word) =>
      !keep.has(word) && looksLikeToken(word) ? mask : word,
    );
}
