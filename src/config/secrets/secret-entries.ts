import { parseUrl } from "../../model/hook-url.ts";
import type { SecretEntry } from "../../model/secret-reference.ts";
import type { FleetConfig, UrlRule } from "../fleet-config.ts";
import { compileTargets } from "../selectors/targets.ts";

/** The host that a URL of the file leads to; undefined where the names of a scope make it. */
function receiverOf(rule: UrlRule): string | undefined {
  if (rule.kind === "env") return `env:${rule.name}`;
  if (rule.template.parts.some((part) => part.kind === "parameter" && part.inHost))
    return undefined;
  const text = rule.template.parts.map((part) => (part.kind === "text" ? part.text : "x")).join("");
  return parseUrl(text)?.host;
}

/** Every hook entry that has a managed secret, offline: how many hooks it makes, GitHub alone knows. */
export function secretEntries(
  config: Pick<FleetConfig, "owners">,
  targets: readonly string[],
): readonly SecretEntry[] {
  const { mayReach, selects } = compileTargets(targets);
  return config.owners
    .flatMap(({ name, own, repositories }) => [
      ...(own !== undefined && selects({ kind: "organization", owner: name }) ? [own] : []),
      ...(mayReach(name) ? repositories : []),
    ])
    .flatMap(({ hooks }) => hooks)
    .flatMap(({ secret, url }) =>
      secret.kind === "managed" ? [{ definition: secret.secret, receiver: receiverOf(url) }] : [],
    );
}
