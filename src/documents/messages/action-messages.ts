/** How an action looks wherever people read of it, and what it is called once it is done. */
export const actionLooks = {
  create: { sign: "+", tone: "create", done: "created" },
  update: { sign: "~", tone: "update", done: "updated" },
  "config-patch": { sign: "~", tone: "patch", done: "config-patched" },
  delete: { sign: "-", tone: "remove", done: "deleted" },
} as const;

/** Why one hook is changed in two requests. */
export const partMessages = {
  shrink: "first of two requests: another hook of its scope takes the events that it gives up",
  grow: "second of two requests: another hook of its scope has given up these events",
} as const;

/** Why a delete goes before the other actions of its scope. */
export const earlyMessages = {
  "duplicate-in-the-way":
    "first in its scope: GitHub refuses another hook of its URL and event beside it",
  "event-limit": "first in its scope: GitHub's limit of hooks per event leaves no room beside it",
} as const;
