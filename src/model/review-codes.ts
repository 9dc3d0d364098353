/**
 * What a plan that was compared with a base says first, because a reviewer must not miss it: the
 * codes of the diagnostics that stand above the actions.
 */
export const reviewCodes: ReadonlySet<string> = new Set([
  "secret-exchanged",
  "guard-lowered",
  "hook-abandoned",
  "absent-unseen",
  "selector-changed",
  "names-as-written",
  "base-empty",
  "base-without-policy",
  "base-unlisted",
  "base-scope-unreadable",
]);
