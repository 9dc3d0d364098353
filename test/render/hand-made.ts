import type { SourcePosition } from "../../src/model/diagnostic.ts";
import type { DesiredHook, LiveHook } from "../../src/model/hook.ts";
import { HookUrl } from "../../src/model/hook-url.ts";
import type {
  ConfigPatchAction,
  CreateAction,
  DeleteAction,
  Plan,
  UnchangedHook,
  UpdateAction,
} from "../../src/model/plan.ts";
import type { Scope } from "../../src/model/scope.ts";
import type { DesiredSecret } from "../../src/model/secret-reference.ts";

export const api: Scope = { kind: "repository", owner: "acme", repository: "api" };
export const acme: Scope = { kind: "organization", owner: "acme" };

export function at(line: number, file = "hookfleet.yaml"): SourcePosition {
  return { file, line, column: 9 };
}

export function declared(url: string): HookUrl {
  return new HookUrl(url, { kind: "declared" });
}

export function fromGitHub(url: string): HookUrl {
  return new HookUrl(url, { kind: "live" });
}

export function managed(ref: string, rotatedAt?: number): DesiredSecret {
  const source = { kind: "env", name: "SOME_SECRET" } as const;
  return {
    kind: "managed",
    secret: { ref, source, hosts: undefined, rotatedAt, position: at(3) },
  };
}

export function desiredHook(over: Partial<DesiredHook> = {}): DesiredHook {
  return {
    url: declared("https://ci.example.com/github-webhook/"),
    events: ["pull_request", "push"],
    contentType: "json",
    insecureSsl: false,
    active: true,
    secret: managed("ci"),
    previousUrls: [],
    position: at(12),
    alsoAt: [],
    provenance: new Map(),
    ...over,
  };
}

export function liveHook(over: Partial<LiveHook> = {}): LiveHook {
  return {
    id: 123,
    name: "web",
    url: declared("https://ci.example.com/github-webhook/"),
    events: ["push"],
    active: true,
    contentType: "json",
    insecureSsl: false,
    hasSecret: true,
    unknownConfigKeys: [],
    updatedAt: Date.UTC(2026, 0, 2),
    createdAt: Date.UTC(2025, 0, 2),
    lastResponse: undefined,
    ...over,
  };
}

export function createAction(over: Partial<CreateAction> = {}): CreateAction {
  return {
    kind: "create",
    reason: "missing",
    scope: api,
    desired: desiredHook(),
    secret: "set",
    blocked: null,
    needs: [],
    requests: ["POST /repos/acme/api/hooks"],
    position: at(12),
    ...over,
  };
}

const change = {
  reason: "differs",
  scope: api,
  blocked: null,
  needs: [],
  resupplyAsked: false,
  position: at(12),
} as const;

export function updateAction(over: Partial<UpdateAction> = {}): UpdateAction {
  return {
    kind: "update",
    part: null,
    ...change,
    desired: desiredHook(),
    live: liveHook(),
    changes: [{ field: "events", before: ["push"], after: ["pull_request", "push"] }],
    secret: "resupply",
    requests: ["PATCH /repos/acme/api/hooks/123"],
    ...over,
  };
}

export function patchAction(over: Partial<ConfigPatchAction> = {}): ConfigPatchAction {
  return {
    kind: "config-patch",
    ...change,
    desired: desiredHook(),
    live: liveHook(),
    changes: [{ field: "content_type", before: "form", after: "json" }],
    secret: "keep",
    requests: ["PATCH /repos/acme/api/hooks/123/config"],
    ...over,
  };
}

export function deleteAction(over: Partial<DeleteAction> = {}): DeleteAction {
  return {
    kind: "delete",
    reason: "unmanaged",
    scope: api,
    live: liveHook({ id: 9, url: fromGitHub("https://old.example.com/services/T0/B0") }),
    successor: undefined,
    early: null,
    blocked: null,
    needs: [],
    requests: ["GET /repos/acme/api/hooks/9", "DELETE /repos/acme/api/hooks/9"],
    position: undefined,
    ...over,
  };
}

export function unchangedHook(
  over: Partial<LiveHook> = {},
  wanted: Partial<DesiredHook> = {},
): UnchangedHook {
  const live = liveHook(over);
  const desired = desiredHook({ url: live.url, ...wanted });
  return { scope: api, hookId: live.id, url: live.url, desired, live };
}

export function handMadePlan(over: Partial<Plan> = {}): Plan {
  return {
    actions: [],
    unchanged: [],
    unmanaged: [],
    ignored: [],
    assumed: 0,
    unread: [],
    scopes: [acme, api],
    seen: new Map(),
    readAt: new Map(),
    diagnostics: [],
    limits: { maxDeletes: 10, maxChanges: undefined },
    github: { hooksPerEvent: 20, time: undefined, hooksOfEvent: new Map() },
    complete: true,
    ...over,
  };
}

/** What is known of a hook that nobody declares beside its scope, id and URL. */
export const unmanagedFacts = { events: ["push"], updatedAt: Date.UTC(2026, 0, 2) } as const;
