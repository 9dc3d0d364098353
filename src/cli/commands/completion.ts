import type { Command } from "commander";
import { type Candidates, candidates } from "../completion/candidates.ts";
import { scopesOfFile } from "../completion/scopes-of-file.ts";
import { dialects, type Shell, scripts } from "../completion/shells.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";

/** Whatever goes wrong, somebody is in the middle of typing: there is nothing to offer then. */
async function find(program: Command, words: readonly string[], io: Io): Promise<Candidates> {
  try {
    return await candidates(program, words, scopesOfFile(io));
  } catch {
    return { kind: "words", words: [] };
  }
}

/**
 * `hookfleet completion`: the script of a shell; or, with words, what could come next, as that
 * script asks for it. The answer is the kind of it in the first line, then a line for each word.
 */
export async function completion(
  shell: Shell,
  words: readonly string[],
  program: Command,
  io: Io,
): Promise<number> {
  if (words.length === 0) io.stdout.write(scripts[shell]);
  else {
    const { read, answer } = dialects[shell];
    const found = await find(program, read(words), io);
    io.stdout.write(`${[found.kind, ...answer(words, found)].join("\n")}\n`);
  }
  return exitCodes.ok;
}
