import { type RepositoryScope, type Scope, scopeName, scopePath } from "../model/scope.ts";
import {
  comments,
  hooks,
  issues,
  type NeededPermission,
  properties,
  pulls,
  repositories,
} from "./errors/needed-permission.ts";

type OfScope = { readonly scope: Scope };
type OfHook = OfScope & { readonly hookId: number };
type OfDelivery = OfHook & { readonly deliveryId: number };
type OfOwner = { readonly owner: string };
type OfRepository = { readonly scope: RepositoryScope };
type OfIssue = OfRepository & { readonly number: number };

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** A method, and a path below the API's address. */
type Route = `${Method} ${string}`;

/** In paths and sentences `{name}` stands for a member of the operation, or for one of the `places`. */
interface Facts<Subject> {
  readonly route: Route | ((of: Subject) => Route);
  /** `list the hooks of {scope}`: what stands behind "cannot" or "to". */
  readonly words: string;
  /** What the credential needs; undefined where none is known to help. */
  readonly need: ((of: Subject) => NeededPermission) | undefined;
}

function row<Subject>(
  route: Facts<Subject>["route"],
  words: string,
  need?: (of: Subject) => NeededPermission,
): Facts<Subject> {
  return { route, words, need };
}

/** What is made of several members: how it is written in a path, and in a sentence. */
const places: Readonly<Record<string, readonly [inPath: string, inWords: string]>> = {
  hook: ["{scope}/hooks/{hookId}", "hook {hookId} of {scope}"],
  delivery: ["{hook}/deliveries/{deliveryId}", "delivery {deliveryId} of {hook}"],
  issue: ["{scope}/issues/{number}", "{scope}#{number}"],
};

interface OfRepositories extends OfOwner {
  readonly from: "organization" | "user" | "token" | "installation";
}

/**
 * The newest in front, as organizations have it by default: then a new one is on the first page.
 * `/users/{user}/repos` lists public repositories only; the private ones of the token's own user
 * are under `/user/repos`: https://docs.github.com/en/rest/repos/repos#list-repositories-for-a-user.
 * Those that a GitHub App may see are under `/installation/repositories`:
 * https://docs.github.com/en/rest/apps/installations#list-repositories-accessible-to-the-app-installation
 */
const repositoryLists: Readonly<Record<OfRepositories["from"], Route>> = {
  organization: "GET /orgs/{owner}/repos",
  user: "GET /users/{owner}/repos?sort=created",
  token: "GET /user/repos?affiliation=owner&sort=created",
  installation: "GET /installation/repositories",
};

const table = {
  "list-hooks": row<OfScope>("GET {scope}/hooks", "list the hooks of {scope}", hooks.read),
  "create-hook": row<OfScope>("POST {scope}/hooks", "create a hook on {scope}", hooks.write),
  "read-hook": row<OfHook>("GET {hook}", "read {hook}", hooks.read),
  "read-hook-config": row<OfHook>("GET {hook}/config", "read {hook}", hooks.read),
  "update-hook": row<OfHook>("PATCH {hook}", "update {hook}", hooks.write),
  "update-hook-config": row<OfHook>("PATCH {hook}/config", "update {hook}", hooks.write),
  "delete-hook": row<OfHook>("DELETE {hook}", "delete {hook}", hooks.remove),
  "ping-hook": row<OfHook>("POST {hook}/pings", "ping {hook}", hooks.ping),
  "test-hook": row<OfHook>("POST {hook}/tests", "test {hook}", hooks.ping),
  "list-deliveries": row<OfHook>(
    "GET {hook}/deliveries",
    "list the deliveries of {hook}",
    hooks.read,
  ),
  "read-delivery": row<OfDelivery>("GET {delivery}", "read {delivery}", hooks.read),
  redeliver: row<OfDelivery>("POST {delivery}/attempts", "redeliver {delivery}", hooks.write),
  "list-repositories": row<OfRepositories>(
    ({ from }) => repositoryLists[from],
    "list the repositories of {owner}",
    repositories,
  ),
  "read-repository": row<OfOwner & { readonly name: string }>(
    "GET /repos/{owner}/{name}",
    "read the repository {owner}/{name}",
    repositories,
  ),
  "read-properties": row<OfOwner>(
    "GET /orgs/{owner}/properties/values",
    "read the custom properties of {owner}'s repositories",
    properties,
  ),
  // Organizations answer here as well: https://docs.github.com/en/rest/users/users#get-a-user
  "read-owner": row<OfOwner>("GET /users/{owner}", "look up the account {owner}"),
  "read-user": row<object>("GET /user", "read the user that the token belongs to"),
  // https://docs.github.com/en/rest/rate-limit/rate-limit: it costs nothing.
  "read-rate-limit": row<{ readonly owner?: string | undefined }>(
    "GET /rate_limit",
    "read the rate limit",
  ),
  "read-app": row<OfOwner>("GET /app", "read what the GitHub App is called"),
  // https://docs.github.com/en/rest/apps/apps#get-an-organization-installation-for-the-authenticated-app
  "find-installation": row<OfOwner & { readonly among: "orgs" | "users" }>(
    "GET /{among}/{owner}/installation",
    "find the GitHub App's installation on {owner}",
  ),
  // https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
  "create-token": row<OfOwner & { readonly installation: number }>(
    "POST /app/installations/{installation}/access_tokens",
    "get a token for the GitHub App's installation on {owner}",
  ),
  // https://docs.github.com/en/rest/issues/issues#list-repository-issues: pull requests are among them.
  "list-issues": row<OfRepository & { readonly author: string }>(
    "GET {scope}/issues?state=all&creator={author}",
    "list the issues of {scope}",
    issues,
  ),
  "create-issue": row<OfRepository>("POST {scope}/issues", "open an issue in {scope}", issues),
  "update-issue": row<OfIssue>("PATCH {issue}", "edit the issue {issue}", issues),
  "read-pull": row<OfIssue>(
    "GET {scope}/pulls/{number}",
    "read the pull request {issue}",
    comments,
  ),
  // https://docs.github.com/en/rest/commits/commits#list-pull-requests-associated-with-a-commit
  "find-pull": row<OfRepository & { readonly commit: string }>(
    "GET {scope}/commits/{commit}/pulls",
    "find the pull request of commit {commit} in {scope}",
    pulls,
  ),
  "list-comments": row<OfIssue>("GET {issue}/comments", "list the comments of {issue}", comments),
  "create-comment": row<OfIssue>("POST {issue}/comments", "comment on {issue}", comments),
  "update-comment": row<OfRepository & { readonly commentId: number }>(
    "PATCH {scope}/issues/comments/{commentId}",
    "edit comment {commentId} of {scope}",
    comments,
  ),
};

type Table = typeof table;
type SubjectOf<Row> = Row extends Facts<infer Subject> ? Subject : never;

/** What a request is for: its method and path, its words in errors and what it needs follow from it. */
export type Operation = {
  [Kind in keyof Table]: { readonly kind: Kind } & SubjectOf<Table[Kind]>;
}[keyof Table];

/** The requests that comments and issues are made of. */
export type CommentOperation = Extract<
  Operation,
  { readonly kind: `${string}-${"issue" | "issues" | "pull" | "comment" | "comments"}` }
>;

/** The row of an operation; the subject that its functions take is the operation itself. */
function factsOf({ kind }: Operation): Facts<Operation> {
  return table[kind] as Facts<Operation>;
}

function fill(text: string, operation: Operation, isPath: boolean): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const place = places[name];
    if (place !== undefined) return fill(place[isPath ? 0 : 1], operation, isPath);
    if (name === "scope" && "scope" in operation)
      return isPath ? scopePath(operation.scope) : scopeName(operation.scope);
    if (name === "subject") return subjectOf(operation);
    const member =
      name === "owner"
        ? (ownerOf(operation) ?? subjectOf(operation))
        : Reflect.get(operation, name);
    return isPath ? encodeURIComponent(String(member)) : String(member);
  });
}

/** A sentence about an operation, with its members, `{subject}` and `{owner}` in it. */
export const sentenceOf = (text: string, operation: Operation): string =>
  fill(text, operation, false);

function routeOf(operation: Operation): readonly [method: Method, path: string] {
  const { route } = factsOf(operation);
  const whole = typeof route === "string" ? route : route(operation);
  return whole.split(" ") as [Method, string];
}

export const methodOf = (operation: Operation): Method => routeOf(operation)[0];

export const pathOf = (operation: Operation): string =>
  fill(routeOf(operation)[1], operation, true);

export const describeOperation = (operation: Operation): string =>
  sentenceOf(factsOf(operation).words, operation);

export const needOf = (operation: Operation): NeededPermission | undefined =>
  factsOf(operation).need?.(operation);

/** Whether a request has an effect, which it may have had although no answer came. */
export function isWrite(operation: Operation): boolean {
  // A token that nobody got does no harm.
  return methodOf(operation) !== "GET" && operation.kind !== "create-token";
}

export function isOfComments(operation: Operation): operation is CommentOperation {
  return /-(?:issues?|pull|comments?)$/.test(operation.kind);
}

/** What a 404 may mean, beside that the credential may not see it; see {@link sentenceOf}. */
export function whatIsMissing(operation: Operation): string {
  if ("deliveryId" in operation) return "delivery {deliveryId} is gone, as all are after some days";
  if ("hookId" in operation) return "{hook} is gone";
  if ("commentId" in operation) return "comment {commentId} of {scope} is gone";
  if ("commit" in operation) return "{scope} has no commit {commit}";
  if (operation.kind === "update-issue") return "{scope} has no issue {number}";
  if ("number" in operation) return "{scope} does not exist or has no pull request {number}";
  const isOrganization =
    "scope" in operation
      ? operation.scope.kind === "organization"
      : "from" in operation && operation.from === "organization";
  // GitHub says 404 of users there, too.
  return isOrganization
    ? "there is no organization {owner} (a user is not one; in the file, users are under `users`)"
    : "{subject} does not exist";
}

/** The organization or repository that an error is about, as it is written in files. */
export function subjectOf(operation: Operation): string {
  if (operation.kind === "read-user") return "the user";
  if (operation.kind === "read-rate-limit") return "the rate limit";
  if ("scope" in operation) return scopeName(operation.scope);
  return "name" in operation ? `${operation.owner}/${operation.name}` : operation.owner;
}

/** The account whose hooks or repositories a request is about; undefined where it is about none. */
export function ownerOf(operation: Operation): string | undefined {
  if ("scope" in operation) return operation.scope.owner;
  return "owner" in operation ? operation.owner : undefined;
}
