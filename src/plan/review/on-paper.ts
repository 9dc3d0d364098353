import type { DesiredHook, LiveHook } from "../../model/hook.ts";

/**
 * A declared hook as if it had been applied. Its id is below zero, which GitHub's never are: on paper
 * a hook has none.
 */
export function onPaper(hook: DesiredHook, index: number): LiveHook {
  const { url, events, active, contentType, insecureSsl, secret } = hook;
  const rotatedAt = secret.kind === "managed" ? secret.secret.rotatedAt : undefined;
  return {
    id: -1 - index,
    name: "web",
    url,
    events,
    active,
    contentType,
    insecureSsl,
    hasSecret: secret.kind === "managed",
    unknownConfigKeys: [],
    // All that is known is that a rotation of the base has been carried out.
    updatedAt: rotatedAt ?? 0,
    createdAt: 0,
    lastResponse: undefined,
  };
}
