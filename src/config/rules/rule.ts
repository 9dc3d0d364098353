import type { FleetConfig } from "../fleet-config.ts";
import type { HookContext } from "../hooks/resolve-hook.ts";
import type { MapNode } from "../yaml/yaml-node.ts";

export interface RuleContext
  extends HookContext,
    Pick<FleetConfig, "owners" | "ignore" | "protect"> {
  readonly root: MapNode;
  /** How many repositories of an organization may have the same hook without a warning. */
  readonly maxRepeats: number;
}

export type Rule = (ctx: RuleContext) => void;
