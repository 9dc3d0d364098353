import type { Diagnostic } from "./diagnostic.ts";
import { someOf } from "./format.ts";
import { groupBy } from "./group-by.ts";
import { type Scope, scopeName } from "./scope.ts";

/** What a credential may do, as far as GitHub's answers have said. */
export interface Grants {
  /** Those of a classic token or of an OAuth app; undefined where no answer named any. */
  readonly scopes: readonly string[] | undefined;
  /** Those of a GitHub App's installation, such as `repository_hooks: write`. */
  readonly permissions: Readonly<Record<string, string>> | undefined;
  /** When the token expires, as GitHub writes it. */
  readonly expires: string | undefined;
}

export const noGrants: Grants = { scopes: undefined, permissions: undefined, expires: undefined };

export type Can = "yes" | "no" | "cannot tell";

/** What a credential can do to the hooks of a scope beside listing them. */
export interface HookAccess {
  readonly write: Can;
  readonly delete: Can;
}

/**
 * Of repositories, deleting takes more than writing: X-Accepted-OAuth-Scopes of
 * DELETE /repos/{owner}/{repo}/hooks/{id}.
 * https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
 */
const sufficient = {
  organization: { write: ["admin:org_hook"], delete: ["admin:org_hook"] },
  repository: {
    write: ["admin:repo_hook", "write:repo_hook", "repo", "public_repo"],
    delete: ["admin:repo_hook", "repo", "public_repo"],
  },
} as const;

/** What suffices for a list alone. */
const readOnly = { organization: [], repository: ["read:repo_hook"] } as const;

/**
 * Whether the hooks of a scope, which this credential has listed, can be written and deleted. `no` only
 * where an answer said so: scopes with which not even the list could have come say nothing.
 */
export function judgeAccess({ kind }: Scope, { scopes, permissions }: Grants): HookAccess {
  if (permissions !== undefined) {
    const level = permissions[`${kind}_hooks`];
    const can = level === "write" || level === "admin" ? "yes" : level === "read" ? "no" : unknown;
    return { write: can, delete: can };
  }
  if (scopes === undefined) return { write: unknown, delete: unknown };
  const has = (names: readonly string[]): boolean => names.some((name) => scopes.includes(name));
  const isConsistent = has([...sufficient[kind].write, ...readOnly[kind]]);
  const judge = (names: readonly string[]): Can => {
    if (has(names)) return "yes";
    return isConsistent ? "no" : unknown;
  };
  return { write: judge(sufficient[kind].write), delete: judge(sufficient[kind].delete) };
}

const unknown = "cannot tell";

/** A kind of write, and where it is needed. */
export interface NeededWrite {
  readonly scope: Scope;
  readonly write: keyof HookAccess;
}

const mostNames = 3;

/** Where an answer of GitHub's has said already that a write cannot work: one error for each reason. */
export function missingPermissions(
  needed: readonly NeededWrite[],
  grantsOf: (owner: string) => Grants,
): readonly Diagnostic[] {
  const missing = needed.filter(
    ({ scope, write }) => judgeAccess(scope, grantsOf(scope.owner))[write] === "no",
  );
  const reasonOf = ({ scope, write }: NeededWrite): string =>
    describeMissing(scope, write, grantsOf(scope.owner));
  const groups = groupBy(missing, (one) => `${one.write} ${reasonOf(one)}`);
  return [...groups.values()].map((group) => {
    const scopes = [...new Set(group.map(({ scope }) => scopeName(scope)))];
    const verb = group[0].write === "delete" ? "delete" : "create or change";
    return {
      severity: "error",
      code: "permission-missing",
      message: `the credential cannot ${verb} hooks of ${someOf(scopes, mostNames)}`,
      help: reasonOf(group[0]),
      scopes,
    };
  });
}

/** What to change where a kind of write cannot work. */
function describeMissing(
  { kind }: Scope,
  write: keyof HookAccess,
  { scopes = [], permissions }: Grants,
): string {
  if (permissions !== undefined)
    return `The GitHub App's installation has ${kind}_hooks: ${permissions[`${kind}_hooks`]}; it needs ${kind}_hooks: write. Change it in the settings of the App; an owner of the account then has to accept it.`;
  return `The token has ${scopes.join(", ")}; it needs ${sufficient[kind][write].join(" or ")}.`;
}
