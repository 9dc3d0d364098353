import { type Credentials, type Diagnostic, HookfleetError, readToken } from "../../index.ts";
import type { Io } from "../io.ts";
import { environmentCredentials, hideCredentials } from "./client-options.ts";

const usual = ["HOOKFLEET_COMMENT_TOKEN", "GITHUB_TOKEN", "GH_TOKEN"];

const whatItNeeds =
  "Set HOOKFLEET_COMMENT_TOKEN (or GITHUB_TOKEN) to a token that may write: `pull-requests: write` for a comment, `issues: write` for an issue. In GitHub Actions that is github.token, where the job has the permission.";

/**
 * The credentials that comments and issues are written with.
 *
 * @param told as given with `--comment-token`: the name of a variable, or a token itself
 */
export function collaboratorCredentials(
  told: string | undefined,
  io: Io,
  warn: (warning: Diagnostic) => void,
): Credentials {
  if (told !== undefined) return hideCredentials(given(told, io, warn), io);
  const found = readToken(io.environment, usual);
  if (found !== undefined) return hideCredentials(found, io);
  // The App that reads the hooks may be allowed to write comments, too.
  if (io.environment["GITHUB_APP_ID"]) return environmentCredentials(io);
  throw new HookfleetError("no-credentials", "there is no token to write with", {
    help: whatItNeeds,
  });
}

const onCommandLine: Diagnostic = {
  severity: "warning",
  code: "token-on-command-line",
  message: "A token stands on the command line, which everybody on this machine can read",
  help: "Put it into a variable and name that: --comment-token HOOKFLEET_COMMENT_TOKEN.",
};

function given(told: string, io: Io, warn: (warning: Diagnostic) => void): Credentials {
  // Tokens have small letters in them, so what has none is a name and may be shown.
  const isName = /^[A-Z_][A-Z0-9_]{0,99}$/.test(told);
  const found = isName
    ? readToken(io.environment, [told])
    : readToken({ "--comment-token": told }, ["--comment-token"]);
  if (found === undefined) {
    const what = isName
      ? `the environment variable ${told} is not set`
      : "--comment-token is empty";
    throw new HookfleetError("no-credentials", what, { help: whatItNeeds });
  }
  if (!isName) warn(onCommandLine);
  return found;
}
