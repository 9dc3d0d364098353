import { type Credentials, HookfleetError, readToken } from "../../index.ts";
import type { Io } from "../io.ts";
import { environmentCredentials } from "./client-options.ts";

const usual = ["HOOKFLEET_COMMENT_TOKEN", "GITHUB_TOKEN", "GH_TOKEN"];

const whatItNeeds =
  "Set HOOKFLEET_COMMENT_TOKEN (or GITHUB_TOKEN) to a token that may write: `pull-requests: write` for a comment, `issues: write` for an issue. In GitHub Actions that is github.token, where the job has the permission.";

/**
 * The credentials that comments and issues are written with. A token comes from the environment
 * alone: everybody on the machine can read the command lines of its processes.
 *
 * @param variable as given with `--comment-token`
 */
export function collaboratorCredentials(variable: string | undefined, io: Io): Credentials {
  if (variable !== undefined) return named(variable, io);
  const found = readToken(io.environment, usual);
  if (found !== undefined) return found;
  // The App that reads the hooks may be allowed to write comments, too.
  if (io.environment["GITHUB_APP_ID"]) return environmentCredentials(io);
  throw new HookfleetError("no-credentials", "there is no token to write with", {
    help: whatItNeeds,
  });
}

function named(variable: string, io: Io): Credentials {
  // Tokens have small letters in them; what is not shown here may be one.
  if (!/^[A-Z_][A-Z0-9_]{0,99}$/.test(variable)) {
    throw new HookfleetError(
      "token-on-command-line",
      "--comment-token takes the name of an environment variable, such as HOOKFLEET_COMMENT_TOKEN",
      {
        help: "If that was a token: revoke it, because everybody on this machine could read it, and put a new one into a variable.",
      },
    );
  }
  const found = readToken(io.environment, [variable]);
  if (found !== undefined) return found;
  throw new HookfleetError("no-credentials", `the environment variable ${variable} is not set`, {
    help: whatItNeeds,
  });
}
