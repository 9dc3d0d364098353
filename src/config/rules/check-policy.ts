import type { SourcePosition } from "../../model/diagnostic.ts";
import type { Report } from "../diagnostics.ts";
import type { ConfigFile, Hook, Organization, RepositoryEntry } from "../generated/config-file.ts";
import { type Checked, itemsOf, mapFields } from "../yaml/yaml-node.ts";

/**
 * With a policy file, what guards everybody may stand only there. `root` is any other file, with what
 * the schema refuses still in it.
 */
export function checkPolicy(root: Checked<ConfigFile>, report: Report): void {
  const refuse = (what: string, at: SourcePosition): void =>
    report({
      code: "policy-only",
      message: `${what} is allowed only in the policy file`,
      help: "Write it in the file that `--policy` names.",
      at,
    });
  const file = mapFields(root);
  for (const key of ["defaults", "ignore", "protect", "limits"] as const)
    if (file[key] !== undefined) refuse(`\`${key}\``, file[key].keyNode.position);
  const owners = [file.organizations, file.users]
    .flatMap((one) => (one?.value instanceof Map ? [...one.value.values()] : []))
    .map((owner) => mapFields<Organization>(owner));
  const entries = owners
    .flatMap(({ repositories }) => itemsOf(repositories?.value))
    .map((entry) => mapFields<RepositoryEntry>(entry));
  for (const { unmanaged, hooks } of [...owners, ...entries]) {
    if (unmanaged?.value === "delete") refuse("`unmanaged: delete`", unmanaged.position);
    for (const hook of itemsOf(hooks?.value)) {
      const { url, state } = mapFields<Hook>(hook);
      // A glob beside `state: absent` deletes hooks that are not named, as `unmanaged: delete` does.
      if (state?.value !== "absent" || typeof url?.value !== "string") continue;
      if (url.value.includes("*")) refuse("a glob beside `state: absent`", url.position);
    }
  }
}
