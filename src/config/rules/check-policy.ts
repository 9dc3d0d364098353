import type { ConfigFile, Organization, RepositoryEntry, User } from "../generated/config-file.ts";
import type { Report } from "../problem.ts";
import {
  entryOf,
  itemsAt,
  type KnownKey,
  type MapNode,
  mapAt,
  stringOf,
} from "../yaml/yaml-node.ts";

const guards: readonly KnownKey<ConfigFile>[] = ["defaults", "ignore", "protect", "limits"];

const help = "Write it in the file that `--policy` names.";

/** With a policy file, what guards everybody may stand only there. `root` is any other file. */
export function checkPolicy(root: MapNode, report: Report): void {
  for (const key of guards) {
    const entry = entryOf<ConfigFile>(root, key);
    if (entry === undefined) continue;
    const message = `\`${key}\` may stand only in the policy file`;
    report({ code: "policy-only", message, help, at: entry.keyNode.position });
  }
  for (const key of ["organizations", "users"] as const) {
    for (const { value: owner } of mapAt<ConfigFile>(root, key)?.entries.values() ?? []) {
      if (owner.kind !== "map") continue;
      refuseDelete(owner, report);
      for (const entry of itemsAt<Organization | User>(owner, "repositories")) {
        if (entry.kind === "map") refuseDelete(entry, report);
      }
    }
  }
}

function refuseDelete(map: MapNode, report: Report): void {
  const value = entryOf<Organization | RepositoryEntry>(map, "unmanaged")?.value;
  if (value === undefined || stringOf(value) !== "delete") return;
  const message = "`unmanaged: delete` may stand only in the policy file";
  report({ code: "policy-only", message, help, at: value.position });
}
