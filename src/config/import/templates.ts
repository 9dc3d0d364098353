import equal from "fast-deep-equal";
import { compareStrings } from "../../model/compare-strings.ts";
import { groupBy } from "../../model/group-by.ts";
import {
  fieldsKey,
  fittingKeys,
  type HookFields,
  type HookForms,
  receiverKey,
  replaceable,
  urlKey,
} from "./hook-forms.ts";
import { nameTemplates } from "./names.ts";

/** What several scopes have in common. */
export interface FoundTemplate {
  readonly host: string;
  readonly fields: HookFields;
}

/** A template for a hook, and the form of the hook that has its URL. */
interface TemplateUse {
  readonly template: FoundTemplate;
  readonly fields: HookFields;
}

/** Of each hook that a template was made for. */
type TemplateUses = ReadonlyMap<HookForms, TemplateUse>;

type FormsOf = (hook: HookForms) => readonly HookFields[];

/** The fields that are written out; what is absent comes from the template or the defaults. */
export type WrittenHook = { readonly [Key in keyof HookFields]?: HookFields[Key] | undefined } & {
  readonly use?: string;
};

/** `defaults.hook`. */
export type WrittenDefaults = Pick<WrittenHook, "events" | "contentType">;

/** Hooks in the words of the file. */
export interface WrittenHooks {
  readonly defaults: WrittenDefaults;
  /** By name. */
  readonly templates: readonly (readonly [name: string, hook: WrittenHook])[];
  /** By scope key. */
  readonly hooksOf: ReadonlyMap<string, readonly WrittenHook[]>;
}

/** Writes hooks with the templates and defaults that make the file short. */
export function writeHooks(hooks: readonly HookForms[]): WrittenHooks {
  const uses = findTemplates(hooks);
  const templates = nameTemplates([...new Set([...uses.values()].map((use) => use.template))]);
  const useOf = createChoice(templates, uses);
  const chosen = hooks
    .map((hook) => ({ scope: hook.scope, fields: hook.exact, ...useOf(hook) }))
    .sort((left, right) => compareStrings(fieldsKey(left.fields), fieldsKey(right.fields)));
  const defaults = pickDefaults([
    ...[...templates.values()].map(({ fields }) => fields),
    ...chosen.flatMap(({ template, fields }) => (template === undefined ? [fields] : [])),
  ]);
  const implied = { insecureSsl: false, active: true, ...defaults };
  const whole = (fields: HookFields): WrittenHook => ({
    url: fields.url,
    ...differences(fields, implied),
  });
  const names = new Map([...templates].map(([name, template]) => [template, name]));
  const written = chosen.map(({ scope, fields, template }) => ({
    scope,
    hook:
      template === undefined
        ? whole(fields)
        : { use: names.get(template) ?? "", ...differences(fields, template.fields) },
  }));
  return {
    defaults,
    templates: [...templates].map(([name, { fields }]) => [name, whole(fields)]),
    hooksOf: new Map(
      [...groupBy(written, ({ scope }) => scope)].map(([scope, group]) => [
        scope,
        group.map(({ hook }) => hook),
      ]),
    ),
  };
}

/**
 * Finds what several scopes have: first whole hooks, with the very same URL and then with one that
 * differs only by the name of the repository or its owner; then, among the rest, receivers whose
 * hooks differ in other fields. What most scopes share comes first.
 */
function findTemplates(hooks: readonly HookForms[]): TemplateUses {
  const forms: readonly FormsOf[] = [(hook) => [hook.exact], (hook) => hook.open];
  const uses = new Map<HookForms, TemplateUse>();
  for (const formsOf of forms) {
    const rest = hooks.filter((hook) => !uses.has(hook));
    for (const [hook, use] of choose(rest, formsOf, fieldsKey)) uses.set(hook, use);
  }
  const receivers = new Set([...uses.values()].map(({ template }) => receiverKey(template.fields)));
  const isKnown = (fields: HookFields): boolean =>
    fittingKeys(fields).some((key) => receivers.has(key));
  for (const formsOf of forms) {
    const rest = hooks.filter(
      (hook) => !uses.has(hook) && ![hook.exact, ...hook.open].some(isKnown),
    );
    for (const [hook, use] of choose(rest, formsOf, urlKey)) {
      uses.set(hook, use);
      receivers.add(receiverKey(use.template.fields));
    }
  }
  return uses;
}

/** Gives each hook to the first group of like forms that wants it, if that has two scopes left. */
function choose(
  hooks: readonly HookForms[],
  formsOf: FormsOf,
  keyOf: (fields: HookFields) => string,
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
    const host = members[0]?.hook.host;
    if (host === undefined || common === undefined) continue;
    if (new Set(members.map(({ hook }) => hook.scope)).size < 2) continue;
    const template = { host, fields: common };
    for (const { hook, fields } of members) uses.set(hook, { template, fields });
  }
  return uses;
}

const placeholders = (fields: HookFields | undefined): number =>
  fields?.url.kind === "text" ? fields.url.text.split("{").length : 0;

/**
 * The fields that most of them have; of several, those that come first by their key. Those of a hook
 * without a secret before all, because only a secret that is not there can be left out; and rather
 * those of one that is active and verifies certificates, because templates are for hooks to come.
 */
function mostCommon(all: readonly HookFields[]): HookFields | undefined {
  const unusual = ({ active, insecureSsl }: HookFields): number => Number(!active || insecureSsl);
  const [first] = [...groupBy(all, fieldsKey)]
    .flatMap(([key, { 0: fields, length }]) =>
      fields === undefined ? [] : [{ key, fields, count: length }],
    )
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
  templates: ReadonlyMap<string, FoundTemplate>,
  uses: TemplateUses,
): (hook: HookForms) => TemplateUse | { readonly template?: undefined } {
  const byReceiver = groupBy(templates.values(), ({ fields }) => receiverKey(fields));
  const replaced = ({ fields, template }: TemplateUse): number =>
    Object.keys(differences(fields, template.fields)).length;
  // Templates are sorted by name, and the first of those that cost the same is taken.
  const order = [...templates.values()];
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
          order.indexOf(left.template) - order.indexOf(right.template),
      );
    return near ?? {};
  };
}

/** The fields that another does not say in the same way. */
function differences(fields: HookFields, other: WrittenHook): WrittenHook {
  const keys = [...replaceable, "secret"] as const;
  return Object.fromEntries(
    keys.filter((key) => !equal(fields[key], other[key])).map((key) => [key, fields[key]]),
  );
}

/**
 * Picks what most hooks have in common, so that only the others say it. Never `insecure_ssl` or
 * `active`: as a default, a hook added later would take over what was meant for others.
 *
 * @param written every template, and every hook that has none
 */
function pickDefaults(written: readonly HookFields[]): WrittenDefaults {
  // A hook reads better with its events; they are left out only where they would be repeated a lot.
  const events = majority(written, 3, (hook) => JSON.stringify(hook.events))?.events;
  return { events, contentType: majority(written, 2, (hook) => hook.contentType)?.contentType };
}

/** One of those that are alike, if they are more than half and at least so many. */
function majority(
  written: readonly HookFields[],
  least: number,
  keyOf: (hook: HookFields) => string,
): HookFields | undefined {
  // More than half are alike in one group at most, so that no order decides.
  return [...groupBy(written, keyOf).values()].find(
    ({ length }) => length >= least && length * 2 > written.length,
  )?.[0];
}
