import type { DriftKind } from "../../model/drift-document.ts";
import type { Palette } from "../text/palette.ts";

/** How a kind of drift is called wherever people read of it. */
export interface DriftKindWords {
  readonly title: string;
  readonly what: string;
  readonly style: keyof Palette;
}

/** In the order in which a report tells them. */
export const driftKindWords: { readonly [Kind in DriftKind]: DriftKindWords } = {
  missing: { title: "Missing", what: "declared, but not on GitHub", style: "create" },
  changed: { title: "Changed", what: "on GitHub otherwise than declared", style: "update" },
  unmanaged: { title: "Unmanaged", what: "on GitHub, but not declared", style: "remove" },
  superseded: {
    title: "Superseded",
    what: "the old hook is still there beside its successor",
    style: "remove",
  },
  blocked: {
    title: "Blocked",
    what: "not as declared, and `apply` may not mend it",
    style: "blocked",
  },
  unhealthy: {
    title: "Unhealthy",
    what: "the receiver failed at the last delivery",
    style: "warning",
  },
};
