import { hookAccess, type Need } from "../access/access.ts";
import { findScope, type HookOperation } from "../access/find.ts";
import {
  getDelivery,
  listDeliveries,
  pingHook,
  redeliver,
  testHook,
} from "../deliveries/delivery-operations.ts";
import { notFound } from "../http/api-error.ts";
import { alsoByNumber, type Route, route } from "../http/routes.ts";
import {
  createHook,
  deleteHook,
  getHook,
  getHookConfig,
  listHooks,
  updateHook,
  updateHookConfig,
} from "./hook-operations.ts";

type Level = "organization" | "repository";

const one = "/{hook_id}";
const delivery = `${one}/deliveries/{delivery_id}`;

/** The path is that below `…/hooks`; of the anchor on the page of webhooks, `A` depends on the level. */
type Row = readonly [method: string, path: string, Need, run: HookOperation, anchor: string];

const both: readonly Row[] = [
  ["POST", "", "write", createHook, "create-A-webhook"],
  ["GET", one, "read", getHook, "get-A-webhook"],
  ["PATCH", one, "write", updateHook, "update-A-webhook"],
  ["DELETE", one, "delete", deleteHook, "delete-A-webhook"],
  ["GET", `${one}/config`, "read", getHookConfig, "get-a-webhook-configuration-for-A"],
  ["PATCH", `${one}/config`, "write", updateHookConfig, "update-a-webhook-configuration-for-A"],
  ["GET", `${one}/deliveries`, "read", listDeliveries, "list-deliveries-for-A-webhook"],
  ["POST", `${delivery}/attempts`, "write", redeliver, "redeliver-a-delivery-for-A-webhook"],
  ["POST", `${one}/pings`, "read", pingHook, "ping-A-webhook"],
];
const organization: readonly Row[] = [
  ["GET", "", "read", listHooks, "list-organization-webhooks"],
  ["GET", delivery, "read", getDelivery, "get-a-webhook-delivery-for-A-webhook"],
];
const repository: readonly Row[] = [
  ["GET", "", "read", listHooks, "list-repository-webhooks"],
  ["GET", delivery, "read", getDelivery, "get-a-delivery-for-A-webhook"],
  // Documented as `tests`; the `test_url` of a hook says `test`.
  ["POST", `${one}/tests`, "read", testHook, "test-the-push-repository-webhook"],
  ["POST", `${one}/test`, "read", testHook, "test-the-push-repository-webhook"],
];

/** The ids below `hooks` are numbers; other paths there do not exist. */
function readIds(values: readonly string[]): readonly number[] {
  if (!values.every((value) => /^\d{1,16}$/.test(value))) throw notFound();
  return values.map(Number);
}

function routesOf(level: Level, rows: readonly Row[]): readonly Route[] {
  const [prefix, page, a] =
    level === "organization"
      ? ["/orgs/{org}", "orgs", "an-organization"]
      : ["/repos/{owner}/{repo}", "repos", "a-repository"];
  const names = level === "organization" ? 1 : 2;
  return rows.flatMap(([method, path, need, run, anchor]) => {
    const access = hookAccess(level, need);
    const documentation = `${page}/webhooks#${anchor.replace("A", a)}`;
    return alsoByNumber(
      route(method, `${prefix}/hooks${path}`, documentation, access, (request, values) => {
        const scope = findScope(request, level, values.slice(0, names), access);
        return run(request, scope, readIds(values.slice(names)));
      }),
    );
  });
}

/** The 23 operations on webhooks, by names and by numbers; one of them under two names. */
export const hookRoutes: readonly Route[] = [
  ...routesOf("organization", [...both, ...organization]),
  ...routesOf("repository", [...both, ...repository]),
];
