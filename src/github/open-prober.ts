import type { ClientOptions, GitHubProber } from "./client-options.ts";
import { readerOn } from "./open-reader.ts";
import { writeProbes } from "./operations/write-probes.ts";
import { openConnection } from "./wire/connection.ts";

/** What lies behind `createGitHubProber`, and is loaded only with it. */
export async function openProber(options: ClientOptions): Promise<GitHubProber> {
  const connection = await openConnection(options, "probe");
  return { ...readerOn(connection), ...writeProbes(connection) };
}
