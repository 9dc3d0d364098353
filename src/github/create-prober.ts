import type { ClientOptions, GitHubProber } from "./client-options.ts";

/**
 * Opens a client that can make GitHub send pings, tests and redeliveries, and cannot change a hook:
 * it has no method for it, and no other POST, PATCH or DELETE would leave it.
 */
export async function createGitHubProber(options: ClientOptions): Promise<GitHubProber> {
  const { openProber } = await import("./open-prober.ts");
  return openProber(options);
}
