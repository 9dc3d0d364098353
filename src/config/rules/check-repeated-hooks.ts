import type { SourcePosition } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group-by.ts";
import { webhookEvents } from "../../model/webhook-events.ts";
import type { HookRule, OwnerRule, RepositoryRule, RepositorySelector } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import { eventsOverlap } from "../hooks/contradictions.ts";
import type { Report } from "../problem.ts";
import { comparePositions } from "../problem.ts";
import { settingsLikeness } from "../suggest/suggest.ts";
import { settleUrl } from "../urls/settle-url.ts";

/** More repositories than this with the same hook are worth a word. */
export const defaultMaxRepeats = 20;

/** Hooks that are alike in everything, and the entries that ask for them. */
interface Repeated {
  readonly url: string;
  readonly rule: HookRule;
  readonly places: SourcePosition[];
  readonly entries: Set<RepositoryRule>;
}

/**
 * Warns of a hook that so many repositories of an organization have that one hook of the
 * organization's own could take its place. Counts what is known offline: names that are written
 * out, and selectors that take every repository.
 */
export function checkRepeatedHooks(
  owners: readonly OwnerRule[],
  maxRepeats: number,
  report: Report,
): void {
  for (const owner of owners) {
    if (owner.kind !== "organization") continue;
    const countNames = createNameCount();
    const own = groupBy(owner.own?.hooks ?? [], (rule) => urlAtOwner(rule, owner) ?? "");
    for (const { url, rule, places, entries } of repeatedHooks(owner)) {
      const everywhere = [...entries].some(({ selector }) => takesEverything(selector));
      const count = everywhere ? Number.POSITIVE_INFINITY : countNames(entries);
      // Where the organization has the hook already, `org-and-repo` says what there is to say.
      if (
        count <= maxRepeats ||
        own.get(url)?.some(({ events }) => eventsOverlap(events, rule.events))
      )
        continue;
      const [at, ...related] = places.toSorted(comparePositions);
      const whose = quoted(owner.name);
      report({
        code: "repeated-hook",
        message: `The same hook stands for ${everywhere ? "every repository" : `${count} repositories`} of ${whose}`,
        help: `One hook of the organization, in \`hooks\` of ${whose}, could take its place${everywhere ? "" : "; it would hear of the other repositories too"}.`,
        at,
        related: related.filter((one) => comparePositions(one, at) !== 0),
      });
    }
  }
}

function repeatedHooks(owner: OwnerRule): Iterable<Repeated> {
  const found = new Map<string, Repeated>();
  for (const entry of owner.repositories) {
    for (const rule of entry.hooks) {
      const url = urlAtOwner(rule, owner);
      if (url === undefined || !rule.events.every(isOfferedToOrganizations)) continue;
      const key = `${url}\n${settingsLikeness(rule)}`;
      const repeated = found.get(key) ?? { url, rule, places: [], entries: new Set() };
      found.set(key, repeated);
      repeated.places.push(rule.position);
      repeated.entries.add(entry);
    }
  }
  return found.values();
}

/** The URL that a hook has on every repository of the owner; undefined where each has another. */
function urlAtOwner({ url, position }: HookRule, { name }: OwnerRule): string | undefined {
  if (url.kind === "text") {
    const { parts } = url.template;
    if (parts.some((part) => part.kind === "parameter" && part.name === "repo")) return undefined;
  }
  const scope = { kind: "organization", owner: name } as const;
  return settleUrl(url, scope, position, { environment: undefined }).url?.normalised();
}

/** An event that is not known may well be one that organizations do not have. */
function isOfferedToOrganizations(event: string): boolean {
  return event === "*" || webhookEvents.get(event)?.organization === true;
}

function takesEverything({ anyName, globs, excludes, conditional }: RepositorySelector): boolean {
  if (conditional || excludes.length > 0) return false;
  return anyName || globs.some(({ pattern }) => /^\*+$/.test(pattern));
}

/** Counts the names of entries, once for all the hooks that stand in the same entries. */
function createNameCount(): (entries: ReadonlySet<RepositoryRule>) => number {
  const numbers = new Map<RepositoryRule, number>();
  const known = new Map<string, number>();
  return (entries) => {
    const key: number[] = [];
    for (const entry of entries) {
      const number = numbers.get(entry) ?? numbers.size;
      numbers.set(entry, number);
      key.push(number);
    }
    const count = known.get(key.join(" ")) ?? distinctNames([...entries]);
    known.set(key.join(" "), count);
    return count;
  };
}

function distinctNames(entries: readonly RepositoryRule[]): number {
  const names = entries.map(({ selector }) => (selector.conditional ? [] : selector.exact.keys()));
  return new Set(names.flatMap((keys) => [...keys])).size;
}
