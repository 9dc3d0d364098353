import { countNoun } from "../../model/format.ts";
import type { LiveHook } from "../../model/hook.ts";
import { compareScopes, type Scope, scopeName } from "../../model/scope.ts";
import { compileUrlGlob } from "../../model/url-glob.ts";
import { quoted } from "../frames/quoted.ts";
import { draftScope, isNameable } from "./draft-scope.ts";
import { hookForms } from "./hook-forms.ts";
import { nameUrlVariables, type SecretReference, type UrlReference } from "./names.ts";
import { writeHookEntries } from "./templates.ts";
import { headerComment } from "./write-comments.ts";
import { writeOwners } from "./write-owners.ts";
import { writeYaml } from "./write-yaml.ts";

/** What live hooks do not tell of the file that is to be written. */
export interface ImportOptions {
  /** Owners that are users rather than organizations, in lower case. */
  readonly userOwners: ReadonlySet<string>;
  /** The address of GitHub's API or of its website, for links to hooks. Default: github.com. */
  readonly server?: string | undefined;
  /** Globs over URLs: these hooks are left out, and the globs stand under `ignore`. */
  readonly ignore?: readonly string[] | undefined;
  /** The file that the text goes into, as the commands in its header name it. Default: hookfleet.yaml. */
  readonly file?: string | undefined;
  /** The env file that gets the values of URLs, as the header names it. */
  readonly envFile?: string | undefined;
}

/** A configuration made of live hooks, and what its reader has to supply or to know. */
export interface ImportedConfig {
  readonly text: string;
  /** The secrets that hooks have on GitHub, to be filled in. */
  readonly secrets: readonly SecretReference[];
  /** The URLs that are credentials and stand in the environment. */
  readonly urls: readonly UrlReference[];
  /** What the file cannot say exactly, and what of it stays unmanaged. */
  readonly notes: readonly string[];
  /** How many live hooks the file declares. */
  readonly hooks: number;
  /** How many it does not: what is no webhook, and what cannot be declared. */
  readonly skipped: number;
  /** How many are under the globs of `ignore`. */
  readonly ignored: number;
}

interface LiveScope {
  readonly scope: Scope;
  readonly hooks: readonly LiveHook[];
}

/**
 * Writes the configuration that live hooks would have come from: one with which a plan finds no
 * difference. It refers to secrets and to URLs that are credentials and holds neither. The same
 * hooks in any order give the same text, and names that another import gives to nothing else.
 *
 * @example
 * const { text } = await importConfig([{ scope, hooks }], { userOwners: new Set() });
 */
export async function importConfig(
  scopes: readonly LiveScope[],
  { userOwners, server = "https://github.com", ignore = [], ...options }: ImportOptions,
): Promise<ImportedConfig> {
  const globs = ignore.map(compileUrlGlob);
  const used = new Set<unknown>();
  const isIgnored = ({ url }: LiveHook): boolean => {
    const matching = globs.filter(({ matches }) => matches(url.normalized()));
    for (const glob of matching) used.add(glob);
    return matching.length > 0;
  };
  const unnameable = scopes.filter(({ scope }) => !isNameable(scope)).map(noteUnnameable);
  const drafts = scopes
    .filter(({ scope }) => isNameable(scope))
    .sort((left, right) => compareScopes(left.scope, right.scope))
    .map(({ scope, hooks }) => draftScope(scope, hooks, isIgnored, server));
  const hooks = drafts.flatMap((draft) => draft.hooks);
  const urls = nameUrlVariables(hooks);
  const { hooksOf, ...written } = writeHookEntries(hooks.map((hook) => hookForms(hook, urls)));
  const { owners, leftOut, scopes: named } = writeOwners(drafts, hooksOf, userOwners);
  const notes = [
    ...drafts.flatMap(({ remarks }) => remarks),
    ...unnameable,
    // A glob is not repeated, because it may be a credential.
    ...globs.flatMap((glob, index) =>
      used.has(glob) ? [] : [`ignore: glob ${index + 1} of ${globs.length} matches no hook`],
    ),
  ];
  const result = {
    secrets: written.secrets,
    urls: [...urls.values()],
    hooks: hooks.length,
    ignored: drafts.reduce((sum, { ignored }) => sum + ignored, 0),
  };
  const header = headerComment({
    ...options,
    ...result,
    scopes: named,
    hasNotes: notes.length > 0,
    leftOut: [...leftOut, ...unnameable.map((note) => `${note}.`)],
  });
  const text = writeYaml({ header, ignore, ...written, owners });
  const read = scopes.reduce((sum, { hooks: all }) => sum + all.length, 0);
  return { text, ...result, notes, skipped: read - result.hooks - result.ignored };
}

function noteUnnameable({ scope, hooks }: LiveScope): string {
  return `${quoted(scopeName(scope))}: no file can hold this name, so that its ${countNoun(hooks.length, "hook")} ${hooks.length === 1 ? "is" : "are"} left out`;
}
