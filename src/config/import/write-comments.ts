import { countNoun, someOf } from "../../model/format.ts";
import { groupBy } from "../../model/group-by.ts";
import { sanitizeText, shellWord } from "../frames/quoted.ts";
import { schemaAddress } from "../start-file.ts";
import type { SecretReference, UrlReference } from "./names.ts";

const widest = 92;

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

/** One note for all hooks of which the same is true; notes begin with scope and id. */
export function foldNotes(notes: readonly string[]): readonly string[] {
  const alike = groupBy(notes, (note) => note.replace(/^\S+: /, "").replace(/#\d+/g, "#"));
  return [...alike.values()].map(([first, ...others]) => {
    const places = others.map((note) => note.replace(/^(\S+): .*?(#\d+)[\s\S]*$/, "$1 $2"));
    return others.length === 0 ? first : `${first}; the same is true of ${someOf(places, 3, 1)}`;
  });
}

export interface HeaderFacts {
  /** The file itself. */
  readonly file?: string | undefined;
  /** The env file that has the values of URLs. */
  readonly envFile?: string | undefined;
  readonly hooks: number;
  readonly ignored: number;
  readonly scopes: number;
  /** There are hooks that the file cannot declare as they are. */
  readonly hasNotes: boolean;
  readonly secrets: readonly SecretReference[];
  readonly urls: readonly UrlReference[];
  /** What is not in the file, and belongs to no owner in it. */
  readonly leftOut: readonly string[];
}

/** The head of the file: what it is, what is missing in it, what to do next. */
export function headerComment(facts: HeaderFacts): readonly string[] {
  const { file = "hookfleet.yaml", envFile } = facts;
  const { hooks, ignored, scopes, hasNotes, secrets, urls } = facts;
  const exception = hasNotes ? ", but for what the notes below say" : "";
  const credentials =
    urls.length === 1 ? "1 URL is a credential" : `${urls.length} URLs are credentials`;
  const files = /^(?:\.\/)?hookfleet\.ya?ml$/.test(file) ? "" : ` -f ${shellWord(file)}`;
  const values = envFile === undefined ? "" : ` --env-file ${shellWord(envFile)}`;
  const plan = `hookfleet plan${files}${urls.length > 0 ? values : ""}`;
  const where = envFile === undefined ? "" : ` in ${envFile}`;
  const steps = [
    urls.length > 0 &&
      (envFile === undefined
        ? `${credentials}: set the variable of each \`url: {env: …}\`, as \`import --write-env FILE\` does, and pass that file with \`--env-file\`.`
        : `${credentials}. ${envFile} has ${urls.length === 1 ? "its value" : "their values"}: keep it out of git.`),
    `\`hookfleet validate${files}\` checks this file without a token.`,
    `\`${plan}\` compares it with GitHub and writes nothing.`,
    secrets.length > 0 &&
      `Fill in the ${secrets.length === 1 ? "secret" : `${secrets.length} secrets`}${where}, before the first \`hookfleet apply\` that touches a hook with one: the variables stand under \`secrets\`.`,
    secrets.length > 0 &&
      `\`hookfleet verify --no-ping${files}${values}\` proves them by what GitHub has sent; without \`--no-ping\` it pings each hook first.`,
  ].filter((step) => step !== false);
  const leftOut = [
    ...(ignored === 0 ? [] : [`${countNoun(ignored, "hook")} that \`ignore\` leaves alone.`]),
    ...facts.leftOut,
  ];
  return [
    `yaml-language-server: $schema=${schemaAddress}`,
    "",
    ...commentLines(
      `Written by \`hookfleet import\`: ${countNoun(hooks, "webhook")} in ${countNoun(scopes, "scope")}, as they are on GitHub. With it \`hookfleet plan\` finds no difference${exception}.`,
    ),
    "",
    "What to do next:",
    ...steps.flatMap((step, index) => commentLines(`${index + 1}. ${step}`, "   ")),
    ...(leftOut.length === 0
      ? []
      : ["", "Not in this file:", ...leftOut.flatMap((line) => commentLines(`- ${line}`, "  "))]),
  ];
}

/** What stands over one entry of `secrets`. */
export function secretComment({ usedBy, link, host }: SecretReference): readonly string[] {
  return [
    ...commentLines(`Signs ${countNoun(usedBy.length, "hook")}: ${someOf(usedBy, 3, 1)}.`),
    ...(link === null ? [] : [sanitizeText(link)]),
    ...(host === undefined ? commentLines("`hosts` cannot hold the name of this host.") : []),
  ];
}

/** What stands over all of them. */
export const secretsComment: readonly string[] = commentLines(
  "GitHub shows that a hook has a secret, never which one. There is one entry for each receiver URL; split it where its hooks have several secrets. An apply stops before it writes anything where a variable that it needs is not set.",
);
