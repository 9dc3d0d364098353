/** A failure of the machine or of the installation: nothing that a bug of hookfleet's makes. */
export interface SystemFailure {
  readonly code: string;
  readonly message: string;
  readonly help: string;
}

const helps: Readonly<Record<string, string>> = {
  EDQUOT: "Free some space, or write elsewhere (TMPDIR, --cache).",
  EMFILE:
    "Raise the limit of open files (ulimit -n 1024), or send fewer requests at once (--concurrency 10).",
  ENFILE: "Close other programs, or raise the limit of open files of this machine.",
  ENOSPC: "Free some space, or write elsewhere (TMPDIR, --cache).",
};

const reinstall = "Install hookfleet again: npm ci, or npm install --global hookfleet.";

/** Why the system refused, such as `ENOENT, no such file or directory`: what Node says before the path. */
export function systemCode(error: unknown): string {
  const code = codeOf(error);
  if (code === "") return "unknown reason";
  const reason = /\bE[A-Z0-9]+: ([^,:]+)/.exec((error as Error).message);
  return reason === null ? code : `${code}, ${reason[1]}`;
}

/**
 * What to say of an error that the system or Node's loader has thrown; undefined where it is none.
 *
 * Written in the syntax of Node 12, because the entry loads it before it has checked the version.
 */
export function describeSystemFailure(error: unknown): SystemFailure | undefined {
  const flaw = flawOfInstallation(error);
  if (flaw !== undefined)
    return {
      code: "broken-installation",
      message: `the installation of hookfleet is damaged: ${flaw}`,
      help: reinstall,
    };
  const code = codeOf(error);
  const { path, syscall } = Object(error) as Record<"path" | "syscall", unknown>;
  if (!/^E[A-Z0-9]+$/.test(code) || typeof syscall !== "string") return undefined;
  const isFolderGone = syscall === "uv_cwd";
  const what = isFolderGone ? "finding the working directory" : syscall;
  return {
    code: "system-error",
    message: `${what}${typeof path === "string" ? ` ${path}` : ""} failed: ${systemCode(error)}`,
    help: isFolderGone
      ? "The working directory was removed. Change into another one."
      : helps[code] || "Check the permissions and the state of that file or folder.",
  };
}

/** What Node's loader says of modules that are missing, cut short or of another version. */
function flawOfInstallation(error: unknown): string | undefined {
  // Text that is parsed at run time and may be wrong is JSON; patterns are our own.
  if (error instanceof SyntaxError && !/JSON|regular expression/i.test(error.message))
    return "a file of it is not the JavaScript that it should be";
  if (!/^(?:ERR_)?MODULE_NOT_FOUND$|^ERR_PACKAGE_PATH_NOT_EXPORTED$/.test(codeOf(error))) return;
  // `Cannot find package 'yaml' imported from …`, `Cannot find module '/…/x.js' imported from …`.
  const named = /'([^']+)'/.exec((error as Error).message);
  return `${named === null ? "a module" : named[1]} is missing`;
}

function codeOf(error: unknown): string {
  const { code } = Object(error) as { readonly code?: unknown };
  return typeof code === "string" && error instanceof Error ? code : "";
}
