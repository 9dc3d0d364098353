import type { Report } from "../diagnostics.ts";
import type {
  ConfigFile,
  Hook,
  Organization,
  RepositoryEntry,
  User,
} from "../generated/config-file.ts";
import {
  entryOf,
  itemsAt,
  type KnownKey,
  type MapNode,
  mapAt,
  stringOf,
} from "../yaml/yaml-node.ts";

const guards: readonly KnownKey<ConfigFile>[] = ["defaults", "ignore", "protect", "limits"];

/** With a policy file, what guards everybody may stand only there. `root` is any other file. */
export function checkPolicy(root: MapNode, report: Report): void {
  const refuse = (what: string, at: MapNode["position"]): void =>
    report({
      code: "policy-only",
      message: `${what} is allowed only in the policy file`,
      help: "Write it in the file that `--policy` names.",
      at,
    });
  for (const key of guards) {
    const entry = entryOf<ConfigFile>(root, key);
    if (entry !== undefined) refuse(`\`${key}\``, entry.keyNode.position);
  }
  const owners = (["organizations", "users"] as const).flatMap((key) =>
    [...(mapAt<ConfigFile>(root, key)?.entries.values() ?? [])].map(({ value }) => value),
  );
  const maps = owners.filter((node) => node.kind === "map");
  const entries = maps.flatMap((owner) => itemsAt<Organization | User>(owner, "repositories"));
  for (const map of [...maps, ...entries]) {
    if (map.kind !== "map") continue;
    const unmanaged = entryOf<Organization | RepositoryEntry>(map, "unmanaged")?.value;
    if (unmanaged && stringOf(unmanaged) === "delete")
      refuse("`unmanaged: delete`", unmanaged.position);
    for (const hook of itemsAt<Organization | RepositoryEntry>(map, "hooks")) {
      if (hook.kind !== "map") continue;
      // A glob beside `state: absent` deletes hooks that are not named, as `unmanaged: delete` does.
      const url = entryOf<Hook>(hook, "url")?.value;
      const isAbsent = stringOf(entryOf<Hook>(hook, "state")?.value) === "absent";
      if (isAbsent && url && stringOf(url)?.includes("*") === true)
        refuse("a glob beside `state: absent`", url.position);
    }
  }
}
