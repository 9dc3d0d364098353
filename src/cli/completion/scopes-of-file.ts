import { loadConfig } from "../../config/load-config.ts";
import type { Io } from "../io.ts";
import type { FindScopes } from "./candidates.ts";

/** What GitHub's names are made of, and the glob. Anything else could mean something to a shell. */
const harmless = /^[\w.-]+(?:\/(?:[\w.-]+|\*))?$/;

/**
 * The scopes that a configuration names: owners, repositories written out, and for patterns
 * `owner/*`. Offline, and silent: where a file cannot be read there is nothing to offer.
 */
export function scopesOfFile(io: Pick<Io, "cwd" | "now">): FindScopes {
  return async (kind, values) => {
    const [policy] = values.get("policy") ?? [];
    const { config } = await loadConfig({
      paths: values.get("file") ?? [],
      cwd: io.cwd,
      now: io.now(),
      ...(policy === undefined ? {} : { policy }),
    });
    const owners = config?.owners ?? [];
    const names = owners.flatMap(({ name, own, repositories }) => [
      ...(own === undefined && kind === "scopes" ? [] : [name]),
      ...(kind === "patterns" && repositories.length > 0 ? [`${name}/*`] : []),
      ...repositories.flatMap(({ selector }) =>
        [...selector.exact.values()].map((repository) => `${name}/${repository}`),
      ),
    ]);
    return [...new Set(names)].filter((name) => harmless.test(name)).toSorted();
  };
}
