import type { ClientOptions, GitHubReader } from "./client-options.ts";

/**
 * Opens a client that cannot write: it has no method for it, and whatever method a request had,
 * nothing but a GET would leave it. Half of the commands never ask GitHub, so all of it is loaded
 * only here.
 */
export async function createGitHubReader(options: ClientOptions): Promise<GitHubReader> {
  const { openReader } = await import("./open-reader.ts");
  return openReader(options);
}
