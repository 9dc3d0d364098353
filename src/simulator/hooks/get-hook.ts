import { type HookOperation, hookOf } from "./hook-operation.ts";
import { renderConfig, renderHook } from "./render-hook.ts";

export const getHook: HookOperation = (exchange, scope, ids) => {
  const hook = hookOf(exchange, scope, ids);
  return {
    status: 200,
    body: renderHook(scope, hook, exchange),
    headers: { "Last-Modified": new Date(hook.updatedAt).toUTCString() },
  };
};

export const getHookConfig: HookOperation = (exchange, scope, ids) => ({
  status: 200,
  body: renderConfig(hookOf(exchange, scope, ids).config),
});
