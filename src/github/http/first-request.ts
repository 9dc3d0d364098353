import { EventEmitter, once } from "node:events";
import { GitHubError, refusesCredential } from "../../model/errors.ts";
import type { NoAnswer } from "../errors/no-answer.ts";
import { describeOperation, type Operation } from "../operation.ts";
import type { HttpResponse } from "./http-response.ts";

/**
 * Lets one request of a credential go ahead of all others, as long as it is not known that the server
 * can be reached and takes the credential. A wrong token then costs one request instead of fifty at once,
 * for which GitHub locks out, and a server that is not there is looked for once:
 * https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#failed-login-limit
 */
export function createFirstRequest() {
  let isOpen = false;
  let isAhead = false;
  /** What the last one ahead failed with, and how many have failed. */
  let lost: (Pick<GitHubError, "code" | "help"> & { readonly reason: string }) | undefined;
  let failures = 0;
  const changes = new EventEmitter().setMaxListeners(0);

  return {
    /** Whether all may go. */
    isOpen: (): boolean => isOpen,
    /**
     * Resolves when a request may go.
     *
     * @throws GitHubError what the one ahead has met, and this one would meet as well; another
     *   error where the signal ended the wait
     */
    enter: async (operation: Operation, signal: AbortSignal | undefined): Promise<void> => {
      const before = failures;
      while (!isOpen) {
        // Who came after the failure tries anew.
        if (failures > before && lost !== undefined)
          throw new GitHubError(
            lost.code,
            `cannot ${describeOperation(operation)}: ${lost.reason}`,
            { help: lost.help },
          );
        if (!isAhead) {
          isAhead = true;
          return;
        }
        await once(changes, "change", signal && { signal });
        signal?.throwIfAborted();
      }
    },
    /** To be called after each attempt. */
    observe: (outcome: HttpResponse | NoAnswer): void => {
      // A server that is slow or fails is there, and says nothing of the credential.
      const isThere = "status" in outcome ? outcome.status !== 401 : outcome.kind === "timeout";
      if (isOpen || !isThere) return;
      isOpen = true;
      changes.emit("change");
    },
    /** To be called after each request that entered, with its error where it failed. */
    leave: (operation: Operation, error: unknown): void => {
      // A credential that was good may have expired, or been revoked.
      if (error instanceof GitHubError && refusesCredential(error.code)) isOpen = false;
      if (isOpen) return;
      isAhead = false;
      if (error instanceof GitHubError) {
        const { code, help, message } = error;
        lost = { code, help, reason: withoutOperation(message, operation) };
        failures += 1;
      }
      changes.emit("change");
    },
  };
}

/** Where another request failed on the way, such as one for a token, the whole message is the reason. */
function withoutOperation(message: string, operation: Operation): string {
  const opening = `cannot ${describeOperation(operation)}: `;
  return message.startsWith(opening) ? message.slice(opening.length) : message;
}
