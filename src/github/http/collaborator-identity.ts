import type { Identity } from "../../model/comments-port.ts";
import { GitHubError } from "../../model/errors.ts";
import type { RepositoryScope } from "../../model/scope.ts";
import type { Answer } from "../errors/answer.ts";
import { parseFor } from "../errors/malformed-answer.ts";
import { readJson, readObject, readString } from "../errors/read-json.ts";
import type { RequestPurpose } from "../errors/request-purpose.ts";
import type { HttpClient } from "./http-client.ts";

/** Who writes what a workflow's own token writes. */
const actionsBot = "github-actions[bot]";

/**
 * Finds out in whose name the client writes. A GitHub App writes as `slug[bot]`. An installation
 * token belongs to no user and cannot ask for its App either, so that GitHub answers 403; the one
 * that nearly everybody has is that of GitHub Actions:
 * https://docs.github.com/en/actions/concepts/security/github_token
 */
export async function collaboratorIdentity(
  client: HttpClient,
  { owner }: RepositoryScope,
): Promise<Identity> {
  if (client.isApp) {
    const slug = await ask(client, "/app", { kind: "read-app", owner }, "slug");
    return { login: `${slug}[bot]`, isCertain: true };
  }
  try {
    const login = await ask(client, "/user", { kind: "read-user" }, "login");
    return { login, isCertain: true };
  } catch (error) {
    const refused = error instanceof GitHubError && error.status === 403;
    if (refused && (error.code === "missing-permission" || error.code === "forbidden"))
      return { login: actionsBot, isCertain: false };
    throw error;
  }
}

async function ask(
  client: HttpClient,
  url: string,
  purpose: RequestPurpose,
  key: "slug" | "login",
): Promise<string> {
  const answer: Answer = await client.send({ method: "GET", url, purpose });
  return parseFor(purpose, answer, () => {
    const found = readObject(readJson(answer), "the answer");
    return readString(found, key, "the answer");
  });
}
