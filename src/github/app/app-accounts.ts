import { systemClock } from "../../model/clock.ts";
import { compareStrings } from "../../model/compare-strings.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { GitHubError } from "../../model/errors.ts";
import { noGrants } from "../../model/grants.ts";
import { createCache } from "../cache/cache.ts";
import type { CacheFolder } from "../cache/cache-folder.ts";
import type { ClientOptions } from "../client-options.ts";
import type { AppCredentials } from "../http/credentials.ts";
import type { AccountClient, Accounts } from "../http/http-client.ts";
import type { Access } from "../http/request-guard.ts";
import { createRequestSender } from "../http/request-sender.ts";
import { describeOperation, ownerOf } from "../operation.ts";
import {
  appTokens,
  findInstallation,
  type Installation,
  installationTokens,
} from "./app-tokens.ts";

type Installed = AccountClient & { readonly installation: Installation };

/** Failures that asking again for another scope of the same account would only repeat. */
const final: ReadonlySet<string> = new Set([
  "app-not-installed",
  "app-suspended",
  "bad-app-credentials",
]);

/**
 * The accounts of a GitHub App: every request goes through the App's installation on the account that
 * it is about, which is looked up when the first one comes.
 */
export async function openAppAccounts(
  options: ClientOptions,
  credentials: AppCredentials,
  access: Exclude<Access, "app">,
  folder: CacheFolder | undefined,
): Promise<Accounts> {
  const { appId, privateKey: secret } = credentials;
  const { clock = systemClock, apiUrl } = options;
  const own = appTokens(credentials, clock);
  const app = await createRequestSender(options, { access: "app", tokens: own });
  const found = new Map<string, Promise<Installed>>();
  const open = new Map<string, Installed>();

  async function install(owner: string): Promise<Installed> {
    const installation = await findInstallation(app, owner);
    const tokens = installationTokens(app, installation, clock);
    const sender = await createRequestSender(options, { access, tokens, owner });
    const set = `app ${appId} installation ${installation.id}`;
    const cache = folder && createCache(folder, { apiUrl: apiUrl.url, secret, owner: set });
    const installed = { installation, sender, cache };
    open.set(owner.toLowerCase(), installed);
    return installed;
  }

  async function installedOn(owner: string): Promise<Installed> {
    const key = owner.toLowerCase();
    const installed = found.get(key) ?? install(owner);
    found.set(key, installed);
    try {
      return await installed;
    } catch (error) {
      // A server that was down may be up for the next scope.
      if (!(error instanceof GitHubError && final.has(error.code))) found.delete(key);
      throw error;
    }
  }

  return {
    isApp: true,
    of: async (operation) => {
      if (operation.kind === "read-app") return { sender: app, cache: undefined };
      const owner = ownerOf(operation);
      if (owner === undefined) throw nobodys(describeOperation(operation));
      return await installedOn(owner);
    },
    limitedBy: (owner) =>
      [...open].flatMap(([key, { sender }]) =>
        owner === undefined || owner.toLowerCase() === key ? [sender] : [],
      ),
    senders: () => [app, ...[...open.values()].map(({ sender }) => sender)],
    grants: (owner) => {
      const permissions = open.get(owner.toLowerCase())?.installation.permissions;
      return { ...noGrants, permissions };
    },
    // The next token is another one, and what was kept with this one is no answer to it.
    isKept: () => false,
    notices: () =>
      [...open]
        .toSorted(([left], [right]) => compareStrings(left, right))
        .filter(([, { installation }]) => installation.selected)
        .map(([, { installation }]) => selectedNotice(installation.owner)),
  };
}

function nobodys(what: string): GitHubError {
  return new GitHubError("request-failed", `cannot ${what}: a GitHub App belongs to no user`);
}

function selectedNotice(owner: string): Diagnostic {
  return {
    severity: "warning",
    code: "app-selected-repositories",
    scope: owner,
    message: `the GitHub App is installed on selected repositories of ${owner} and sees no others`,
    help: `Repositories that were not selected are missing wherever a rule of ${owner} selects by more than exact names. Install the App on all repositories to see them.`,
  };
}
