/**
 * Takes the tokens of GitHub out of a text. They have a form of their own, so that sentences of ours
 * stay as they are.
 * https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
 */
export function redactGitHubTokens(text: string): string {
  return text.replace(/\b(?:gh[pousr]_|github_pat_)\w+/g, "[secret]");
}
