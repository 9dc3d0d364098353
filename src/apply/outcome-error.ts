import { GitHubError, HookfleetError } from "../model/errors.ts";
import type { Plan } from "../model/plan.ts";
import { redactKnown, type Sensitive } from "../model/redact-known.ts";
import type { ResolvedSecrets } from "./resolve-secrets.ts";

/** Shorter secrets are words, and to take them out of a sentence would say what they are. */
const shortest = 4;

/** What no error of a run may repeat, whichever request GitHub answers: what it has stored. */
export function sensitiveOf({ actions }: Plan, secrets: ResolvedSecrets): ReadonlySet<Sensitive> {
  const urls = actions.flatMap((action) => (action.kind === "delete" ? [] : [action.desired.url]));
  return new Set([
    ...urls.filter(({ origin }) => origin.kind === "env"),
    ...[...secrets.values()].filter((secret) => secret.reveal().length >= shortest),
  ]);
}

/** Turns whatever was thrown while an action ran into the error of its outcome. */
export function outcomeError(error: unknown, sensitive: ReadonlySet<Sensitive>): HookfleetError {
  if (error instanceof HookfleetError) return redacted(error, sensitive);
  const name = error instanceof Error ? error.name : typeof error;
  // The text of an unexpected error may hold anything, a request's body included.
  return new HookfleetError("internal-error", `an unexpected ${name} stopped this action`, {
    source: "github",
    help: "This is a bug in hookfleet. Run again with --verbose and report it.",
  });
}

function redacted(error: HookfleetError, sensitive: ReadonlySet<Sensitive>): HookfleetError {
  const { code, source, cause } = error;
  const message = redactKnown(error.message, sensitive);
  const help = error.help && redactKnown(error.help, sensitive);
  if (message === error.message && help === error.help) return error;
  if (!(error instanceof GitHubError))
    return new HookfleetError(code, message, { source, help, cause });
  const { status, mayHaveHappened } = error;
  return new GitHubError(code, message, { status, mayHaveHappened, help, cause });
}
