import type { ClientOptions, GitHubWriter } from "./client-options.ts";

/** Opens a client that can also create, change and remove hooks. Only `apply` has a use for it. */
export async function createGitHubWriter(options: ClientOptions): Promise<GitHubWriter> {
  const { openWriter } = await import("./open-writer.ts");
  return openWriter(options);
}
