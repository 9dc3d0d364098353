import { compareStrings } from "../../model/compare-strings.ts";
import { groupBy } from "../../model/group-by.ts";
import { hookFields } from "../../model/hook-fields.ts";
import { scopeKey } from "../../model/scope.ts";
import {
  draftUrlKey,
  fieldsKey,
  type HookForms,
  type ImportedHook,
  shownHost,
} from "./hook-forms.ts";
import { nameSecrets, nameTemplates, type SecretReference, type SignedHook } from "./names.ts";

/** What several scopes have in common. */
export interface FoundTemplate {
  readonly host: string;
  readonly fields: ImportedHook;
}

/** The fields that are written out; what is absent comes from the template or is the default. */
export type WrittenHook = {
  readonly [Key in keyof ImportedHook]?: ImportedHook[Key] | undefined;
} & {
  readonly use?: string;
};

/** Hooks in the words of the file. */
export interface WrittenHooks {
  /** By name. */
  readonly templates: readonly (readonly [name: string, hook: WrittenHook])[];
  /** By name. */
  readonly secrets: readonly SecretReference[];
  /** By scope key. */
  readonly hooksOf: ReadonlyMap<string, readonly WrittenHook[]>;
}

/**
 * Writes hooks with a template for each that several scopes have. Nothing goes into `defaults`:
 * another import, read beside this one, would change what they mean.
 */
export function writeHookEntries(hooks: readonly HookForms[]): WrittenHooks {
  const chosen = chooseForms(hooks);
  const secrets = nameSecrets(chosen);
  const sorted = chosen.toSorted((left, right) =>
    compareStrings(fieldsKey(left.fields), fieldsKey(right.fields)),
  );
  const templates = findTemplates(sorted);
  const whole = (fields: ImportedHook): WrittenHook => ({
    url: fields.url,
    ...spokenFields(fields),
    secret: secrets.get(fields.secret ?? "")?.name,
  });
  const names = nameTemplates([...templates.values()], (fields) =>
    JSON.stringify([draftUrlKey(fields), { ...whole(fields), url: undefined }]),
  );
  const write = ({ fields }: SignedHook): WrittenHook => {
    const template = templates.get(fieldsKey(fields));
    return template === undefined ? whole(fields) : { use: names.get(template) ?? "" };
  };
  const hooksOf = groupBy(sorted, ({ hook: { scope } }) => scopeKey(scope));
  return {
    templates: [...names]
      .map(([{ fields }, name]) => [name, whole(fields)] as const)
      .sort(([left], [right]) => compareStrings(left, right)),
    secrets: [...new Set(secrets.values())].sort((left, right) =>
      compareStrings(left.name, right.name),
    ),
    hooksOf: new Map([...hooksOf].map(([scope, group]) => [scope, group.map(write)])),
  };
}

/**
 * Chooses how the URL of each hook is written: as it is, where several scopes have it; else with the
 * names of repository or owner replaced, in the form that the most others have, if any do.
 */
function chooseForms(hooks: readonly HookForms[]): readonly SignedHook[] {
  const withUrl = countScopes(hooks, ({ exact }) => [exact]);
  const alone = hooks.filter(({ exact }) => withUrl(exact) === 1);
  const withForm = countScopes(alone, ({ open }) => open);
  return hooks.map(({ hook, exact, open }) => {
    const [best = exact] = open.toSorted((left, right) => withForm(right) - withForm(left));
    return { hook, fields: withUrl(exact) === 1 && withForm(best) > 1 ? best : exact };
  });
}

/** How many scopes have hooks with the URL of a form. */
function countScopes(
  hooks: readonly HookForms[],
  formsOf: (hook: HookForms) => readonly ImportedHook[],
): (form: ImportedHook) => number {
  const scopes = new Map<string, Set<string>>();
  for (const forms of hooks)
    for (const key of formsOf(forms).map(draftUrlKey))
      scopes.set(key, (scopes.get(key) ?? new Set()).add(scopeKey(forms.hook.scope)));
  return (form) => scopes.get(draftUrlKey(form))?.size ?? 0;
}

/** What two scopes have in the same words. By the key of these. */
function findTemplates(hooks: readonly SignedHook[]): ReadonlyMap<string, FoundTemplate> {
  const found = [...groupBy(hooks, ({ fields }) => fieldsKey(fields))].filter(
    ([, group]) => new Set(group.map(({ hook }) => scopeKey(hook.scope))).size > 1,
  );
  return new Map(
    found.map(([key, [{ hook, fields }]]) => [key, { host: shownHost(hook.url), fields }]),
  );
}

/** All fields but the URL that are not what the file takes them for if it does not name them. */
function spokenFields(fields: ImportedHook): WrittenHook {
  const spoken = hookFields.filter(
    ({ property, fallback }) => property !== "url" && fields[property] !== fallback,
  );
  return Object.fromEntries(spoken.map(({ property }) => [property, fields[property]]));
}
