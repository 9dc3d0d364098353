import { type Scope, scopeKey, scopeName } from "../model/scope.ts";

export interface ScopeGroup<Item> {
  readonly name: string;
  readonly items: readonly Item[];
}

/** Items under their scopes, both in the order they come in. */
export function groupByScope<Item extends { readonly scope: Scope }>(
  items: readonly Item[],
): readonly ScopeGroup<Item>[] {
  const groups = new Map<string, { readonly name: string; readonly items: Item[] }>();
  for (const item of items) {
    const key = scopeKey(item.scope);
    const group = groups.get(key) ?? { name: scopeName(item.scope), items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  return [...groups.values()];
}
