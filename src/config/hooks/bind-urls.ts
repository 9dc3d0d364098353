import { urlFault } from "../../model/url-fault.ts";
import type { ConfigContext } from "../diagnostics.ts";
import type { UrlRule } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import { didYouMean } from "../suggest.ts";
import { longUrl } from "../urls/read-url.ts";
import { placeholdersIn } from "../urls/resolve-url.ts";
import { bindUrlTemplate, parseUrlTemplate, type UrlTemplate } from "../urls/url-template.ts";
import type { FilledHook } from "./hook-rules.ts";
import type { HookEntry, Parameter } from "./read-hook-fields.ts";

/** Puts the values of `with` into the URLs of a hook and leaves `{owner}` and `{repo}` open. */
export function bindUrls(
  hook: Omit<FilledHook, "url">,
  ctx: ConfigContext,
): { readonly url: UrlRule | undefined; readonly previousUrls: readonly UrlRule[] } {
  const { entry, template, fields } = hook;
  const url = fields.url?.value;
  const previousUrls = fields.previous_urls?.value ?? [];
  const parameters = new Map([...(template?.parameters ?? []), ...entry.parameters]);
  const values = new Map([...parameters].map(([name, { value }]) => [name, value]));
  // A URL that is missing or wrong has been reported; then what would be used is not known.
  if (url !== undefined) reportUnusedParameters(entry.parameters, [url, ...previousUrls], ctx);
  const bind = (written: UrlRule): UrlRule | undefined => {
    if (written.kind === "env") return written;
    const wrong = written.template.placeholders.filter(
      (name) => !checkPlaceholder(name, hook, written, parameters, ctx),
    );
    if (wrong.length > 0) return undefined;
    const bound = bindUrlTemplate(written.template, values);
    const fault = written.isGlob === true ? undefined : urlFault(bound.sample)?.why;
    const why = fitsHost(written.template, values) ? fault : "has no valid host";
    if (why === undefined) {
      longUrl(bound.sample, entry.position).forEach(ctx.report);
      return { ...written, template: bound };
    }
    const message = `With the values of \`with\`, the URL ${why}`;
    ctx.report({ code: "bad-url", message, at: entry.position });
    return undefined;
  };
  return {
    url: url && bind(url),
    previousUrls: previousUrls.flatMap((written) => bind(written) ?? []),
  };
}

/** Reports values that belong to no placeholder. Also for the defaults of a template by itself. */
export function reportUnusedParameters(
  parameters: HookEntry["parameters"],
  urls: readonly UrlRule[],
  { report, suggest }: ConfigContext,
): void {
  const used = new Set(urls.flatMap(placeholdersIn));
  for (const { name, keyPosition: at } of parameters.values()) {
    if (used.has(name)) continue;
    const message = `No URL of the hook has a placeholder ${quoted(`{${name}}`)}`;
    const help = didYouMean(suggest(name, [...used]));
    report({ code: "unused-parameter", message, help, at });
  }
}

function checkPlaceholder(
  name: string,
  { entry: { fields, position }, level }: Omit<FilledHook, "url">,
  written: UrlRule,
  parameters: ReadonlyMap<string, Parameter>,
  { report, suggest }: ConfigContext,
): boolean {
  const parameter = parameters.get(name);
  const inner = parameter === undefined ? [] : parseUrlTemplate(parameter.value).placeholders;
  // It can be fixed at the entry, where the template needs a value that nothing gives.
  const fromTemplate = fields.url?.value !== written && fields.use !== undefined;
  const at = fromTemplate ? (fields.use?.position ?? position) : written.position;
  const related = fromTemplate ? [written.position] : undefined;
  if (level === "organization" && (name === "repo" || inner.includes("repo"))) {
    const message = "An organization's own hook has no {repo}";
    report({ code: "unknown-parameter", message, at: parameter?.position ?? at, related });
    return false;
  }
  if (name === "owner" || name === "repo") return true;
  if (parameter !== undefined) return inner.every((one) => one === "owner" || one === "repo");
  const message = `The placeholder ${quoted(`{${name}}`)} has no value`;
  const near = didYouMean(suggest(name, ["owner", "repo", ...parameters.keys()]));
  const help = near ?? "Give it one in `with`.";
  report({ code: "unknown-parameter", message, help, at, related });
  return false;
}

/** A value in the host goes in as it is, so it must make a host and not change what follows. */
function fitsHost(written: UrlTemplate, values: ReadonlyMap<string, string>): boolean {
  return written.parts.every((part) => {
    if (part.kind === "text" || !part.inHost) return true;
    return /^[A-Za-z0-9.-]*$/.test(parseUrlTemplate(values.get(part.name) ?? "x").sample);
  });
}
