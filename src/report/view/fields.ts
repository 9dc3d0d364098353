import type { SecretChange } from "../../model/plan.ts";
import type { ChangeDocument } from "../../model/plan-document.ts";
import { secretDocumentWords } from "../words/secret-document-words.ts";
import type { FieldView } from "./report-view.ts";

/** The defaults, which go without saying where a hook comes or goes. */
const defaults: Readonly<Record<string, boolean>> = { active: true, insecure_ssl: false };

interface Changed {
  /** null for a hook that does not exist yet, or that is known on paper alone. */
  readonly hook_id: number | null;
  readonly changes: readonly ChangeDocument[];
  readonly secret: SecretChange;
  readonly secret_ref: string | null;
  readonly blocked: string | null;
  readonly has_secret?: boolean;
  readonly resupply_asked?: boolean;
}

/** What becomes of each field that changes, and of the secret last because it has most to say. */
export function fields(
  entry: Changed,
  kind: "create" | "update" | "config-patch" | "delete",
): readonly FieldView[] {
  const words = secretDocumentWords({
    kind,
    secret: entry.secret,
    secretRef: entry.secret_ref,
    isBlocked: entry.blocked !== null,
    isOnPaper: kind !== "create" && entry.hook_id === null,
    hasSecret: entry.has_secret,
    isAsked: entry.resupply_asked,
  });
  return [
    ...entry.changes.filter(isTelling).map(fieldView),
    ...(words === undefined ? [] : [secretView(words, entry)]),
    ...entry.changes.flatMap(masked),
  ];
}

function secretView(text: string, { secret, has_secret: goes = false }: Changed): FieldView {
  const view = { kind: "words", field: "secret", text } as const;
  return secret === "remove" || goes ? { ...view, tone: "warning" } : view;
}

/** The URL of a hook that comes or goes stands in its opening line already. */
function isTelling({ field, before, after }: ChangeDocument): boolean {
  if (before !== null && after !== null) return true;
  return field !== "url" && (before ?? after) !== defaults[field];
}

function fieldView({ field, before, after }: ChangeDocument): FieldView {
  const gone = items(field, before);
  const here = items(field, after);
  return {
    kind: "change",
    field,
    // Events are a set: only what differs is told. Of a URL with masks both sides may look alike.
    removed: field === "events" ? gone.filter((item) => !here.includes(item)) : gone,
    added: field === "events" ? here.filter((item) => !gone.includes(item)) : here,
  };
}

function items(field: ChangeDocument["field"], value: ChangeDocument["before"]): readonly string[] {
  if (value === null) return [];
  return typeof value === "object" ? value : [shownValue(field, value)];
}

/** One value for people. What GitHub shows for a switch and is neither on nor off stands in quotes. */
export function shownValue(field: ChangeDocument["field"], value: string | boolean): string {
  const isSwitch = field === "insecure_ssl" || field === "active";
  return isSwitch && typeof value === "string" ? JSON.stringify(value) : String(value);
}

function masked({ field, before, after }: ChangeDocument): readonly FieldView[] {
  if (field !== "url" || before === null || before !== after) return [];
  return [{ kind: "words", field: "", text: "(the URLs differ where they are masked)" }];
}
