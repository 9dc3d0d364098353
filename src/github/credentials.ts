import { HookfleetError } from "../model/errors.ts";
import { Secret } from "../model/secret.ts";

/** What requests are authenticated with. */
export interface Credentials {
  readonly token: Secret;
}

const variables = ["GITHUB_TOKEN", "GH_TOKEN"] as const;

const whatToSet =
  'Set GITHUB_TOKEN (or GH_TOKEN) to a classic token with admin:org_hook and admin:repo_hook, or to a fine-grained token or a GitHub App\'s installation token with the "Webhooks" permissions. ' +
  "The GITHUB_TOKEN that GitHub Actions makes for a workflow does not do: no workflow permission covers webhooks.";

/** Takes the token from the environment: `GITHUB_TOKEN`, then `GH_TOKEN`. A blank one counts as unset. */
export function readCredentials(
  environment: Readonly<Record<string, string | undefined>>,
): Credentials {
  for (const name of variables) {
    const token = environment[name]?.trim() ?? "";
    if (token === "") continue;
    // Anything else would break the request's header, and fetch would say so with the header in its error.
    if (!/^[\x21-\x7e]+$/.test(token))
      throw new HookfleetError(
        "malformed-token",
        `the token in ${name} holds blanks, line breaks or characters that no token has`,
        { help: `Set ${name} to the token alone. The value is not shown here.` },
      );
    return { token: new Secret(token) };
  }
  throw new HookfleetError("no-credentials", "there is no token to read GitHub with", {
    help: whatToSet,
  });
}
