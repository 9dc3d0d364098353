import { GitHubError } from "../../model/errors.ts";
import { parseFor } from "../errors/malformed-answer.ts";
import { readId, readJson, readObject } from "../errors/read-json.ts";
import type { RequestSender } from "../http/request-sender.ts";
import { suspended } from "./app-error.ts";

/** A GitHub App on one account. */
export interface Installation {
  readonly id: number;
  readonly owner: string;
  /** It may see some of the account's repositories only. */
  readonly selected: boolean;
}

/**
 * Finds where the App is installed on an account, be that an organization or a user:
 * https://docs.github.com/en/rest/apps/apps#get-an-organization-installation-for-the-authenticated-app
 */
export async function findInstallation(app: RequestSender, owner: string): Promise<Installation> {
  const purpose = { kind: "find-installation", owner } as const;
  const find = async (kind: "orgs" | "users"): Promise<Installation> => {
    const url = `/${kind}/${encodeURIComponent(owner)}/installation`;
    const answer = await app.send({ method: "GET", url, purpose });
    return parseFor(purpose, answer, () => {
      const found = readObject(readJson(answer), "the installation");
      const { suspended_at, repository_selection } = found;
      if (typeof suspended_at === "string") throw suspendedError(owner);
      const id = readId(found, "the installation");
      return { id, owner, selected: repository_selection === "selected" };
    });
  };
  try {
    return await find("orgs");
  } catch (error) {
    if (!(error instanceof GitHubError) || error.code !== "app-not-installed") throw error;
    return await find("users");
  }
}

function suspendedError(owner: string): GitHubError {
  const { code, help } = suspended(owner);
  return new GitHubError(code, `the installation on ${owner} is suspended`, { status: 200, help });
}
