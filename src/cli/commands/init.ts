import { quoted, shellWord } from "../../config/frames/quoted.ts";
import { compileNameGlob } from "../../config/globs.ts";
import { type StartOwner, writeStartFile } from "../../config/start-file.ts";
import { HookfleetError } from "../../model/errors.ts";
import { exitCodes } from "../exit-codes.ts";
import { writeFileWhole } from "../output/output-file.ts";
import type { Session } from "../session.ts";
import { ownerOfTarget } from "../steps/import-targets.ts";

/** `hookfleet init`: a commented file to begin with, offline. */
export function init(
  session: Session<{ readonly out: string }>,
  targets: readonly string[],
): number {
  const { out, force } = session.options;
  const owners = ownersOf(targets);
  writeFileWhole(out, writeStartFile(owners), session, { isNew: force !== true });
  const file = out === "hookfleet.yaml" ? "" : ` -f ${shellWord(out)}`;
  session.note(`Wrote ${out}. Next: declare a hook in it, then \`hookfleet validate${file}\` and \`hookfleet plan${file}\`.
To begin with the hooks that exist, run \`hookfleet import\` with the same targets instead.`);
  return exitCodes.ok;
}

/** Targets of one owner together, in the order in which they are named. */
function ownersOf(targets: readonly string[]): readonly StartOwner[] {
  const owners = new Map<string, StartOwner>();
  for (const target of targets) {
    const name = ownerOfTarget(target, targets);
    const key = name.toLowerCase();
    const { own = false, repositories = [] } = owners.get(key) ?? {};
    const repository = target.split("/")[1];
    if (repository !== undefined && compileNameGlob(repository.replace(/^!/, "")) === undefined)
      throw new HookfleetError("bad-target", `${quoted(target)} names no repository`, {
        help: "Names are letters, digits, `.`, `_` and `-`; globs may hold `*`, `?`, `[a-z]` and `{a,b}`.",
      });
    const known = repositories.map((other) => other.toLowerCase());
    const isNew = repository !== undefined && !known.includes(repository.toLowerCase());
    owners.set(key, {
      name: owners.get(key)?.name ?? name,
      own: own || repository === undefined,
      repositories: isNew ? [...repositories, repository] : repositories,
    });
  }
  return [...owners.values()];
}
