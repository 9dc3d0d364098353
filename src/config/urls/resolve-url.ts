import { type Environment, variableOf } from "../../model/environment.ts";
import { HookUrl } from "../../model/hook-url.ts";
import { isSelectorScope, type Scope } from "../../model/scope.ts";
import { urlFault } from "../../model/url-fault.ts";
import { maskUrl } from "../../redact/mask-url.ts";
import type { ConfigDiagnostic } from "../diagnostics.ts";
import type { HookSet, UrlRule } from "../fleet-config.ts";
import { quoted, quotedPath } from "../frames/quoted.ts";
import { bindUrlTemplate, fillUrlTemplate } from "./url-template.ts";

export interface UrlContext {
  /** Undefined offline: then each URL of a variable has a placeholder. */
  readonly environment: Environment | undefined;
  /**
   * What a hook gets whose URL comes from a variable that is unset or empty: `refuse` (the default)
   * makes its scopes unreadable, `offline` gives it a placeholder that is good for showing alone,
   * which says `env:NAME`, and `unknown` does so where what it holds is no URL, too. Never for a plan: a
   * placeholder is no URL.
   */
  readonly unsetUrls?: "refuse" | "offline" | "unknown" | undefined;
}

export type ResolvedUrl =
  | { readonly url: HookUrl; readonly diagnostic?: undefined }
  | { readonly url?: undefined; readonly diagnostic: ConfigDiagnostic };

/** The URL of a rule in one scope. No message shows what came from the environment. */
export function resolveUrl(
  rule: UrlRule,
  scope: Scope,
  at: ConfigDiagnostic["at"],
  context: UrlContext,
): ResolvedUrl {
  if (rule.kind === "env") return resolveFromEnvironment(rule, context);
  const { template } = rule;
  const { owner } = scope;
  const declared = (text: string) => ({ url: new HookUrl(text, { kind: "declared" }) });
  // It has another URL in each repository that the scope stands for: `{repo}` stays in it.
  if (isSelectorScope(scope))
    return declared(bindUrlTemplate(template, new Map([["owner", owner]])).text);
  const repository = scope.kind === "repository" ? scope.repository : "";
  const nameOf = (name: string): string => (name === "repo" ? repository : owner);
  const text = fillUrlTemplate(template, nameOf);
  const fits = template.parts.every(
    (part) => part.kind === "text" || !part.inHost || /^[A-Za-z0-9.-]+$/.test(nameOf(part.name)),
  );
  const isWrong = rule.isGlob !== true && template.hasOpenHost && urlFault(text) !== undefined;
  if (fits && !isWrong) return declared(text);
  const message = "With the names of the repository and its owner, the URL has no valid host";
  return { diagnostic: { code: "bad-url", message, at } };
}

function resolveFromEnvironment(
  { name, position: at }: UrlRule & { readonly kind: "env" },
  { environment, unsetUrls }: UrlContext,
): ResolvedUrl {
  const value = environment && variableOf(environment, name);
  const isUnset = (value ?? "").trim() === "";
  const fault = urlFault(value ?? "");
  const mayBeOpen =
    unsetUrls === "unknown" ? fault !== undefined : isUnset && unsetUrls === "offline";
  // Without their values, two URLs are the same if they come from the same variable.
  if (environment === undefined || mayBeOpen)
    return { url: new HookUrl(`env:${name}`, { kind: "env", name }) };
  const variable = `The environment variable ${quoted(name)}, which holds a URL,`;
  if (value === undefined || isUnset) {
    const [code, why] =
      value === undefined ? (["url-unset", "not set"] as const) : (["url-blank", "empty"] as const);
    const help =
      "It is needed to plan, because the URL itself is kept out of the file. Set it, or pass a file that has it with --env-file.";
    return { diagnostic: { code, message: `${variable} is ${why}`, help, at, unset: name } };
  }
  return fault === undefined
    ? { url: new HookUrl(value, { kind: "env", name }) }
    : { diagnostic: { code: "url-invalid", message: `${variable} ${fault.why}`, at } };
}

/** The placeholders of a URL that are still open; none in one from a variable. */
export function placeholdersIn(rule: UrlRule): readonly string[] {
  return rule.kind === "env" ? [] : rule.template.placeholders;
}

export function urlsIn({ hooks, absent }: HookSet): readonly UrlRule[] {
  const previous = hooks.flatMap(({ previousUrls }) => previousUrls);
  return [...[...hooks, ...absent].map(({ url }) => url), ...previous];
}

/** A URL for messages, as the file writes it and masked: the same in every scope. */
export function showUrlRule(rule: UrlRule): string {
  return rule.kind === "env" ? quoted(`env:${rule.name}`) : quotedPath(maskUrl(rule.template.text));
}
