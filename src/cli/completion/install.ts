import { dirname, isAbsolute, join } from "node:path";
import { makeFolder } from "../../github/cache/cache-folder.ts";
import { HookfleetError } from "../../model/errors.ts";
import { systemCode } from "../errors/system-failure.ts";
import { exitCodes } from "../exit-codes.ts";
import { writeFileWhole } from "../output/output-file.ts";
import type { Session } from "../session.ts";
import { type Shell, scripts } from "./shells.ts";

interface Place {
  readonly path: string;
  /** What is left to do for the person, after which new shells complete. */
  readonly next: string;
}

/** Where each shell looks by itself, or the place that one line of its start file names. */
function placeOf(shell: Shell, home: string, data: string, config: string): Place {
  const byItself = "New shells complete hookfleet.";
  switch (shell) {
    case "bash":
      return {
        path: join(data, "bash-completion/completions/hookfleet"),
        next: `${byItself} That needs the package bash-completion; without it, source the file in ~/.bashrc.`,
      };
    case "zsh": {
      const path = join(data, "zsh/site-functions/_hookfleet");
      return {
        path,
        next: `Put this into ~/.zshrc, above compinit: fpath=('${dirname(path)}' $fpath)`,
      };
    }
    case "fish":
      return { path: join(config, "fish/completions/hookfleet.fish"), next: byItself };
    case "powershell": {
      const path = join(home, ".config/powershell/hookfleet.ps1");
      return { path, next: `Put this into the file that $PROFILE names: . '${path}'` };
    }
    default:
      return shell satisfies never;
  }
}

/** `hookfleet completion SHELL --install`: the script where the shell finds it, anew each time. */
export function installCompletion(session: Session, shell: Shell): number {
  const { HOME, USERPROFILE, XDG_DATA_HOME = "", XDG_CONFIG_HOME = "" } = session.environment;
  const home = HOME || USERPROFILE;
  const help = `Save the script yourself: hookfleet completion ${shell} > FILE`;
  if (home === undefined || !isAbsolute(home))
    throw new HookfleetError("file-unwritable", "HOME names no folder to install it in", { help });
  const data = isAbsolute(XDG_DATA_HOME) ? XDG_DATA_HOME : join(home, ".local/share");
  const config = isAbsolute(XDG_CONFIG_HOME) ? XDG_CONFIG_HOME : join(home, ".config");
  const { path, next } = placeOf(shell, home, data, config);
  try {
    makeFolder(dirname(path), 0o777);
  } catch (error) {
    const why = systemCode(error);
    throw new HookfleetError("file-unwritable", `${dirname(path)} cannot be made: ${why}`, {
      help,
    });
  }
  writeFileWhole(path, scripts[shell], session);
  session.stderr.write(`Wrote ${path}. ${next}\n`);
  return exitCodes.ok;
}
