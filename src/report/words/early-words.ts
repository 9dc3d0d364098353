/** Why one hook is changed in two requests. */
export const partWords = {
  shrink: "first of two requests: another hook of its scope takes the events that it gives up",
  grow: "second of two requests: another hook of its scope has given up these events",
} as const;

/** Why a delete goes before the other actions of its scope. */
export const earlyWords = {
  "duplicate-in-the-way":
    "first in its scope: GitHub refuses another hook of its URL and event beside it",
  "event-limit": "first in its scope: GitHub's limit of hooks per event leaves no room beside it",
} as const;
