import type { Stats } from "node:fs";

/**
 * Loads the program, which is CommonJS, and keeps V8's code of what a run has called for the next run of
 * the same command. Node's own cache is filled before anything has run and holds none of that.
 *
 * Written in the syntax of Node 12, because the entry loads it before it has checked the version.
 *
 * @param wanted where code is kept, if nobody else can change what is there; undefined = nowhere
 * @returns `load` gives what a file exports; `keep` is for the end of a run
 */
export function openProgram(wanted: string | undefined): {
  readonly load: (path: string) => object;
  readonly keep: () => void;
} {
  const { existsSync, lstatSync, readFileSync, rmSync, writeFileSync } =
    process.getBuiltinModule("fs");
  const { basename, dirname, join } = process.getBuiltinModule("path");
  const { Script } = process.getBuiltinModule("vm");
  const { crc32 } = process.getBuiltinModule("zlib");
  const modules = new Map<string, { readonly exports: object }>();
  /** What keeps the code of a file of which none was kept. */
  const keeps: ((folder: string) => void)[] = [];
  const start = Buffer.from("(function (exports, require, module, __filename) {");
  const end = Buffer.from("\n})");
  const folder = wanted !== undefined && isSafe(wanted) ? wanted : undefined;

  /** V8 takes code as it is, for any source of that length: it must be whole, and of this source. */
  function readKept(file: string, sum: number): Buffer | undefined {
    try {
      const status = lstatSync(file);
      // A pipe or a device would never end.
      if (!status.isFile() || !isOurs(status) || status.size > 2 ** 24) return undefined;
      const kept = readFileSync(file);
      const code = kept.subarray(4);
      return kept.readUInt32LE() === crc32(code, sum) ? code : undefined;
    } catch (_) {
      return undefined;
    }
  }

  function load(path: string): object {
    const known = modules.get(path);
    if (known !== undefined) return known.exports;
    if (!existsSync(path))
      throw Object.assign(new Error(`Cannot find module '${path}'`), { code: "MODULE_NOT_FOUND" });
    const source = readFileSync(path);
    const sum = crc32(source);
    const cachedData = folder && readKept(join(folder, basename(path)), sum);
    // V8 would make one text of several within its heap.
    const script = new Script(Buffer.concat([start, source, end]).toString("latin1"), {
      filename: path,
      ...(cachedData ? { cachedData } : {}),
    });
    const module = { exports: {} };
    modules.set(path, module);
    const keep = (to: string): void => {
      const code = script.createCachedData();
      const head = Buffer.alloc(4);
      head.writeUInt32LE(crc32(code, sum));
      const file = join(to, basename(path));
      // Not through a link, nor into what another run reads.
      rmSync(file, { force: true });
      writeFileSync(file, Buffer.concat([head, code]), { flag: "wx", mode: 0o600 });
    };
    if (!cachedData || script.cachedDataRejected) keeps.push(keep);
    const require = (id: string): unknown =>
      id.startsWith(".") ? load(join(dirname(path), id)) : process.getBuiltinModule(id);
    script.runInThisContext()(module.exports, require, module, path);
    return module.exports;
  }

  function keep(): void {
    if (folder === undefined || keeps.length === 0) return;
    try {
      makeFolder(folder);
      // A run may take long, and what was not there is there now.
      if (isSafe(folder)) for (const keep of keeps) keep(folder);
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
  mkdirSync(path, { mode: 0o700 });
}

/** Whether only the user and root can change it: what is kept is run. */
function isOurs(status: Stats): boolean {
  const { getuid } = process;
  const { uid, mode } = status;
  if (getuid === undefined) return true;
  if (uid !== getuid() && uid !== 0) return false;
  // Of a link, others change what stands around it; in a sticky folder they leave alone what is ours.
  const isSticky = status.isDirectory() && (mode & 0o1000) !== 0;
  return (mode & 0o022) === 0 || status.isSymbolicLink() || isSticky;
}

/** Whether that holds for a folder and all on the way to it, through links above it as well. */
function isSafe(path: string, mayBeLink = false): boolean {
  const { lstatSync, readlinkSync } = process.getBuiltinModule("fs");
  const { dirname, resolve } = process.getBuiltinModule("path");
  try {
    const above = dirname(path);
    const status = lstatSync(path, { throwIfNoEntry: false });
    if (status !== undefined) {
      if (!isOurs(status)) return false;
      if (status.isSymbolicLink())
        if (!mayBeLink || !isSafe(resolve(above, readlinkSync(path)), true)) return false;
    }
    return above === path || isSafe(above, true);
  } catch (_) {
    return false;
  }
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
