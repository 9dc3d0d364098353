import {
  type CreateAction,
  changesConfig,
  type DeleteAction,
  looksFirst,
  type UpdateAction,
} from "../model/plan.ts";
import { type Scope, scopePath } from "../model/scope.ts";
import { rotationUnrecorded } from "./secret-change.ts";

type Change = Pick<UpdateAction, "scope" | "desired" | "live" | "changes" | "secret"> & {
  readonly kind: "update" | "config-patch";
};

function hookPath(scope: Scope, id: number): string {
  return `${scopePath(scope)}/hooks/${id}`;
}

export function createRequests({ scope }: Pick<CreateAction, "scope">): readonly string[] {
  return [`POST ${scopePath(scope)}/hooks`];
}

export function deleteRequests({
  scope,
  live,
}: Pick<DeleteAction, "scope" | "live">): readonly string[] {
  const path = hookPath(scope, live.id);
  return [`GET ${path}`, `DELETE ${path}`];
}

/**
 * The requests of an `update` or `config-patch`, looks before and after the write included, but for
 * the look that only an old plan needs.
 */
export function changeRequests(change: Change): readonly string[] {
  const path = hookPath(change.scope, change.live.id);
  const isPatch = change.kind === "config-patch";
  const look = looksFirst(change) ? [`GET ${path}${isPatch ? "/config" : ""}`] : [];
  if (isPatch) {
    // The answer to this PATCH has no `updated_at`, which has to be seen to move past a rotation.
    const isSent = change.secret === "rotate" || change.secret === "set";
    const check = isSent && rotationUnrecorded(change.desired, change.live);
    return [...look, `PATCH ${path}/config`, ...(check ? [`GET ${path}`] : [])];
  }
  // A secret that is kept may not travel with a `config`, which would have to hold it.
  if (change.secret === "keep" && changesConfig(change))
    return [...look, `PATCH ${path}`, `PATCH ${path}/config`];
  return [...look, `PATCH ${path}`];
}
