import type { Action } from "../../model/plan.ts";
import type { Palette } from "../text/palette.ts";

/** How an action is called wherever people read of it. */
export interface ActionWords {
  readonly sign: string;
  /** What it is going to do; also its `kind`. */
  readonly verb: Action["kind"];
  /** What it has done. */
  readonly done: string;
  readonly style: keyof Palette;
}

const words: { readonly [Kind in Action["kind"]]: ActionWords } = {
  create: { sign: "+", verb: "create", done: "created", style: "create" },
  update: { sign: "~", verb: "update", done: "updated", style: "update" },
  "config-patch": { sign: "~", verb: "config-patch", done: "config-patched", style: "patch" },
  delete: { sign: "-", verb: "delete", done: "deleted", style: "remove" },
};

export function actionWords(action: Action): ActionWords {
  return words[action.kind];
}
