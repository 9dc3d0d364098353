import { type RepositoryScope, scopeName } from "../../model/scope.ts";
import type { Verdict } from "./answer-error.ts";
import type { RequestPurpose } from "./request-purpose.ts";

/** The requests that comments and issues are made of. */
export type ConversationPurpose =
  | { readonly kind: "list-issues" | "create-issue"; readonly scope: RepositoryScope }
  | {
      readonly kind: "read-pull" | "list-comments" | "create-comment" | "update-issue";
      readonly scope: RepositoryScope;
      readonly number: number;
    }
  | {
      readonly kind: "update-comment";
      readonly scope: RepositoryScope;
      readonly commentId: number;
    }
  | { readonly kind: "find-pull"; readonly scope: RepositoryScope; readonly commit: string };

const kinds: ReadonlySet<string> = new Set<ConversationPurpose["kind"]>([
  "list-issues",
  "create-issue",
  "read-pull",
  "find-pull",
  "list-comments",
  "create-comment",
  "update-issue",
  "update-comment",
]);

export function isConversation(purpose: RequestPurpose): purpose is ConversationPurpose {
  return kinds.has(purpose.kind);
}

/** `comment on acme/api#7`: what stands behind "cannot" or "to". */
export function describeConversation(purpose: ConversationPurpose): string {
  const name = scopeName(purpose.scope);
  switch (purpose.kind) {
    case "list-issues":
      return `list the issues of ${name}`;
    case "create-issue":
      return `open an issue in ${name}`;
    case "read-pull":
      return `read the pull request ${name}#${purpose.number}`;
    case "find-pull":
      return `find the pull request of commit ${purpose.commit} in ${name}`;
    case "list-comments":
      return `list the comments of ${name}#${purpose.number}`;
    case "create-comment":
      return `comment on ${name}#${purpose.number}`;
    case "update-issue":
      return `edit the issue ${name}#${purpose.number}`;
    case "update-comment":
      return `edit comment ${purpose.commentId} of ${name}`;
    default:
      return purpose satisfies never;
  }
}

/** What refusals mean that only comments and issues meet. */
export function judgeConversation(
  status: number,
  message: string,
  purpose: RequestPurpose,
  permission: string,
): Verdict | undefined {
  if (!isConversation(purpose)) return undefined;
  const name = scopeName(purpose.scope);
  // https://docs.github.com/en/rest/issues/issues#about-issues: switched off, they answer 410.
  if (status === 410) {
    return {
      code: "issues-disabled",
      help: `Switch Issues on in the settings of ${name}, or name another repository with --repo.`,
    };
  }
  if (status === 403 && /\blocked\b/i.test(message)) {
    return {
      code: "conversation-locked",
      help: "Somebody has locked the conversation. Unlock it, or leave it alone.",
    };
  }
  if (status === 403 && /\barchived\b/i.test(message)) {
    return {
      code: "archived",
      help: `${name} is archived. Unarchive it, or name another repository with --repo.`,
    };
  }
  if (status !== 404) return undefined;
  return {
    code: "not-found",
    help: `Either ${whatIsMissing(purpose)}, or the token may not see it: GitHub answers 404 to both. ${permission}`,
  };
}

function whatIsMissing(purpose: ConversationPurpose): string {
  const name = scopeName(purpose.scope);
  switch (purpose.kind) {
    case "list-issues":
    case "create-issue":
      return `${name} does not exist`;
    case "update-issue":
      return `${name} has no issue ${purpose.number}`;
    case "update-comment":
      return `comment ${purpose.commentId} of ${name} is gone`;
    case "find-pull":
      return `${name} has no commit ${purpose.commit}`;
    default:
      return `${name} does not exist or has no pull request ${purpose.number}`;
  }
}

/**
 * The repository permission that does, in the words of its settings and of a workflow. Nothing is
 * read here but to write, so that is what is asked for at once.
 */
export function conversationPermission({ kind }: ConversationPurpose): {
  readonly permission: string;
  readonly workflow: string;
} {
  if (kind === "find-pull") {
    return {
      permission: 'repository permission "Pull requests" (pull_requests: write)',
      workflow: "pull-requests: write",
    };
  }
  return kind === "list-issues" || kind === "create-issue" || kind === "update-issue"
    ? {
        permission: 'repository permission "Issues" (issues: write)',
        workflow: "issues: write",
      }
    : {
        permission:
          'repository permission "Pull requests" or "Issues" (pull_requests: write or issues: write)',
        workflow: "pull-requests: write",
      };
}

/** What a token needs, as one or two sentences for the help of an error. */
export function conversationNeed(purpose: ConversationPurpose): string {
  const { permission, workflow } = conversationPermission(purpose);
  return `It needs a classic token with repo (in a public repository public_repo), or a fine-grained token or GitHub App with the ${permission}. The GITHUB_TOKEN of a workflow has it with \`permissions: { ${workflow} }\`; for a pull request from a fork it only ever reads.`;
}
