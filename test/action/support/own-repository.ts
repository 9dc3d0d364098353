import { readText } from "./definitions.ts";

/** What `acme/hooks` is like on GitHub, as far as workflows ask about their own repository. */
export interface OwnRepository {
  /** Environments in which this run was approved, or what is answered in place of the list. */
  readonly approvedIn: readonly string[] | number;
  /** The rules in force for main, or what is answered in place of them. */
  readonly rules: readonly unknown[] | number;
  readonly codeOwners: string;
  readonly codeOwnerErrors: readonly unknown[];
  /** Branches that the environment "webhooks" is limited to; null where it is to none. */
  readonly branches: readonly string[] | null;
  /** Pull request 7, over how a code owner has approved and merged it. */
  readonly pull: Readonly<Record<string, unknown>>;
  readonly approval: Readonly<Record<string, unknown>>;
}

export const headCommit = "8".repeat(40);
/** The commit that pull request 7 was merged as. */
export const mergeCommit = "7".repeat(40);

const asItShouldBe: OwnRepository = {
  approvedIn: ["webhooks"],
  rules: JSON.parse(readText("examples/ruleset.json")).rules,
  codeOwners: readText("examples/CODEOWNERS"),
  codeOwnerErrors: [],
  branches: ["main"],
  pull: {},
  approval: {},
};

export interface StoredComment {
  readonly body: string;
  readonly updated_at: string;
  readonly user: { readonly login: string };
}

/** As GitHub's GraphQL names it: the login of an App has no `[bot]`. */
function asNode({ body, updated_at: updatedAt, user }: StoredComment): object {
  const isBot = user.login.endsWith("[bot]");
  const login = user.login.replace("[bot]", "");
  return { author: { __typename: isBot ? "Bot" : "User", login }, body, updatedAt };
}

function pullNode({ pull, approval }: OwnRepository, comments: readonly StoredComment[]): object {
  const approved = {
    state: "APPROVED",
    submittedAt: "2999-01-01T00:00:00Z",
    commit: { oid: headCommit },
  };
  return {
    merged: true,
    baseRefName: "main",
    headRefOid: headCommit,
    reviewDecision: "APPROVED",
    mergeCommit: { oid: mergeCommit },
    baseRepository: { nameWithOwner: "acme/hooks" },
    latestOpinionatedReviews: { nodes: [{ ...approved, ...approval }] },
    comments: { nodes: comments.map(asNode) },
    ...pull,
  };
}

const orStatus = (answer: unknown): Response =>
  typeof answer === "number" ? Response.json({}, { status: answer }) : Response.json(answer);

/**
 * Answers what workflows ask of their own repository, and hookfleet never does; undefined where it is
 * something else.
 * https://docs.github.com/en/rest/actions/workflow-runs#get-the-review-history-for-a-workflow-run
 * https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 * https://docs.github.com/en/rest/repos/rules#get-rules-for-a-branch
 * https://docs.github.com/en/rest/repos/repos#list-codeowners-errors
 */
export async function answerOfRepository(
  request: Request,
  over: Partial<OwnRepository>,
  readComments: () => Promise<readonly StoredComment[]>,
): Promise<Response | undefined> {
  const own: OwnRepository = { ...asItShouldBe, ...over };
  const { pathname } = new URL(request.url);
  if (pathname === "/graphql") {
    const nodes = [pullNode(own, await readComments())];
    return Response.json({
      data: { repository: { object: { associatedPullRequests: { nodes } } } },
    });
  }
  const collaborator = /\/collaborators\/([\w-]+)\/permission$/.exec(pathname)?.[1];
  if (collaborator !== undefined)
    return Response.json({ role_name: collaborator === "mona" ? "maintain" : "write" });
  const { approvedIn, branches } = own;
  switch (pathname.replace("/repos/acme/hooks/", "")) {
    case "actions/runs/99/approvals":
      return orStatus(
        typeof approvedIn === "number"
          ? approvedIn
          : approvedIn.map((name) => ({ state: "approved", environments: [{ name }] })),
      );
    case "rules/branches/main":
      return orStatus(own.rules);
    case "codeowners/errors":
      return Response.json({ errors: own.codeOwnerErrors });
    case "contents/.github/CODEOWNERS":
      return new Response(own.codeOwners, { status: own.codeOwners === "" ? 404 : 200 });
    case "environments/webhooks":
      return Response.json({
        deployment_branch_policy: branches && { custom_branch_policies: true },
      });
    case "environments/webhooks/deployment-branch-policies":
      return Response.json({ branch_policies: branches?.map((name) => ({ name })) });
    case "commits/main":
      return Response.json({ sha: headCommit });
    default:
      return undefined;
  }
}
