import type { Switches } from "../../src/simulator/switches.ts";
import type { Talk, talkTo } from "./talk.ts";

/** How a switch shows: what is observed under each of its values. */
export interface SwitchCase {
  readonly observe: (talk: Talk) => Promise<unknown>;
  readonly seed?: Parameters<typeof talkTo>[0];
  readonly expected: Readonly<Record<string, unknown>>;
  /** Further switches that it takes to see it. */
  readonly given?: Partial<Switches>;
}

export const url = "https://ci.example.com/hook";

/** The secret of the hook that the tests work on, as it really is. */
export function secretOf({ simulator }: Talk, id = 21): string | undefined {
  return simulator.hooks("acme/api").find((hook) => hook.id === id)?.config.secret;
}
