import { allOf, nodeId, timestamp, urlsBelow } from "../fields.ts";
import type { JsonObject } from "../http/api-error.ts";
import type { RepositoryRecord } from "../store/store.ts";

interface AccountLike {
  readonly login: string;
  readonly id: number;
  readonly kind: "Organization" | "User" | "Bot";
}

const userUrls = urlsBelow(
  "followers following{/other_user} gists{/gist_id} starred{/owner}{/repo} subscriptions organizations=orgs repos events{/privacy} received_events",
);

const avatarOf = (id: number): string => `https://avatars.githubusercontent.com/u/${id}?v=4`;

/** An account as a part of other answers. */
export function renderAccount({ login, id, kind }: AccountLike, base: string): JsonObject {
  const url = `${base}/users/${login}`;
  return {
    login,
    id,
    node_id: nodeId(kind, id),
    avatar_url: avatarOf(id),
    gravatar_id: "",
    url,
    html_url: `https://github.com/${login}`,
    ...userUrls(url),
    type: kind,
    user_view_type: "public",
    site_admin: false,
  };
}

/** When accounts and Apps were created. */
export const accountsCreated = "2024-01-01T00:00:00Z";

const ofAccounts: JsonObject = {
  ...allOf(0, "public_repos public_gists followers following"),
  ...allOf(accountsCreated, "created_at updated_at"),
};

/** A user in full, as in `GET /user` and `GET /users/{username}`. */
export function renderUser(account: AccountLike, base: string): JsonObject {
  return {
    ...renderAccount(account, base),
    ...allOf(null, "name company location email hireable bio twitter_username"),
    blog: "",
    ...ofAccounts,
  };
}

const organizationUrls = urlsBelow(
  "repos events hooks issues members{/member} public_members{/member}",
);

/** An organization in payloads. */
export function renderSimpleOrganization({ login, id }: AccountLike, base: string): JsonObject {
  const url = `${base}/orgs/${login}`;
  return {
    login,
    id,
    node_id: nodeId("Organization", id),
    url,
    ...organizationUrls(url),
    avatar_url: avatarOf(id),
    description: null,
  };
}

/** An organization in full. */
export function renderOrganization(account: AccountLike, base: string): JsonObject {
  return {
    ...renderSimpleOrganization(account, base),
    is_verified: false,
    ...allOf(true, "has_organization_projects has_repository_projects"),
    ...ofAccounts,
    html_url: `https://github.com/${account.login}`,
    archived_at: null,
    type: "Organization",
  };
}

const urls = urlsBelow(`
  forks keys{/key_id} collaborators{/collaborator} teams hooks issue_events=issues/events{/number}
  events assignees{/user} branches{/branch} tags blobs=git/blobs{/sha} git_tags=git/tags{/sha}
  git_refs=git/refs{/sha} trees=git/trees{/sha} statuses=statuses/{sha} languages stargazers
  contributors subscribers subscription commits{/sha} git_commits=git/commits{/sha}
  comments{/number} issue_comment=issues/comments{/number} contents=contents/{+path}
  compare=compare/{base}...{head} merges archive={archive_format}{/ref} downloads issues{/number}
  pulls{/number} milestones{/number} notifications{?since,all,participating} labels{/name}
  releases{/id} deployments`);

const constants: JsonObject = {
  ...allOf(null, "homepage language mirror_url license"),
  ...allOf(0, "size stargazers_count watchers_count forks_count open_issues_count"),
  ...allOf(0, "forks open_issues watchers"),
  ...allOf(true, "has_projects has_downloads has_wiki allow_forking"),
  ...allOf(false, "has_pages has_discussions disabled is_template web_commit_signoff_required"),
  default_branch: "main",
};

/** A repository in lists and payloads. */
export function renderRepository(repository: RepositoryRecord, base: string): JsonObject {
  const { id, owner, name, visibility } = repository;
  const fullName = `${owner.login}/${name}`;
  const url = `${base}/repos/${fullName}`;
  const created = timestamp(repository.createdAt);
  return {
    id,
    node_id: Buffer.from(`010:Repository${id}`).toString("base64"),
    name,
    full_name: fullName,
    private: visibility !== "public",
    owner: renderAccount(owner, base),
    html_url: `https://github.com/${fullName}`,
    description: repository.description,
    fork: repository.fork,
    url,
    ...urls(url),
    created_at: created,
    updated_at: created,
    pushed_at: created,
    git_url: `git://github.com/${fullName}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
    clone_url: `https://github.com/${fullName}.git`,
    svn_url: `https://github.com/${fullName}`,
    ...constants,
    has_issues: repository.has_issues,
    archived: repository.archived,
    topics: repository.topics,
    visibility,
  };
}
