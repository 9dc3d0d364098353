import { dirname, isAbsolute, join } from "node:path";
import { makeFolder } from "../../github/cache/cache-folder.ts";
import { HookfleetError } from "../../model/errors.ts";
import { systemCode } from "../errors/system-failure.ts";
import { exitCodes } from "../exit-codes.ts";
import { writeFileWhole } from "../output/output-file.ts";
import type { Session } from "../session.ts";
import { type Shell, scripts } from "./shells.ts";

/** Where shells look. */
interface Folders {
  readonly home: string;
  readonly data: string;
  readonly config: string;
}

/** Where each shell looks by itself, or the place that one line of its start file names. */
const paths: Readonly<Record<Shell, (folders: Folders) => string>> = {
  bash: ({ data }) => join(data, "bash-completion/completions/hookfleet"),
  zsh: ({ data }) => join(data, "zsh/site-functions/_hookfleet"),
  fish: ({ config }) => join(config, "fish/completions/hookfleet.fish"),
  powershell: ({ home }) => join(home, ".config/powershell/hookfleet.ps1"),
};

const byItself = "New shells complete hookfleet.";

/** What is left to do for the person, after which new shells complete. */
const nextSteps: Readonly<Record<Shell, (path: string) => string>> = {
  bash: () =>
    `${byItself} That needs the package bash-completion; without it, source the file in ~/.bashrc.`,
  zsh: (path) => `Put this into ~/.zshrc, above compinit: fpath=('${dirname(path)}' $fpath)`,
  fish: () => byItself,
  powershell: (path) => `Put this into the file that $PROFILE names: . '${path}'`,
};

/** `hookfleet completion SHELL --install`: the script where the shell finds it, anew each time. */
export function installCompletion(session: Session, shell: Shell): number {
  const { HOME, USERPROFILE, XDG_DATA_HOME = "", XDG_CONFIG_HOME = "" } = session.environment;
  const home = HOME || USERPROFILE;
  const help = `Save the script yourself: hookfleet completion ${shell} > FILE`;
  if (home === undefined || !isAbsolute(home))
    throw new HookfleetError("file-unwritable", "HOME names no folder to install it in", { help });
  const data = isAbsolute(XDG_DATA_HOME) ? XDG_DATA_HOME : join(home, ".local/share");
  const config = isAbsolute(XDG_CONFIG_HOME) ? XDG_CONFIG_HOME : join(home, ".config");
  const path = paths[shell]({ home, data, config });
  try {
    makeFolder(dirname(path), 0o777);
  } catch (error) {
    const why = systemCode(error);
    throw new HookfleetError("file-unwritable", `${dirname(path)} cannot be made: ${why}`, {
      help,
    });
  }
  writeFileWhole(path, scripts[shell], session);
  session.stderr.write(`Wrote ${path}. ${nextSteps[shell](path)}\n`);
  return exitCodes.ok;
}
