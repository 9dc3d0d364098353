/**
 * Whether a variable belongs to GitHub, its CLI or its runners. Their values are credentials of
 * another kind (`GITHUB_TOKEN`), which a mistake must not send to a receiver.
 */
export function isForbiddenEnvironmentName(name: string): boolean {
  return /^(?:GITHUB|GH|ACTIONS|RUNNER)_/i.test(name);
}
