import { notFound } from "../http/answer.ts";
import { type HookOperation, hookOf } from "./hook-operation.ts";

export const deleteHook: HookOperation = (exchange, scope, ids) => {
  const hook = hookOf(exchange, scope, ids);
  const { deleteAnswer } = exchange.switches;
  if (deleteAnswer !== "404-kept") scope.hooks.delete(hook.id);
  if (deleteAnswer !== "204") throw notFound();
  return { status: 204 };
};
