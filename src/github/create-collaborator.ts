import type { CollaborationPort } from "../model/collaboration-port.ts";
import type { ClientOptions } from "./client-options.ts";

/**
 * Opens a client for comments and issues, with credentials of its own. It knows no hooks: it has no
 * method for them, and nothing but requests for comments, issues and what those need leaves it.
 */
export async function createGitHubCollaborator(
  options: Omit<ClientOptions, "cache">,
): Promise<CollaborationPort> {
  const { openCollaborator } = await import("./open-collaborator.ts");
  return openCollaborator(options);
}
