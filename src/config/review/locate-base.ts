import { basename, isAbsolute, join, normalize, relative, resolve, sep } from "node:path";
import { HookfleetError } from "../../model/errors.ts";
import { quotedPath } from "../frames/quoted.ts";
import { kindOfPath, listYamlFiles } from "../read.ts";

/** A path of the base, and the path of the change that it stands for. */
export interface BasePath {
  readonly from: string;
  readonly to: string;
}

/** What `-f` and `--base` say, and the folder that both count from. */
export interface BaseRequest {
  readonly paths: readonly string[];
  readonly base: readonly string[];
  readonly cwd: string;
}

/** Where the configuration of the base is. */
export interface LocatedBase {
  /** What is there, with something in it. */
  readonly paths: readonly BasePath[];
  /** The folder that holds the base branch as a whole; undefined where only parts were named. */
  readonly checkout: string | undefined;
}

const defaultNames = ["hookfleet.yaml", "hookfleet.yml"] as const;

/** The way of saying that there was nothing before. */
const nothing = "/dev/null";

/** What a path of the base is, where it has to be something. */
export async function kindOfBase(path: string, cwd: string): Promise<"file" | "folder" | "empty"> {
  if (resolve(cwd, path) === nothing) return "empty";
  const kind = await kindOfPath(path, cwd);
  if (kind.fault !== undefined) throw new HookfleetError("base-unreadable", kind.fault.message);
  if (kind.value === "missing") {
    throw new HookfleetError("base-missing", `there is no ${quotedPath(path)} to compare with`, {
      help: "Name the file or folder as it is on the base branch. Where there was none before, say --base /dev/null or name an empty folder.",
    });
  }
  if (kind.value === "file") return "file";
  const list = await listYamlFiles(path, cwd);
  return list.fault?.code === "folder-empty" ? "empty" : "folder";
}

async function exists(path: string, cwd: string): Promise<boolean> {
  const kind = await kindOfPath(path, cwd);
  return kind.fault === undefined && kind.value !== "missing";
}

/** The path as seen from the working directory; undefined where it leads out of it. */
export function insidePath(path: string, cwd: string): string | undefined {
  const inner = relative(cwd, resolve(cwd, path));
  return inner.startsWith(`..${sep}`) || inner === ".." || isAbsolute(inner) ? undefined : inner;
}

async function defaultPath(folder: string, cwd: string): Promise<string | undefined> {
  for (const name of defaultNames) if (await exists(join(folder, name), cwd)) return name;
  return undefined;
}

/** The same paths below a checkout; what lies outside the working directory is the same for both. */
async function locateIn(checkout: string, request: BaseRequest): Promise<readonly BasePath[]> {
  const { cwd } = request;
  const name = request.paths.length === 0 ? await defaultPath(checkout, cwd) : undefined;
  const wanted = name === undefined ? request.paths : [name];
  const found: BasePath[] = [];
  for (const to of wanted) {
    const inner = insidePath(to, cwd);
    const from = inner === undefined ? to : join(checkout, inner);
    if (await exists(from, cwd)) {
      if ((await kindOfBase(from, cwd)) !== "empty") found.push({ from, to });
    }
  }
  return found;
}

/** What a single file of the base is called in the change. */
async function counterpart(from: string, { paths, cwd }: BaseRequest): Promise<string> {
  const [only, ...others] = paths;
  if (only === undefined) return (await defaultPath("", cwd)) ?? defaultNames[0];
  if (others.length > 0) return from;
  const kind = await kindOfPath(only, cwd);
  return kind.fault === undefined && kind.value === "folder" ? join(only, basename(from)) : only;
}

/**
 * Finds what `--base` names. One folder is a checkout of the base branch, in which the paths of `-f`
 * are looked up, unless `-f` names a single folder that it has no counterpart of: then it stands for
 * that folder itself. A file stands for the file of `-f`, and several paths for those of `-f` in turn.
 */
export async function locateBase(request: BaseRequest): Promise<LocatedBase> {
  const { paths, base, cwd } = request;
  const [only, ...others] = base;
  if (only === undefined) throw new TypeError("A base is located only where one is named.");
  if (others.length > 0) {
    const located: BasePath[] = [];
    for (const [index, from] of base.entries()) {
      const to = base.length === paths.length ? (paths[index] ?? from) : from;
      if ((await kindOfBase(from, cwd)) !== "empty") located.push({ from, to });
    }
    return { paths: located, checkout: undefined };
  }
  const kind = await kindOfBase(only, cwd);
  if (resolve(cwd, only) === nothing) return { paths: [], checkout: undefined };
  if (kind === "file")
    return { paths: [{ from: only, to: await counterpart(only, request) }], checkout: undefined };
  const [head] = paths;
  if (head !== undefined && paths.length === 1) {
    const own = await kindOfPath(head, cwd);
    const inner = insidePath(head, cwd);
    const isFolder = own.fault === undefined && own.value === "folder";
    const holdsIt = inner !== undefined && inner !== "" && (await exists(join(only, inner), cwd));
    if (isFolder && !holdsIt) {
      const located = kind === "empty" ? [] : [{ from: only, to: head }];
      return { paths: located, checkout: inner === "" ? only : undefined };
    }
  }
  return { paths: await locateIn(only, request), checkout: only };
}

/** What a file that was found below a path of the base is called in the change. */
export function nameInChange(shown: string, paths: readonly BasePath[]): string {
  for (const { from, to } of paths) {
    if (shown === from) return to;
    const folder = normalize(from).replace(/[/\\]$/, "") + sep;
    if (normalize(shown).startsWith(folder)) return join(to, normalize(shown).slice(folder.length));
  }
  return shown;
}
