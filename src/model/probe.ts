import type { HookfleetError } from "./errors.ts";
import type { HookUrl } from "./hook-url.ts";
import type { Scope } from "./scope.ts";

interface ProbedHook {
  readonly scope: Scope;
  /** undefined where GitHub has no such hook. */
  readonly hookId: number | undefined;
  readonly url: HookUrl;
}

/** What GitHub said when it was asked to send something to a hook. */
export type ProbeOutcome =
  | (ProbedHook & { readonly status: "sent" })
  | (ProbedHook & { readonly status: "skipped" | "not_attempted"; readonly reason: string })
  | (ProbedHook & { readonly status: "failed"; readonly error: HookfleetError });
