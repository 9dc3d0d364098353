import { createHash } from "node:crypto";
import { createGitHubCollaborator } from "../../github/create-clients.ts";
import { type Credentials, readToken } from "../../github/http/credentials.ts";
import type { CommentsPort, Identity } from "../../model/comments-port.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { HookfleetError } from "../../model/errors.ts";
import { parseUrl } from "../../model/hook-url.ts";
import type { RepositoryScope } from "../../model/scope.ts";
import { printDiagnostics } from "../errors/print-error.ts";
import { untilWriting } from "../interrupts.ts";
import type { Io } from "../io.ts";
import type { Session } from "../session.ts";
import { clientOptions, environmentCredentials, hideCredentials } from "./client-options.ts";

const tokenVariables = ["HOOKFLEET_COMMENT_TOKEN", "GITHUB_TOKEN", "GH_TOKEN"];

const whatItNeeds =
  "Set HOOKFLEET_COMMENT_TOKEN (or GITHUB_TOKEN) to a token that may write: `pull-requests: write` for a comment, `issues: write` for an issue. In GitHub Actions that is github.token, where the job has the permission.";

const onCommandLine: Diagnostic = {
  severity: "warning",
  code: "token-on-command-line",
  message: "A token is on the command line, which everybody on this machine can read",
  help: "Put it into a variable and name that: --comment-token HOOKFLEET_COMMENT_TOKEN.",
};

/**
 * The credentials that comments and issues are written with.
 *
 * @param given as in `--comment-token`: the name of a variable, or a token itself
 */
function commentCredentials(given: string | undefined, session: Session): Credentials {
  const { environment } = session;
  // Tokens have small letters in them, so what has none is a name and may be shown.
  const isToken = given !== undefined && !/^[A-Z_][A-Z0-9_]{0,99}$/.test(given);
  const found = isToken
    ? readToken({ "--comment-token": given }, ["--comment-token"])
    : readToken(environment, given === undefined ? tokenVariables : [given]);
  if (found !== undefined) {
    if (isToken) printDiagnostics([onCommandLine], { ...session, quiet: false });
    return hideCredentials(found, session);
  }
  // The App that reads the hooks may be allowed to write comments, too.
  if (given === undefined && environment["GITHUB_APP_ID"]) return environmentCredentials(session);
  const empty = isToken
    ? "--comment-token is empty"
    : `the environment variable ${given} is not set`;
  const what = given === undefined ? "no token to write with" : empty;
  throw new HookfleetError("no-credentials", what, { help: whatItNeeds });
}

/** An address that anyone may see; undefined where it is none. */
function asLink(text: string): string | undefined {
  const { protocol = "", username, password, href } = parseUrl(text) ?? {};
  return /^https?:$/.test(protocol) && username === "" && password === "" ? href : undefined;
}

/**
 * Where the full result can be read: as given, or this run of GitHub Actions.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
function readRunUrl(given: string | undefined, { environment }: Io): string | undefined {
  if (given !== undefined) {
    const url = asLink(given);
    if (url !== undefined) return url;
    throw new HookfleetError("bad-run-url", "--run-url is not an http or https URL", {
      help: "It is shown to everybody who can read the comment, and holds no credentials.",
    });
  }
  const server = environment["GITHUB_SERVER_URL"] ?? "";
  const repository = environment["GITHUB_REPOSITORY"] ?? "";
  const run = environment["GITHUB_RUN_ID"] ?? "";
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || !/^\d+$/.test(run)) return undefined;
  return asLink(`${server}/${repository}/actions/runs/${run}`);
}

/**
 * Reads flags and environment for a command that writes comments or issues: where they go.
 *
 * @returns `open` opens the client; nothing is sent before that
 */
export function prepareComments(session: Session) {
  const { options } = session;
  const repository = readRepository(options.repo, session);
  const runUrl = readRunUrl(options.runUrl, session);
  const login = readLogin(options.commentAs);
  const credentials = commentCredentials(options.commentToken, session);
  const client = clientOptions(session, credentials);
  const { signal, release } = untilWriting(session.interrupted);
  const open = async (): Promise<{ readonly port: CommentsPort; readonly identity: Identity }> => {
    const stopWaiting = session.interrupted;
    const opened = await createGitHubCollaborator({ ...client, signal, stopWaiting });
    const port = withWrites(opened, release);
    const known = login === undefined ? undefined : { login, isCertain: true };
    return { port, identity: known ?? (await port.identity(repository)) };
  };
  return { repository, apiUrl: client.apiUrl, runUrl, open };
}

/** An interrupt stops what is read at once; from the first write on only waits are cut short. */
function withWrites(port: CommentsPort, beforeWriting: () => void): CommentsPort {
  const announced =
    <Given extends readonly unknown[], Result>(write: (...given: Given) => Result) =>
    (...given: Given): Result => {
      beforeWriting();
      return write(...given);
    };
  return {
    ...port,
    createComment: announced(port.createComment),
    updateComment: announced(port.updateComment),
    createIssue: announced(port.createIssue),
    updateIssue: announced(port.updateIssue),
  };
}

function readRepository(given: string | undefined, io: Io): RepositoryScope {
  const text = given ?? io.environment["GITHUB_REPOSITORY"] ?? "";
  const [, owner = "", repository = ""] = /^([\w.-]{1,100})\/([\w.-]{1,100})$/.exec(text) ?? [];
  if (owner !== "") return { kind: "repository", owner, repository };
  throw new HookfleetError("bad-repository", "--repo names no repository", {
    help: "Pass --repo OWNER/REPOSITORY; in GitHub Actions it is taken from GITHUB_REPOSITORY.",
  });
}

function readLogin(given: string | undefined): string | undefined {
  // A login is shown, and its letters would do for a token.
  const isLogin = /^(?!gh[a-z]_|github_pat_)[A-Za-z0-9][\w-]{0,99}(?:\[bot\])?$/;
  if (given === undefined || isLogin.test(given)) return given;
  throw new HookfleetError("bad-login", "--comment-as is not the login of a user or a bot", {
    help: "A GitHub App writes as 'SLUG[bot]', with the brackets; quote it for the shell.",
  });
}

/** What distinguishes configurations: as given, or made from the targets, so that shards do not fight. */
export function readKey(given: string | undefined, targets: readonly string[]): string {
  if (given !== undefined) {
    if (/^[\w.-]{1,64}$/.test(given)) return given;
    throw new HookfleetError("bad-key", "--key is not a name", {
      help: "It is made of at most 64 letters, digits, dots, hyphens and underscores.",
    });
  }
  if (targets.length === 0) return "default";
  const sorted = targets.map((target) => target.toLowerCase()).toSorted();
  const hash = createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
  return `targets-${hash.slice(0, 12)}`;
}

/**
 * When a file was made, written so that text compares as time. The clock that made it may have been
 * ahead of ours; a time that is still to come would keep every later file out.
 */
export function readCreated(createdAt: string, io: Io): string {
  const time = Date.parse(createdAt);
  if (Number.isNaN(time))
    throw new HookfleetError("plan-altered", "the file does not say when it was made", {
      help: "It was changed or damaged after it was saved. Save it again.",
    });
  return new Date(Math.min(time, io.now())).toISOString();
}

/** Warns of a token that writes as another author than expected: the next run would not find it. */
export function warnOfAuthor(author: string, { login }: Identity, session: Session): void {
  if (author === "" || author.toLowerCase() === login.toLowerCase()) return;
  const warning = {
    severity: "warning",
    code: "unexpected-author",
    message: `this token writes as ${author}, not as ${login}`,
    help: `Pass --comment-as '${author}', or the next run will not find what this one wrote.`,
  } as const;
  printDiagnostics([warning], { ...session, quiet: false });
}
