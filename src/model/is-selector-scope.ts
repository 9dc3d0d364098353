import type { Scope } from "./scope.ts";

/**
 * Whether a scope stands for every repository that a selector selects, as it does in a plan that was
 * made offline: then its name is the selector's (`service-*`), and no repository can have it.
 */
export function isSelectorScope(scope: Scope): boolean {
  return scope.kind === "repository" && !/^[\w.-]+$/.test(scope.repository);
}
