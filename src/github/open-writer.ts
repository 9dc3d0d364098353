import type { ClientOptions, GitHubWriter } from "./client-options.ts";
import { openConnection } from "./connection.ts";
import { readerOn } from "./open-reader.ts";
import { writeHooks } from "./write-hooks.ts";
import { writeProbes } from "./write-probes.ts";

/** What lies behind `createGitHubWriter`, and is loaded only with it. */
export async function openWriter(options: ClientOptions): Promise<GitHubWriter> {
  const connection = await openConnection(options, "write");
  return { ...readerOn(connection), ...writeProbes(connection), ...writeHooks(connection) };
}
