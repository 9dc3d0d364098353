/**
 * Writes a payload as GitHub does: compact JSON with other scripts as raw UTF-8 and nothing escaped
 * for HTML, but control characters as `\u001B` in upper case (octokit/webhooks.js #71).
 */
export function writePayload(value: unknown): string {
  // Takes every escape in turn, so that the text `\\u001b` behind an escaped backslash stays.
  return JSON.stringify(value).replace(/\\(?:u[0-9a-f]{4}|.)/g, (sequence) =>
    sequence.length === 6 ? `\\u${sequence.slice(2).toUpperCase()}` : sequence,
  );
}
