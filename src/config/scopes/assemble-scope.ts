import { compareStrings } from "../../model/compare-strings.ts";
import { comparePositions } from "../../model/diagnostic.ts";
import type { AbsentHook, DesiredHook } from "../../model/hook.ts";
import type { HookUrl } from "../../model/hook-url.ts";
import type { Scope } from "../../model/scope.ts";
import { compileUrlGlob, globsMeet } from "../../model/url-glob.ts";
import { type ConfigDiagnostic, inFileOrder } from "../diagnostics.ts";
import type { GuardGlob, HookRule, HookSet } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import { secretOutsideResolvedHost } from "../hooks/hook-rules.ts";
import { longUrl } from "../urls/read-url.ts";
import { placeholdersIn, resolveUrl, showUrlRule, type UrlContext } from "../urls/resolve-url.ts";
import type { Placed } from "../yaml/yaml-node.ts";
import { createContradictionCheck, type Member } from "./contradictions.ts";

export interface AssembleContext extends UrlContext {
  readonly ignore: readonly GuardGlob[];
  readonly protect: readonly GuardGlob[];
  /** Hooks that are the same in every scope are made once. */
  readonly resolved: Map<HookRule, DesiredHook>;
}

/**
 * Puts together what the entries that select a scope ask for: resolves URLs, folds hooks that are
 * asked for twice, and finds those that contradict each other or the guards.
 *
 * @param standsForOthers the repository does, so that hosts made of its name say nothing
 */
export function assembleScope(
  scope: Scope,
  sets: readonly HookSet[],
  context: AssembleContext,
  standsForOthers = false,
) {
  const errors: ConfigDiagnostic[] = [];
  const members = new Map<string, Member>();
  const contradictions = createContradictionCheck();
  for (const rule of inFileOrder(sets.flatMap((set) => set.hooks))) {
    const hook = resolveRule(rule, scope, context, standsForOthers, errors);
    if (hook === undefined) continue;
    const key = `${hook.url.reveal()}\n${rule.key}`;
    const known = members.get(key);
    if (known !== undefined) {
      if (comparePositions(rule.position, known.rule.position) !== 0)
        known.alsoAt.push(rule.position);
      continue;
    }
    const member = { rule, hook, alsoAt: [] };
    members.set(key, member);
    contradictions.add(member);
    checkGuard("ignored-hook", hook, rule, context.ignore, errors);
  }
  const absent = new Map<string, AbsentHook>();
  for (const rule of inFileOrder(sets.flatMap((set) => set.absent))) {
    const { position } = rule;
    const { url, diagnostic } = resolveUrl(rule.url, scope, position, context);
    if (url === undefined) {
      errors.push(diagnostic);
      continue;
    }
    if (rule.url.kind === "env" && url.reveal().includes("*")) {
      // What deletes by a pattern has to be seen in a review.
      const message = `The environment variable ${quoted(rule.url.name)} holds a glob, which is taken as a URL only`;
      const help = "Beside `state: absent`, write a glob into the file itself.";
      errors.push({ code: "url-invalid", message, help, at: position });
      continue;
    }
    const isGlob = rule.url.kind === "text" && rule.url.isGlob === true;
    const key = isGlob ? url.reveal() : url.normalized();
    const hook = { url, glob: isGlob ? compileUrlGlob(key) : undefined, position };
    if (!absent.has(key)) absent.set(key, hook);
    contradictions.addAbsent(rule, hook);
    checkGuard("ignored-hook", { url }, rule, context.ignore, errors);
    checkGuard("absent-protected", hook, rule, context.protect, errors);
  }
  const hooks = [...members.values()].map(({ hook, alsoAt }) =>
    alsoAt.length === 0 ? hook : { ...hook, alsoAt },
  );
  errors.push(...contradictions.found());
  const unmanaged = sets.flatMap((set) => set.unmanaged ?? []);
  const undeclaredSecrets = sets.flatMap((set) => set.undeclaredSecrets ?? []);
  return {
    hooks: hooks.sort(
      (left, right) =>
        compareUrls(left.url, right.url) ||
        compareStrings(left.events.join(" "), right.events.join(" ")),
    ),
    absent: [...absent.values()].sort((left, right) => compareUrls(left.url, right.url)),
    unmanaged: mergeSettings("unmanaged", unmanaged, errors),
    undeclaredSecrets: mergeSettings("undeclared_secrets", undeclaredSecrets, errors),
    errors,
    warnings: hooks.flatMap(({ url, position }) => longUrl(url.reveal(), position)),
  };
}

function compareUrls(left: HookUrl, right: HookUrl): number {
  return (
    compareStrings(left.normalized(), right.normalized()) ||
    compareStrings(left.reveal(), right.reveal())
  );
}

function resolveRule(
  rule: HookRule,
  scope: Scope,
  context: AssembleContext,
  standsForOthers: boolean,
  errors: ConfigDiagnostic[],
): DesiredHook | undefined {
  const known = context.resolved.get(rule);
  if (known !== undefined) return known;
  const current = resolveUrl(rule.url, scope, rule.position, context);
  const previous = rule.previousUrls.map((url) => resolveUrl(url, scope, rule.position, context));
  const faults = [current, ...previous].flatMap(({ diagnostic }) => diagnostic ?? []);
  errors.push(...faults);
  if (current.url === undefined || faults.length > 0) return undefined;
  const outside = standsForOthers ? undefined : secretOutsideResolvedHost(rule, current.url);
  if (outside !== undefined) errors.push(outside);
  const urls = new Map(previous.flatMap(({ url }) => (url ? [[url.reveal(), url]] : [])));
  // Field by field: a rest of all others takes three times as long, and fleets have many hooks.
  const { events, contentType, insecureSsl, active, secret, position, provenance } = rule;
  const hook: DesiredHook = {
    url: current.url,
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
  const open = [rule.url, ...rule.previousUrls].flatMap(placeholdersIn);
  // What is wrong is told in every scope.
  if (open.length === 0 && outside === undefined) context.resolved.set(rule, hook);
  return hook;
}

/** What the entries that select one repository set; two different values are an error. */
function mergeSettings<Value extends string>(
  name: string,
  settings: readonly Placed<Value>[],
  errors: ConfigDiagnostic[],
): Placed<Value> | undefined {
  const [first, ...others] = inFileOrder(settings);
  const at = others.find(({ value }) => value !== first?.value)?.position;
  if (at === undefined) return settings[0];
  const message = `Two entries that select the same repository set \`${name}\` differently`;
  const help = "Set it in one of them, or to the same value in both.";
  const related = settings.map(({ position }) => position).filter((position) => position !== at);
  errors.push({ code: "contradicting-setting", message, help, at, related });
  return settings[0];
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
  errors: ConfigDiagnostic[],
): void {
  // A glob that fits the name of a variable says nothing about the URL.
  if (url.isUnset()) return;
  const glob = globs.find((one) =>
    under === undefined ? one.matches(url.normalized()) : globsMeet(one.pattern, under.pattern),
  );
  if (glob === undefined) return;
  const message = `${showUrlRule(rule.url)}: ${guardMessages[code]}`;
  errors.push({ code, message, at: rule.position, related: [glob.position] });
}
