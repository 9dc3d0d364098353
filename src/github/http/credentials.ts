import type { Environment } from "../../model/environment.ts";
import { HookfleetError } from "../../model/errors.ts";
import type { Grants } from "../../model/grants.ts";
import { Secret } from "../../model/secret.ts";
import { readAppKey } from "../app/read-app-key.ts";

/** A personal token, or one that another tool got. */
export interface TokenCredentials {
  readonly kind?: "token";
  readonly token: Secret;
}

/** A GitHub App: its installations and their tokens are found with these. */
export interface AppCredentials {
  readonly kind: "app";
  /** The number of the App, or its client id. */
  readonly appId: string;
  /** PEM. */
  readonly privateKey: Secret;
}

/** What requests are authenticated with. */
export type Credentials = TokenCredentials | AppCredentials;

/** https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/ */
const tokenKinds: Readonly<Record<string, string>> = {
  ghp_: "classic token",
  github_pat_: "fine-grained token",
  gho_: "token of an OAuth app",
  ghu_: "user token of a GitHub App",
  ghs_: "installation token of a GitHub App, such as that of GitHub Actions",
};

/** What kind of credential it is, by its form, and for older tokens by what GitHub says of it. */
export function describeCredentials(credentials: Credentials, { scopes }: Grants): string {
  if (credentials.kind === "app") return `GitHub App ${credentials.appId}`;
  const [prefix = ""] = /^(?:gh[a-z]|github_pat)_/.exec(credentials.token.reveal()) ?? [];
  return tokenKinds[prefix] ?? (scopes === undefined ? "token" : "classic token");
}

const tokenVariables = ["GITHUB_TOKEN", "GH_TOKEN"] as const;
const appVariables = ["GITHUB_APP_ID", "GITHUB_APP_PRIVATE_KEY"] as const;

const whatToSet =
  'Set GITHUB_TOKEN (or GH_TOKEN) to a classic token with admin:org_hook and admin:repo_hook (to read, read:repo_hook), or to a fine-grained token or a GitHub App\'s installation token with the "Webhooks" permissions; ' +
  "or set GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY for a GitHub App. " +
  "The GITHUB_TOKEN that GitHub Actions makes for a workflow cannot be used: no workflow permission covers webhooks.";

/**
 * Takes the credentials from the environment: a GitHub App where `GITHUB_APP_ID` and
 * `GITHUB_APP_PRIVATE_KEY` are set, or else the token in `GITHUB_TOKEN`, then `GH_TOKEN`. A blank
 * variable counts as unset. The App goes first because tokens often remain in the environments of
 * runners and machines, and setting up an App is deliberate; half an App is an error.
 *
 * @param environment the variables, such as `process.env`
 * @param readFile for a private key that is given as the path of a file
 * @throws HookfleetError `no-credentials`, `malformed-token`, `incomplete-app-credentials`,
 *   `malformed-app-id`, `malformed-app-key`, `unreadable-app-key`
 */
export function readCredentials(
  environment: Environment,
  readFile?: (path: string) => string,
): Credentials {
  const [appId, key] = appVariables.map((name) => environment[name]?.trim() ?? "");
  if (appId || key) return readApp(appId ?? "", key ?? "", readFile);
  const found = readToken(environment, tokenVariables);
  if (found !== undefined) return found;
  throw new HookfleetError("no-credentials", "there is no token to read GitHub with", {
    help: whatToSet,
  });
}

/** The token in the first of these variables that is set; undefined where none is. */
export function readToken(
  environment: Environment,
  names: readonly string[],
): TokenCredentials | undefined {
  for (const name of names) {
    const token = environment[name]?.trim() ?? "";
    if (token === "") continue;
    // Anything else would break the request's header, and fetch would say so with the header in its error.
    if (!/^[\x21-\x7e]+$/.test(token))
      throw new HookfleetError(
        "malformed-token",
        `the token in ${name} holds blanks, line breaks or characters that no token has`,
        { help: `Set ${name} to the token alone. The value is not shown here.` },
      );
    return { kind: "token", token: new Secret(token) };
  }
  return undefined;
}

function readApp(
  appId: string,
  key: string,
  readFile: ((path: string) => string) | undefined,
): AppCredentials {
  if (appId === "" || key === "") {
    const [set, missing] = appId === "" ? appVariables.toReversed() : appVariables;
    throw new HookfleetError("incomplete-app-credentials", `${set} is set and ${missing} is not`, {
      help: `A GitHub App needs both. Set ${missing}, or unset ${set} to use GITHUB_TOKEN.`,
    });
  }
  if (!/^[\w.-]{1,100}$/.test(appId))
    throw new HookfleetError("malformed-app-id", "GITHUB_APP_ID is not the id of a GitHub App", {
      help: "It is the number, or the client id, on the settings page of the App.",
    });
  return { kind: "app", appId, privateKey: readAppKey(key, readFile) };
}
