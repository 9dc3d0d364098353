import type { DesiredState } from "../model/desired-state.ts";
import { HookfleetError } from "../model/errors.ts";
import { globFault } from "../model/glob-fault.ts";
import type { PlanDocument } from "../model/plan-document.ts";
import { hookKey } from "../model/scope.ts";
import { compileUrlGlob } from "../model/url-glob.ts";
import type { Resupply } from "./plan-scope.ts";

/**
 * Asks for the secrets again that a saved plan sends again because `--resupply` asked for it. A `config-patch`
 * does that for no other reason; an `update` remembers it.
 */
export function resupplyAsPlanned({ actions }: Pick<PlanDocument, "actions">): Resupply {
  const again = actions.filter(
    ({ kind, secret, resupply_asked: isAsked }) =>
      secret === "resupply" && (kind === "config-patch" || isAsked === true),
  );
  const asked = new Set(again.map(({ scope, hook_id }) => `${scope.toLowerCase()}#${hook_id}`));
  return (scope, { live }) => asked.has(hookKey(scope, live.id));
}

const help = "Write a glob over whole URLs: 'https://ci.example.com/**', or '**' for all of them.";

/**
 * Asks for the secrets of all hooks again whose declared URL is under one of the globs.
 *
 * @throws HookfleetError `bad-glob` where a glob can match no URL; `unmatched-resupply` where no hook
 *   with a managed secret is under a glob: most likely it is misspelt, and the user would believe
 *   that the secrets had been sent. Not where some scopes are unknown, which may hold that hook and
 *   are an error of their own
 */
export function resupplyByUrl(
  globs: readonly string[],
  { scopes }: Pick<DesiredState, "scopes">,
  { isWhole = true }: { readonly isWhole?: boolean } = {},
): Resupply {
  // The glob itself may be a URL that is a credential, and its author sees it anyway.
  const nameOf = (index: number): string =>
    globs.length === 1 ? "--resupply" : `--resupply number ${index + 1}`;
  for (const [index, glob] of globs.entries()) {
    const fault = globFault(glob);
    if (fault?.code !== "bad-glob") continue;
    throw new HookfleetError("bad-glob", `${nameOf(index)} ${fault.why}`, { help });
  }
  const compiled = globs.map(compileUrlGlob);
  const urls = scopes
    .flatMap(({ hooks }) => hooks)
    .filter(({ secret }) => secret.kind === "managed")
    .map(({ url }) => url.normalized());
  const idle = compiled.findIndex((glob) => !urls.some(glob.matches));
  if (isWhole && idle !== -1) {
    const message = `${nameOf(idle)} matches the URL of no declared hook with a managed secret`;
    throw new HookfleetError("unmatched-resupply", message, { help });
  }
  return (_scope, { desired }) => compiled.some((glob) => glob.matches(desired.url.normalized()));
}
