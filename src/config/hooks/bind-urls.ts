import { urlFault } from "../../model/url-fault.ts";
import type { ConfigContext } from "../diagnostics.ts";
import type { UrlRule } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import { didYouMean } from "../suggest.ts";
import { longUrl } from "../urls/read-url.ts";
import { placeholdersIn } from "../urls/resolve-url.ts";
import {
  bindUrlTemplate,
  fillUrlTemplate,
  parseUrlTemplate,
  placeholdersOf,
  type UrlTemplate,
} from "../urls/url-template.ts";
import type { FilledHook } from "./hook-rules.ts";
import type { HookFields, Parameter } from "./read-hook-fields.ts";

interface BoundUrls {
  readonly url: UrlRule | undefined;
  readonly previousUrls: readonly UrlRule[];
}

/** Puts the values of `with` into the URLs of a hook and leaves `{owner}` and `{repo}` open. */
export function bindUrls(hook: Omit<FilledHook, "url">, ctx: ConfigContext): BoundUrls {
  const { entry, template, fields } = hook;
  const url = fields.url?.value;
  const previousUrls = fields.previous_urls?.value ?? [];
  const parameters = new Map([...(template?.parameters ?? []), ...entry.parameters]);
  const values = new Map([...parameters].map(([name, { value }]) => [name, value]));
  const used = [...(url ? [url] : []), ...previousUrls].flatMap(placeholdersIn);
  // A URL that is missing or wrong has been reported; then what would be used is not known.
  if (url !== undefined) reportUnusedParameters(entry.parameters, new Set(used), ctx);
  const bind = (written: UrlRule): UrlRule | undefined => {
    if (written.kind === "env") return written;
    const wrong = placeholdersOf(written.template).filter(
      (name) => !checkPlaceholder(name, hook, written, parameters, ctx),
    );
    if (wrong.length > 0) return undefined;
    const bound = bindUrlTemplate(written.template, values);
    const sample = fillUrlTemplate(bound, () => "x");
    const fault = written.isGlob === true ? undefined : urlFault(sample)?.why;
    const why = fitsHost(written.template, values) ? fault : "has no valid host";
    if (why === undefined) {
      longUrl(sample, entry.position).forEach(ctx.report);
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
  parameters: HookFields["parameters"],
  used: ReadonlySet<string>,
  { report, suggest }: ConfigContext,
): void {
  for (const { name, keyPosition } of parameters.values()) {
    if (used.has(name)) continue;
    report({
      code: "unused-parameter",
      message: `No URL of the hook has a placeholder ${quoted(`{${name}}`)}`,
      help: didYouMean(suggest(name, [...used])),
      at: keyPosition,
    });
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
  const inner = parameter === undefined ? [] : placeholdersOf(parseUrlTemplate(parameter.value));
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
  report({
    code: "unknown-parameter",
    message: `The placeholder ${quoted(`{${name}}`)} has no value`,
    help:
      didYouMean(suggest(name, ["owner", "repo", ...parameters.keys()])) ??
      "Give it one in `with`.",
    at,
    related,
  });
  return false;
}

/** A value in the host goes in as it is, so it must make a host and not change what follows. */
function fitsHost(written: UrlTemplate, values: ReadonlyMap<string, string>): boolean {
  return written.parts.every((part) => {
    if (part.kind === "text" || !part.inHost) return true;
    const value = parseUrlTemplate(values.get(part.name) ?? "x");
    return /^[A-Za-z0-9.-]*$/.test(fillUrlTemplate(value, () => "x"));
  });
}
