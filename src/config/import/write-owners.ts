import { compareStrings } from "../../model/compare-strings.ts";
import { scopeKey, scopeName } from "../../model/scope.ts";
import type { FoundTemplates, TemplateUse } from "./find-templates.ts";
import type {
  DraftScope,
  HookFields,
  WrittenDefaults,
  WrittenHook,
  WrittenHookSet,
  WrittenOwner,
  WrittenRepositories,
} from "./fleet-draft.ts";
import { fieldsKey, fittingKeys, type HookForms, receiverKey } from "./hook-forms.ts";
import type { NamedTemplate } from "./names.ts";
import { hasNothing, leftOutLines } from "./write-comments.ts";

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

export interface WrittenOwners {
  readonly owners: readonly WrittenOwner[];
  /** What is to be said of owners that are not in the file. */
  readonly leftOut: readonly string[];
}

/**
 * Makes the entries of all owners: repositories with the same hooks become one.
 *
 * @param scopes sorted
 * @param hooksOf the entries of a scope's hooks, by scope key
 */
export function writeOwners(
  scopes: readonly DraftScope[],
  hooksOf: ReadonlyMap<string, readonly WrittenHook[]>,
  userOwners: ReadonlySet<string>,
): WrittenOwners {
  const byOwner = new Map<string, DraftScope[]>();
  for (const scope of scopes) {
    const group = byOwner.get(scope.scope.owner);
    if (group === undefined) byOwner.set(scope.scope.owner, [scope]);
    else group.push(scope);
  }
  const owners: WrittenOwner[] = [];
  const leftOut: string[] = [];
  for (const [name, group] of byOwner) {
    const own = group.find(({ scope }) => scope.kind === "organization");
    const isUser = own === undefined && userOwners.has(name.toLowerCase());
    const repositories = writeRepositories(group, hooksOf);
    const lines = leftOutLines(group);
    if (own === undefined && repositories.length === 0) {
      leftOut.push(
        ...lines.map((line) => (line.startsWith(`${name}/`) ? line : `${name}: ${line}`)),
      );
      continue;
    }
    owners.push({
      kind: isUser ? "user" : "organization",
      name,
      comments: lines,
      own: own && { comments: remarksOf([own]), hooks: hooksOf.get(scopeKey(own.scope)) ?? [] },
      repositories,
    });
  }
  return { owners, leftOut };
}

function writeRepositories(
  scopes: readonly DraftScope[],
  hooksOf: ReadonlyMap<string, readonly WrittenHook[]>,
): readonly WrittenRepositories[] {
  const groups = new Map<string, { hooks: readonly WrittenHook[]; members: DraftScope[] }>();
  for (const draft of scopes) {
    if (draft.scope.kind !== "repository" || hasNothing(draft)) continue;
    const hooks = hooksOf.get(scopeKey(draft.scope)) ?? [];
    const key = JSON.stringify(hooks);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { hooks, members: [draft] });
    else group.members.push(draft);
  }
  return [...groups.values()].map(({ hooks, members }) => ({
    names: members
      .flatMap(({ scope }) => (scope.kind === "repository" ? [scope.repository] : []))
      .sort(compareStrings),
    comments: remarksOf(members),
    hooks,
  }));
}

function remarksOf(scopes: readonly DraftScope[]): WrittenHookSet["comments"] {
  return scopes.flatMap(({ scope, remarks }) =>
    remarks.map((remark) => `Note: ${scopeName(scope)}: ${remark}.`),
  );
}
