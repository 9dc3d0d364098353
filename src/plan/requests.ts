import type { CreateAction, DeleteAction, UpdateAction } from "../model/plan.ts";
import { type Scope, scopePath } from "../model/scope.ts";
import { rotationUnrecorded } from "./secret-change.ts";

type Change = Pick<UpdateAction, "scope" | "desired" | "live" | "changes" | "secret"> & {
  readonly kind: "update" | "config-patch";
};

/** True where the change reaches into `config`, beyond the secret. */
export function changesConfig(changes: UpdateAction["changes"]): boolean {
  return changes.some(({ field }) => field !== "events" && field !== "active");
}

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

/** The requests of an `update` or `config-patch`, looks before and after the write included. */
export function changeRequests(change: Change): readonly string[] {
  const path = hookPath(change.scope, change.live.id);
  if (change.kind === "config-patch") {
    // The answer to this PATCH has no `updated_at`, which has to be seen to move past a rotation.
    const sent = change.secret === "rotate" || change.secret === "set";
    return sent && rotationUnrecorded(change.desired, change.live)
      ? [`PATCH ${path}/config`, `GET ${path}`]
      : [`PATCH ${path}/config`];
  }
  if (change.secret === "remove") return [`GET ${path}`, `PATCH ${path}`];
  // A secret that is kept may not travel with a `config`, which would have to hold it.
  if (change.secret === "keep" && changesConfig(change.changes))
    return [`PATCH ${path}`, `PATCH ${path}/config`];
  return [`PATCH ${path}`];
}
