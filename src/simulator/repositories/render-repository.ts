import type { JsonObject } from "../http/api-error.ts";
import { allOf, urlsBelow } from "../http/fields.ts";
import type { RepositoryRecord } from "../store/store.ts";
import { timestamp } from "../time.ts";
import { renderAccount } from "./render-account.ts";

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
