import type { CollaborationPort } from "../model/collaboration-port.ts";
import { GitHubError, HookfleetError } from "../model/errors.ts";
import type { RepositoryScope } from "../model/scope.ts";
import { type Naming, namesOf, repositoryNamed } from "./names-of.ts";

/** How many repositories are asked for at once; one that is not public ends the asking. */
const atOnce = 10;

/** The documents that a text was made from; `allow-public` where their names may become public. */
export type Names = readonly Naming[] | "allow-public";

/**
 * Keeps what documents name out of a public place. They do not say who may see their scopes, so each
 * counts as private but the place itself, and repositories that GitHub says are public. What is
 * private is not named here either: the log of a public repository is as public as its issues.
 *
 * @throws HookfleetError `private-in-public`
 */
export async function checkPublicity(
  port: Pick<CollaborationPort, "visibility">,
  place: RepositoryScope,
  documents: Names,
): Promise<void> {
  if (documents === "allow-public") return;
  const names = [...new Set(documents.flatMap((document) => namesOf(document, place)))];
  if (names.length === 0 || (await port.visibility(place)) !== "public") return;
  const repositories = names.map(repositoryNamed);
  for (let start = 0; start < repositories.length; start += atOnce) {
    const some = repositories.slice(start, start + atOnce);
    if (!(await Promise.all(some.map((one) => isPublic(port, one)))).every(Boolean))
      throw refused();
  }
}

async function isPublic(
  port: Pick<CollaborationPort, "visibility">,
  repository: RepositoryScope | undefined,
): Promise<boolean> {
  if (repository === undefined) return false;
  try {
    return (await port.visibility(repository)) === "public";
  } catch (error) {
    // Hidden from the credential, or moved: not known to be public. A broken network is something else.
    if (error instanceof GitHubError && error.status >= 300 && error.status < 500) return false;
    throw error;
  }
}

function refused(): HookfleetError {
  return new HookfleetError(
    "private-in-public",
    "nothing was posted: the repository is public, and the file names organizations or repositories that are not known to be",
    {
      help: "Everybody could read their names, and where their hooks deliver to. Post it into a private repository, narrow it with --target when it is made, or say --allow-public if that is meant.",
    },
  );
}
