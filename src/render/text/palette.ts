import { styleText } from "node:util";

/** Dresses one piece of a line. It never changes the text itself. */
export type Style = (text: string) => string;

export const unstyled: Style = (text) => text;

/** Styles by meaning, so that no renderer names a color. */
export type Styles = Readonly<
  Record<"create" | "update" | "patch" | "remove" | "blocked", Style> &
    Record<"success" | "warning" | "error" | "muted" | "strong" | "scope", Style>
>;

/** The styles, and links, as one stream can show them. */
export interface Palette extends Styles {
  /** A text that leads to an address where the terminal has links; null = nowhere. */
  readonly link: (text: string, address: string | null) => string;
}

/** How text is shown to people. */
export interface TextOptions {
  /** From `createPalette`. */
  readonly palette: Palette;
  /** The columns of the terminal; undefined where it is none. URLs are never broken. */
  readonly width?: number | undefined;
  /** Shows URLs unmasked, but for those that are credentials. Default false. */
  readonly showUrls?: boolean | undefined;
  /** Shows what is left out otherwise, such as repeated help. Default false. */
  readonly verbose?: boolean | undefined;
  /** Counts by kind and receiver in place of hooks. */
  readonly summary?: boolean | undefined;
  /** Whose hooks are shown: links lead there. */
  readonly apiUrl?: string | undefined;
}

type Format = Parameters<typeof styleText>[0];

/**
 * The palette, or with `enabled` false one that leaves every text as it is.
 *
 * Whether to color depends on the stream that a text is meant for, which `styleText` cannot know:
 * so `validateStream` is false, and the caller decides. Never throws.
 *
 * @param enabled whether texts are colored, such as `process.stdout.isTTY`
 * @param links whether the terminal shows links (OSC 8)
 */
export function createPalette(enabled: boolean, links = false): Palette {
  const style = (format: Format): Style =>
    enabled ? (text) => styleText(format, text, { validateStream: false }) : unstyled;
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
    // https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
    link: (text, address) =>
      links && address !== null ? `\u001b]8;;${address}\u001b\\${text}\u001b]8;;\u001b\\` : text,
  };
}
