import type { JsonObject } from "../http/api-error.ts";
import { allOf, nodeId, urlsBelow } from "../http/fields.ts";

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
export const created = "2024-01-01T00:00:00Z";

const ofAccounts: JsonObject = {
  ...allOf(0, "public_repos public_gists followers following"),
  ...allOf(created, "created_at updated_at"),
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
