import type { ClientOptions, GitHubWriter } from "./client-options.ts";
import { readerOn } from "./open-reader.ts";
import { writeHooks } from "./operations/write-hooks.ts";
import { writeProbes } from "./operations/write-probes.ts";
import { openConnection } from "./wire/connection.ts";

/** What lies behind `createGitHubWriter`, and is loaded only with it. */
export async function openWriter(options: ClientOptions): Promise<GitHubWriter> {
  const connection = await openConnection(options, "write");
  return { ...readerOn(connection), ...writeProbes(connection), ...writeHooks(connection) };
}
