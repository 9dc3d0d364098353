import { type RepositoryScope, type Scope, scopeName, scopePath } from "../model/scope.ts";
import {
  commentsNeed,
  hooksNeed,
  type Need,
  propertiesNeed,
  repositoriesNeed,
} from "./errors/needed-permission.ts";

type OfScope = { readonly scope: Scope };
type OfHook = OfScope & { readonly hookId: number };
type OfDelivery = OfHook & { readonly deliveryId: number };
type OfOwner = { readonly owner: string };
type OfRepository = { readonly scope: RepositoryScope };
type OfIssue = OfRepository & { readonly number: number };

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

interface Facts<Subject> {
  readonly method: Method;
  /** Below the API's address. */
  readonly path: (of: Subject) => string;
  /** `list the hooks of acme/api`: what stands behind "cannot" or "to". */
  readonly words: (of: Subject) => string;
  /** What the credential needs; undefined where none is known to help. */
  readonly need?: (of: Subject) => Need;
  /** What a 404 may mean, where it is more than that the scope or the hook does not exist. */
  readonly missing?: (of: Subject) => string;
}

/** Says what a row is about. */
const facts = <Subject>(row: Facts<Subject>): Facts<Subject> => row;

const encode = encodeURIComponent;
const issues = ({ scope }: OfRepository): string => `${scopePath(scope)}/issues`;
const issue = (of: OfIssue): string => `${issues(of)}/${of.number}`;
const issueName = ({ scope, number }: OfIssue): string => `${scopeName(scope)}#${number}`;
const noPull = ({ scope, number }: OfIssue): string =>
  `${scopeName(scope)} does not exist or has no pull request ${number}`;

type NeedOfHooks = (of: OfScope) => Need;
const readNeed: NeedOfHooks = ({ scope }) => hooksNeed(scope, "read:repo_hook", "read");
const writeNeed: NeedOfHooks = ({ scope }) => hooksNeed(scope, "write:repo_hook", "write");
/** Deleting takes more than writing, see X-Accepted-OAuth-Scopes of DELETE /repos/{owner}/{repo}/hooks/{id}. */
const deleteNeed: NeedOfHooks = ({ scope }) => hooksNeed(scope, "admin:repo_hook", "write");
/** To ping the hook of an organization takes more than to ping that of a repository. */
const pingNeed: NeedOfHooks = ({ scope }) =>
  hooksNeed(scope, "read:repo_hook", scope.kind === "organization" ? "write" : "read");

type OfHooks = OfScope & Partial<Omit<OfDelivery, "scope">>;

/** A request for hooks, one of them, or one of its deliveries. */
function ofHooks<Of extends OfHooks>(
  method: Method,
  verb: string,
  below: string,
  need: NeedOfHooks,
): Facts<Of> {
  return {
    method,
    path: ({ scope, hookId, deliveryId }) =>
      [
        `${scopePath(scope)}/hooks`,
        hookId === undefined ? "" : `/${hookId}`,
        deliveryId === undefined ? "" : `/deliveries/${deliveryId}`,
        below,
      ].join(""),
    words: (of) => `${verb} ${hookName(of)}`,
    need,
  };
}

function hookName({ scope, hookId, deliveryId }: OfHooks): string {
  const hook = hookId === undefined ? "" : `hook ${hookId} of `;
  return `${deliveryId === undefined ? "" : `delivery ${deliveryId} of `}${hook}${scopeName(scope)}`;
}

interface OfRepositories extends OfOwner {
  readonly from: "organization" | "user" | "token" | "installation";
}

/**
 * `/users/{user}/repos` lists public repositories only; the private ones of the token's own user
 * are under `/user/repos`: https://docs.github.com/en/rest/repos/repos#list-repositories-for-a-user.
 * Those that a GitHub App may see are under `/installation/repositories`:
 * https://docs.github.com/en/rest/apps/installations#list-repositories-accessible-to-the-app-installation
 */
function repositoriesPath({ owner, from }: OfRepositories): string {
  if (from === "installation") return "/installation/repositories";
  if (from === "token") return "/user/repos?affiliation=owner";
  return `/${from === "organization" ? "orgs" : "users"}/${encode(owner)}/repos`;
}

const table = {
  "list-hooks": ofHooks<OfScope>("GET", "list the hooks of", "", readNeed),
  "create-hook": ofHooks<OfScope>("POST", "create a hook on", "", writeNeed),
  "read-hook": ofHooks<OfHook>("GET", "read", "", readNeed),
  "read-hook-config": ofHooks<OfHook>("GET", "read", "/config", readNeed),
  "update-hook": ofHooks<OfHook>("PATCH", "update", "", writeNeed),
  "update-hook-config": ofHooks<OfHook>("PATCH", "update", "/config", writeNeed),
  "delete-hook": ofHooks<OfHook>("DELETE", "delete", "", deleteNeed),
  "ping-hook": ofHooks<OfHook>("POST", "ping", "/pings", pingNeed),
  "test-hook": ofHooks<OfHook>("POST", "test", "/tests", pingNeed),
  "list-deliveries": ofHooks<OfHook>("GET", "list the deliveries of", "/deliveries", readNeed),
  "read-delivery": ofHooks<OfDelivery>("GET", "read", "", readNeed),
  redeliver: ofHooks<OfDelivery>("POST", "redeliver", "/attempts", writeNeed),
  "list-repositories": facts<OfRepositories>({
    method: "GET",
    path: repositoriesPath,
    words: ({ owner }) => `list the repositories of ${owner}`,
    need: repositoriesNeed,
    missing: ({ owner, from }) =>
      from === "organization" ? noOrganization(owner) : `${owner} does not exist`,
  }),
  "read-repository": facts<OfOwner & { readonly name: string }>({
    method: "GET",
    path: ({ owner, name }) => `/repos/${encode(owner)}/${encode(name)}`,
    words: ({ owner, name }) => `read the repository ${owner}/${name}`,
    need: repositoriesNeed,
  }),
  "read-properties": facts<OfOwner>({
    method: "GET",
    path: ({ owner }) => `/orgs/${encode(owner)}/properties/values`,
    words: ({ owner }) => `read the custom properties of ${owner}'s repositories`,
    need: propertiesNeed,
  }),
  // Organizations answer here as well: https://docs.github.com/en/rest/users/users#get-a-user
  "read-owner": facts<OfOwner>({
    method: "GET",
    path: ({ owner }) => `/users/${encode(owner)}`,
    words: ({ owner }) => `see what ${owner} is`,
  }),
  "read-user": facts<object>({
    method: "GET",
    path: () => "/user",
    words: () => "read the user that the token belongs to",
  }),
  // https://docs.github.com/en/rest/rate-limit/rate-limit: it costs nothing.
  "read-rate-limit": facts<{ readonly owner?: string | undefined }>({
    method: "GET",
    path: () => "/rate_limit",
    words: () => "read the rate limit",
  }),
  "read-app": facts<OfOwner>({
    method: "GET",
    path: () => "/app",
    words: () => "read what the GitHub App is called",
  }),
  // https://docs.github.com/en/rest/apps/apps#get-an-organization-installation-for-the-authenticated-app
  "find-installation": facts<OfOwner & { readonly among: "orgs" | "users" }>({
    method: "GET",
    path: ({ owner, among }) => `/${among}/${encode(owner)}/installation`,
    words: ({ owner }) => `find the GitHub App's installation on ${owner}`,
  }),
  // https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
  "create-token": facts<OfOwner & { readonly installation: number }>({
    method: "POST",
    path: ({ installation }) => `/app/installations/${installation}/access_tokens`,
    words: ({ owner }) => `get a token for the GitHub App's installation on ${owner}`,
  }),
  // https://docs.github.com/en/rest/issues/issues#list-repository-issues: pull requests are among them.
  "list-issues": facts<OfRepository & { readonly author: string }>({
    method: "GET",
    path: (of) => `${issues(of)}?state=all&creator=${encode(of.author)}`,
    words: ({ scope }) => `list the issues of ${scopeName(scope)}`,
    need: () => commentsNeed("issues"),
  }),
  "create-issue": facts<OfRepository>({
    method: "POST",
    path: issues,
    words: ({ scope }) => `open an issue in ${scopeName(scope)}`,
    need: () => commentsNeed("issues"),
  }),
  "update-issue": facts<OfIssue>({
    method: "PATCH",
    path: issue,
    words: (of) => `edit the issue ${issueName(of)}`,
    need: () => commentsNeed("issues"),
    missing: ({ scope, number }) => `${scopeName(scope)} has no issue ${number}`,
  }),
  "read-pull": facts<OfIssue>({
    method: "GET",
    path: ({ scope, number }) => `${scopePath(scope)}/pulls/${number}`,
    words: (of) => `read the pull request ${issueName(of)}`,
    need: () => commentsNeed("either"),
    missing: noPull,
  }),
  // https://docs.github.com/en/rest/commits/commits#list-pull-requests-associated-with-a-commit
  "find-pull": facts<OfRepository & { readonly commit: string }>({
    method: "GET",
    path: ({ scope, commit }) => `${scopePath(scope)}/commits/${commit}/pulls`,
    words: ({ scope, commit }) =>
      `find the pull request of commit ${commit} in ${scopeName(scope)}`,
    need: () => commentsNeed("pulls"),
    missing: ({ scope, commit }) => `${scopeName(scope)} has no commit ${commit}`,
  }),
  "list-comments": facts<OfIssue>({
    method: "GET",
    path: (of) => `${issue(of)}/comments`,
    words: (of) => `list the comments of ${issueName(of)}`,
    need: () => commentsNeed("either"),
    missing: noPull,
  }),
  "create-comment": facts<OfIssue>({
    method: "POST",
    path: (of) => `${issue(of)}/comments`,
    words: (of) => `comment on ${issueName(of)}`,
    need: () => commentsNeed("either"),
    missing: noPull,
  }),
  "update-comment": facts<OfRepository & { readonly commentId: number }>({
    method: "PATCH",
    path: (of) => `${issues(of)}/comments/${of.commentId}`,
    words: ({ scope, commentId }) => `edit comment ${commentId} of ${scopeName(scope)}`,
    need: () => commentsNeed("either"),
    missing: ({ scope, commentId }) => `comment ${commentId} of ${scopeName(scope)} is gone`,
  }),
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

export const methodOf = (operation: Operation): Method => factsOf(operation).method;

export const pathOf = (operation: Operation): string => factsOf(operation).path(operation);

export const describeOperation = (operation: Operation): string =>
  factsOf(operation).words(operation);

export const needOf = (operation: Operation): Need | undefined =>
  factsOf(operation).need?.(operation);

/** Whether a request has an effect, which it may have had although no answer came. */
export function isWrite(operation: Operation): boolean {
  // A token that nobody got is nobody's harm.
  return methodOf(operation) !== "GET" && operation.kind !== "create-token";
}

export function isOfComments(operation: Operation): operation is CommentOperation {
  return /-(?:issues?|pull|comments?)$/.test(operation.kind);
}

/** What a 404 may mean, beside that the credential may not see it. */
export function whatIsMissing(operation: Operation): string {
  const { missing } = factsOf(operation);
  if (missing !== undefined) return missing(operation);
  const subject = subjectOf(operation);
  if ("deliveryId" in operation)
    return `delivery ${operation.deliveryId} is gone, as all are after some days`;
  if ("hookId" in operation) return `hook ${operation.hookId} of ${subject} is gone`;
  return "scope" in operation && operation.scope.kind === "organization"
    ? noOrganization(subject)
    : `${subject} does not exist`;
}

/** GitHub says 404 of users there, too. */
function noOrganization(name: string): string {
  return `there is no organization ${name} (users stand under \`users\` in the file)`;
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
