import type { Environment } from "../../model/environment.ts";
import { createPalette, type Palette } from "./palette.ts";

interface Stream {
  readonly isTTY?: boolean | undefined;
}

/** The palette for what is written to a stream. */
export function paletteFor(
  stream: Stream,
  environment: Environment,
  noColorFlag: boolean,
): Palette {
  const colored = colorEnabled(stream, environment, noColorFlag);
  return createPalette(colored, linksEnabled(stream, environment, colored));
}

/**
 * Whether text for `stream` is colored: `--no-color` and `NO_COLOR` turn it off, then
 * `FORCE_COLOR` decides where it is set, then whether a capable terminal is listening.
 */
export function colorEnabled(
  stream: Stream,
  environment: Environment,
  noColorFlag: boolean,
): boolean {
  if (noColorFlag) return false;
  const { NO_COLOR: none, FORCE_COLOR: forced, TERM: terminal } = environment;
  // https://no-color.org and https://force-color.org: a variable that is empty is not set.
  if (isSet(none)) return false;
  if (isSet(forced)) return forced !== "0" && forced.toLowerCase() !== "false";
  return stream.isTTY === true && terminal !== "dumb";
}

/** The terminals that say who they are and know hyperlinks; earlier versions ignore them. */
const programs: ReadonlySet<string> = new Set([
  ...["iTerm.app", "WezTerm", "vscode", "ghostty", "zed", "tmux"],
]);

const byTerm = /^(?:alacritty|xterm-(?:kitty|ghostty)|foot)/;

/**
 * Whether a terminal shows links, decided as `supports-hyperlinks` does. One that does not would
 * show what stands around them. Never in a pipe, whatever the environment says, because files and
 * other programs want the text alone.
 *
 * @param colored links are left out where colors are
 */
export function linksEnabled(stream: Stream, environment: Environment, colored: boolean): boolean {
  const { FORCE_HYPERLINK: forced, TERM: terminal = "" } = environment;
  if (stream.isTTY !== true || !colored || terminal === "dumb") return false;
  if (isSet(forced)) return forced !== "0" && forced.toLowerCase() !== "false";
  // Their logs are terminals that only know colors.
  if (isSet(environment["CI"]) || isSet(environment["TEAMCITY_VERSION"])) return false;
  const isNamed = isSet(environment["WT_SESSION"]) || isSet(environment["VTE_VERSION"]);
  return isNamed || programs.has(environment["TERM_PROGRAM"] ?? "") || byTerm.test(terminal);
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}
