import { compareStrings } from "../../model/compare-strings.ts";
import { joinWords, knownTime, showTime } from "../../model/format.ts";
import { hookFields } from "../../model/hook-fields.ts";
import { hookSettingsUrl } from "../../model/hook-link.ts";
import type { Action, Plan } from "../../model/plan.ts";
import type { ActionDocument, ActionOrigin, ChangeDocument } from "../../model/plan-document.ts";
import { managedSecret } from "../../model/secret-reference.ts";
import { describeBlock, hooksInTheWay } from "../messages/blocked-messages.ts";
import { describeSecret, type SecretCase } from "../messages/secret-messages.ts";
import { actionDocument, type ShowOptions } from "../plan-document.ts";
import type { EntryView, FieldView, HookView } from "./document-view.ts";

/** How an action looks wherever people read of it, and what it is called once it is done. */
export const actionLooks = {
  create: { sign: "+", tone: "create", done: "created" },
  update: { sign: "~", tone: "update", done: "updated" },
  "config-patch": { sign: "~", tone: "patch", done: "config-patched" },
  delete: { sign: "-", tone: "remove", done: "deleted" },
} as const;

/** Why one hook is changed in two requests. */
const partMessages = {
  shrink: "first of two requests: another hook of its scope takes the events that it gives up",
  grow: "second of two requests: another hook of its scope has given up these events",
} as const;

/** Why a delete goes before the other actions of its scope. */
const earlyMessages = {
  "duplicate-in-the-way":
    "first in its scope: GitHub refuses another hook of its URL and event beside it",
  "event-limit": "first in its scope: GitHub's limit of hooks per event leaves no room beside it",
} as const;

/** An action with what is known of it only while its plan is fresh. */
export interface FreshAction extends ActionDocument {
  readonly rotated_at?: string | undefined;
  /** The URL of the hook that took over, and its place where the action has another one. */
  readonly successor?: string | undefined;
  /** The ids of the hooks that hold its place. */
  readonly in_the_way?: readonly number[];
}

export function freshAction(
  plan: Plan,
  action: Action,
  options: ShowOptions & { readonly origin?: ActionOrigin | undefined },
): FreshAction {
  return {
    ...actionDocument(action, options),
    rotated_at: rotatedAt(action),
    successor: successor(action, options.showUrls === true),
    in_the_way: hooksInTheWay(plan, action),
  };
}

function rotatedAt(action: Action): string | undefined {
  const time = action.kind === "delete" ? undefined : managedSecret(action.desired)?.rotatedAt;
  return time === undefined ? undefined : showTime(time);
}

function successor(action: Action, showUrls: boolean): string | undefined {
  if (action.kind !== "delete" || action.successor === undefined) return undefined;
  const { url, position } = action.successor;
  const place = placeOf(position);
  return `${url.show(showUrls)}${placeOf(action.position ?? null) === place ? "" : `  ${place}`}`;
}

/** `file:line`, which is enough to find an entry; empty where the file does not ask for it. */
export function placeOf(source: { readonly file: string; readonly line: number } | null): string {
  return source === null ? "" : `${source.file}:${source.line}`;
}

/** An action of a plan as people read it. */
export function actionEntry(action: FreshAction, apiUrl: string): EntryView {
  const { kind, scope, url, blocked, reason, hook_id: hookId } = action;
  // The fields below tell the other reasons.
  const isTold = kind !== "delete" && reason !== "rotation" && reason !== "resupply";
  const { sign, tone } = actionLooks[kind];
  return {
    ...(blocked === null
      ? { sign, tone, kind }
      : ({ sign: "!", tone: "blocked", kind: "blocked" } as const)),
    verb: kind,
    url,
    isWhole: kind === "create" || kind === "delete",
    note: isTold ? "" : reason,
    fields: [...changeViews(action.changes), ...linesOf(action), ...secretViews(action)],
    blocked:
      blocked === null
        ? null
        : { reason: blocked, ...describeBlock(action, blocked, action.in_the_way) },
    origin: action.origin,
    hooks: [hookView(scope, hookId, apiUrl, placeOf(action.source))],
  };
}

/** Where an entry is that is one hook alone. */
export function hookView(
  scope: string,
  hookId: number | null,
  apiUrl: string,
  place: string,
): HookView {
  return { scope, hookId, link: hookSettingsUrl(scope, hookId, apiUrl), place, note: "" };
}

/** An action as one of many: what is true of its hook alone stands beside the hook. */
export function commonEntry(action: FreshAction, apiUrl: string): EntryView {
  const { updated_at: time, in_the_way: ids = [], ...common } = action;
  const updatedAt = knownTime(time);
  const note = joinWords([
    updatedAt === undefined ? "" : `updated ${updatedAt}`,
    ids.length === 0 ? "" : `beside ${ids.map((id) => `#${id}`).join(", ")}`,
  ]);
  const entry = actionEntry(common, apiUrl);
  return { ...entry, hooks: entry.hooks.map((hook) => ({ ...hook, note })) };
}

function linesOf({ early, part, successor: other }: FreshAction): readonly FieldView[] {
  const order = part === undefined ? early && earlyMessages[early] : partMessages[part];
  return [
    ...(other === undefined ? [] : [{ kind: "words", field: "successor", text: other } as const]),
    ...(order ? [{ kind: "words", field: "order", text: order } as const] : []),
  ];
}

/** What happens to the secret. It stands last, because it has most to say. */
export function secretViews(of: SecretCase): readonly FieldView[] {
  const text = describeSecret(of);
  if (text === undefined) return [];
  const isLost = of.secret === "remove" || of.has_secret === true;
  return [{ kind: "words", field: "secret", text, tone: isLost ? "warning" : undefined }];
}

/** The defaults, which are left out where a hook comes or goes; only switches have one. */
const defaults = new Map(hookFields.map(({ key, fallback }) => [key, fallback]));

/** What happens to each field that changes. */
export function changeViews(changes: readonly ChangeDocument[]): readonly FieldView[] {
  return changes.filter(isTelling).flatMap((change) => [changeView(change), ...masked(change)]);
}

/** The URL of a hook that comes or goes stands in its opening line already. */
function isTelling({ field, before, after }: ChangeDocument): boolean {
  if (before !== null && after !== null) return true;
  return field !== "url" && (before ?? after) !== defaults.get(field);
}

function changeView({ field, before, after }: ChangeDocument): FieldView {
  // A hook that goes may have had no events.
  const isEmpty =
    field === "events" && [before, after].flatMap((value) => value ?? []).length === 0;
  const gone = isEmpty && before !== null ? ["none"] : items(field, before);
  const here = items(field, after);
  // Events are a set, and only what differs is told; all of them say more as a whole. Of a URL with
  // masks both sides may look alike.
  const isSet = field === "events" && !gone.includes("*") && !here.includes("*");
  return {
    kind: "change",
    field,
    removed: isSet ? gone.filter((item) => !here.includes(item)) : gone,
    added: isSet ? here.filter((item) => !gone.includes(item)) : here,
  };
}

function items(field: ChangeDocument["field"], value: ChangeDocument["before"]): readonly string[] {
  if (value === null) return [];
  if (typeof value === "object") return value.toSorted(compareStrings);
  // What GitHub shows for a switch and is neither on nor off stands in quotes.
  const isSwitch = defaults.get(field) !== undefined;
  return [isSwitch && typeof value === "string" ? JSON.stringify(value) : String(value)];
}

function masked({ field, before, after }: ChangeDocument): readonly FieldView[] {
  if (field !== "url" || before === null || before !== after) return [];
  return [{ kind: "words", field: "", text: "(the URLs differ where they are masked)" }];
}
