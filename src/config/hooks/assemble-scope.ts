import { compareStrings } from "../../model/compare-strings.ts";
import type { SourcePosition } from "../../model/diagnostic.ts";
import type { AbsentHook, DesiredHook } from "../../model/hook.ts";
import type { HookUrl } from "../../model/hook-url.ts";
import type { Scope } from "../../model/scope.ts";
import { compileUrlGlob, globsMeet } from "../../model/url-glob.ts";
import type { GuardGlob, HookRule, HookSet } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import type { Problem } from "../problem.ts";
import { comparePositions } from "../problem.ts";
import { checkSettledHost } from "../rules/check-secret-host.ts";
import {
  isSameEverywhere,
  isStandIn,
  settleUrl,
  showUrlRule,
  type UrlContext,
} from "../urls/settle-url.ts";
import { longUrl } from "../urls/url-template.ts";
import { createContradictionCheck, type Member } from "./contradictions.ts";

/** What every scope is assembled with. */
export interface AssembleContext extends UrlContext {
  readonly ignore: readonly GuardGlob[];
  readonly protect: readonly GuardGlob[];
  /** Hooks that are the same in every scope are made once. */
  readonly settled: Map<HookRule, DesiredHook>;
  /** The repository stands for others, so that hosts made of its name say nothing. */
  readonly isSample?: boolean;
}

export interface AssembledScope {
  readonly hooks: readonly DesiredHook[];
  readonly absent: readonly AbsentHook[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/**
 * Puts together what the entries that select a scope ask for: settles URLs, folds hooks that are
 * asked for twice, and finds those that contradict each other or the guards.
 */
export function assembleScope(
  scope: Scope,
  sets: readonly HookSet[],
  context: AssembleContext,
): AssembledScope {
  const problems: Problem[] = [];
  const members = new Map<string, Member>();
  const contradictions = createContradictionCheck();
  for (const rule of inFileOrder(sets.flatMap((set) => set.hooks))) {
    const hook = settleHook(rule, scope, context, problems);
    if (hook === undefined) continue;
    const identity = `${hook.url.reveal()}\n${rule.likeness}`;
    const known = members.get(identity);
    if (known !== undefined) {
      if (comparePositions(rule.position, known.rule.position) !== 0) {
        known.alsoAt.push(rule.position);
      }
      continue;
    }
    const member = { rule, hook, alsoAt: [] };
    members.set(identity, member);
    contradictions.add(member);
    checkGuard("ignored-hook", { url: hook.url }, rule, context.ignore, problems);
  }
  const absent = new Map<string, AbsentHook>();
  for (const rule of inFileOrder(sets.flatMap((set) => set.absent))) {
    const settled = settleUrl(rule.url, scope, rule.position, context);
    if (settled.problem !== undefined) {
      problems.push(settled.problem);
      continue;
    }
    if (rule.url.kind === "env" && settled.url.reveal().includes("*")) {
      problems.push(globFromEnvironment(rule.url.name, rule.position));
      continue;
    }
    const isGlob = rule.url.kind === "text" && rule.url.isGlob === true;
    const key = isGlob ? settled.url.reveal() : settled.url.normalised();
    const glob = isGlob ? compileUrlGlob(key) : undefined;
    const hook = { url: settled.url, glob, position: rule.position };
    if (!absent.has(key)) absent.set(key, hook);
    contradictions.addAbsent(rule, hook);
    checkGuard("ignored-hook", { url: settled.url }, rule, context.ignore, problems);
    checkGuard("absent-protected", hook, rule, context.protect, problems);
  }
  const hooks = [...members.values()].map(({ hook, alsoAt }) =>
    alsoAt.length === 0 ? hook : { ...hook, alsoAt },
  );
  return {
    hooks: hooks.sort(compareHooks),
    absent: [...absent.values()].sort((left, right) => compareUrls(left.url, right.url)),
    problems: [...problems, ...contradictions.problems()],
    warnings: hooks.flatMap(({ url, position }) => longUrl(url.reveal(), position)),
  };
}

/** What deletes by a pattern has to be seen in a review. */
function globFromEnvironment(name: string, at: Problem["at"]): Problem {
  return {
    code: "url-invalid",
    message: `The environment variable ${quoted(name)} holds a glob, which is taken as a URL only`,
    help: "Beside `state: absent`, write a glob into the file itself.",
    at,
  };
}

function inFileOrder<Rule extends { readonly position: SourcePosition }>(
  rules: readonly Rule[],
): readonly Rule[] {
  return rules.toSorted((left, right) => comparePositions(left.position, right.position));
}

function compareUrls(left: HookUrl, right: HookUrl): number {
  return (
    compareStrings(left.normalised(), right.normalised()) ||
    compareStrings(left.reveal(), right.reveal())
  );
}

function compareHooks(left: DesiredHook, right: DesiredHook): number {
  return (
    compareUrls(left.url, right.url) ||
    compareStrings(left.events.join(" "), right.events.join(" "))
  );
}

function settleHook(
  rule: HookRule,
  scope: Scope,
  context: AssembleContext,
  problems: Problem[],
): DesiredHook | undefined {
  const known = context.settled.get(rule);
  if (known !== undefined) return known;
  const settled = settleUrl(rule.url, scope, rule.position, context);
  const previous = rule.previousUrls.map((url) => settleUrl(url, scope, rule.position, context));
  const faults = [settled, ...previous].flatMap(({ problem }) => problem ?? []);
  problems.push(...faults);
  if (settled.problem !== undefined || faults.length > 0) return undefined;
  if (context.isSample !== true && !checkSettledHost(rule, settled.url, problems)) return undefined;
  const urls = new Map(previous.flatMap(({ url }) => (url ? [[url.reveal(), url]] : [])));
  const { events, contentType, insecureSsl, active, secret, position, provenance } = rule;
  const hook: DesiredHook = {
    url: settled.url,
    events,
    contentType,
    insecureSsl,
    active,
    secret,
    previousUrls: [...urls.values()].sort(compareUrls),
    position,
    alsoAt: [],
    provenance,
  };
  if ([rule.url, ...rule.previousUrls].every(isSameEverywhere)) context.settled.set(rule, hook);
  return hook;
}

const guardMessages = {
  "ignored-hook": "an ignore rule hides the hook, so that nothing would ever be done about it",
  "absent-protected": "a protected hook is never deleted",
} as const;

function checkGuard(
  code: keyof typeof guardMessages,
  { url, glob: under }: Pick<AbsentHook, "url"> & Partial<AbsentHook>,
  rule: Pick<HookRule, "url" | "position">,
  globs: readonly GuardGlob[],
  problems: Problem[],
): void {
  // A glob that fits the name of a variable says nothing about the URL.
  if (isStandIn(url)) return;
  const glob = globs.find((one) =>
    under === undefined ? one.matches(url.normalised()) : globsMeet(one.pattern, under.pattern),
  );
  if (glob === undefined) return;
  problems.push({
    code,
    message: `${showUrlRule(rule.url)}: ${guardMessages[code]}`,
    at: rule.position,
    related: [glob.position],
  });
}
