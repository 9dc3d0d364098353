import { basename, isAbsolute, join, normalize, relative, resolve, sep } from "node:path";
import { type Diagnostic, errorsOf, type SourcePosition } from "../../model/diagnostic.ts";
import { HookfleetError } from "../../model/errors.ts";
import { quotedPath } from "../frames/quoted.ts";
import { defaultNames, type LoadConfigOptions, loadConfig, resolveConfig } from "../load-config.ts";
import { kindOfPath, listYamlFiles } from "../read.ts";

/** A path of the base, and the path of the change that it stands for. */
interface BasePath {
  readonly from: string;
  readonly to: string;
}

/** Where the configuration of a base is, beside that of the change. */
export interface LoadBaseOptions
  extends Pick<LoadConfigOptions, "paths" | "cwd" | "policy" | "now" | "signal"> {
  readonly base: readonly string[];
  /** The policy of the base, where it is not found by itself. */
  readonly basePolicy?: string | undefined;
}

interface LocatedBase {
  /** What is there, with something in it. */
  readonly paths: readonly BasePath[];
  /** The folder that holds the base branch as a whole; undefined where only parts were named. */
  readonly checkout?: string | undefined;
}

/** The way of saying that there was nothing before. */
const nothing = "/dev/null";

/** What a path of the base is, where it has to be something. */
async function kindOfBase(path: string, cwd: string): Promise<"file" | "folder" | "empty"> {
  if (resolve(cwd, path) === nothing) return "empty";
  const kind = kindOfPath(path, cwd);
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

function exists(path: string, cwd: string): boolean {
  const { value } = kindOfPath(path, cwd);
  return value === "file" || value === "folder";
}

/** The path as seen from the working directory; undefined where it leads out of it. */
function insidePath(path: string, cwd: string): string | undefined {
  const inner = relative(cwd, resolve(cwd, path));
  return inner.startsWith(`..${sep}`) || inner === ".." || isAbsolute(inner) ? undefined : inner;
}

function defaultPath(folder: string, cwd: string): string | undefined {
  for (const name of defaultNames) if (exists(join(folder, name), cwd)) return name;
  return undefined;
}

async function withContent(paths: readonly BasePath[], cwd: string): Promise<readonly BasePath[]> {
  const found: BasePath[] = [];
  for (const path of paths) if ((await kindOfBase(path.from, cwd)) !== "empty") found.push(path);
  return found;
}

/** The same paths below a checkout; what lies outside the working directory is the same for both. */
async function locateIn(checkout: string, { paths, cwd }: LoadBaseOptions): Promise<LocatedBase> {
  const name = paths.length === 0 ? defaultPath(checkout, cwd) : undefined;
  const there: BasePath[] = [];
  for (const to of name === undefined ? paths : [name]) {
    const inner = insidePath(to, cwd);
    const from = inner === undefined ? to : join(checkout, inner);
    if (exists(from, cwd)) there.push({ from, to });
  }
  return { paths: await withContent(there, cwd), checkout };
}

/** What a single file of the base is called in the change. */
function counterpart(from: string, { paths, cwd }: LoadBaseOptions): string {
  const [only, ...others] = paths;
  if (only === undefined) return defaultPath("", cwd) ?? defaultNames[0];
  if (others.length > 0) return from;
  const { value } = kindOfPath(only, cwd);
  return value === "folder" ? join(only, basename(from)) : only;
}

/**
 * Finds what `--base` names. One folder is a checkout of the base branch, in which the paths of `-f`
 * are looked up, unless `-f` names a single folder that it has no counterpart of: then it stands for
 * that folder itself. A file stands for the file of `-f`, and several paths for those of `-f` in turn.
 */
async function locateBase(request: LoadBaseOptions): Promise<LocatedBase> {
  const { paths, base, cwd } = request;
  const [only, ...others] = base;
  if (only === undefined) throw new TypeError("A base is located only where one is named.");
  if (others.length > 0) {
    const isPaired = base.length === paths.length;
    const pairs = base.map((from, index) => ({ from, to: (isPaired && paths[index]) || from }));
    return { paths: await withContent(pairs, cwd) };
  }
  const kind = await kindOfBase(only, cwd);
  if (resolve(cwd, only) === nothing) return { paths: [] };
  if (kind === "file") return { paths: [{ from: only, to: counterpart(only, request) }] };
  const [head] = paths;
  if (head !== undefined && paths.length === 1 && kindOfPath(head, cwd).value === "folder") {
    const inner = insidePath(head, cwd);
    const holdsIt = inner !== undefined && inner !== "" && exists(join(only, inner), cwd);
    if (!holdsIt) {
      const located = kind === "empty" ? [] : [{ from: only, to: head }];
      return { paths: located, checkout: inner === "" ? only : undefined };
    }
  }
  return await locateIn(only, request);
}

/** What a file that was found below a path of the base is called in the change. */
function nameInChange(shown: string, paths: readonly BasePath[]): string {
  for (const { from, to } of paths) {
    if (shown === from) return to;
    const folder = normalize(from).replace(/[/\\]$/, "") + sep;
    if (normalize(shown).startsWith(folder)) return join(to, normalize(shown).slice(folder.length));
  }
  return shown;
}

/** The policy of the base; undefined where there is none, so that the change has brought the first. */
async function locatePolicy(
  { policy, basePolicy, cwd }: LoadBaseOptions,
  { checkout }: LocatedBase,
): Promise<BasePath | undefined> {
  if (basePolicy !== undefined) {
    const isEmpty = (await kindOfBase(basePolicy, cwd)) === "empty";
    return isEmpty ? undefined : { from: basePolicy, to: policy ?? basePolicy };
  }
  if (policy === undefined) return undefined;
  const inner = insidePath(policy, cwd);
  // What lies outside is no part of the change.
  if (inner === undefined) return { from: policy, to: policy };
  if (checkout === undefined) {
    const help =
      "Name it with --base-policy, or let --base name a checkout of the whole base branch.";
    const message = `what ${quotedPath(policy)} was on the base is not known`;
    throw new HookfleetError("base-policy-needed", message, { help });
  }
  const from = join(checkout, inner);
  const isThere = kindOfPath(from, cwd).value === "file";
  return isThere ? { from, to: policy } : undefined;
}

const note = (code: string, message: string): Diagnostic => ({
  severity: "warning",
  code,
  message,
});

const emptyNote = note(
  "base-empty",
  "the base has no configuration: everything counts as asked for by this change, and guards are compared with the built-in ones",
);

const policyNote = note(
  "base-without-policy",
  "the base has no such policy file, so that its guards are those of its other files",
);

const unreadable: Diagnostic = {
  severity: "error",
  code: "base-unreadable",
  message: "the configuration of the base has errors, so that nothing can be compared with it",
  help: "Fix it on the base branch, or plan without --base. Use --base /dev/null to compare with nothing.",
};

/**
 * Reads the configuration as it is on the base branch. Its files go by the names that they have in
 * the change, so that the same content means the same wherever the base was checked out.
 *
 * @returns diagnostics: errors where there is no configuration, else warnings that belong into the plan
 * @throws HookfleetError `base-missing`, `base-unreadable`, `base-policy-needed`
 */
export async function loadBase(options: LoadBaseOptions) {
  const { cwd, now } = options;
  const located = await locateBase(options);
  const policy = await locatePolicy(options, located);
  const notes = options.policy !== undefined && policy === undefined ? [policyNote] : [];
  const all = [...located.paths, ...(policy === undefined ? [] : [policy])];
  if (all.length === 0) {
    const text = "version: 1\n";
    const { config } = await resolveConfig([{ file: "", text, role: "config" }], { now });
    return { config, diagnostics: [emptyNote, ...notes] };
  }
  const originals = new Map<string, string>();
  const { config, diagnostics } = await loadConfig({
    // Without paths, files of the change would be looked for.
    paths: (located.paths.length === 0 ? all : located.paths).map(({ from }) => from),
    policy: policy?.from,
    cwd,
    now,
    signal: options.signal,
    nameOf: (shown) => {
      const name = nameInChange(shown, all);
      originals.set(name, shown);
      return name;
    },
  });
  if (config !== undefined) {
    const isEmpty = located.paths.length === 0;
    return { config, diagnostics: [...(isEmpty ? [emptyNote] : []), ...notes] };
  }
  // An error is looked for in the file that was read.
  const original = (place: SourcePosition): SourcePosition => ({
    ...place,
    file: originals.get(place.file) ?? place.file,
  });
  const errors = errorsOf(diagnostics).map((error) => ({
    ...error,
    position: error.position && original(error.position),
    related: error.related?.map(original),
  }));
  return { config: undefined, diagnostics: [unreadable, ...errors] };
}
