import { compareStrings } from "../../model/compare-strings.ts";
import type { HookFields, WrittenDefaults } from "./fleet-draft.ts";
import { fieldsKey, fittingKeys, type HookForms, receiverKey, urlKey } from "./hook-forms.ts";

/** What several scopes have in common. */
export interface FoundTemplate {
  readonly host: string;
  readonly fields: HookFields;
}

/** A template for a hook, and the form of the hook that has its URL. */
export interface TemplateUse {
  readonly template: FoundTemplate;
  readonly fields: HookFields;
}

export interface FoundTemplates {
  readonly templates: readonly FoundTemplate[];
  /** Of each hook that a template was made for. */
  readonly uses: ReadonlyMap<HookForms, TemplateUse>;
}

type FormsOf = (hook: HookForms) => readonly HookFields[];

/**
 * Finds what several scopes have: first whole hooks, with the very same URL and then with one that
 * differs only by the name of the repository or its owner; then, among the rest, receivers whose
 * hooks differ in other fields. What most scopes share comes first.
 */
export function findTemplates(hooks: readonly HookForms[]): FoundTemplates {
  const exact: FormsOf = (hook) => [hook.exact];
  const open: FormsOf = (hook) => hook.open;
  const uses = new Map<HookForms, TemplateUse>();
  for (const formsOf of [exact, open]) {
    const rest = hooks.filter((hook) => !uses.has(hook));
    for (const [hook, use] of choose(rest, formsOf, fieldsKey)) uses.set(hook, use);
  }
  const receivers = new Set([...uses.values()].map(({ template }) => receiverKey(template.fields)));
  const isKnown = (fields: HookFields): boolean =>
    fittingKeys(fields).some((key) => receivers.has(key));
  for (const formsOf of [exact, open]) {
    const rest = hooks.filter(
      (hook) => !uses.has(hook) && !isKnown(hook.exact) && !hook.open.some(isKnown),
    );
    for (const [hook, use] of choose(rest, formsOf, urlKey)) {
      uses.set(hook, use);
      receivers.add(receiverKey(use.template.fields));
    }
  }
  return { templates: [...new Set([...uses.values()].map(({ template }) => template))], uses };
}

interface Candidate {
  readonly key: string;
  readonly members: readonly { readonly hook: HookForms; readonly fields: HookFields }[];
}

/** Gives each hook to the first candidate that wants it, as long as that has two scopes left. */
function choose(
  hooks: readonly HookForms[],
  formsOf: FormsOf,
  keyOf: (fields: HookFields) => string,
): ReadonlyMap<HookForms, TemplateUse> {
  const uses = new Map<HookForms, TemplateUse>();
  for (const candidate of candidatesOf(hooks, formsOf, keyOf)) {
    const members = candidate.members.filter(({ hook }) => !uses.has(hook));
    const common = mostCommon(members.map(({ fields }) => fields));
    const [first] = members;
    if (first === undefined || common === undefined) continue;
    if (new Set(members.map(({ hook }) => hook.scope)).size < 2) continue;
    const template = { host: first.hook.host, fields: common };
    for (const { hook, fields } of members) uses.set(hook, { template, fields });
  }
  return uses;
}

function candidatesOf(
  hooks: readonly HookForms[],
  formsOf: FormsOf,
  keyOf: (fields: HookFields) => string,
): readonly Candidate[] {
  const byKey = new Map<string, { hook: HookForms; fields: HookFields }[]>();
  for (const hook of hooks) {
    for (const fields of formsOf(hook)) {
      const key = keyOf(fields);
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [{ hook, fields }]);
      else known.push({ hook, fields });
    }
  }
  return [...byKey]
    .filter(([, members]) => members.length > 1)
    .map(([key, members]) => ({ key, members }))
    .sort(
      (left, right) =>
        right.members.length - left.members.length ||
        placeholders(left) - placeholders(right) ||
        compareStrings(left.key, right.key),
    );
}

/**
 * The fields that most of them have; of several, those that come first by their key. Those of a hook
 * without a secret before all, because only a secret that is not there can be left out; and rather
 * those of one that is active and verifies certificates, because templates are for hooks to come.
 */
function mostCommon(all: readonly HookFields[]): HookFields | undefined {
  const counts = new Map<string, { readonly fields: HookFields; count: number }>();
  for (const fields of all) {
    const known = counts.get(fieldsKey(fields));
    if (known === undefined) counts.set(fieldsKey(fields), { fields, count: 1 });
    else known.count += 1;
  }
  const [first] = [...counts].sort(
    ([leftKey, left], [rightKey, right]) =>
      Number(left.fields.secret !== undefined) - Number(right.fields.secret !== undefined) ||
      Number(isOrdinary(right.fields)) - Number(isOrdinary(left.fields)) ||
      right.count - left.count ||
      compareStrings(leftKey, rightKey),
  );
  return first?.[1].fields;
}

function isOrdinary({ active, insecureSsl }: HookFields): boolean {
  return active && !insecureSsl;
}

function placeholders({ members: [first] }: Candidate): number {
  const url = first?.fields.url;
  return url?.kind === "text" ? url.text.split("{").length : 0;
}

/**
 * Picks what most hooks have in common, so that only the others say it. Never `insecure_ssl` or
 * `active`: as a default, a hook added later would take over what was meant for others.
 *
 * @param written every template, and every hook that has none
 */
export function pickDefaults(written: readonly HookFields[]): WrittenDefaults {
  const contentType = majority(written, 2, (hook) => hook.contentType)?.contentType;
  // A hook reads better with its events; they are left out only where they would be repeated a lot.
  const events = majority(written, 3, (hook) => JSON.stringify(hook.events))?.events;
  return {
    ...(events === undefined ? {} : { events }),
    ...(contentType === undefined ? {} : { contentType }),
  };
}

/** One of those that are alike, if they are more than half and at least so many. */
function majority(
  written: readonly HookFields[],
  least: number,
  keyOf: (hook: HookFields) => string,
): HookFields | undefined {
  const groups = new Map<string, HookFields[]>();
  for (const hook of written) {
    const group = groups.get(keyOf(hook));
    if (group === undefined) groups.set(keyOf(hook), [hook]);
    else group.push(hook);
  }
  // More than half are alike in one group at most, so that no order decides.
  return [...groups.values()].find(
    (group) => group.length >= least && group.length * 2 > written.length,
  )?.[0];
}
