import { hookAccess, type Need } from "../access/access.ts";
import type { HookOperation } from "../access/find-scope.ts";
import { findScope, type Target } from "../access/find-scope.ts";
import {
  getDelivery,
  listDeliveries,
  pingHook,
  redeliver,
  testHook,
} from "../deliveries/delivery-operations.ts";
import { notFound } from "../http/api-error.ts";
import type { Route } from "../http/routes.ts";
import {
  createHook,
  deleteHook,
  getHook,
  getHookConfig,
  listHooks,
  updateHook,
  updateHookConfig,
} from "./hook-operations.ts";

interface Operation {
  readonly method: string;
  /** Behind `…/hooks`. */
  readonly path: string;
  readonly need: Need;
  /** Anchors on the page of webhooks, which differ by level in more than one word. */
  readonly organization: string | undefined;
  readonly repository: string;
  readonly run: HookOperation;
}

const operation = (
  method: string,
  path: string,
  need: Need,
  run: HookOperation,
  organization: string | undefined,
  repository: string,
): Operation => ({ method, path, need, run, organization, repository });

const one = "/{hook_id}";
const delivery = `${one}/deliveries/{delivery_id}`;

const operations: readonly Operation[] = [
  operation("GET", "", "read", listHooks, "list-organization-webhooks", "list-repository-webhooks"),
  operation(
    "POST",
    "",
    "write",
    createHook,
    "create-an-organization-webhook",
    "create-a-repository-webhook",
  ),
  operation("GET", one, "read", getHook, "get-an-organization-webhook", "get-a-repository-webhook"),
  operation(
    "PATCH",
    one,
    "write",
    updateHook,
    "update-an-organization-webhook",
    "update-a-repository-webhook",
  ),
  operation(
    "DELETE",
    one,
    "delete",
    deleteHook,
    "delete-an-organization-webhook",
    "delete-a-repository-webhook",
  ),
  operation(
    "GET",
    `${one}/config`,
    "read",
    getHookConfig,
    "get-a-webhook-configuration-for-an-organization",
    "get-a-webhook-configuration-for-a-repository",
  ),
  operation(
    "PATCH",
    `${one}/config`,
    "write",
    updateHookConfig,
    "update-a-webhook-configuration-for-an-organization",
    "update-a-webhook-configuration-for-a-repository",
  ),
  operation(
    "GET",
    `${one}/deliveries`,
    "read",
    listDeliveries,
    "list-deliveries-for-an-organization-webhook",
    "list-deliveries-for-a-repository-webhook",
  ),
  operation(
    "GET",
    delivery,
    "read",
    getDelivery,
    "get-a-webhook-delivery-for-an-organization-webhook",
    "get-a-delivery-for-a-repository-webhook",
  ),
  operation(
    "POST",
    `${delivery}/attempts`,
    "write",
    redeliver,
    "redeliver-a-delivery-for-an-organization-webhook",
    "redeliver-a-delivery-for-a-repository-webhook",
  ),
  operation(
    "POST",
    `${one}/pings`,
    "read",
    pingHook,
    "ping-an-organization-webhook",
    "ping-a-repository-webhook",
  ),
  // Documented as `tests`; the `test_url` of a hook says `test`.
  ...["tests", "test"].map((word) =>
    operation(
      "POST",
      `${one}/${word}`,
      "read",
      testHook,
      undefined,
      "test-the-push-repository-webhook",
    ),
  ),
];

/** A path holds numbers behind `hooks`; anything else there is a page that does not exist. */
function readIds(values: readonly string[]): readonly number[] {
  if (!values.every((value) => /^\d{1,16}$/.test(value))) throw notFound();
  return values.map(Number);
}

function routesOf(
  { method, path, need, run }: Operation,
  level: "organization" | "repository",
  anchor: string,
): readonly Route[] {
  const access = hookAccess(level, need);
  const route = (
    prefix: string,
    count: number,
    target: (values: readonly string[]) => Target,
  ): Route => ({
    method,
    path: `${prefix}/hooks${path}`,
    documentation: `https://docs.github.com/rest/${level === "organization" ? "orgs" : "repos"}/webhooks#${anchor}`,
    access,
    run: (exchange, values) => {
      const scope = findScope(exchange, target(values), access, method === "GET");
      return run(exchange, scope, readIds(values.slice(count)));
    },
  });
  if (level === "organization") {
    return [
      route("/orgs/{org}", 1, ([login = ""]) => ({ kind: "organization", login })),
      route("/organizations/{id}", 1, ([id = ""]) => ({ kind: "organization", login: `#${id}` })),
    ];
  }
  return [
    route("/repos/{owner}/{repo}", 2, ([owner = "", name = ""]) => ({
      kind: "repository",
      owner,
      name,
    })),
    route("/repositories/{id}", 1, ([id = ""]) => ({
      kind: "repository",
      owner: `#${id}`,
      name: "",
    })),
  ];
}

/** The 23 operations on webhooks, by names and by numbers; one of them under two names. */
export const hookRoutes: readonly Route[] = operations.flatMap((entry) => [
  ...(entry.organization === undefined ? [] : routesOf(entry, "organization", entry.organization)),
  ...routesOf(entry, "repository", entry.repository),
]);
