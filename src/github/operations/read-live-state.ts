import type { Diagnostic } from "../../model/diagnostic.ts";
import { eachAtOnce } from "../../model/each-at-once.ts";
import {
  GitHubError,
  HookfleetError,
  reachedNoServer,
  refusesCredential,
} from "../../model/errors.ts";
import type { HookReader } from "../../model/github-port.ts";
import type { LiveState, ScopeReading } from "../../model/live-state.ts";
import { type Scope, scopeKey, scopeName } from "../../model/scope.ts";

/** As many as a client lets through at once; the rest need not wait inside it. */
const atOnce = 100;

/**
 * Reads the hooks of every scope, many at once. A scope that cannot be read is told as unreadable
 * and never as empty; it does not stop the others.
 *
 * @param onProgress called after each scope: how many are done, of how many
 * @param now milliseconds since the epoch; the same clock as the one that `applyPlan` gets
 * @example const live = await readLiveState(reader, [{ kind: "organization", owner: "acme" }]);
 */
export async function readLiveState(
  reader: Pick<HookReader, "listHooks">,
  scopes: readonly Scope[],
  onProgress?: (done: number, total: number, scope: Scope) => void,
  now: () => number = Date.now,
): Promise<LiveState> {
  // Two spellings of one scope are one scope.
  const wanted = new Map(scopes.map((scope) => [scopeKey(scope), scope]));
  let refused: HookfleetError | undefined;
  let answered = false;

  const readScope = async (scope: Scope): Promise<ScopeReading> => {
    // GitHub locks out clients that go on with a token that it does not know:
    // https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#failed-login-limit
    if (refused !== undefined) return notTried(scope, refused);
    try {
      const readAt = now();
      const hooks = await reader.listHooks(scope);
      answered = true;
      return { status: "read", scope, hooks, readAt };
    } catch (error) {
      if (!(error instanceof HookfleetError)) throw error;
      answered ||= error instanceof GitHubError && error.status > 0;
      // A server that nobody has heard of yet need not be looked for once a scope.
      if (refusesCredential(error.code) || (reachedNoServer(error.code) && !answered))
        refused = error;
      return unreadable(scope, error);
    }
  };
  const readings = await eachAtOnce([...wanted.values()], atOnce, readScope, ({ scope }, done) =>
    onProgress?.(done, wanted.size, scope),
  );
  return new Map(readings.map((reading) => [scopeKey(reading.scope), reading]));
}

function notTried(scope: Scope, refused: HookfleetError): ScopeReading {
  const why = reachedNoServer(refused.code)
    ? "GitHub could not be reached"
    : "GitHub has refused the credentials already";
  return unreadable(scope, refused, `cannot list the hooks of ${scopeName(scope)}: ${why}`);
}

/** @param message where the error's own does not say it all */
export function unreadable(
  scope: Scope,
  error: Pick<Diagnostic, "code" | "message" | "help">,
  message: string = error.message,
): ScopeReading {
  const { code, help } = error;
  const diagnostic = { severity: "error", code, message, help, scope: scopeName(scope) } as const;
  return { status: "unreadable", scope, diagnostic };
}
