import { compareStrings } from "../../model/compare-strings.ts";
import type { Diagnostic, SourcePosition } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group-by.ts";
import { normalizeUrl } from "../../model/hook-url.ts";
import {
  managedSecret,
  type SecretDefinition,
  secretSourceKey,
} from "../../model/secret-reference.ts";
import { maskUrl } from "../../redact/mask-url.ts";
import type { FleetConfig, GuardGlob } from "../fleet-config.ts";
import { hookSetsOf } from "../fleet-urls.ts";
import { quoted, quotedPath } from "../frames/quoted.ts";
import { compileHostGlob } from "../globs.ts";

/**
 * Whether one of the URL globs surely matches all that another matches: it is the same, or it ends
 * with `**` and the other begins with all that stands before. Undecided cases are none, because a
 * warning too many costs a look and one too few a guard.
 */
export function covers(patterns: readonly string[], pattern: string): boolean {
  const wanted = spelling(pattern);
  return patterns.some((one) => {
    const own = spelling(one);
    if (own === wanted) return true;
    if (!own.endsWith("**")) return false;
    const start = own.slice(0, -2);
    if (start === "") return true;
    // A host that ends within the stars (`https://a**`) would need a look at what `@` and `:` mean.
    return !start.includes("*") && /^https?:\/\/[^/]+\//.test(start) && wanted.startsWith(start);
  });
}

function spelling(pattern: string): string {
  return pattern.replace(/^https?:\/\/[^/?#]*/i, (origin) =>
    normalizeUrl(origin.toLowerCase()).slice(0, -1),
  );
}

/** The warning of a guard that a change lowers; `was` is a place on the base, told in words. */
function lowered(
  words: string,
  { at, was }: { readonly at?: SourcePosition; readonly was?: SourcePosition } = {},
): Diagnostic {
  const where = was === undefined ? "" : ` (${was.file}:${was.line} on the base)`;
  const message = `this change lowers a guard: ${words}${where}`;
  return { severity: "warning", code: "guard-lowered", message, position: at };
}

/** Every secret that a configuration has: entries, and references that hooks have in place. */
function definitions(config: FleetConfig): readonly SecretDefinition[] {
  const hooks = hookSetsOf(config).flatMap((set) => set.hooks);
  const inPlace = hooks.flatMap((hook) => managedSecret(hook) ?? []);
  return [...new Set([...config.secrets.values(), ...inPlace])];
}

function allows(patterns: readonly string[], wanted: string): boolean {
  return patterns.some((pattern) => {
    if (pattern.toLowerCase() === wanted.toLowerCase()) return true;
    return !wanted.includes("*") && compileHostGlob(pattern)?.(wanted) === true;
  });
}

/** The hosts of one source are those that every entry of it allows, so one narrow entry is enough. */
function loweredHosts(
  before: SecretDefinition,
  after: readonly SecretDefinition[],
): Diagnostic | undefined {
  const { hosts, ref } = before;
  const [first] = after;
  if (hosts === undefined || first === undefined) return undefined;
  const bound = after.flatMap((one) => (one.hosts === undefined ? [] : [one.hosts]));
  if (bound.some((own) => own.every((host) => allows(hosts, host)))) return undefined;
  const added = [...new Set(bound.flat())].filter((host) => !allows(hosts, host));
  const words =
    bound.length === 0
      ? `\`hosts\` of the secret ${quoted(ref)} is gone: any receiver may be given it`
      : `\`hosts\` of the secret ${quoted(ref)} now lets it go to ${added.map(quoted).join(", ")}`;
  return lowered(words, { at: first.position });
}

/** Hooks that have missed the rotation would keep the old value, and nothing would say so. */
function withdrawnRotation(
  { rotatedAt, ref, source: old }: SecretDefinition,
  after: readonly SecretDefinition[],
): Diagnostic | undefined {
  // Another value is another matter: that is an exchange.
  const same = after.filter(({ source }) => secretSourceKey(source) === secretSourceKey(old));
  const [first] = same;
  if (rotatedAt === undefined || first === undefined) return undefined;
  if (same.some((one) => (one.rotatedAt ?? Number.NEGATIVE_INFINITY) >= rotatedAt))
    return undefined;
  const how = first.rotatedAt === undefined ? "gone" : "moved back";
  return lowered(
    `\`rotated_at\` of the secret ${quoted(ref)} is ${how}: hooks that have missed the rotation keep the old value`,
    { at: first.position },
  );
}

/** Warns of secrets that may go to more receivers than before, and of rotations that are withdrawn. */
function loweredSecrets(base: FleetConfig, head: FleetConfig): readonly Diagnostic[] {
  const bySource = groupBy(definitions(head), ({ source }) => secretSourceKey(source));
  return [...base.secrets.values()].flatMap((before) => {
    const named = head.secrets.get(before.ref);
    // Those of its source, however they are called, and else the entry of its name.
    const after =
      bySource.get(secretSourceKey(before.source)) ?? (named === undefined ? [] : [named]);
    const found = [loweredHosts(before, after), withdrawnRotation(before, after)];
    return found.flatMap((one) => one ?? []);
  });
}

/**
 * Warns of what stands between a mistake and the fleet, and that a change lowers: globs under
 * `protect` and `ignore`, limits, and what binds secrets. Settings of scopes and hooks are compared
 * where selectors are resolved.
 */
export function compareGuards(base: FleetConfig, head: FleetConfig): readonly Diagnostic[] {
  const gone = (key: "protect" | "ignore", what: string): readonly Diagnostic[] =>
    missing(base[key], head[key]).map(({ shown, position: was }) =>
      lowered(`\`${key}\` no longer covers ${shown}: its hooks may be ${what}`, { was }),
    );
  return [
    ...gone("protect", "deleted, moved and stripped"),
    ...gone("ignore", "changed and deleted"),
    ...missing(head.ignore, base.ignore).map(({ shown, position: at }) =>
      lowered(`\`ignore\` now covers ${shown}: whatever appears there goes unnoticed`, { at }),
    ),
    ...loweredLimits(base.limits, head.limits),
    ...loweredSecrets(base, head),
  ];
}

/** The globs of which the others do not cover everything. */
function missing(globs: readonly GuardGlob[], others: readonly GuardGlob[]) {
  const patterns = others.map(({ pattern }) => pattern);
  const open = globs.filter(({ pattern }) => !covers(patterns, pattern));
  return [...new Map(open.map((glob) => [glob.pattern, glob])).values()]
    .toSorted((left, right) => compareStrings(left.pattern, right.pattern))
    .map((glob) => ({ ...glob, shown: showGlob(glob) }));
}

/** As URLs are shown: a glob that was made of one may hold its credential. */
function showGlob({ pattern }: GuardGlob): string {
  return /^https?:/i.test(pattern) ? quotedPath(maskUrl(pattern)) : quoted(pattern);
}

function loweredLimits(before: FleetConfig["limits"], after: FleetConfig["limits"]) {
  const limit = (name: string, was: number | undefined, is: number | undefined) => {
    if (was === undefined || (is !== undefined && is <= was)) return [];
    const how =
      is === undefined ? `, which was ${was}, is gone` : ` is raised from ${was} to ${is}`;
    return [lowered(`\`limits.${name}\`${how}`)];
  };
  return [
    ...limit("max_deletes", before.maxDeletes, after.maxDeletes),
    ...limit("max_changes", before.maxChanges, after.maxChanges),
  ];
}
