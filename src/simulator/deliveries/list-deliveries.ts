import { type HookOperation, hookOf } from "../hooks/hook-operation.ts";
import { hookPath } from "../hooks/render-hook.ts";
import { invalid, Refusal } from "../http/answer.ts";
import { linkBase, pageSize, withQuery } from "../http/paginate.ts";
import type { Delivery } from "../world/world.ts";
import { renderDelivery } from "./render-delivery.ts";
import { visibleDeliveries } from "./visible-deliveries.ts";

/** `failure` is what was answered with 400 to 599. */
function hasStatus(delivery: Delivery, status: string | null): boolean {
  if (status === null || status === "") return true;
  if (status !== "success" && status !== "failure")
    throw invalid([{ resource: "Hook", code: "invalid", field: "status" }]);
  const { statusCode } = delivery.answer();
  return status === "failure"
    ? statusCode >= 400 && statusCode <= 599
    : statusCode >= 200 && statusCode < 400;
}

/** A cursor is opaque to clients; it names the first delivery of its page. */
function startOf(deliveries: readonly Delivery[], cursor: string | null): number {
  if (cursor === null || cursor === "") return 0;
  const id = /^v1_(\d+)$/.exec(cursor)?.[1];
  if (id === undefined) throw new Refusal(400, "Invalid cursor");
  const start = deliveries.findIndex((delivery) => delivery.id === Number(id));
  return start === -1 ? deliveries.length : start;
}

export const listDeliveries: HookOperation = (exchange, scope, ids) => {
  const { query, now, switches } = exchange;
  const base = linkBase(exchange);
  const hook = hookOf(exchange, scope, ids);
  const deliveries = visibleDeliveries(hook, now, switches.deliveriesRetention).filter((delivery) =>
    hasStatus(delivery, query.get("status")),
  );
  const size = pageSize(query);
  const start = startOf(deliveries, query.get("cursor"));
  const links: string[] = [];
  const link = (first: Delivery | undefined, rel: string): void => {
    if (first === undefined) return;
    const page = withQuery(query, "cursor", `v1_${first.id}`);
    links.push(`<${base}${hookPath(scope, hook.id)}/deliveries?${page}>; rel="${rel}"`);
  };
  link(deliveries[start + size], "next");
  if (start > 0) link(deliveries[Math.max(0, start - size)], "prev");
  return {
    status: 200,
    body: deliveries.slice(start, start + size).map(renderDelivery),
    ...(links.length === 0 ? {} : { headers: { Link: links.join(", ") } }),
  };
};
