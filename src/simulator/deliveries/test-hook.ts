import { type HookOperation, hookOf } from "../hooks/hook-operation.ts";
import { timestamp } from "../hooks/render-hook.ts";
import { sendDelivery } from "./send-delivery.ts";

const zeros = "0".repeat(40);
const commit = "6dcb09b5b57875f334f61aebed695e2e4193db5e";

/** Sends a push of the last commit; a hook that does not subscribe to push gets nothing. */
export const testHook: HookOperation = (exchange, scope, ids) => {
  const { world, switches, now, principal } = exchange;
  const hook = hookOf(exchange, scope, ids);
  if (hook.events.includes("push") || hook.events.includes("*")) {
    sendDelivery(world, switches, scope, hook, {
      event: "push",
      action: null,
      at: now + switches.pingDelay,
      sender: principal.login,
      // The keys in the order of a recorded push (octokit.rb, app hook delivery, 2024).
      body: ({ repository, ...context }) => ({
        ref: "refs/heads/main",
        before: zeros,
        after: commit,
        repository,
        pusher: { name: principal.login, email: `${principal.login}@users.noreply.github.com` },
        ...context,
        created: false,
        deleted: false,
        forced: false,
        base_ref: null,
        compare: `https://github.com/compare/${zeros.slice(0, 12)}...${commit.slice(0, 12)}`,
        commits: [],
        head_commit: { id: commit, message: "Fix all the bugs", timestamp: timestamp(now) },
      }),
    });
  }
  return { status: 204 };
};
