import { paginate } from "../http/paginate.ts";
import { type HookOperation, isVisible } from "./hook-operation.ts";
import { renderHook } from "./render-hook.ts";

export const listHooks: HookOperation = (exchange, scope) => {
  const hooks = [...scope.hooks.values()].filter((hook) => isVisible(exchange, hook));
  const { account, repository } = scope;
  const path =
    repository === undefined ? `/organizations/${account.id}` : `/repositories/${repository.id}`;
  return paginate(exchange, hooks, `${path}/hooks`, (hook) => renderHook(scope, hook, exchange));
};
