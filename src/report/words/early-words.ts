/** Why a delete goes before the other actions of its scope. */
export const earlyWords = {
  "duplicate-in-the-way":
    "first in its scope: GitHub refuses another hook of its URL and event beside it",
  "event-limit": "first in its scope: GitHub's limit of hooks per event leaves no room beside it",
} as const;
