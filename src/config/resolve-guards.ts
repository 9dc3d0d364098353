import type { Limits } from "../model/desired-state.ts";
import { compileUrlGlob } from "../model/url-glob.ts";
import type { GuardGlob } from "./fleet-config.ts";
import type { ConfigFile, Limits as WrittenLimits } from "./generated/config-file.ts";
import type { Report } from "./problem.ts";
import { checkUrlGlob } from "./urls/url-template.ts";
import { itemsAt, type KnownKey, type MapNode, mapAt, placedStrings } from "./yaml/yaml-node.ts";

const defaultMaxDeletes = 10;

/** Compiles `ignore` and `protect`. */
export function resolveGuards(
  root: MapNode,
  report: Report,
): { readonly ignore: readonly GuardGlob[]; readonly protect: readonly GuardGlob[] } {
  const globs = (key: "ignore" | "protect"): readonly GuardGlob[] =>
    placedStrings(itemsAt<ConfigFile>(root, key)).map(({ value, position }) => {
      checkUrlGlob(value, `This glob in \`${key}\``, position).forEach(report);
      return { ...compileUrlGlob(value), position };
    });
  return { ignore: globs("ignore"), protect: globs("protect") };
}

/** `limits`, with what holds where it says nothing. */
export function resolveLimits(root: MapNode): Limits {
  const limits = mapAt<ConfigFile>(root, "limits");
  return {
    maxDeletes: numberAt(limits, "max_deletes") ?? defaultMaxDeletes,
    maxChanges: numberAt(limits, "max_changes"),
  };
}

function numberAt(map: MapNode | undefined, key: KnownKey<WrittenLimits>): number | undefined {
  const node = map?.entries.get(key)?.value;
  return node?.kind === "scalar" && typeof node.value === "number" ? node.value : undefined;
}
