import equal from "fast-deep-equal";
import { compareStrings } from "../../model/compare-strings.ts";
import { groupBy } from "../../model/group-by.ts";
import { scopeKey } from "../../model/scope.ts";
import {
  draftUrlKey,
  fieldsKey,
  fittingKeys,
  type HookForms,
  type ImportedHook,
  receiverKey,
  replaceable,
  shownHost,
} from "./hook-forms.ts";
import { nameSecrets, nameTemplates, type SecretReference } from "./names.ts";

/** What several scopes have in common. */
export interface FoundTemplate {
  readonly host: string;
  readonly fields: ImportedHook;
}

/** A template for a hook, and the form of the hook that has its URL. */
interface TemplateUse {
  readonly template: FoundTemplate;
  readonly fields: ImportedHook;
}

/** Of each hook that a template was made for. */
type TemplateUses = ReadonlyMap<HookForms, TemplateUse>;

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

const orderOf = ({ host, fields }: FoundTemplate): string => `${host} ${fieldsKey(fields)}`;

const implied = { insecureSsl: false, active: true };

/**
 * Writes hooks with the templates that make the file short. Nothing goes into `defaults`: another
 * import, read beside this one, would change what they mean.
 */
export function writeHookEntries(hooks: readonly HookForms[]): WrittenHooks {
  const uses = findTemplates(hooks);
  const found = [...new Set([...uses.values()].map(({ template }) => template))].sort(
    (left, right) => compareStrings(orderOf(left), orderOf(right)),
  );
  const useOf = createChoice(found, uses);
  const chosen = hooks.map((forms) => ({
    hook: forms.hook,
    fields: forms.exact,
    ...useOf(forms),
  }));
  const secrets = nameSecrets(chosen);
  const named = ({ secret = "", ...fields }: WrittenHook): WrittenHook => ({
    ...fields,
    secret: secrets.get(secret)?.name,
  });
  const whole = (fields: ImportedHook): WrittenHook =>
    named({ url: fields.url, ...differences(fields, implied) });
  const names = nameTemplates(found, (fields) =>
    JSON.stringify([draftUrlKey(fields), { ...whole(fields), url: undefined }]),
  );
  const write = ({ fields, template }: (typeof chosen)[number]): WrittenHook =>
    template === undefined
      ? whole(fields)
      : { use: names.get(template) ?? "", ...named(differences(fields, template.fields)) };
  const sorted = chosen.toSorted((left, right) =>
    compareStrings(fieldsKey(left.fields), fieldsKey(right.fields)),
  );
  const hooksOf = groupBy(sorted, ({ hook: { scope } }) => scopeKey(scope));
  return {
    templates: found
      .map((template) => [names.get(template) ?? "", whole(template.fields)] as const)
      .sort(([left], [right]) => compareStrings(left, right)),
    secrets: [...new Set(secrets.values())].sort((left, right) =>
      compareStrings(left.name, right.name),
    ),
    hooksOf: new Map([...hooksOf].map(([scope, group]) => [scope, group.map(write)])),
  };
}

/**
 * Finds what several scopes have: first whole hooks, with the very same URL and then with one that
 * differs only by the name of the repository or its owner; then, among the rest, receivers whose
 * hooks differ in other fields. What most scopes share comes first.
 */
function findTemplates(hooks: readonly HookForms[]): TemplateUses {
  const forms = [(hook: HookForms) => [hook.exact], (hook: HookForms) => hook.open];
  const uses = new Map<HookForms, TemplateUse>();
  for (const formsOf of forms) {
    const rest = hooks.filter((hook) => !uses.has(hook));
    for (const [hook, use] of choose(rest, formsOf, fieldsKey)) uses.set(hook, use);
  }
  const receivers = new Set([...uses.values()].map(({ template }) => receiverKey(template.fields)));
  const isKnown = (fields: ImportedHook): boolean =>
    fittingKeys(fields).some((key) => receivers.has(key));
  for (const formsOf of forms) {
    const rest = hooks.filter(
      (hook) => !uses.has(hook) && ![hook.exact, ...hook.open].some(isKnown),
    );
    for (const [hook, use] of choose(rest, formsOf, draftUrlKey)) {
      uses.set(hook, use);
      receivers.add(receiverKey(use.template.fields));
    }
  }
  return uses;
}

/** Gives each hook to the first group of like forms that wants it, if that has two scopes left. */
function choose(
  hooks: readonly HookForms[],
  formsOf: (hook: HookForms) => readonly ImportedHook[],
  keyOf: (fields: ImportedHook) => string,
): TemplateUses {
  const forms = hooks.flatMap((hook) =>
    formsOf(hook).map((fields) => ({ hook, fields, key: keyOf(fields) })),
  );
  const groups = [...groupBy(forms, ({ key }) => key)]
    .filter(([, members]) => members.length > 1)
    .sort(
      ([leftKey, left], [rightKey, right]) =>
        right.length - left.length ||
        placeholders(left[0]?.fields) - placeholders(right[0]?.fields) ||
        compareStrings(leftKey, rightKey),
    );
  const uses = new Map<HookForms, TemplateUse>();
  for (const [, all] of groups) {
    const members = all.filter(({ hook }) => !uses.has(hook));
    const common = mostCommon(members.map(({ fields }) => fields));
    const [first] = members;
    if (first === undefined || common === undefined) continue;
    if (new Set(members.map(({ hook: { hook } }) => scopeKey(hook.scope))).size < 2) continue;
    const template = { host: shownHost(first.hook.hook.url), fields: common };
    for (const { hook, fields } of members) uses.set(hook, { template, fields });
  }
  return uses;
}

const placeholders = (fields: ImportedHook | undefined): number =>
  fields?.url.kind === "text" ? fields.url.text.split("{").length : 0;

/**
 * The fields that most of them have; of several, those that come first by their key. Those of a hook
 * without a secret before all, because only a secret that is not there can be left out; and rather
 * those of one that is active and verifies certificates, because templates are for hooks to come.
 */
function mostCommon(all: readonly ImportedHook[]): ImportedHook | undefined {
  const unusual = ({ active, insecureSsl }: ImportedHook): number => Number(!active || insecureSsl);
  const [first] = [...groupBy(all, fieldsKey)]
    .map(([key, { 0: fields, length: count }]) => ({ key, fields, count }))
    .sort(
      (left, right) =>
        Number(left.fields.secret !== undefined) - Number(right.fields.secret !== undefined) ||
        unusual(left.fields) - unusual(right.fields) ||
        right.count - left.count ||
        compareStrings(left.key, right.key),
    );
  return first?.fields;
}

/**
 * Creates the choice of a template for a hook: the one that was made for it, or one with its URL
 * of which the fewest fields have to be replaced.
 */
function createChoice(
  templates: readonly FoundTemplate[],
  uses: TemplateUses,
): (hook: HookForms) => TemplateUse | { readonly template?: undefined } {
  const byReceiver = groupBy(templates, ({ fields }) => receiverKey(fields));
  const replaced = ({ fields, template }: TemplateUse): number =>
    Object.keys(differences(fields, template.fields)).length;
  // Templates are sorted, and the first of those that cost the same is taken.
  return (hook) => {
    const use = uses.get(hook);
    if (use !== undefined) return use;
    const [near] = [hook.exact, ...hook.open]
      .flatMap((fields) =>
        fittingKeys(fields).flatMap((key) =>
          (byReceiver.get(key) ?? []).map((template) => ({ fields, template })),
        ),
      )
      .sort(
        (left, right) =>
          replaced(left) - replaced(right) ||
          templates.indexOf(left.template) - templates.indexOf(right.template),
      );
    return near ?? {};
  };
}

/** The fields that another does not say in the same way. */
function differences(fields: ImportedHook, other: WrittenHook): WrittenHook {
  const keys = [...replaceable, "secret"] as const;
  return Object.fromEntries(
    keys.filter((key) => !equal(fields[key], other[key])).map((key) => [key, fields[key]]),
  );
}
