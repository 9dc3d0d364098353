import type { SourcePosition } from "../../model/diagnostic.ts";
import { HookUrl } from "../../model/hook-url.ts";
import type { HookRule, UrlRule } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import type { HookFields, SecretField } from "../hooks/hook-fields.ts";
import type { Problem, Report } from "../problem.ts";
import { fillUrlTemplate } from "../urls/url-template.ts";

/** Whether the host of a URL is known before a repository is. */
export function hasFixedHost(url: UrlRule): url is UrlRule & { readonly kind: "text" } {
  return (
    url.kind === "text" &&
    !url.template.parts.some((part) => part.kind === "parameter" && part.inHost)
  );
}

/** With the port also where it is the scheme's own, which patterns may name all the same. */
function hostAndPort(url: HookUrl): string {
  const host = url.host();
  if (/:\d+$/.test(host)) return host;
  return `${host}:${url.normalised().startsWith("http:") ? 80 : 443}`;
}

/** A secret with `hosts` goes to no other. A host that is still open is looked at once it is known. */
export function checkSecretHost(
  entry: HookFields,
  { desired, allowsHost }: SecretField,
  secretAt: SourcePosition,
  url: UrlRule,
  report: Report,
): void {
  if (allowsHost === undefined || desired.kind !== "managed" || !hasFixedHost(url)) return;
  const sample = new HookUrl(
    fillUrlTemplate(url.template, () => "x"),
    { kind: "declared" },
  );
  if (allowsHost(hostAndPort(sample))) return;
  const [at, other] = entry.url === undefined ? [secretAt, url.position] : [url.position, secretAt];
  report({
    code: "secret-outside-hosts",
    message: `The secret ${quoted(desired.secret.ref)} may not be used for the host ${quoted(sample.host())}`,
    help: "Its entry in `secrets` lists the `hosts` it may be used for.",
    at,
    related: [other, desired.secret.position],
  });
}

/** The same where the host has only now become known. A URL from a variable is not shown. */
export function checkSettledHost(rule: HookRule, url: HookUrl, problems: Problem[]): boolean {
  const host = url.host();
  const { allowsHost, secret } = rule;
  if (host === "" || allowsHost === undefined || hasFixedHost(rule.url)) return true;
  if (secret.kind !== "managed" || allowsHost(hostAndPort(url))) return true;
  const shown = url.origin.kind === "env" ? `that ${url.show()} leads to` : quoted(host);
  problems.push({
    code: "secret-outside-hosts",
    message: `The secret ${quoted(secret.secret.ref)} may not be used for the host ${shown}`,
    help: "Its entry in `secrets` lists the `hosts` it may be used for.",
    at: rule.position,
    related: [secret.secret.position],
  });
  return false;
}
