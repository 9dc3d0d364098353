import type { Principal } from "../access/principal.ts";

/** Under which name a principal writes. What Actions' own token writes is always the same bot's. */
export function authorOf({ kind, login }: Principal): string {
  return kind === "actions" ? "github-actions[bot]" : login;
}
