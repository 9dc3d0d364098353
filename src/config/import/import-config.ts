import type { LiveHook } from "../../model/hook.ts";
import { type Scope, scopeName } from "../../model/scope.ts";
import { quoted } from "../frames/quoted.ts";
import { draftScope, isNameable, type LiveScope, mergeScopes } from "./draft-scope.ts";
import { hookForms } from "./hook-forms.ts";
import { type EnvironmentReference, nameReceivers } from "./names.ts";
import { writeHooks } from "./templates.ts";
import { counted, headerComment } from "./write-comments.ts";
import { writeOwners } from "./write-owners.ts";

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
  { schemaPath, userOwners }: ImportOptions,
): Promise<ImportedConfig> {
  const merged = mergeScopes(scopes);
  const drafts = merged.filter(isNameable).map(({ scope, hooks }) => draftScope(scope, hooks));
  const unnameable = merged.filter((one) => !isNameable(one)).map(noteUnnameable);
  const receivers = nameReceivers(drafts);
  const secrets = [...receivers.secrets.values()];
  const urls = [...receivers.urls.values()];
  const { hooksOf, ...written } = writeHooks(drafts.flatMap((one) => hookForms(one, receivers)));
  const { owners, leftOut, scopes: named } = writeOwners(drafts, hooksOf, userOwners);
  const hooks = drafts.reduce((sum, draft) => sum + draft.hooks.length, 0);
  const notes = [
    ...drafts.flatMap(({ scope, remarks }) =>
      remarks.map((remark) => `${scopeName(scope)}: ${remark}`),
    ),
    ...unnameable,
  ];
  const header = headerComment({
    schemaPath,
    hooks,
    scopes: named,
    hasNotes: notes.length > 0,
    secrets,
    urls,
    leftOut: [...leftOut, ...unnameable.map((note) => `${note}.`)],
  });
  const { writeYaml } = await import("./write-yaml.ts");
  return {
    text: writeYaml({ header, ...written, secrets, owners }),
    secrets: secrets.map(({ host: _, ...reference }) => reference),
    urls,
    notes,
    hooks,
    skipped: countHooks(merged) - hooks,
  };
}

/** A hook that was read twice is one. */
function countHooks(scopes: readonly LiveScope[]): number {
  return scopes.reduce((sum, { hooks }) => sum + new Set(hooks.map(({ id }) => id)).size, 0);
}

function noteUnnameable({ scope, hooks }: LiveScope): string {
  return `${quoted(scopeName(scope))}: no file can hold this name, so that its ${counted(hooks.length, "hook")} ${hooks.length === 1 ? "is" : "are"} left out`;
}
