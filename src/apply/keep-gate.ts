/** Lets the first of a risky kind of request through alone, and nothing more after a loss. */
export interface KeepGate {
  /**
   * Runs the work once it is its turn.
   *
   * @param isLoss tells from what was thrown whether it was the loss that the gate guards against
   * @returns the work's result, or `"closed"` where a loss has shut the gate
   */
  readonly pass: <T>(
    work: () => Promise<T>,
    isLoss: (error: unknown) => boolean,
  ) => Promise<T | "closed">;
}

/**
 * Whether GitHub keeps a secret on an update without `config` is documented ambiguously, so the first
 * such update of a run shows it for the others, and costs one secret at the most.
 * https://docs.github.com/en/rest/repos/webhooks#update-a-repository-webhook
 */
export function createKeepGate(): KeepGate {
  let proven = false;
  let closed = false;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    pass: async (work, isLoss) => {
      const attempt = async () => {
        if (closed) return "closed" as const;
        try {
          const result = await work();
          proven = true;
          return result;
        } catch (error) {
          if (isLoss(error)) closed = true;
          throw error;
        }
      };
      if (proven) return attempt();
      const mine = turn.then(attempt);
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}
