import type { ClientOptions, GitHubWriter } from "./client-options.ts";
import { openConnection } from "./connection.ts";
import { readerOn } from "./create-reader.ts";
import { writeHooks } from "./write-hooks.ts";

/** Opens a client that can also create, change and remove hooks. Only `apply` has a use for it. */
export async function createGitHubWriter(options: ClientOptions): Promise<GitHubWriter> {
  const connection = await openConnection(options, "write");
  return { ...readerOn(connection), ...writeHooks(connection) };
}
