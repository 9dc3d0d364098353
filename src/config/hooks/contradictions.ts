import type { SourcePosition } from "../../model/diagnostic.ts";
import { type AbsentHook, type DesiredHook, isAbsent } from "../../model/hook.ts";
import { secretSourceKey } from "../../model/secret-reference.ts";
import type { AbsentRule, HookRule } from "../fleet-config.ts";
import type { Problem } from "../problem.ts";
import { isStandIn, showUrlRule } from "../urls/settle-url.ts";

/** A hook of a scope, the rule it comes from, and further places that ask for the very same. */
export interface Member {
  readonly rule: HookRule;
  readonly hook: DesiredHook;
  readonly alsoAt: SourcePosition[];
}

/** Finds hooks of one scope that contradict each other. */
export interface ContradictionCheck {
  /** A hook that differs from all before it. */
  readonly add: (member: Member) => void;
  /** An entry with `state: absent`. */
  readonly addAbsent: (rule: AbsentRule, hook: AbsentHook) => void;
  /** What was found. To be asked for once every place of every hook is known. */
  readonly problems: () => readonly Problem[];
}

/** The hooks of one URL, looked up by event so that many of them stay quick to compare. */
interface Group {
  readonly members: Member[];
  readonly byEvent: Map<string, Member>;
}

interface Contradiction extends Pick<Problem, "code" | "message" | "help"> {
  readonly at: SourcePosition;
  /** The hooks that are in it, all of whose places are named. */
  readonly members: readonly Member[];
}

const secretKey = ({ secret }: Pick<DesiredHook, "secret">): string =>
  secret.kind === "managed" ? secretSourceKey(secret.secret.source) : secret.kind;

/** Every contradiction is told once, at the later place and with the earlier ones beside it. */
export function createContradictionCheck(): ContradictionCheck {
  const groups = new Map<string, Group>();
  const claims = new Map<string, Member>();
  const absent = new Set<string>();
  const found: Contradiction[] = [];
  const under = (hook: AbsentHook): readonly Member[] =>
    [...groups.values()]
      .flatMap(({ members }) => members)
      .filter(({ hook: { url, previousUrls } }) =>
        [url, ...previousUrls].some((one) => !isStandIn(one) && isAbsent(hook, one)),
      );
  return {
    add: (member) => {
      const key = member.hook.url.normalised();
      const group: Group = groups.get(key) ?? { members: [], byEvent: new Map() };
      groups.set(key, group);
      found.push(...contradictionsIn(group, member));
      group.members.push(member);
      const { events, previousUrls } = member.hook;
      for (const event of events) {
        if (!group.byEvent.has(event)) group.byEvent.set(event, member);
      }
      for (const url of new Set(previousUrls.map((one) => one.normalised()))) {
        const claimed = claims.get(url);
        if (claimed === undefined) claims.set(url, member);
        else {
          found.push({
            code: "previous-url-claimed-twice",
            message: "Two hooks of one scope claim the same previous URL",
            at: member.rule.position,
            members: [member, claimed],
          });
        }
      }
    },
    addAbsent: (rule, hook) => {
      const url = hook.url.normalised();
      const present =
        hook.glob === undefined
          ? (groups.get(url)?.members ?? [claims.get(url) ?? []].flat())
          : under(hook);
      if (present.length === 0) return;
      found.push({
        code: "absent-and-present",
        message:
          hook.glob === undefined
            ? `${showUrlRule(rule.url)} is declared absent, and another entry declares or moves it`
            : `${showUrlRule(rule.url)} is declared absent, and could match a hook that another entry declares or moves`,
        at: rule.position,
        // Once for each URL: with many entries on either side the places would be without end.
        members: absent.has(url) ? present.slice(0, 1) : present,
      });
      absent.add(url);
    },
    problems: () => namePlaces([...found, ...claimsInUse(groups, claims)]),
  };
}

/**
 * Live hooks of a previous URL are moved or deleted, so no declared hook may have it, in whatever
 * spelling: neither the hook itself nor another of the scope.
 */
function claimsInUse(
  groups: ReadonlyMap<string, Group>,
  claims: ReadonlyMap<string, Member>,
): readonly Contradiction[] {
  return [...claims].flatMap(([url, member]): readonly Contradiction[] => {
    const users = groups.get(url)?.members ?? [];
    if (users.length === 0) return [];
    const isOwn = member.hook.url.normalised() === url;
    return [
      {
        code: "previous-url-in-use",
        message: isOwn
          ? "`previous_urls` names the URL that the hook has"
          : "`previous_urls` names the URL of another hook of the scope",
        help: "Live hooks of a previous URL are moved or deleted. Take it out.",
        at: member.rule.position,
        members: [member, ...(isOwn ? [] : users)],
      },
    ];
  });
}

function contradictionsIn(group: Group, member: Member): readonly Contradiction[] {
  const [first] = group.members;
  if (first === undefined) return [];
  const at = member.rule.position;
  if (secretKey(first.hook) !== secretKey(member.hook)) {
    return [
      {
        code: "contradicting-hook",
        message: `Two hooks of one scope deliver to ${showUrlRule(member.rule.url)} with different secrets`,
        help: "Hooks of one URL must name the same secret.",
        at,
        members: [member, first],
      },
    ];
  }
  const rivals = rivalsIn(group, member.hook.events);
  if (rivals.length === 0) return [];
  return [
    {
      code: "duplicate-hook",
      message: `Two hooks of one scope deliver to ${showUrlRule(member.rule.url)}, and their events overlap`,
      help: "GitHub refuses such hooks. Make them one, or divide the events.",
      at,
      members: [member, ...rivals],
    },
  ];
}

/** The first hook of each event that is shared. Others have been told of beside that one. */
function rivalsIn({ byEvent }: Group, events: readonly string[]): readonly Member[] {
  const all = byEvent.get("*");
  if (all === undefined && events.includes("*")) return [...new Set(byEvent.values())];
  const shared = events.flatMap((event) => byEvent.get(event) ?? []);
  return [...new Set(all === undefined ? shared : [all, ...shared])];
}

/** The places that ask for the same hook are named the first time it is spoken of. */
function namePlaces(found: readonly Contradiction[]): readonly Problem[] {
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

/** Whether a delivery could reach both. */
export function eventsOverlap(left: readonly string[], right: readonly string[]): boolean {
  if (left.includes("*") || right.includes("*")) return true;
  return left.some((event) => right.includes(event));
}

/** Whether two hooks of one URL cannot stand in one scope. */
export function contradict(one: DesiredHook, other: DesiredHook): boolean {
  return secretKey(one) !== secretKey(other) || eventsOverlap(one.events, other.events);
}
