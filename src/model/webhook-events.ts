import { elsewhere, onBoth, onOrganizations } from "./generated/event-tables.ts";

/** Where GitHub offers an event, and what can happen in it. */
export interface WebhookEvent {
  readonly organization: boolean;
  readonly repository: boolean;
  /** Sorted; empty where the event has none. */
  readonly actions: readonly string[];
}

function eventsOf(
  table: readonly string[],
  levels: Pick<WebhookEvent, "organization" | "repository">,
): readonly (readonly [string, WebhookEvent])[] {
  return table.map((line) => {
    const [name = "", ...actions] = line.split(" ");
    return [name, { ...levels, actions }];
  });
}

/**
 * Every event that GitHub documents. `*`, which is all of them, is not one. Such lists go stale: what
 * stands in none of them may exist all the same.
 */
export const webhookEvents: ReadonlyMap<string, WebhookEvent> = new Map([
  ...eventsOf(onBoth, { organization: true, repository: true }),
  ...eventsOf(onOrganizations, { organization: true, repository: false }),
  ...eventsOf(elsewhere, { organization: false, repository: false }),
]);
