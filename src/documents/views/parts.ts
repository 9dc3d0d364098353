import { hookFields } from "../../model/hook-fields.ts";
import type { SecretChange } from "../../model/plan.ts";
import type { ChangeDocument, DiagnosticDocument } from "../../model/plan-document.ts";
import { secretDocumentWords } from "../words/secret-words.ts";
import { type AlertView, damageLevel, type FieldView } from "./report-view.ts";

/** The defaults, which go without saying where a hook comes or goes; only switches have one. */
const defaults = new Map(hookFields.map(({ key, fallback }) => [key, fallback]));

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
  return field !== "url" && (before ?? after) !== defaults.get(field);
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
  const isSwitch = defaults.get(field) !== undefined;
  return isSwitch && typeof value === "string" ? JSON.stringify(value) : String(value);
}

function masked({ field, before, after }: ChangeDocument): readonly FieldView[] {
  if (field !== "url" || before === null || before !== after) return [];
  return [{ kind: "words", field: "", text: "(the URLs differ where they are masked)" }];
}

/** What hooks that come without the check of their receiver's certificate have in common. */
interface Changing {
  readonly scope: string;
  readonly url: string;
  readonly changes: readonly ChangeDocument[];
  readonly blocked: string | null;
}

/** So many new hooks are warned of one by one. */
const few = 5;

const order = { caution: 0, warning: 1 } as const;

/** Errors and damage first, then what could surprise; otherwise in the order given. */
export function alerts(
  diagnostics: readonly DiagnosticDocument[],
  changing: readonly Changing[] = [],
): readonly AlertView[] {
  // What stops the run is never what a short list leaves out.
  const errorsFirst = diagnostics.toSorted(
    (left, right) => Number(right.severity === "error") - Number(left.severity === "error"),
  );
  return [...errorsFirst.map(alert), ...unverified(changing)].toSorted(
    (left, right) => order[left.level] - order[right.level],
  );
}

function alert(diagnostic: DiagnosticDocument): AlertView {
  const { code, message, help = "", scope, source } = diagnostic;
  const place = source === undefined ? "" : `${source.file}:${source.line}`;
  return { level: damageLevel(diagnostic), code, message, help, where: scope ?? place };
}

/** New hooks alone: of those that stop verifying, the planner warns itself. */
function comesUnverified({ changes, blocked }: Changing): boolean {
  return (
    blocked === null &&
    changes.some(
      ({ field, before, after }) => field === "insecure_ssl" && before === null && after === true,
    )
  );
}

function unverified(changing: readonly Changing[]): readonly AlertView[] {
  const found = changing.filter(comesUnverified);
  const common = {
    level: "caution",
    code: "verification-off",
    help: "Whoever stands between GitHub and the receiver can read and forge its deliveries. Leave out `insecure_ssl: true` unless that is meant.",
  } as const;
  if (found.length > few) {
    const message = `${found.length} new hooks do not verify their receivers' certificates`;
    return [{ ...common, message, where: "" }];
  }
  return found.map(({ scope, url }) => ({
    ...common,
    message: `the new hook for ${url} does not verify its receiver's certificate`,
    where: scope,
  }));
}

/** What the documents of plans and of drift say of how they were made. */
interface Made {
  readonly tool_version: string;
  readonly created_at: string;
  readonly api_url: string;
  readonly targets: readonly string[];
  readonly digest: string;
}

/** How a document was made, with its digest last: whoever has the file can see that it is the one. */
export function documentFacts(
  document: Made,
  further: readonly (readonly [string, string])[] = [],
): readonly (readonly [string, string])[] {
  const { targets } = document;
  const more = targets.length - 5;
  return [
    ["Made", document.created_at],
    ["By", `hookfleet ${document.tool_version}`],
    ["API", document.api_url],
    ...(targets.length === 0
      ? []
      : [
          [
            "Targets",
            targets.slice(0, 5).join(", ") + (more > 0 ? ` and ${more} more` : ""),
          ] as const,
        ]),
    ...further,
    ["Digest", document.digest],
  ];
}
