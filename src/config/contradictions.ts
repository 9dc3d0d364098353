import type { SourcePosition } from "../model/diagnostic.ts";
import type { Member } from "./assemble-scope.ts";
import type { AbsentRule } from "./fleet-config.ts";
import type { Problem } from "./problem.ts";
import { showUrlRule } from "./settle-url.ts";

/** Finds hooks of one scope that contradict each other. */
export interface ContradictionCheck {
  /** A hook that differs from all before it. */
  readonly add: (member: Member) => void;
  /** An entry with `state: absent`, and its normalised URL. */
  readonly addAbsent: (rule: AbsentRule, url: string) => void;
}

/** The hooks of one URL, looked up by event so that many of them stay quick to compare. */
interface Group {
  readonly first: Member;
  readonly byEvent: Map<string, Member>;
}

const secretKey = ({ rule: { secret } }: Member): string =>
  secret.kind === "managed" ? `managed ${secret.secret.ref}` : secret.kind;

/** Every contradiction is told once, at the later place and with the earlier one beside it. */
export function createContradictionCheck(problems: Problem[]): ContradictionCheck {
  const groups = new Map<string, Group>();
  const claims = new Map<string, SourcePosition>();
  return {
    add: (member) => {
      const key = member.hook.url.normalised();
      const group = groups.get(key) ?? { first: member, byEvent: new Map<string, Member>() };
      groups.set(key, group);
      const problem = contradictionIn(group, member);
      if (problem !== undefined) problems.push(problem);
      for (const event of member.hook.events) {
        if (!group.byEvent.has(event)) group.byEvent.set(event, member);
      }
      for (const url of new Set(member.hook.previousUrls.map((one) => one.normalised()))) {
        const claimed = claims.get(url);
        if (claimed === undefined) claims.set(url, member.rule.position);
        else {
          problems.push({
            code: "previous-url-claimed-twice",
            message: "Two hooks of one scope claim the same previous URL",
            at: member.rule.position,
            related: [claimed],
          });
        }
      }
    },
    addAbsent: (rule, url) => {
      const present = groups.get(url)?.first.rule.position ?? claims.get(url);
      if (present === undefined) return;
      problems.push({
        code: "absent-and-present",
        message: `${showUrlRule(rule.url)} is declared absent, and another entry declares or moves it`,
        at: rule.position,
        related: [present],
      });
    },
  };
}

function contradictionIn({ first, byEvent }: Group, member: Member): Problem | undefined {
  if (first === member) return undefined;
  const url = showUrlRule(member.rule.url);
  if (secretKey(first) !== secretKey(member)) {
    return {
      code: "contradicting-hook",
      message: `Two hooks of one scope deliver to ${url} with different secrets`,
      help: "Hooks of one URL must name the same secret.",
      at: member.rule.position,
      related: [first.rule.position],
    };
  }
  const { events } = member.hook;
  const anyOther = byEvent.values().next().value;
  const rival =
    byEvent.get("*") ??
    (events.includes("*") ? anyOther : undefined) ??
    events.map((event) => byEvent.get(event)).find((other) => other !== undefined);
  // Without events, nothing overlaps, and yet nothing would tell the two hooks apart.
  const idle = events.length === 0 && first.hook.events.length === 0 ? first : undefined;
  const other = rival ?? idle;
  if (other === undefined) return undefined;
  return {
    code: "duplicate-hook",
    message: `Two hooks of one scope deliver to ${url}, and their events overlap`,
    help: "GitHub refuses such hooks. Make them one, or divide the events.",
    at: member.rule.position,
    related: [other.rule.position],
  };
}

/** Whether a delivery could reach both. */
export function eventsOverlap(left: readonly string[], right: readonly string[]): boolean {
  if (left.length === 0 || right.length === 0) return false;
  if (left.includes("*") || right.includes("*")) return true;
  return left.some((event) => right.includes(event));
}
