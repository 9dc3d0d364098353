import type {
  ConfigFile,
  Hook,
  Organization,
  RepositoryEntry,
  User,
} from "../generated/config-file.ts";
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
      refuseGlobs(owner, report);
      for (const entry of itemsAt<Organization | User>(owner, "repositories")) {
        if (entry.kind !== "map") continue;
        refuseDelete(entry, report);
        refuseGlobs(entry, report);
      }
    }
  }
}

/** A glob beside `state: absent` deletes what nobody has named, as `unmanaged: delete` does. */
function refuseGlobs(map: MapNode, report: Report): void {
  for (const hook of itemsAt<Organization | RepositoryEntry>(map, "hooks")) {
    if (hook.kind !== "map") continue;
    const [state, url] = (["state", "url"] as const).map((key) => entryOf<Hook>(hook, key)?.value);
    const isAbsent = state !== undefined && stringOf(state) === "absent";
    if (!isAbsent || url === undefined || stringOf(url)?.includes("*") !== true) continue;
    const message = "a glob beside `state: absent` may stand only in the policy file";
    report({ code: "policy-only", message, help, at: url.position });
  }
}

function refuseDelete(map: MapNode, report: Report): void {
  const value = entryOf<Organization | RepositoryEntry>(map, "unmanaged")?.value;
  if (value === undefined || stringOf(value) !== "delete") return;
  const message = "`unmanaged: delete` may stand only in the policy file";
  report({ code: "policy-only", message, help, at: value.position });
}
