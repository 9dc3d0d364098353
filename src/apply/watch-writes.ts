import { GitHubError } from "../model/errors.ts";
import type { HookWriter } from "../model/github-port.ts";

/** A writer, and whether anything that it was asked to write may have reached GitHub. */
export interface WatchedWriter {
  readonly hooks: HookWriter;
  readonly hasWritten: () => boolean;
}

/** True where a request was left unsent because the run was interrupted. */
export function wasNotSent(error: unknown): boolean {
  return error instanceof GitHubError && error.code === "interrupted" && !error.mayHaveHappened;
}

/** Watches the writes of one action: one that an interrupt kept from its first has not begun. */
export function watchWrites(hooks: HookWriter): WatchedWriter {
  let written = false;
  const watched =
    <Input extends readonly unknown[], Result>(write: (...input: Input) => Promise<Result>) =>
    async (...input: Input): Promise<Result> => {
      try {
        const result = await write(...input);
        written = true;
        return result;
      } catch (error) {
        written ||= !wasNotSent(error);
        throw error;
      }
    };
  return {
    hooks: {
      ...hooks,
      createHook: watched(hooks.createHook),
      updateHook: watched(hooks.updateHook),
      updateHookConfig: watched(hooks.updateHookConfig),
      removeHook: watched(hooks.removeHook),
    },
    hasWritten: () => written,
  };
}
