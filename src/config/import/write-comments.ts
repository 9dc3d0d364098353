import { sanitizeText } from "../frames/quoted.ts";
import type { EnvironmentReference, SecretReference } from "./names.ts";

const widest = 92;

/** `1 hook`, `2 hooks`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** The first few of a list, and how many more there are. */
export function someOf(names: readonly string[], shown = 3): string {
  const more = names.length - shown;
  // One more is no shorter than its name.
  if (more <= 1) return names.join(", ");
  return `${names.slice(0, shown).join(", ")} and ${more} more`;
}

/**
 * Breaks a sentence into comment lines; what goes on is set in. Nothing in it can end the comment
 * or make it look like something else.
 */
export function commentLines(text: string, indent = ""): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of sanitizeText(text).split(" ")) {
    if (line !== "" && `${line} ${word}`.length > widest) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

const schemaInPackage = "./node_modules/hookfleet/schemas/hookfleet.schema.json";

export interface HeaderFacts {
  readonly schemaPath?: string | undefined;
  readonly hooks: number;
  readonly scopes: number;
  /** There are hooks that the file cannot declare as they are. */
  readonly hasNotes: boolean;
  readonly secrets: readonly SecretReference[];
  readonly urls: readonly EnvironmentReference[];
  /** What is not in the file, and belongs to no owner in it. */
  readonly leftOut: readonly string[];
}

/** The head of the file: what it is, what is missing in it, what to do next. */
export function headerComment(facts: HeaderFacts): readonly string[] {
  const { schemaPath = schemaInPackage, hooks, scopes, hasNotes, secrets, urls, leftOut } = facts;
  const exception = hasNotes ? ", but for what the notes below say" : "";
  const steps = [
    secrets.length > 0 &&
      `Fill in the secrets: set the ${variables(secrets)} that \`secrets\` names, before the first \`hookfleet apply\` that touches a hook with a secret.`,
    urls.length > 0 && `Fill in the URLs: set the ${variables(urls)} listed below.`,
    "`hookfleet validate` checks this file without a token.",
    "`hookfleet plan` compares it with GitHub and writes nothing.",
  ].filter((step) => step !== false);
  return [
    `yaml-language-server: $schema=${sanitizeText(schemaPath)}`,
    "",
    ...commentLines(
      `Written by \`hookfleet import\`: ${counted(hooks, "webhook")} in ${counted(scopes, "scope")}, as they are on GitHub. With it \`hookfleet plan\` finds no difference${exception}.`,
    ),
    "",
    "What to do next:",
    ...steps.flatMap((step, index) => commentLines(`${index + 1}. ${step}`, "   ")),
    ...(urls.length === 0
      ? []
      : [
          "",
          ...commentLines(
            "These URLs are credentials, so they are kept in environment variables. GitHub shows them on the page of the hook; `plan`, `drift` and `apply` need them:",
          ),
          ...urls.flatMap(({ variable, name, usedBy }) =>
            commentLines(`- ${variable}: a URL of ${name}, of ${someOf(usedBy)}`, "  "),
          ),
        ]),
    ...(leftOut.length === 0
      ? []
      : ["", "Not in this file:", ...leftOut.flatMap((line) => commentLines(`- ${line}`, "  "))]),
  ];
}

function variables({ length }: readonly EnvironmentReference[]): string {
  return length === 1 ? "variable" : `${length} variables`;
}

/** What stands over one entry of `secrets`. */
export function secretComment({ usedBy, host }: SecretReference): readonly string[] {
  const alone = usedBy.length === 1;
  const hooks = `Signs ${counted(usedBy.length, "hook")}: ${someOf(usedBy)}.`;
  const when = `Fill it in before the first apply that touches ${alone ? "it" : "one of them"}.`;
  return [
    ...commentLines(`${hooks} ${when}`),
    ...(alone
      ? []
      : commentLines("One entry for all hooks of this host; split it where their secrets differ.")),
    ...(host === undefined ? commentLines("`hosts` cannot hold the name of this host.") : []),
  ];
}

/** What stands over all of them. */
export const secretsComment: readonly string[] = commentLines(
  "GitHub shows that a hook has a secret, never which one. Without a variable that it needs, an apply stops before it writes anything.",
);
