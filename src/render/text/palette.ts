import { styleText } from "node:util";

/** Dresses one piece of a line. It never changes the text itself. */
export type Style = (text: string) => string;

/** Styles by meaning, so that no renderer names a color. */
export interface Palette {
  readonly create: Style;
  readonly update: Style;
  readonly patch: Style;
  readonly remove: Style;
  readonly blocked: Style;
  readonly success: Style;
  readonly warning: Style;
  readonly error: Style;
  readonly muted: Style;
  readonly strong: Style;
  readonly scope: Style;
}

type Format = Parameters<typeof styleText>[0];

/**
 * The palette, or with `enabled` false one that leaves every text as it is.
 *
 * Whether to color depends on the stream that a text is meant for, which `styleText` cannot know:
 * hence `validateStream: false`, and the decision in {@link colorEnabled}.
 */
export function createPalette(enabled: boolean): Palette {
  const style = (format: Format): Style =>
    enabled ? (text) => styleText(format, text, { validateStream: false }) : (text) => text;
  return {
    create: style("green"),
    update: style("yellow"),
    patch: style("cyan"),
    remove: style("red"),
    blocked: style("magenta"),
    success: style("green"),
    warning: style("yellow"),
    error: style("red"),
    // Dim rather than grey: grey is the background of some popular themes.
    muted: style("dim"),
    strong: style("bold"),
    scope: style("bold"),
  };
}

/**
 * Whether text for `stream` is colored: `--no-color` and `NO_COLOR` turn it off, then
 * `FORCE_COLOR` decides where it is set, then whether a capable terminal is listening.
 */
export function colorEnabled(
  stream: { readonly isTTY?: boolean | undefined },
  environment: Readonly<Record<string, string | undefined>>,
  noColorFlag: boolean,
): boolean {
  if (noColorFlag) return false;
  const { NO_COLOR: none, FORCE_COLOR: forced, TERM: terminal } = environment;
  // https://no-color.org and https://force-color.org: a variable that is empty is not set.
  if (isSet(none)) return false;
  if (isSet(forced)) return forced !== "0" && forced.toLowerCase() !== "false";
  return stream.isTTY === true && terminal !== "dumb";
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}
