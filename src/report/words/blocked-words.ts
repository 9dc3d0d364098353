import type { Action, BlockedReason } from "../../model/plan.ts";
import { actionDocument } from "../documents/action-document.ts";
import { type BlockedWords, blockedDocumentWords } from "./blocked-document-words.ts";

/** {@link blockedDocumentWords} for an action of a plan that was just made. */
export function blockedWords(
  action: Action,
  reason: BlockedReason,
  inTheWay: readonly number[] = [],
): BlockedWords {
  return blockedDocumentWords(actionDocument(action, { showUrls: false }), reason, inTheWay);
}
