import { compareStrings } from "../../model/compare-strings.ts";
import type { FoundTemplates, TemplateUse } from "./find-templates.ts";
import type { HookFields, WrittenDefaults, WrittenHook } from "./fleet-draft.ts";
import { fieldsKey, fittingKeys, type HookForms, receiverKey } from "./hook-forms.ts";
import type { NamedTemplate } from "./name-templates.ts";

/** How a hook is to be written: by itself, or as a template and what it changes of it. */
export interface HookPhrase {
  readonly fields: HookFields;
  readonly template: NamedTemplate | undefined;
}

/**
 * Creates the choice of a template for a hook: the one that was made for it, or one with its URL
 * of which the fewest fields have to be replaced.
 */
export function createPhrasing(
  templates: readonly NamedTemplate[],
  uses: FoundTemplates["uses"],
): (hook: HookForms) => HookPhrase {
  const named = new Map(templates.map((template) => [template.found, template]));
  const byReceiver = new Map<string, NamedTemplate[]>();
  for (const template of templates) {
    const key = receiverKey(template.fields);
    const group = byReceiver.get(key);
    if (group === undefined) byReceiver.set(key, [template]);
    else group.push(template);
  }
  return (hook) => {
    const use = uses.get(hook);
    if (use !== undefined) return { fields: use.fields, template: named.get(use.template) };
    const [near] = [hook.exact, ...hook.open]
      .flatMap((fields) =>
        fittingKeys(fields)
          .flatMap((key) => byReceiver.get(key) ?? [])
          .map((template) => ({ fields, template })),
      )
      .sort(
        (left, right) =>
          replaced(left) - replaced(right) ||
          compareStrings(left.template.name, right.template.name),
      );
    return near ?? { fields: hook.exact, template: undefined };
  };
}

/** Writes what neither the template nor, without one, the defaults say already. */
export function writeHook(
  { fields, template }: HookPhrase,
  defaults: WrittenDefaults,
): WrittenHook {
  if (template === undefined) return writeFields(fields, defaults);
  const own = differences(fields, template.fields);
  return { use: template.name, ...own };
}

/** Writes every field that the defaults do not say already. */
export function writeFields(fields: HookFields, defaults: WrittenDefaults): WrittenHook {
  const implied = { insecureSsl: false, active: true, ...defaults };
  return { url: fields.url, ...differences(fields, implied) };
}

/** The order of the hooks in one entry. */
export function comparePhrases(left: HookPhrase, right: HookPhrase): number {
  return compareStrings(fieldsKey(left.fields), fieldsKey(right.fields));
}

function replaced(use: TemplateUse): number {
  return Object.keys(differences(use.fields, use.template.fields)).length;
}

function differences(fields: HookFields, other: Partial<HookFields>): WrittenHook {
  const { events, contentType, insecureSsl, active, secret } = fields;
  return {
    ...(JSON.stringify(other.events) === JSON.stringify(events) ? {} : { events }),
    ...(other.contentType === contentType ? {} : { contentType }),
    ...(other.insecureSsl === insecureSsl ? {} : { insecureSsl }),
    ...(other.active === active ? {} : { active }),
    ...(other.secret === secret ? {} : { secret }),
  };
}
