import type { CommentsPort } from "../model/comments-port.ts";
import type { ClientOptions, GitHubReader, GitHubTrigger, GitHubWriter } from "./client-options.ts";

/**
 * Opens a client for comments and issues, with credentials of its own. It knows no hooks: it has no
 * method for them, and nothing but requests for comments, issues and what those need leaves it.
 */
export async function createGitHubCollaborator(
  options: Omit<ClientOptions, "cache">,
): Promise<CommentsPort> {
  return (await import("./open-clients.ts")).openCollaborator(options);
}

/**
 * Opens a client that can make GitHub send pings, tests and redeliveries, and cannot change a hook:
 * it has no method for it, and no other POST, PATCH or DELETE would leave it.
 */
export async function createGitHubTrigger(options: ClientOptions): Promise<GitHubTrigger> {
  return (await import("./open-clients.ts")).openTrigger(options);
}

/**
 * Opens a client that cannot write: it has no method for it, and whatever method a request had,
 * nothing but a GET would leave it. Half of the commands never ask GitHub, so all of it is loaded
 * only here. Nothing is asked yet: the methods of the client throw a `GitHubError` for what GitHub
 * answers, and a HookfleetError `interrupted` once `signal` is aborted.
 *
 * @param options where GitHub is, with which credentials, and how fast
 */
export async function createGitHubReader(options: ClientOptions): Promise<GitHubReader> {
  return (await import("./open-clients.ts")).openReader(options);
}

/**
 * Opens a client that can also create, change and remove hooks. Only `apply` has a use for it. Nothing
 * is asked yet; its methods throw as those of `createGitHubReader` do.
 *
 * @param options where GitHub is, with which credentials, and how fast
 */
export async function createGitHubWriter(options: ClientOptions): Promise<GitHubWriter> {
  return (await import("./open-clients.ts")).openWriter(options);
}
