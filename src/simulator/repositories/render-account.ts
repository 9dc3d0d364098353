import type { JsonObject } from "../http/api-error.ts";

interface AccountLike {
  readonly login: string;
  readonly id: number;
  readonly kind: "Organization" | "User" | "Bot";
}

export const nodeId = (kind: string, id: number): string =>
  Buffer.from(`0:${kind}${id}`).toString("base64");

/** An account as a part of other answers. */
export function renderAccount({ login, id, kind }: AccountLike, base: string): JsonObject {
  const url = `${base}/users/${login}`;
  return {
    login,
    id,
    node_id: nodeId(kind, id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: "",
    url,
    html_url: `https://github.com/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: kind,
    user_view_type: "public",
    site_admin: false,
  };
}

/** When accounts and Apps were created. */
export const created = "2024-01-01T00:00:00Z";

/** A user in full, as in `GET /user` and `GET /users/{username}`. */
export function renderUser(account: AccountLike, base: string): JsonObject {
  return {
    ...renderAccount(account, base),
    name: null,
    company: null,
    blog: "",
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: created,
    updated_at: created,
  };
}

/** An organization in payloads. */
export function renderSimpleOrganization({ login, id }: AccountLike, base: string): JsonObject {
  const url = `${base}/orgs/${login}`;
  return {
    login,
    id,
    node_id: nodeId("Organization", id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    description: null,
  };
}

/** An organization in full. */
export function renderOrganization(account: AccountLike, base: string): JsonObject {
  return {
    ...renderSimpleOrganization(account, base),
    is_verified: false,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: `https://github.com/${account.login}`,
    created_at: created,
    updated_at: created,
    archived_at: null,
    type: "Organization",
  };
}
