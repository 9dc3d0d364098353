import { maskUrl } from "../model/mask-url.ts";

const patterns: readonly (readonly [RegExp, string])[] = [
  // The key of a GitHub App.
  [/-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g, "[secret]"],
  // https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
  [/\b(?:gh[pousr]_|github_pat_)\w+/g, "[secret]"],
  [/\b(bearer|token|basic)(\s+)[\w.~+/=-]{8,}/gi, "$1$2[secret]"],
];

/**
 * Takes out of a text that nobody has vetted, such as the message of an unforeseen error, what could
 * be a credential. Our own errors need none of this: they are made without secrets.
 */
export function redactText(text: string): string {
  const urls = text.replace(/\bhttps?:\/\/[^\s"'`<>)\]}]+/gi, (url) =>
    maskUrl(url, { path: true }),
  );
  return patterns.reduce(
    (redacted, [pattern, replacement]) => redacted.replace(pattern, replacement),
    urls,
  );
}
