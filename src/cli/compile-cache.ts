/** What Node has of it, from 22.8 on. */
interface WithCompileCache {
  readonly getBuiltinModule?: (name: string) => {
    readonly enableCompileCache?: (folder: string) => unknown;
    readonly mkdirSync?: (path: string) => unknown;
  };
}

/**
 * Lets Node keep the compiled code of the program between runs, which then start faster. In a folder of
 * the user's own: Node's default is one below /tmp, where others could put code that would be run. Where
 * it cannot be used, or Node has none, nothing is different.
 *
 * Written in the syntax of Node 12, because the entry loads it before it has checked the version.
 */
export function keepCompiledCode(environment: Readonly<Record<string, string | undefined>>): void {
  const { getBuiltinModule } = process as WithCompileCache;
  if (getBuiltinModule === undefined) return;
  const { enableCompileCache } = getBuiltinModule("module");
  if (enableCompileCache === undefined) return;
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = environment;
  const found = [XDG_CACHE_HOME, LOCALAPPDATA, HOME && `${HOME}/.cache`].find(
    (path) => path !== undefined && /^(?:\/|[A-Za-z]:[\\/])/.test(path),
  );
  if (found === undefined) return;
  const { mkdirSync } = getBuiltinModule("fs");
  const folder = `${found}/hookfleet-code`;
  // One by one: where a folder cannot be made at all, Node tries to make its parents without end.
  const isThere = [found, folder].every((path) => {
    try {
      if (mkdirSync !== undefined) mkdirSync(path);
      return true;
    } catch (error) {
      return (error as { readonly code?: string }).code === "EEXIST";
    }
  });
  if (isThere) enableCompileCache(folder);
}
