import picomatch from "picomatch";
import { type Scope, scopeName } from "../model/scope.ts";

/** The scopes that a command is narrowed to; none = all of them. */
export interface Targets {
  readonly selects: (scope: Scope) => boolean;
  /** Whether a repository of this owner could be among them. */
  readonly mayReach: (owner: string) => boolean;
  /** Whether one target alone selects a scope. */
  readonly each: readonly {
    readonly pattern: string;
    readonly selects: (scope: Scope) => boolean;
  }[];
}

const options = { nocase: true, dot: true, noextglob: true, nonegate: true } as const;

/**
 * Compiles `--target` patterns: `acme` is the organization's own hooks alone, `acme/*` all of its
 * repositories, `acme/api` one of them. `**` also crosses the slash.
 */
export function compileTargets(patterns: readonly string[]): Targets {
  const each = patterns.map((pattern) => {
    const matches = picomatch(pattern, options);
    return { pattern, selects: (scope: Scope) => matches(scopeName(scope)) };
  });
  const owners = patterns.flatMap((pattern) => {
    const slash = pattern.indexOf("/");
    const owner = slash === -1 ? pattern : pattern.slice(0, slash);
    if (slash === -1 && !pattern.includes("**")) return [];
    return [owner.includes("**") ? () => true : picomatch(owner, options)];
  });
  const all = patterns.length === 0;
  return {
    selects: (scope) => all || each.some((target) => target.selects(scope)),
    mayReach: (owner) => all || owners.some((matches) => matches(owner)),
    each,
  };
}
