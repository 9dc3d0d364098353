import type { LiveHook } from "../../model/hook.ts";

export interface DividedHooks {
  readonly declared: readonly LiveHook[];
  /** Hooks that stay unmanaged; `because` goes on after the id. */
  readonly leftOut: readonly { readonly hook: LiveHook; readonly because: string }[];
}

/**
 * Divides the hooks of one URL, sorted by id, into those that can stand in one file and the rest.
 * What is declared has to be what the planner pairs with it: the least changes, then the lowest id.
 * A hook with a value that cannot be declared always costs a change. Beside an ordinary hook that
 * is left out, the planner could prefer that one; and beside one that no file can declare (`shared`),
 * GitHub could refuse the change. So then it is left out too.
 */
export function divideHooks(hooks: readonly LiveHook[], shared: boolean): DividedHooks {
  const declared: LiveHook[] = [];
  const leftOut: { readonly hook: LiveHook; readonly because: string }[] = [];
  const add = (hook: LiveHook): void => {
    const rival = declared.find((other) => cannotStandBeside(other, hook));
    if (rival === undefined) declared.push(hook);
    else {
      const because = `has the URL of #${rival.id} and events that overlap, which only one entry can declare: it is a duplicate and stays unmanaged`;
      leftOut.push({ hook, because });
    }
  };
  const whole: LiveHook[] = [];
  for (const hook of hooks) {
    const fault = faultOf(hook);
    if (fault === undefined) whole.push(hook);
    else leftOut.push({ hook, because: `${fault}: it is left out and stays unmanaged` });
  }
  whole.filter(isOrdinary).forEach(add);
  const crowded = shared || leftOut.length > 0;
  for (const hook of whole.filter((one) => !isOrdinary(one))) {
    if (!crowded) add(hook);
    else {
      const because =
        "has a value that cannot be declared, and its URL has duplicates: it is left out and stays unmanaged";
      leftOut.push({ hook, because });
    }
  }
  return { declared, leftOut };
}

/** Why no entry of a file could declare a hook, whatever is beside it. */
function faultOf({ events, active }: LiveHook): string | undefined {
  if (typeof active === "string") return "has an `active` that cannot be declared";
  if (events.length === 0) return "has no events, which no file can ask for";
  return events.includes("") ? "has an event without a name" : undefined;
}

function isOrdinary({ contentType, insecureSsl }: LiveHook): boolean {
  return (contentType === "json" || contentType === "form") && typeof insecureSsl === "boolean";
}

/** Events overlap. */
function cannotStandBeside(left: LiveHook, right: LiveHook): boolean {
  if (left.events.includes("*") || right.events.includes("*")) return true;
  return left.events.some((event) => right.events.includes(event));
}
