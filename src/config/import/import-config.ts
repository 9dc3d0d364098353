import type { LiveHook } from "../../model/hook.ts";
import type { Scope } from "../../model/scope.ts";
import { draftScope, type LiveScope, mergeScopes, showScope } from "./draft-scope.ts";
import { findTemplates, pickDefaults } from "./find-templates.ts";
import type { EnvironmentReference, WrittenFleet, WrittenHook } from "./fleet-draft.ts";
import { type HookForms, hookForms } from "./hook-forms.ts";
import { nameReceivers, nameTemplates } from "./names.ts";
import { counted, countScopes, headerComment } from "./write-comments.ts";
import {
  comparePhrases,
  createPhrasing,
  writeFields,
  writeHook,
  writeOwners,
} from "./write-owners.ts";

/** What live hooks do not tell of the file that is to be written. */
export interface ImportOptions {
  /** Owners that are users rather than organizations, in lower case. */
  readonly userOwners: ReadonlySet<string>;
  /** Where editors find the schema, from the file; by default in the installed package. */
  readonly schemaPath?: string | undefined;
}

/** A configuration made of live hooks, and what its reader has to supply or to know. */
export interface ImportedConfig {
  readonly text: string;
  /** The secrets that hooks have on GitHub, to be filled in. */
  readonly secrets: readonly EnvironmentReference[];
  /** The URLs that are credentials and stand in the environment, to be filled in. */
  readonly urls: readonly EnvironmentReference[];
  /** What the file cannot say exactly, and what of it stays unmanaged. */
  readonly notes: readonly string[];
  /** How many live hooks the file declares. */
  readonly hooks: number;
  /** How many it does not: what is no webhook, and what cannot be declared. */
  readonly skipped: number;
}

/**
 * Writes the configuration that live hooks would have come from: one with which a plan finds no
 * difference. It refers to secrets and to URLs that are credentials and holds neither. The same
 * hooks in any order give the same text.
 *
 * @example
 * const { text } = await importConfig([{ scope, hooks }], { userOwners: new Set() });
 */
export async function importConfig(
  scopes: readonly { readonly scope: Scope; readonly hooks: readonly LiveHook[] }[],
  options: ImportOptions,
): Promise<ImportedConfig> {
  const merged = mergeScopes(scopes);
  const drafts = merged.scopes.map(({ scope, hooks }) => draftScope(scope, hooks));
  const receivers = nameReceivers(drafts);
  const secrets = [...receivers.secrets.values()];
  const urls = [...receivers.urls.values()];
  const { hooksOf, ...vocabulary } = phrase(drafts.flatMap((draft) => hookForms(draft, receivers)));
  const { owners, leftOut } = writeOwners(drafts, hooksOf, options.userOwners);
  const hooks = drafts.reduce((sum, draft) => sum + draft.hooks.length, 0);
  const notes = [
    ...drafts.flatMap(({ scope, remarks }) =>
      remarks.map((remark) => `${showScope(scope)}: ${remark}`),
    ),
    ...merged.unnameable.map(noteUnnameable),
  ];
  const header = headerComment({
    schemaPath: options.schemaPath,
    hooks,
    scopes: countScopes(owners),
    hasNotes: notes.length > 0,
    secrets,
    urls,
    leftOut: [...leftOut, ...merged.unnameable.map((scope) => `${noteUnnameable(scope)}.`)],
  });
  const { writeYaml } = await import("./write-yaml.ts");
  return {
    text: writeYaml({ header, ...vocabulary, secrets, owners }),
    secrets: secrets.map(reference),
    urls: urls.map(reference),
    notes,
    hooks,
    skipped: countHooks([...merged.scopes, ...merged.unnameable]) - hooks,
  };
}

function phrase(hooks: readonly HookForms[]): Pick<WrittenFleet, "defaults" | "templates"> & {
  readonly hooksOf: ReadonlyMap<string, readonly WrittenHook[]>;
} {
  const found = findTemplates(hooks);
  const named = nameTemplates(found.templates);
  const phraseOf = createPhrasing(named, found.uses);
  const phrases = hooks.map((hook) => ({
    scope: hook.scope,
    phrase: phraseOf(hook),
  }));
  const defaults = pickDefaults([
    ...named.map((template) => template.fields),
    ...phrases.flatMap((one) => (one.phrase.template === undefined ? [one.phrase.fields] : [])),
  ]);
  const hooksOf = new Map<string, WrittenHook[]>();
  for (const one of phrases.sort((left, right) => comparePhrases(left.phrase, right.phrase))) {
    const written = writeHook(one.phrase, defaults);
    const list = hooksOf.get(one.scope);
    if (list === undefined) hooksOf.set(one.scope, [written]);
    else list.push(written);
  }
  const templates = named.map(({ name, fields }) => ({
    name,
    hook: writeFields(fields, defaults),
  }));
  return { defaults, templates, hooksOf };
}

/** A hook that was read twice is one. */
function countHooks(scopes: readonly LiveScope[]): number {
  return scopes.reduce((sum, { hooks }) => sum + new Set(hooks.map(({ id }) => id)).size, 0);
}

function noteUnnameable({ scope, hooks }: LiveScope): string {
  return `${showScope(scope)}: no file can hold this name, so that its ${counted(hooks.length, "hook")} ${hooks.length === 1 ? "is" : "are"} left out`;
}

function reference({ name, variable, usedBy }: EnvironmentReference): EnvironmentReference {
  return { name, variable, usedBy };
}
