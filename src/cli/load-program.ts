/** A file of the program that is loaded, and what keeps its code. */
interface Chunk {
  readonly module: { readonly exports: object };
  readonly keep: (folder: string) => void;
}

/**
 * Loads the program, which is CommonJS, and keeps V8's code of what a run has called for the next run of
 * the same command. Node's own cache is filled before anything has run and holds none of that.
 *
 * Written in the syntax of Node 12, because the entry loads it before it has checked the version.
 *
 * @param folder where code is kept; undefined = nowhere
 * @returns `load` gives what a file exports; `keep` is for the end of a run
 */
export function openProgram(folder: string | undefined): {
  readonly load: (path: string) => object;
  readonly keep: () => void;
} {
  const { existsSync, readFileSync, writeFileSync } = process.getBuiltinModule("fs");
  const { basename, dirname, join } = process.getBuiltinModule("path");
  const { Script } = process.getBuiltinModule("vm");
  const { crc32 } = process.getBuiltinModule("zlib");
  const chunks = new Map<string, Chunk>();

  /** V8 takes code as it is, for any source of that length: it must be whole, and of this source. */
  function readKept(file: string, sum: number): Buffer | undefined {
    try {
      const kept = readFileSync(file);
      const code = kept.subarray(4);
      return kept.readUInt32LE() === crc32(code, sum) ? code : undefined;
    } catch (_) {
      return undefined;
    }
  }

  function load(path: string): object {
    const known = chunks.get(path);
    if (known !== undefined) return known.module.exports;
    if (!existsSync(path))
      throw Object.assign(new Error(`Cannot find module '${path}'`), { code: "MODULE_NOT_FOUND" });
    const source = readFileSync(path);
    const sum = crc32(source);
    const cachedData = folder && readKept(join(folder, basename(path)), sum);
    const script = new Script(
      `(function (exports, require, module, __filename) {${source.toString("latin1")}\n})`,
      { filename: path, ...(cachedData ? { cachedData } : {}) },
    );
    const isKept = cachedData && !script.cachedDataRejected;
    const module = { exports: {} };
    const keep = (to: string): void => {
      if (isKept) return;
      const code = script.createCachedData();
      const head = Buffer.alloc(4);
      head.writeUInt32LE(crc32(code, sum));
      writeFileSync(join(to, basename(path)), Buffer.concat([head, code]));
    };
    chunks.set(path, { module, keep });
    const require = (id: string): unknown =>
      id.startsWith(".") ? load(join(dirname(path), id)) : process.getBuiltinModule(id);
    script.runInThisContext()(module.exports, require, module, path);
    return module.exports;
  }

  function keep(): void {
    if (folder === undefined) return;
    try {
      makeFolder(folder);
      for (const chunk of chunks.values()) chunk.keep(folder);
    } catch (_) {
      // The next run takes longer, and that is all.
    }
  }
  return { load, keep };
}

/** One by one: where a folder cannot be made at all, Node tries to make its parents without end. */
function makeFolder(path: string): void {
  const { existsSync, mkdirSync } = process.getBuiltinModule("fs");
  const { dirname } = process.getBuiltinModule("path");
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path);
}

/**
 * Where the code of one command is kept: in a folder of the user's own, because what is in it is run.
 * undefined where there is none, or where nothing is to be kept.
 */
export function folderOfCode(
  environment: Readonly<Record<string, string | undefined>>,
  command: string | undefined,
): string | undefined {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME, NODE_DISABLE_COMPILE_CACHE } = environment;
  const found = [XDG_CACHE_HOME, LOCALAPPDATA, HOME && `${HOME}/.cache`].find(
    (path) => path !== undefined && /^(?:\/|[A-Za-z]:[\\/])/.test(path),
  );
  if (found === undefined || NODE_DISABLE_COMPILE_CACHE) return undefined;
  if (command === undefined || !/^[a-z-]+$/.test(command)) return undefined;
  return `${found}/hookfleet-code/${process.version}-${process.arch}/${command}`;
}
