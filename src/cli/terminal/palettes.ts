import { colourEnabled, createPalette, type Palette } from "../../render/text/palette.ts";
import type { Io } from "../io.ts";
import type { OutputOptions } from "../options/options.ts";

/** One palette for each stream: a terminal on one says nothing about the other. */
export function palettes(
  options: Pick<OutputOptions, "color">,
  io: Io,
): { readonly out: Palette; readonly err: Palette } {
  return {
    out: createPalette(colourEnabled(io.stdout, io.environment, !options.color)),
    err: createPalette(colourEnabled(io.stderr, io.environment, !options.color)),
  };
}
