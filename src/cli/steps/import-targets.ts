import { compileTargets } from "../../config/selectors/targets.ts";
import type { GitHubReader } from "../../github/client-options.ts";
import { HookfleetError } from "../../model/errors.ts";
import { type Group, groupBy } from "../../model/group-by.ts";
import { compareScopes, type Repository, type Scope, scopeKey } from "../../model/scope.ts";
import { listingProgress, type Session } from "../session.ts";

type ListedAccount = Awaited<ReturnType<GitHubReader["listOwner"]>>;

/**
 * Turns targets into scopes: `acme` is the organization's own hooks, `acme/api` one repository, and
 * a glob every repository it matches but archived ones; `acme/**` is the organization, too.
 *
 * @param none the code of the error where there is no scope at all
 * @param onScope told of each scope as soon as it is known, while others are still looked for
 * @param all the targets of the run, of which these are some
 */
export async function importTargets(
  targets: readonly string[],
  reader: GitHubReader,
  session: Session,
  none: string,
  onScope?: (scope: Scope) => void,
  all = targets,
) {
  const onFound = listingProgress(session);
  const listAccount = async (own: Group<string>): Promise<ListedAccount> => {
    const owner = ownerOfTarget(own[0], all);
    const globs = own.filter(isGlob);
    if (globs.length === 0) return { ...(await reader.account(owner)), repositories: [] };
    const { selects } = compileTargets(globs);
    return await reader.listOwner(owner, (soFar, page) => {
      onFound(owner, soFar);
      for (const scope of writable(page).filter(selects)) onScope?.(scope);
    });
  };
  const ownerKey = (target: string): string => ownerOfTarget(target, all).toLowerCase();
  const listed = [...groupBy(targets, ownerKey)].map(
    async ([key, own]) => [key, await listAccount(own)] as const,
  );
  const accounts = new Map(await Promise.all(listed));
  const scopes = new Map<string, Scope>();
  /** Keys of those that a target names without a pattern. */
  const named = new Set<string>();
  for (const target of targets) {
    const account = accounts.get(ownerKey(target));
    for (const scope of account === undefined ? [] : scopesOf(target, account)) {
      scopes.set(scopeKey(scope), scope);
      if (!isGlob(target)) named.add(scopeKey(scope));
      onScope?.(scope);
    }
  }
  if (scopes.size === 0) throw nothingMatches(none, "the targets match");
  const users = [...accounts.keys()].filter((key) => accounts.get(key)?.kind === "user");
  /** Owners are lower-cased. */
  const sorted = [...scopes.values()].toSorted(compareScopes);
  return { scopes: sorted, named, userOwners: new Set(users) };
}

function scopesOf(
  target: string,
  { login: owner, kind, repositories }: ListedAccount,
): readonly Scope[] {
  const own: Scope = { kind: "organization", owner };
  const name = target.split("/")[1];
  if (name === undefined && kind === "user")
    throw new HookfleetError(
      "user-has-no-hooks",
      `${owner} is a user, and has no hooks of its own`,
      { help: `Name its repositories: '${owner}/*'` },
    );
  if (name === undefined) return [own];
  if (!isGlob(target)) return [{ kind: "repository", owner, repository: name }];
  const { selects } = compileTargets([target]);
  const found = writable(repositories).filter(selects);
  // An owner may have no repositories; what was meant more narrowly and is not there is a mistake.
  if (found.length === 0 && !/^\*+$/.test(name))
    throw nothingMatches("no-such-scope", `the target ${target} matches`);
  return kind === "organization" && selects(own) ? [own, ...found] : found;
}

const isGlob = (target: string): boolean => /[*?[\]{}!()]/.test(target.split("/")[1] ?? "");

/** GitHub takes no writes to archived repositories. */
function writable(repositories: readonly Repository[]): readonly Scope[] {
  return repositories
    .filter(({ archived }) => !archived)
    .map(({ owner, name }) => ({ kind: "repository", owner, repository: name }));
}

function nothingMatches(code: string, what: string): HookfleetError {
  return new HookfleetError(code, `${what} no repository that is not archived`);
}

/**
 * The owner that a target on a command line names: OWNER, OWNER/REPOSITORY or OWNER/GLOB.
 *
 * @param all among which a wrong one is found by its position: its text may be anything, even a token
 */
export function ownerOfTarget(target: string, all: readonly string[]): string {
  const owner = target.split("/")[0] ?? "";
  if (/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(owner) && /^[^/]+(?:\/[^/]+)?$/.test(target)) return owner;
  const which = `target ${all.indexOf(target) + 1}`;
  throw new HookfleetError("bad-target", `${which} is not OWNER, OWNER/REPOSITORY or OWNER/GLOB`, {
    help: `For example: acme 'acme/*' octocat/hello-world${
      /^'|'$/.test(target) ? ' (single quotes are no quotes in cmd.exe: use "acme/*")' : ""
    }`,
  });
}
