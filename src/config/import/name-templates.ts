import { compareStrings } from "../../model/compare-strings.ts";
import type { FoundTemplate } from "./find-templates.ts";
import type { HookFields } from "./fleet-draft.ts";
import { fieldsKey } from "./hook-forms.ts";
import { createNames, slugOf } from "./names.ts";

const longestPath = 40;
const mostEvents = 2;

export interface NamedTemplate extends FoundTemplate {
  readonly name: string;
  readonly found: FoundTemplate;
}

/**
 * Names templates after the host of their receiver; where a host has several, after its path too,
 * and where a path has several, after their events. Of a URL that stands in the environment the
 * file knows nothing but the host.
 *
 * @returns sorted by name
 */
export function nameTemplates(found: readonly FoundTemplate[]): readonly NamedTemplate[] {
  const paths = new Map<string, Set<string>>();
  const likes = new Map<string, number>();
  for (const { host, fields } of found) {
    const path = pathOf(fields);
    paths.set(host, (paths.get(host) ?? new Set()).add(path));
    likes.set(`${host} ${path}`, (likes.get(`${host} ${path}`) ?? 0) + 1);
  }
  const name = createNames("-");
  return found
    .map((template) => ({ template, key: `${template.host} ${fieldsKey(template.fields)}` }))
    .sort((left, right) => compareStrings(left.key, right.key))
    .map(({ template }) => {
      const { host, fields } = template;
      const path = pathOf(fields);
      const parts = [
        host,
        (paths.get(host)?.size ?? 0) > 1 ? path : "",
        (likes.get(`${host} ${path}`) ?? 0) > 1 ? purposeOf(fields) : "",
      ];
      return { ...template, name: name(slugOf(parts.join("-"))), found: template };
    })
    .sort((left, right) => compareStrings(left.name, right.name));
}

function pathOf({ url }: HookFields): string {
  const path = url.kind === "text" ? url.text.replace(/^[^:]*:\/\/[^/]*/, "") : "";
  return path
    .replace(/\{\w+\}/g, "")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .slice(0, longestPath);
}

/** A list of many events says no more than a number would. */
function purposeOf({ events }: HookFields): string {
  if (events.includes("*")) return "all";
  return events.length > mostEvents ? "" : events.join("-");
}
