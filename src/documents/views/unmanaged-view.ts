import { describeAge, joinWords, knownTime } from "../../model/format.ts";
import type { HookRefDocument, UnmanagedDocument } from "../../model/plan-document.ts";
import { groupAlike, type ScopeNames, withPlaceholders } from "./alike.ts";
import type { EntryView, GroupView, HookView } from "./document-view.ts";
import { hookView } from "./entry-view.ts";
import { receiverOf } from "./fold.ts";

/** A file of an earlier version has no events and no time. */
type Unmanaged = HookRefDocument & Partial<UnmanagedDocument> & { readonly isKept?: boolean };

interface Made {
  readonly api_url: string;
  /** undefined where nobody knows how old a hook is. */
  readonly now: number | undefined;
}

/** The hooks that nobody declares and that stay, by receiver; none where there are none. */
export function unmanagedGroup(hooks: readonly Unmanaged[], made: Made): readonly GroupView[] {
  if (hooks.length === 0) return [];
  const receiver = ({ url, scope }: Unmanaged, names: ScopeNames): string =>
    withPlaceholders(receiverOf(url), scope, names);
  const receivers = groupAlike(hooks, receiver);
  return [
    {
      rank: 9,
      weight: "quiet",
      tone: "muted",
      heading: `Unmanaged: ${hooks.length}`,
      lede: "On GitHub, not in the file. They stay.",
      entries: receivers
        .map(({ names, items }) => receiverEntry(receiver(items[0], names), items, made))
        .toSorted((left, right) => right.hooks.length - left.hooks.length),
    },
  ];
}

function receiverEntry(receiver: string, hooks: readonly Unmanaged[], made: Made): EntryView {
  const kept = hooks.filter(({ isKept }) => isKept === true).length;
  return {
    kind: "unmanaged",
    verb: "unmanaged",
    sign: " ",
    tone: "muted",
    url: hooks.length === 1 ? (hooks[0]?.url ?? receiver) : receiver,
    isWhole: false,
    note: kept === 0 ? "" : `${kept === hooks.length ? "" : `${kept} `}unmanaged: keep`,
    fields: [],
    blocked: null,
    origin: null,
    hooks: hooks.map((hook) => hookOf(hook, made, hooks.length === 1)),
  };
}

function hookOf(hook: Unmanaged, { api_url, now }: Made, isAlone: boolean): HookView {
  const { scope, hook_id: hookId, url, events = [] } = hook;
  const updatedAt = knownTime(hook.updated_at);
  const age =
    updatedAt === undefined || now === undefined
      ? ""
      : `updated ${describeAge(now - Date.parse(updatedAt))}`;
  const note = joinWords([isAlone ? "" : url, events.join(" "), age], "  ");
  return { ...hookView(scope, hookId > 0 ? hookId : null, api_url, ""), note };
}
