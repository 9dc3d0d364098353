import type { ActionDocument } from "../../model/plan-document.ts";
import { blockedDocumentWords } from "../words/blocked-document-words.ts";
import { earlyWords, partWords } from "../words/early-words.ts";
import { fields } from "./fields.ts";
import type { EntryView, FieldView } from "./report-view.ts";

const looks = {
  create: { sign: "+", tone: "create" },
  update: { sign: "~", tone: "update" },
  "config-patch": { sign: "~", tone: "patch" },
  delete: { sign: "-", tone: "remove" },
} as const;

/** An action of a plan as people read it. */
export function actionEntry(action: ActionDocument): EntryView {
  const { kind, scope, url, blocked, source } = action;
  return {
    ...(blocked === null
      ? { ...looks[kind], kind }
      : ({ sign: "!", tone: "blocked", kind: "blocked" } as const)),
    verb: kind,
    scope,
    url,
    hookId: action.hook_id,
    note: noteOf(action),
    place: source === null ? "" : `${source.file}:${source.line}`,
    fields: [...fields(action, kind), ...orderOf(action)],
    blocked:
      blocked === null ? null : { reason: blocked, ...blockedDocumentWords(action, blocked) },
    origin: action.origin,
  };
}

/** Reasons that the fields below do not tell. */
function noteOf({ kind, reason }: ActionDocument): string {
  if (kind === "delete" || reason === "rotation" || reason === "resupply") return reason;
  return "";
}

function orderOf({ early, part }: ActionDocument): readonly FieldView[] {
  const text = part === undefined ? early && earlyWords[early] : partWords[part];
  return text === undefined || text === null ? [] : [{ kind: "words", field: "order", text }];
}
