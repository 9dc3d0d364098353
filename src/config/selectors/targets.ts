import { type Scope, scopeName } from "../../model/scope.ts";
import { compileNameGlob } from "../globs.ts";

/** The scopes that a command is narrowed to; none = all of them. */
export interface Targets {
  readonly selects: (scope: Scope) => boolean;
  /** Whether a repository of this owner could be among them. */
  readonly mayReach: (owner: string) => boolean;
  readonly each: readonly {
    readonly pattern: string;
    readonly selects: (scope: Scope) => boolean;
  }[];
}

/** What is no glob matches nothing, and is reported as a target that matches nothing. */
const compile = (pattern: string): ((name: string) => boolean) =>
  compileNameGlob(pattern) ?? (() => false);

/**
 * Compiles `--target` patterns: `acme` is the organization's own hooks alone, `acme/*` all of its
 * repositories, `acme/api` one of them. `**` also crosses the slash, and `acme/**` is both.
 */
export function compileTargets(patterns: readonly string[]): Targets {
  const each = patterns.map((pattern) => {
    const matches = compile(pattern);
    // `acme/**` is everything below acme, and acme itself.
    const top = pattern.endsWith("/**") ? compile(pattern.slice(0, -3)) : undefined;
    return {
      pattern,
      selects: (scope: Scope) => matches(scopeName(scope)) || top?.(scopeName(scope)) === true,
    };
  });
  const owners = patterns.flatMap((pattern) => {
    const slash = pattern.indexOf("/");
    const owner = slash === -1 ? pattern : pattern.slice(0, slash);
    if (slash === -1 && !pattern.includes("**")) return [];
    // An owner that ends within braces, as in `{a/x,b/y}`, could be any.
    return [owner.includes("**") ? () => true : (compileNameGlob(owner) ?? (() => true))];
  });
  const all = patterns.length === 0;
  return {
    selects: (scope) => all || each.some((target) => target.selects(scope)),
    mayReach: (owner) => all || owners.some((matches) => matches(owner)),
    each,
  };
}
