import { maskUrlsIn } from "./mask-urls-in.ts";
import { redactTokens } from "./redact-tokens.ts";

/**
 * Takes out of a text that nobody has vetted, such as the message of an unforeseen error, what could
 * be a credential. Our own errors need none of this: they are made without secrets.
 */
export function redactText(text: string): string {
  return redactTokens(maskUrlsIn(text, { path: true }));
}
