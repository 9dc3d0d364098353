import { checkUnused } from "../hooks/bind-parameters.ts";
import type { HookFields } from "../hooks/hook-fields.ts";
import type { Report } from "../problem.ts";
import type { Suggest } from "../suggest/suggest.ts";
import { placeholdersOf } from "../urls/url-template.ts";
import { checkSecretHost } from "./check-secret-host.ts";

/**
 * Judges a template by itself: defaults that belong to no placeholder of its own URLs and, where no
 * hook uses it and so none can replace a field of it, a secret that may not go to its own host.
 */
export function checkTemplate(
  template: HookFields,
  context: { readonly report: Report; readonly suggest: Suggest; readonly isUsed: boolean },
): void {
  // Without a URL of its own, its defaults may be meant for those of the entries that use it.
  const url = template.url?.value;
  if (url === undefined) return;
  const urls = [url, ...(template.previousUrls?.value ?? [])];
  const used = urls.flatMap((one) => (one.kind === "text" ? placeholdersOf(one.template) : []));
  checkUnused(template.parameters, new Set(used), context);
  const { secret } = template;
  if (context.isUsed || secret?.value === undefined) return;
  checkSecretHost(template, secret.value, secret.position, url, context.report);
}
