import { GitHubError } from "../../model/errors.ts";

/**
 * What may leave a client: reads; what makes GitHub send something as well; hooks written as well;
 * comments and issues alone; or reads and requests for an App's token.
 */
export type Access = "read" | "trigger" | "write" | "comments" | "app";

const repository = "(?:/repos/[^/]+/[^/]+|/repositories/\\d+)";

/** What leaves a client for comments and issues, by method; the path has lost its query. */
const forComments: Readonly<Record<string, RegExp>> = {
  GET: new RegExp(
    `(?:/user|${repository}(?:|/pulls/\\d+|/commits/[0-9a-f]+/pulls|/issues|/issues/\\d+|/issues/\\d+/comments))$`,
  ),
  POST: new RegExp(`${repository}/issues(?:|/\\d+/comments)$`),
  PATCH: new RegExp(`${repository}/issues/(?:comments/)?\\d+$`),
};

/** Whether a request is one of those that comments and issues need, and so none of hooks. */
export function isForComments(method: string, url: string): boolean {
  return forComments[method]?.test(url.split("?", 1)[0] ?? "") ?? false;
}

/** The POSTs that may leave a client which writes no hooks. */
const allowedPosts: Readonly<Record<"read" | "trigger" | "app", RegExp | undefined>> = {
  read: undefined,
  trigger: /\/hooks\/\d+\/(?:pings|tests|deliveries\/\d+\/attempts)$/,
  app: /\/app\/installations\/\d+\/access_tokens$/,
};

/**
 * At run time, whatever the types say: no client writes hooks but the one that is meant to.
 *
 * @throws GitHubError `read-only-client`
 */
export function refuseWrites(access: Access, method: string, url: string): void {
  if (access === "write") return;
  const isAllowed =
    access === "comments"
      ? isForComments(method, url)
      : method === "GET" || (method === "POST" && allowedPosts[access]?.test(url) === true);
  if (isAllowed) return;
  throw new GitHubError("read-only-client", `a client that writes no hooks may not ${method}`);
}
