import type { Command } from "commander";
import { loadConfig } from "../../config/load-config.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { Session } from "../session.ts";
import { type Candidates, candidates, type FindScopes } from "./candidates.ts";
import { installCompletion } from "./install.ts";
import { dialects, type Shell, scripts } from "./shells.ts";

/** What GitHub's names are made of, and the glob. Anything else could mean something to a shell. */
const plainName = /^[\w.-]+(?:\/(?:[\w.-]+|\*))?$/;

/**
 * The scopes that a configuration names: owners, repositories written out, and for patterns
 * `owner/*`. Offline, and silent: where a file cannot be read there is nothing to offer.
 */
function scopesOfFile(io: Pick<Io, "cwd" | "now">): FindScopes {
  return async (kind, given) => {
    const { config } = await loadConfig({
      paths: given.get("file") ?? [],
      cwd: io.cwd,
      now: io.now(),
      policy: given.get("policy")?.[0],
    });
    const owners = config?.owners ?? [];
    const names = owners.flatMap(({ name, own, repositories }) => [
      ...(own === undefined && kind === "scopes" ? [] : [name]),
      ...(kind === "patterns" && repositories.length > 0 ? [`${name}/*`] : []),
      ...repositories.flatMap(({ selector }) =>
        [...selector.exact.values()].map((repository) => `${name}/${repository}`),
      ),
    ]);
    return [...new Set(names)].filter((name) => plainName.test(name)).toSorted();
  };
}

/**
 * `hookfleet completion`: the script of a shell; or, with words, what could come next, as that
 * script asks for it. The answer is the kind of it in the first line, then a line for each word.
 */
export function completion(program: Command) {
  return async (io: Session, shell: Shell, words: readonly string[]): Promise<number> => {
    if (io.options.install === true) return installCompletion(io, shell);
    if (words.length === 0) io.stdout.write(scripts[shell]);
    else {
      const { read, answer } = dialects[shell];
      // Whatever goes wrong, a person is in the middle of typing: there is nothing to offer then.
      const nothing: Candidates = { kind: "words", words: [] };
      const found = await candidates(program, read(words), scopesOfFile(io)).catch(() => nothing);
      io.stdout.write(`${[found.kind, ...answer(words, found)].join("\n")}\n`);
    }
    return exitCodes.ok;
  };
}
