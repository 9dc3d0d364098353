import { comparePositions } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group-by.ts";
import { arriveTwice } from "../../model/hook.ts";
import { webhookEvents } from "../../model/webhook-events.ts";
import { settingsKey } from "../config-digest.ts";
import type { HookRule, OwnerRule, RepositoryRule, RepositorySelector } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import type { RuleContext } from "../hooks/resolve-hook.ts";
import { placeholdersIn, resolveUrl } from "../urls/resolve-url.ts";

/**
 * Warns of a hook that so many repositories of an organization have that one hook of the
 * organization's own could take its place. Counts what is known offline: names that are written
 * out, and selectors that take every repository.
 */
export function checkRepeatedHooks({ owners, maxRepeats, report }: RuleContext): void {
  for (const owner of owners) {
    if (owner.kind !== "organization") continue;
    const countNames = createNameCount();
    const own = groupBy(owner.own?.hooks ?? [], (rule) => urlAtOwner(rule, owner) ?? "");
    for (const group of repeatedHooks(owner)) {
      const entries = new Set(group.map(({ entry }) => entry));
      const everywhere = [...entries].some(({ selector }) => takesEverything(selector));
      const count = everywhere ? Number.POSITIVE_INFINITY : countNames(entries);
      const [{ url, rule }] = group;
      // Where the organization has the hook already, `org-and-repo` says what there is to say.
      const isOwn = own.get(url)?.some(({ events }) => arriveTwice(events, rule.events)) ?? false;
      if (count <= maxRepeats || isOwn) continue;
      const [at, ...related] = group.map((one) => one.rule.position).sort(comparePositions);
      const whose = quoted(owner.name);
      report({
        code: "repeated-hook",
        message: `The same hook is declared for ${everywhere ? "every repository" : `${count} repositories`} of ${whose}`,
        help: `One hook of the organization, in \`hooks\` of ${whose}, could take its place${everywhere ? "" : "; it would receive events of the other repositories too"}.`,
        at,
        related: related.filter((one) => comparePositions(one, at) !== 0),
      });
    }
  }
}

function repeatedHooks(owner: OwnerRule) {
  const hooks = owner.repositories.flatMap((entry) =>
    entry.hooks.flatMap((rule) => {
      const url = rule.events.every(isOfferedToOrganizations) ? urlAtOwner(rule, owner) : undefined;
      return url === undefined ? [] : [{ url, rule, entry }];
    }),
  );
  return [...groupBy(hooks, ({ url, rule }) => `${url}\n${settingsKey(rule)}`).values()];
}

/** The URL that a hook has on every repository of the owner; undefined where each has another. */
function urlAtOwner({ url, position }: HookRule, { name }: OwnerRule): string | undefined {
  if (placeholdersIn(url).includes("repo")) return undefined;
  const scope = { kind: "organization", owner: name } as const;
  return resolveUrl(url, scope, position, { environment: undefined }).url?.normalized();
}

/** An event that is not known may well be one that organizations do not have. */
const isOfferedToOrganizations = (event: string): boolean =>
  event === "*" || webhookEvents.get(event)?.organization === true;

function takesEverything({ anyName, globs, excludes, conditional }: RepositorySelector): boolean {
  if (conditional || excludes.length > 0) return false;
  return anyName || globs.some(({ pattern }) => /^\*+$/.test(pattern));
}

/** Counts the names of entries, once for all the hooks that stand in the same entries. */
function createNameCount(): (entries: ReadonlySet<RepositoryRule>) => number {
  const numbers = new Map<RepositoryRule, number>();
  const known = new Map<string, number>();
  return (entries) => {
    for (const entry of entries) if (!numbers.has(entry)) numbers.set(entry, numbers.size);
    const key = [...entries].map((entry) => numbers.get(entry)).join(" ");
    const names = (): readonly string[] =>
      [...entries].flatMap(({ selector: { conditional, exact } }) =>
        conditional ? [] : [...exact.keys()],
      );
    const count = known.get(key) ?? new Set(names()).size;
    known.set(key, count);
    return count;
  };
}
