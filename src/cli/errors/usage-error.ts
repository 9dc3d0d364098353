import type { Command, CommanderError } from "commander";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { sanitizeLines } from "../../redact/sanitize.ts";
import { readRows } from "../help-section.ts";

/**
 * Commander's words, harmless and without what stands in the arguments by mistake and may be a credential:
 * the value of a flag that does not exist (`--token=…`), and anything long with digits in it.
 */
export function withoutValues(text: string): string {
  const told = text
    .replace(/'(-[^'=]*=)[^']*'/g, "'$1…'")
    .replace(/'(?=[^']*\d)[^']{20,}'/g, "'…'");
  return sanitizeLines(told).join("\n");
}

/** Options of other tools, what the advice is for (an option, or commands), and the advice. */
const habits = readRows(`
  -json --json  # --format  # JSON is --format json
  -o --output  # --out  # --format json prints JSON; --out FILE saves to a file
  -o --output  # --format  # JSON is --format json
  -y --yes --assume-yes --approve --no-input  # --auto-approve  # --auto-approve runs without asking
  -y --yes --assume-yes --auto-approve  # plan drift validate verify  # this command changes nothing and does not ask
  -n --dry-run --dryrun --check --noop --what-if --plan-only  # apply  # hookfleet plan shows what apply would do, and changes nothing
  -n --dry-run --dryrun --check --noop --what-if  # plan drift validate verify import  # this command changes nothing
  --plan --plan-file  # apply  # Write hookfleet apply PLANFILE
  --fix  # plan drift  # hookfleet apply makes the changes
  -c --conf --config --config-file --filename --path --chdir -chdir  # --file  # -f PATH names the configuration
  -R -t -l --repo --repos --repository --org --orgs --organization --owner --only --scope  # --target  # --target acme/api, --target 'acme/*' and --target acme select scopes
  -p -j -P --parallelism --parallel --jobs --workers  # --concurrency  # --concurrency N limits requests at once
  --color --colour  # --no-color  # --no-color, or FORCE_COLOR=1 in the environment
  -v --debug --trace  # --verbose  # --verbose says more
  -q --silent  # --quiet  # --quiet says less
`);

const tokenAdvice =
  "Tokens come from the environment, such as GITHUB_TOKEN: others can read command lines";

/** Commands of other tools, and the advice. */
const commandHabits = readRows(`
  diff preview  # hookfleet plan shows what would change
  status  # hookfleet drift shows what changed on GitHub outside hookfleet
  check lint fmt  # hookfleet validate checks the file
  deploy sync up run push  # hookfleet apply makes the changes
  new create  # hookfleet init ORGANIZATION 'ORGANIZATION/*' writes a file
  list get ls export pull dump  # hookfleet import ORGANIZATION prints the live hooks
  show describe  # hookfleet explain SCOPE shows the hooks of a scope
  destroy delete remove rm  # hooks are deleted with \`state: absent\` or \`unmanaged: delete\` in the file, and hookfleet apply
  rotate  # a rotation is a new \`rotated_at\` in the file, and hookfleet apply
  login auth  # set GITHUB_TOKEN in the environment
`);

function has(words = "", word: string | undefined): boolean {
  return word !== undefined && words.split(" ").includes(word);
}

/**
 * What commander's words leave open: options and commands of other tools, and files as arguments.
 *
 * @param command the one whose arguments are wrong
 */
export function withAdvice(text: string, command: Command): string {
  const offers = (long: string): boolean => command.options.some((option) => option.long === long);
  // What is near by its letters is not near by its meaning.
  const instead = (advice: string): string =>
    `${text.replace(/\n\(Did you mean .*/, "")}(${advice})\n`;
  const unknown = /^error: unknown command '([a-z-]+)'/.exec(text)?.[1];
  const [, meant] = commandHabits.find(([words]) => has(words, unknown)) ?? [];
  if (meant !== undefined) return instead(meant);
  const crowded = /^error: too many arguments for '([a-z-]+)'/.exec(text)?.[1];
  if (crowded !== undefined && offers("--file"))
    return `${text}(Name files with -f${offers("--target") ? ", scopes with --target" : ""}: hookfleet ${crowded} -f FILE)\n`;
  const typed = /^error: unknown option '(--?[A-Za-z-]+)/.exec(text)?.[1];
  if (typed === undefined) return text;
  if (offers(typed) && text.includes("=")) return `${text}(${typed} takes no value)\n`;
  if (/^-[A-Za-z]{2}/.test(typed) && offers(`-${typed}`))
    return `${text}(Options of several letters have two dashes: -${typed})\n`;
  if (/^--?[a-z-]*token$/.test(typed)) return instead(tokenAdvice);
  const [, , advice] =
    habits.find(
      ([words, where = ""]) => has(words, typed) && (offers(where) || has(where, command.name())),
    ) ?? [];
  return advice === undefined ? text : instead(advice);
}

/** Ends a command line that is wrong with all that is said of it, for `usageDiagnostic`. */
export function adviseAndThrow(error: CommanderError, command: Command): never {
  if (error.exitCode !== 0)
    error.message = `${withAdvice(`${withoutValues(error.message)}\n`, command)}${seeHelp(command)}`;
  throw error;
}

/** Where the options of a command are explained. */
export function seeHelp(command: Command): string {
  return `(see hookfleet ${command.parent === null ? "" : `${command.name()} `}--help)`;
}

/** Arguments that make no command line, as data. The code is commander's own, in kebab-case. */
export function usageDiagnostic({ code, message }: CommanderError): Diagnostic {
  const name = code.replace(/^commander\./, "");
  const [what = "", ...advice] = message.replace(/^error: /, "").split("\n");
  const sentences = advice.map((line) =>
    line
      .replace(/^\((.*?)([.?]?)\)$/, (_, words: string, end: string) => `${words}${end || "."}`)
      .replace(/^(?!hookfleet )[a-z]/, (letter) => letter.toUpperCase()),
  );
  return {
    severity: "error",
    code: name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    message: what,
    help: sentences.join(" "),
  };
}
