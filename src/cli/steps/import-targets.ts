import { compileTargets } from "../../config/selectors/targets.ts";
import type { GitHubReader } from "../../github/client-options.ts";
import { HookfleetError } from "../../model/errors.ts";
import { type Repository, type Scope, scopeKey } from "../../model/scope.ts";
import { listingProgress, type Session } from "../session.ts";

/** What the targets on a command line come down to. */
export interface ImportTargets {
  readonly scopes: readonly Scope[];
  /** Keys of those that a target names without a pattern. */
  readonly named: ReadonlySet<string>;
  /** Lower-cased. */
  readonly userOwners: ReadonlySet<string>;
}

/**
 * Turns targets into scopes: `acme` is the organization's own hooks, `acme/api` one repository, and
 * a glob every repository it matches but archived ones; `acme/**` is the organization, too.
 *
 * @param none the code of the error where there is no scope at all
 * @param onScope told of each scope as soon as it is known, while others are still looked for
 */
export async function importTargets(
  targets: readonly string[],
  reader: GitHubReader,
  session: Session,
  none: string,
  onScope?: (scope: Scope) => void,
): Promise<ImportTargets> {
  const onFound = listingProgress(session);
  const owners = new Map(targets.map((target) => [ownerOf(target).toLowerCase(), ownerOf(target)]));
  const accounts = new Map(
    await Promise.all(
      [...owners].map(async ([key, owner]) => [key, await reader.account(owner)] as const),
    ),
  );
  const scopes = new Map<string, Scope>();
  const named = new Set<string>();
  const add = (scope: Scope): void => {
    scopes.set(scopeKey(scope), scope);
    onScope?.(scope);
  };
  const addNamed = (scope: Scope): void => {
    named.add(scopeKey(scope));
    add(scope);
  };
  for (const target of targets) {
    const written = ownerOf(target);
    const account = accounts.get(written.toLowerCase());
    const { login: owner, kind } = account ?? { login: written, kind: "organization" as const };
    const name = target.split("/")[1];
    if (name === undefined) {
      if (kind === "user")
        throw new HookfleetError(
          "user-has-no-hooks",
          `${owner} is a user, and has no hooks of its own`,
          { help: `Name its repositories: '${owner}/*'` },
        );
      addNamed({ kind: "organization", owner });
    } else if (/[*?[\]{}!()]/.test(name)) {
      const { selects } = compileTargets([target]);
      const own: Scope = { kind: "organization", owner };
      if (kind === "organization" && selects(own)) add(own);
      const selected = (repositories: readonly Repository[]): readonly Scope[] =>
        repositories
          .filter(({ archived }) => !archived)
          .map(({ owner: login, name: repository }) => {
            return { kind: "repository", owner: login, repository } as const;
          })
          .filter(selects);
      const repositories = await reader.listRepositories(owner, kind, {
        properties: false,
        onFound: (soFar, page) => {
          onFound(owner, soFar);
          for (const scope of selected(page)) onScope?.(scope);
        },
      });
      const found = selected(repositories);
      // An owner may have no repositories; what was meant more narrowly and is not there is a mistake.
      if (found.length === 0 && !/^\*+$/.test(name))
        throw nothingMatches("no-such-scope", `the target ${target} matches`);
      for (const scope of found) add(scope);
    } else addNamed({ kind: "repository", owner, repository: name });
  }
  if (scopes.size === 0) throw nothingMatches(none, "the targets match");
  const users = [...accounts].flatMap(([key, { kind }]) => (kind === "user" ? [key] : []));
  return { scopes: [...scopes.values()], named, userOwners: new Set(users) };
}

function nothingMatches(code: string, what: string): HookfleetError {
  return new HookfleetError(code, `${what} no repository that is not archived`);
}

/** The owner that a target on a command line names: OWNER, OWNER/REPOSITORY or OWNER/GLOB. */
export function ownerOf(target: string): string {
  const owner = target.split("/")[0] ?? "";
  if (/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(owner) && /^[^/]+(?:\/[^/]+)?$/.test(target)) return owner;
  throw new HookfleetError("bad-target", "a target is OWNER, OWNER/REPOSITORY or OWNER/GLOB", {
    help: `For example: acme 'acme/*' octocat/hello-world${
      /^'|'$/.test(target) ? ' (single quotes are no quotes in cmd.exe: use "acme/*")' : ""
    }`,
  });
}
