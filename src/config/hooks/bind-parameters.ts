import { urlFault } from "../../model/url-fault.ts";
import type { UrlRule } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import type { Report } from "../problem.ts";
import { didYouMean, type Suggest } from "../suggest/suggest.ts";
import {
  bindUrlTemplate,
  fillUrlTemplate,
  longUrl,
  parseUrlTemplate,
  placeholdersOf,
  type UrlTemplate,
} from "../urls/url-template.ts";
import type { HookFields, HookLevel, Parameter, WrittenUrl } from "./hook-fields.ts";

interface BindContext {
  readonly level: HookLevel;
  readonly report: Report;
  readonly suggest: Suggest;
}

interface BoundUrls {
  readonly url: UrlRule | undefined;
  readonly previousUrls: readonly UrlRule[];
}

/** Puts the values of `with` into the URLs of a hook and leaves `{owner}` and `{repo}` open. */
export function bindParameters(
  entry: HookFields,
  template: HookFields | undefined,
  url: WrittenUrl | undefined,
  previousUrls: readonly WrittenUrl[],
  context: BindContext,
): BoundUrls {
  const parameters = new Map([...(template?.parameters ?? []), ...entry.parameters]);
  const used = new Set(
    [url, ...previousUrls].flatMap((written) =>
      written?.kind === "text" ? placeholdersOf(written.template) : [],
    ),
  );
  // A URL that is missing or wrong has been reported; then nobody knows what would be used.
  if (url !== undefined) checkUnused(entry.parameters, used, context);
  const bind = (written: WrittenUrl): UrlRule | undefined => {
    if (written.kind === "env") return written;
    const fine = placeholdersOf(written.template).map((name) =>
      checkPlaceholder(name, entry, written, parameters, context),
    );
    if (fine.includes(false)) return undefined;
    const values = new Map([...parameters].map(([name, parameter]) => [name, parameter.value]));
    const bound = bindUrlTemplate(written.template, values);
    const sample = fillUrlTemplate(bound, () => "x");
    const fault = written.isGlob === true ? undefined : urlFault(sample)?.why;
    const why = fitsHost(written.template, values) ? fault : "has no valid host";
    if (why === undefined) {
      longUrl(sample, entry.position).forEach(context.report);
      return { ...written, template: bound };
    }
    const message = `With the values of \`with\`, the URL ${why}`;
    context.report({ code: "bad-url", message, at: entry.position });
    return undefined;
  };
  return {
    url: url && bind(url),
    previousUrls: previousUrls.flatMap((written) => bind(written) ?? []),
  };
}

/** Reports values that belong to no placeholder. Also for the defaults of a template by itself. */
export function checkUnused(
  parameters: ReadonlyMap<string, Parameter>,
  used: ReadonlySet<string>,
  { report, suggest }: Pick<BindContext, "report" | "suggest">,
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
  entry: HookFields,
  written: WrittenUrl,
  parameters: ReadonlyMap<string, Parameter>,
  { level, report, suggest }: BindContext,
): boolean {
  const parameter = parameters.get(name);
  const inner = parameter === undefined ? [] : placeholdersOf(parseUrlTemplate(parameter.value));
  // The user can mend it at the entry, where the template needs a value that nobody gives.
  const fromTemplate = entry.url?.value !== written && entry.use !== undefined;
  const at = fromTemplate ? (entry.use?.position ?? entry.position) : written.position;
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
