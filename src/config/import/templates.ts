import equal from "fast-deep-equal";
import { compareStrings } from "../../model/compare-strings.ts";
import { groupBy } from "../../model/group-by.ts";
import { hookFields } from "../../model/hook-fields.ts";
import { scopeKey } from "../../model/scope.ts";
import { draftUrlKey, fieldsKey, type HookForms, type ImportedHook } from "./hook-forms.ts";
import { nameSecrets, nameTemplates, type SecretReference, type SignedHook } from "./names.ts";

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
 * Writes hooks with the templates that make the file short. Nothing goes into `defaults`: another
 * import, read beside this one, would change what they mean.
 */
export function writeHookEntries(hooks: readonly HookForms[]): WrittenHooks {
  const chosen = chooseForms(hooks);
  const secrets = nameSecrets(chosen);
  const named = ({ secret = "", ...fields }: WrittenHook): WrittenHook => ({
    ...fields,
    secret: secrets.get(secret)?.name,
  });
  const whole = (fields: ImportedHook): WrittenHook =>
    named({ url: fields.url, ...differences(fields, defaults) });
  const sorted = chosen.toSorted((left, right) =>
    compareStrings(fieldsKey(left.fields), fieldsKey(right.fields)),
  );
  const templates = findTemplates(sorted);
  const names = nameTemplates([...new Set(templates.values())], (fields) =>
    JSON.stringify([draftUrlKey(fields), { ...whole(fields), url: undefined }]),
  );
  const write = (hook: SignedHook): WrittenHook => {
    const template = templates.get(hook);
    return template === undefined
      ? whole(hook.fields)
      : { use: names.get(template) ?? "", ...named(differences(hook.fields, template.fields)) };
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

/**
 * Finds for each hook whose URL several scopes have the one that is its template: what two of them
 * have in the same words, else what most hooks of the URL have. What differs can be replaced beside
 * `use`, so that the others take the one that needs the least of that.
 */
function findTemplates(hooks: readonly SignedHook[]): ReadonlyMap<SignedHook, SignedHook> {
  const found = new Map<SignedHook, SignedHook>();
  for (const group of groupBy(hooks, ({ fields }) => draftUrlKey(fields)).values()) {
    if (!isShared(group)) continue;
    const variants = [...groupBy(group, ({ fields }) => fieldsKey(fields)).values()].sort(
      compareVariants,
    );
    const shared = variants.filter(isShared);
    const templates = (shared.length > 0 ? shared : variants.slice(0, 1)).map(([first]) => first);
    for (const hook of group) {
      const replaced = ({ fields }: SignedHook): number =>
        Object.keys(differences(hook.fields, fields)).length;
      // A secret can be added to a template that has none, but nothing takes one away again.
      const [nearest] = templates
        .filter(({ fields }) => fields.secret === undefined || hook.fields.secret !== undefined)
        .sort((left, right) => replaced(left) - replaced(right));
      if (nearest !== undefined) found.set(hook, nearest);
    }
  }
  return found;
}

const isShared = (group: readonly SignedHook[]): boolean =>
  new Set(group.map(({ hook }) => scopeKey(hook.scope))).size > 1;

/**
 * Those without a secret before all, which every hook of the URL can use; and rather those that are
 * active and verify certificates, because templates are for hooks to come.
 */
function compareVariants(left: readonly SignedHook[], right: readonly SignedHook[]): number {
  const unusual = (group: readonly SignedHook[]): number =>
    Number(group.some(({ fields: { active, insecureSsl } }) => !active || insecureSsl));
  const signed = (group: readonly SignedHook[]): number =>
    Number(group.some(({ fields: { secret } }) => secret !== undefined));
  return (
    signed(left) - signed(right) || unusual(left) - unusual(right) || right.length - left.length
  );
}

const defaults: WrittenHook = Object.fromEntries(
  hookFields.map(({ property, fallback }) => [property, fallback]),
);

/** The fields but the URL that another does not say in the same way. */
function differences(fields: ImportedHook, other: WrittenHook): WrittenHook {
  const keys = [...hookFields.map(({ property }) => property), "secret"] as const;
  return Object.fromEntries(
    keys
      .filter((key) => key !== "url" && !equal(fields[key], other[key]))
      .map((key) => [key, fields[key]]),
  );
}
