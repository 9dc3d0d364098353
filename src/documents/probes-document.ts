import type { TriggerOutcome } from "../model/delivery.ts";
import { scopeName } from "../model/scope.ts";
import type { ErrorDocument } from "./report-document.ts";

interface ProbeDocument {
  readonly scope: string;
  /** null where GitHub has no such hook. */
  readonly hook_id: number | null;
  readonly url: string;
  readonly status: TriggerOutcome["status"];
  /** Why it was left out. */
  readonly reason: string | null;
  readonly error: ErrorDocument | null;
}

/** What `ping` and `test` print as JSON. */
export interface ProbesDocument {
  readonly hooks: readonly ProbeDocument[];
}

/** What became of pings or tests, as data. URLs are masked unless `showUrls` is set. */
export function probesDocument(
  outcomes: readonly TriggerOutcome[],
  { showUrls = false }: { readonly showUrls?: boolean } = {},
): ProbesDocument {
  return {
    hooks: outcomes.map((outcome) => ({
      scope: scopeName(outcome.scope),
      hook_id: outcome.hookId ?? null,
      url: outcome.url.show(showUrls),
      status: outcome.status,
      reason: "reason" in outcome ? outcome.reason : null,
      error: "error" in outcome ? errorDocument(outcome.error) : null,
    })),
  };
}

function errorDocument({
  code,
  message,
  help,
}: Extract<TriggerOutcome, { status: "failed" }>["error"]): ErrorDocument {
  return { code, message, help: help ?? null };
}
