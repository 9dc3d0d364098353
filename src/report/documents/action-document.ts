import { compareStrings } from "../../model/compare-strings.ts";
import type { LiveHook } from "../../model/hook.ts";
import type { Action, FieldChange } from "../../model/plan.ts";
import type { ActionDocument, ActionOrigin, ChangeDocument } from "../../model/plan-document.ts";
import { scopeName } from "../../model/scope.ts";
import { showTime } from "../text/show-time.ts";
import { actionTarget } from "./action-target.ts";
import { positionDocument } from "./diagnostic-document.ts";

/** An action as data: URLs masked, and of a secret what happens to it and its name. */
export function actionDocument(
  action: Action,
  options: { readonly showUrls: boolean; readonly origin?: ActionOrigin | undefined },
): ActionDocument {
  const { url, hookId } = actionTarget(action);
  const isDelete = action.kind === "delete";
  return {
    kind: action.kind,
    scope: scopeName(action.scope),
    hook_id: hookId,
    url: url.show(options.showUrls),
    changes: changesOf(action, options.showUrls),
    secret: isDelete ? "none" : action.secret,
    secret_ref:
      !isDelete && action.desired.secret.kind === "managed"
        ? action.desired.secret.secret.ref
        : null,
    reason: action.reason,
    blocked: action.blocked,
    origin: options.origin ?? null,
    requests: action.requests,
    source: action.position === undefined ? null : positionDocument(action.position),
    ...(action.kind === "update" && action.secret === "resupply" && action.resupplyAsked
      ? { resupply_asked: true as const }
      : {}),
    ...(!isDelete && action.secret === "rotate" && hookId !== null
      ? { updated_at: showTime(action.live.updatedAt) }
      : {}),
    ...(action.kind === "update" && action.part !== null ? { part: action.part } : {}),
    ...(isDelete ? { has_secret: action.live.hasSecret, early: action.early } : {}),
  };
}

/** All fields of a hook that comes or goes; of one that stays, those that change. */
function changesOf(action: Action, showUrls: boolean): readonly ChangeDocument[] {
  if (action.kind === "create")
    return fieldsOf(action.desired, showUrls).map(([field, after]) => ({
      field,
      before: null,
      after,
    }));
  if (action.kind === "delete")
    return fieldsOf(action.live, showUrls).map(([field, before]) => ({
      field,
      before,
      after: null,
    }));
  return action.changes.map((change) => changeDocument(change, showUrls));
}

type Visible = Pick<LiveHook, "url" | "events" | "contentType" | "insecureSsl" | "active">;
type Value = string | boolean | readonly string[];

function fieldsOf(hook: Visible, showUrls: boolean): readonly [ChangeDocument["field"], Value][] {
  return [
    ["url", hook.url.show(showUrls)],
    ["events", hook.events.toSorted(compareStrings)],
    ["content_type", hook.contentType],
    ["insecure_ssl", hook.insecureSsl],
    ["active", hook.active],
  ];
}

function changeDocument(change: FieldChange, showUrls: boolean): ChangeDocument {
  const { field } = change;
  switch (field) {
    case "url":
      return { field, before: change.before.show(showUrls), after: change.after.show(showUrls) };
    case "events":
      return {
        field,
        before: change.before.toSorted(compareStrings),
        after: change.after.toSorted(compareStrings),
      };
    case "content_type":
    case "insecure_ssl":
    case "active":
      return { field, before: change.before, after: change.after };
    default:
      return field satisfies never;
  }
}
