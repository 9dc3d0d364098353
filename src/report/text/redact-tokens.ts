import { redactGitHubTokens } from "./redact-github-tokens.ts";

const patterns: readonly (readonly [RegExp, string])[] = [
  // The key of a GitHub App.
  [/-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g, "[secret]"],
  [/\b(bearer|token|basic)(\s+)[\w.~+/=-]{8,}/gi, "$1$2[secret]"],
];

/** Takes the credentials out of a text that can be told by their form. */
export function redactTokens(text: string): string {
  return patterns.reduce(
    (redacted, [pattern, replacement]) => redacted.replace(pattern, replacement),
    redactGitHubTokens(text),
  );
}
