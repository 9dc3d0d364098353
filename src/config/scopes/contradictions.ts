import type { SourcePosition } from "../../model/diagnostic.ts";
import { type AbsentHook, type DesiredHook, eventsOverlap, isAbsent } from "../../model/hook.ts";
import { secretKey } from "../config-digest.ts";
import type { ConfigDiagnostic } from "../diagnostics.ts";
import type { AbsentRule, HookRule } from "../fleet-config.ts";
import { showUrlRule } from "../urls/resolve-url.ts";

/** A hook of a scope, the rule it comes from, and further places that ask for the very same. */
export interface Member {
  readonly rule: HookRule;
  readonly hook: DesiredHook;
  readonly alsoAt: SourcePosition[];
}

/** The hooks of one URL, looked up by event so that many of them stay quick to compare. */
interface Group {
  readonly members: Member[];
  readonly byEvent: Map<string, Member>;
}

interface Contradiction extends Omit<ConfigDiagnostic, "related"> {
  /** The hooks that are in it, all of whose places are named. */
  readonly members: readonly Member[];
}

/** Every contradiction is reported once, at the later place and with the earlier ones beside it. */
export function createContradictionCheck() {
  const groups = new Map<string, Group>();
  const claims = new Map<string, Member>();
  const absent = new Set<string>();
  const found: Contradiction[] = [];
  const under = (hook: AbsentHook): readonly Member[] =>
    [...groups.values()]
      .flatMap(({ members }) => members)
      .filter(({ hook: { url, previousUrls } }) =>
        [url, ...previousUrls].some((one) => !one.isUnset() && isAbsent(hook, one)),
      );
  return {
    /** Takes a hook that differs from all before it. */
    add: (member: Member): void => {
      const key = member.hook.url.normalized();
      const group: Group = groups.get(key) ?? { members: [], byEvent: new Map() };
      groups.set(key, group);
      const contradiction = contradictionIn(group, member);
      if (contradiction !== undefined) found.push(contradiction);
      group.members.push(member);
      const { events, previousUrls } = member.hook;
      for (const event of events) if (!group.byEvent.has(event)) group.byEvent.set(event, member);
      for (const url of new Set(previousUrls.map((one) => one.normalized()))) {
        const claimed = claims.get(url) ?? member;
        claims.set(url, claimed);
        if (claimed === member) continue;
        const message = "Two hooks of one scope claim the same previous URL";
        const { position: at } = member.rule;
        const members = [member, claimed];
        found.push({ code: "previous-url-claimed-twice", message, at, members });
      }
    },
    addAbsent: (rule: AbsentRule, hook: AbsentHook): void => {
      const url = hook.url.normalized();
      const present =
        hook.glob === undefined
          ? (groups.get(url)?.members ?? [claims.get(url) ?? []].flat())
          : under(hook);
      if (present.length === 0) return;
      const how =
        hook.glob === undefined
          ? "another entry declares or moves it"
          : "could match a hook that another entry declares or moves";
      found.push({
        code: "absent-and-present",
        message: `${showUrlRule(rule.url)} is declared absent, and ${how}`,
        at: rule.position,
        // Once for each URL: with many entries on either side the places would be without end.
        members: absent.has(url) ? present.slice(0, 1) : present,
      });
      absent.add(url);
    },
    /** To be asked for once every place of every hook is known. */
    found: (): readonly ConfigDiagnostic[] =>
      namePlaces([...found, ...claimsInUse(groups, claims)]),
  };
}

/** Live hooks of a previous URL are moved or deleted, so no declared hook may have it. */
function claimsInUse(groups: ReadonlyMap<string, Group>, claims: ReadonlyMap<string, Member>) {
  return [...claims].flatMap(([url, member]): readonly Contradiction[] => {
    const users = groups.get(url)?.members ?? [];
    if (users.length === 0) return [];
    const isOwn = member.hook.url.normalized() === url;
    const which = isOwn ? "the URL that the hook has" : "the URL of another hook of the scope";
    const message = `\`previous_urls\` names ${which}`;
    const help = "Live hooks of a previous URL are moved or deleted. Take it out.";
    const { position: at } = member.rule;
    const members = [member, ...(isOwn ? [] : users)];
    return [{ code: "previous-url-in-use", message, help, at, members }];
  });
}

function contradictionIn(group: Group, member: Member): Contradiction | undefined {
  const [first] = group.members;
  if (first === undefined) return undefined;
  const { url, position: at } = member.rule;
  if (secretKey(first.hook) !== secretKey(member.hook)) {
    const message = `Two hooks of one scope deliver to ${showUrlRule(url)} with different secrets`;
    const help = "Hooks of one URL must name the same secret.";
    return { code: "contradicting-hook", message, help, at, members: [member, first] };
  }
  const rivals = rivalsIn(group, member.hook.events);
  if (rivals.length === 0) return undefined;
  const message = `Two hooks of one scope deliver to ${showUrlRule(url)}, and their events overlap`;
  const help = "GitHub refuses such hooks. Make them one, or divide the events.";
  return { code: "duplicate-hook", message, help, at, members: [member, ...rivals] };
}

/** The first hook of each event that is shared. Others have been reported with that one. */
function rivalsIn({ byEvent }: Group, events: readonly string[]): readonly Member[] {
  const all = byEvent.get("*");
  if (all === undefined && events.includes("*")) return [...new Set(byEvent.values())];
  const shared = events.flatMap((event) => byEvent.get(event) ?? []);
  return [...new Set(all === undefined ? shared : [all, ...shared])];
}

/** The places that ask for the same hook are named the first time it is mentioned. */
function namePlaces(found: readonly Contradiction[]): readonly ConfigDiagnostic[] {
  const named = new Set<Member>();
  return found.map(({ members, at, ...rest }) => {
    const places = members.flatMap((member) => {
      const others = named.has(member) ? [] : member.alsoAt;
      named.add(member);
      return [member.rule.position, ...others];
    });
    return { ...rest, at, related: places.filter((place) => place !== at) };
  });
}

/** Whether two hooks of one URL cannot stand in one scope. */
export function contradict(one: DesiredHook, other: DesiredHook): boolean {
  return secretKey(one) !== secretKey(other) || eventsOverlap(one.events, other.events);
}
