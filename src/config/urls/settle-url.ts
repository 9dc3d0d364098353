import { type Environment, variableOf } from "../../model/environment.ts";
import { HookUrl } from "../../model/hook-url.ts";
import type { Scope } from "../../model/scope.ts";
import { isSelectorScope } from "../../model/scope.ts";
import { urlFault } from "../../model/url-fault.ts";
import { maskUrl } from "../../redact/mask-url.ts";
import type { UrlRule } from "../fleet-config.ts";
import { harmlessText, quoted } from "../frames/quoted.ts";
import type { Problem } from "../problem.ts";
import {
  bindUrlTemplate,
  fillUrlTemplate,
  placeholdersOf,
  type UrlTemplate,
} from "./url-template.ts";

/** What is done about a URL whose variable is unset or empty: it is a problem, or has a stand-in. */
export type UnsetUrls = "refuse" | "stand-in";

/** What the URLs of variables are settled with. */
export interface UrlContext {
  /** Undefined offline: then each URL of a variable has a stand-in. */
  readonly environment: Environment | undefined;
  readonly unsetUrls?: UnsetUrls | undefined;
}

export type SettledUrl =
  | { readonly url: HookUrl; readonly problem?: undefined }
  | { readonly url?: undefined; readonly problem: Problem };

/** The URL of a rule in one scope. No message shows what came from the environment. */
export function settleUrl(
  rule: UrlRule,
  scope: Scope,
  at: Problem["at"],
  { environment, unsetUrls = "refuse" }: UrlContext,
): SettledUrl {
  if (rule.kind === "env") {
    const isOpen =
      environment === undefined || (variableOf(environment, rule.name) ?? "").trim() === "";
    if (environment === undefined || (isOpen && unsetUrls === "stand-in"))
      return standIn(rule.name);
    return settleFromEnvironment(rule.name, rule.position, environment);
  }
  // It has another URL in each repository that the scope stands for.
  if (isSelectorScope(scope))
    return { url: new HookUrl(openUrl(rule.template, scope.owner), { kind: "declared" }) };
  const values = {
    owner: scope.owner,
    repo: scope.kind === "repository" ? scope.repository : "",
  };
  const text = fillUrlTemplate(rule.template, (name) =>
    name === "repo" ? values.repo : values.owner,
  );
  const inHost = rule.template.parts.flatMap((part) =>
    part.kind === "parameter" && part.inHost
      ? [part.name === "repo" ? values.repo : values.owner]
      : [],
  );
  const fits = inHost.every((value) => /^[A-Za-z0-9.-]+$/.test(value));
  const isWrong = rule.isGlob !== true && inHost.length > 0 && urlFault(text) !== undefined;
  if (!fits || isWrong) {
    const message = "With the names of the repository and its owner, the URL has no valid host";
    return { problem: { code: "bad-url", message, at } };
  }
  return { url: new HookUrl(text, { kind: "declared" }) };
}

/** The URL with `{repo}` still in it: good for comparing and showing. */
function openUrl(template: UrlTemplate, owner: string): string {
  return bindUrlTemplate(template, new Map([["owner", owner]]))
    .parts.map((part) => (part.kind === "text" ? part.text : `{${part.name}}`))
    .join("");
}

function settleFromEnvironment(
  name: string,
  at: Problem["at"],
  environment: Environment,
): SettledUrl {
  const value = variableOf(environment, name);
  const variable = `The environment variable ${quoted(name)}, which holds a URL,`;
  const help = "It is needed to plan, because the URL itself is kept out of the file.";
  if (value === undefined) {
    return { problem: { code: "url-unset", message: `${variable} is not set`, help, at } };
  }
  if (value.trim() === "") {
    return { problem: { code: "url-blank", message: `${variable} is empty`, help, at } };
  }
  const fault = urlFault(value);
  if (fault !== undefined) {
    return { problem: { code: "url-invalid", message: `${variable} ${fault.why}`, at } };
  }
  return { url: new HookUrl(value, { kind: "env", name }) };
}

/** Without their values, two URLs are the same if they come from the same variable. */
function standIn(name: string): SettledUrl {
  return { url: new HookUrl(`env:${name}`, { kind: "env", name }) };
}

/** Whether a URL only stands for one that is not known, so that neither host nor path is. */
export function isStandIn(url: HookUrl): boolean {
  return url.origin.kind === "env" && url.reveal() === `env:${url.origin.name}`;
}

/** Whether a URL is the same in every scope. */
export function isSameEverywhere(rule: UrlRule): boolean {
  return rule.kind === "env" || placeholdersOf(rule.template).length === 0;
}

/** A URL for messages, as the file writes it and masked: the same in every scope. */
export function showUrlRule(rule: UrlRule): string {
  if (rule.kind === "env") return quoted(`env:${rule.name}`);
  const text = rule.template.parts
    .map((part) => (part.kind === "text" ? part.text : `{${part.name}}`))
    .join("");
  return `\`${harmlessText(maskUrl(text)).replaceAll("`", "'")}\``;
}
