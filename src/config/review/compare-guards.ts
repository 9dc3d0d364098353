import { compareStrings } from "../../model/compare-strings.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { maskUrl } from "../../model/mask-url.ts";
import type { FleetConfig, GuardGlob } from "../fleet-config.ts";
import { quoted, quotedPath } from "../frames/quoted.ts";
import { covers } from "./covers.ts";
import { lowered } from "./lowered.ts";
import { loweredSecrets } from "./lowered-secrets.ts";

/**
 * Warns of what stands between a mistake and the fleet, and that a change lowers: globs under
 * `protect` and `ignore`, limits, and what binds secrets. Settings of scopes and hooks are compared
 * where selectors are resolved.
 */
export function compareGuards(base: FleetConfig, head: FleetConfig): readonly Diagnostic[] {
  return [
    ...missing(base.protect, head.protect).map((glob) =>
      lowered(
        `\`protect\` no longer covers ${showGlob(glob)}: its hooks may be deleted, moved and stripped`,
        { was: glob.position },
      ),
    ),
    ...missing(base.ignore, head.ignore).map((glob) =>
      lowered(
        `\`ignore\` no longer covers ${showGlob(glob)}: its hooks may be changed and deleted`,
        { was: glob.position },
      ),
    ),
    ...missing(head.ignore, base.ignore).map((glob) =>
      lowered(`\`ignore\` now covers ${showGlob(glob)}: whatever appears there goes unnoticed`, {
        at: glob.position,
      }),
    ),
    ...loweredLimits(base.limits, head.limits),
    ...loweredSecrets(base, head),
  ];
}

/** The globs of which the others do not cover everything. */
function missing(globs: readonly GuardGlob[], others: readonly GuardGlob[]): readonly GuardGlob[] {
  const patterns = others.map(({ pattern }) => pattern);
  const open = globs.filter(({ pattern }) => !covers(patterns, pattern));
  return [...new Map(open.map((glob) => [glob.pattern, glob])).values()].toSorted((left, right) =>
    compareStrings(left.pattern, right.pattern),
  );
}

/** As URLs are shown: a glob that was made of one may hold its credential. */
function showGlob({ pattern }: GuardGlob): string {
  return /^https?:/i.test(pattern) ? quotedPath(maskUrl(pattern)) : quoted(pattern);
}

function loweredLimits(
  before: FleetConfig["limits"],
  after: FleetConfig["limits"],
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  if (after.maxDeletes > before.maxDeletes) {
    const by = `raised from ${before.maxDeletes} to ${after.maxDeletes}`;
    found.push(lowered(`\`limits.max_deletes\` is ${by}`));
  }
  if (before.maxChanges === undefined) return found;
  if (after.maxChanges === undefined)
    found.push(lowered(`\`limits.max_changes\`, which was ${before.maxChanges}, is gone`));
  else if (after.maxChanges > before.maxChanges) {
    const by = `raised from ${before.maxChanges} to ${after.maxChanges}`;
    found.push(lowered(`\`limits.max_changes\` is ${by}`));
  }
  return found;
}
