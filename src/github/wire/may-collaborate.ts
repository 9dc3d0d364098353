const repository = "(?:/repos/[^/]+/[^/]+|/repositories/\\d+)";

/** What leaves a client for comments and issues, by method; the path has lost its query. */
const allowed: Readonly<Record<string, RegExp>> = {
  GET: new RegExp(
    `(?:/user|${repository}(?:|/pulls/\\d+|/commits/[0-9a-f]+/pulls|/issues|/issues/\\d+|/issues/\\d+/comments))$`,
  ),
  POST: new RegExp(`${repository}/issues(?:|/\\d+/comments)$`),
  PATCH: new RegExp(`${repository}/issues/(?:comments/)?\\d+$`),
};

/** Whether a request is one of those that comments and issues need, and so none of hooks. */
export function mayCollaborate(method: string, url: string): boolean {
  return allowed[method]?.test(url.split("?", 1)[0] ?? "") ?? false;
}
