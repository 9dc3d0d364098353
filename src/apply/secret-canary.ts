import { GitHubError } from "../model/errors.ts";

export type SecretCanary = ReturnType<typeof createSecretCanary>;

/**
 * Lets the first of each risky kind of request through alone, and nothing more after a loss. Whether
 * GitHub keeps a secret on an update without `config` is documented ambiguously, so the first such
 * update of a run shows it for the others, and costs one secret at the most. What one kind of request
 * shows is no proof for another, but a loss under any of them stops all.
 * https://docs.github.com/en/rest/repos/webhooks#update-a-repository-webhook
 */
export function createSecretCanary() {
  const proven = new Set<string>();
  let closed = false;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    /**
     * Runs the work once it is its turn.
     *
     * @param kinds the kinds of request that the work sends; it fails as `secret-lost` or `secret-unknown`
     * @returns the work's result, or `"closed"` where a loss has shut the gate
     */
    pass: async <T>(kinds: readonly string[], work: () => Promise<T>): Promise<T | "closed"> => {
      const isProven = (): boolean => kinds.every((kind) => proven.has(kind));
      const attempt = async () => {
        if (closed) return "closed" as const;
        try {
          const result = await work();
          for (const kind of kinds) proven.add(kind);
          return result;
        } catch (error) {
          const code = error instanceof GitHubError ? error.code : "";
          if (code === "secret-lost" || (code === "secret-unknown" && !isProven())) closed = true;
          throw error;
        }
      };
      if (isProven()) return attempt();
      const mine = turn.then(attempt);
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}
