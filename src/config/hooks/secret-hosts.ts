import { HookUrl } from "../../model/hook-url.ts";
import type { DesiredSecret } from "../../model/secret-reference.ts";
import type { ConfigDiagnostic } from "../diagnostics.ts";
import type { HookRule, UrlRule } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import { compileHostGlob } from "../globs.ts";
import { fillUrlTemplate } from "../urls/url-template.ts";

type Allows = (host: string) => boolean;

/** By the list of a secret, which all its hooks share: most of them go to the same few hosts. */
const compiled = new WeakMap<readonly string[], Allows>();

function compileHosts(hosts: readonly string[]): Allows {
  const known = compiled.get(hosts);
  if (known !== undefined) return known;
  const matchers = hosts.flatMap((host) => compileHostGlob(host) ?? []);
  const answers = new Map<string, boolean>();
  const allows: Allows = (host) => {
    const answer = answers.get(host) ?? matchers.some((matches) => matches(host));
    answers.set(host, answer);
    return answer;
  };
  compiled.set(hosts, allows);
  return allows;
}

/** Whether the host of a URL is known before a repository is. */
function hasFixedHost(url: UrlRule): url is UrlRule & { readonly kind: "text" } {
  return (
    url.kind === "text" &&
    !url.template.parts.some((part) => part.kind === "parameter" && part.inHost)
  );
}

/** With the port also where it is the scheme's own, which patterns may name all the same. */
function hostAndPort(url: HookUrl): string {
  const host = url.host();
  if (/:\d+$/.test(host)) return host;
  return `${host}:${url.normalized().startsWith("http:") ? 80 : 443}`;
}

function outsideHosts(
  secret: DesiredSecret,
  url: HookUrl,
): Pick<ConfigDiagnostic, "code" | "message" | "help" | "related"> | undefined {
  if (secret.kind !== "managed" || secret.secret.hosts === undefined) return undefined;
  const { hosts, ref, position } = secret.secret;
  if (compileHosts(hosts)(hostAndPort(url))) return undefined;
  // A URL from a variable is not shown.
  const shown = url.origin.kind === "env" ? `that ${url.show()} leads to` : quoted(url.host());
  return {
    code: "secret-outside-hosts",
    message: `The secret ${quoted(ref)} may not be used for the host ${shown}`,
    help: "Its entry in `secrets` lists the `hosts` it may be used for.",
    related: [position],
  };
}

/** A secret with `hosts` goes to no other. A host that is still open is checked once it is known. */
export function secretOutsideHosts(
  secret: DesiredSecret,
  url: UrlRule,
): ReturnType<typeof outsideHosts> {
  if (!hasFixedHost(url)) return undefined;
  const sample = fillUrlTemplate(url.template, () => "x");
  return outsideHosts(secret, new HookUrl(sample, { kind: "declared" }));
}

/** The same where the host has only now become known. */
export function secretOutsideResolvedHost(
  { secret, url: rule, position }: HookRule,
  url: HookUrl,
): ConfigDiagnostic | undefined {
  if (url.host() === "" || hasFixedHost(rule)) return undefined;
  const outside = outsideHosts(secret, url);
  return outside && { ...outside, at: position };
}
