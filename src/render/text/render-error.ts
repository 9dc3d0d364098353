import { HookfleetError } from "../../model/errors.ts";
import { maskUrlsIn } from "../../redact/mask-url.ts";
import { redactCredentials } from "../../redact/redact-tokens.ts";
import { sanitize, sanitizeLines } from "../../redact/sanitize.ts";
import { type Cell, wrapLabeled } from "./layout.ts";
import type { TextOptions } from "./palette.ts";

const issues = "https://github.com/hookfleet/hookfleet/issues";

/**
 * Whatever ended a run, for people. A {@link HookfleetError} is for the user to fix: its code, its
 * message, its help. Anything else is a bug: what it is and where to report it, the stack only with
 * `verbose`. No line break at the end.
 */
export function renderError(error: unknown, options: TextOptions): string {
  if (!(error instanceof HookfleetError)) return renderBug(error, options);
  return [
    ...messageLines(error.code, error.message, options),
    ...(error.help === undefined ? [] : helpLines(error.help, options)),
  ].join("\n");
}

function renderBug(error: unknown, options: TextOptions): string {
  const isError = error instanceof Error;
  const text = isError
    ? `${error.name}: ${error.message}`
    : `${typeof error} thrown: ${show(error)}`;
  const stack = isError ? framesOf(error) : [];
  const isMoreToSee = stack.length > 0 && options.verbose !== true;
  return [
    ...messageLines("internal", redactForeign(text), options),
    ...(options.verbose === true ? stack : []),
    ...helpLines(
      `This is a bug in hookfleet. Report it${isMoreToSee ? ", with what --verbose adds to this message," : ""} at ${issues}`,
      options,
    ),
  ].join("\n");
}

/** Our own errors need none of this: they are made without secrets. */
function redactForeign(text: string): string {
  return redactCredentials(maskUrlsIn(text, () => "path"));
}

/** Objects are not shown: nobody can say what is in them. */
function show(thrown: unknown): string {
  return typeof thrown === "object" || typeof thrown === "function"
    ? "[not shown]"
    : String(thrown);
}

/** The calls alone: what stands above them is the message again. */
function framesOf(error: Error): readonly string[] {
  const lines = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return lines.map((line) => `  ${sanitize(redactForeign(line.trim()))}`);
}

function messageLines(code: string, message: string, { palette, width }: TextOptions) {
  const label = { text: `error ${sanitize(code)}:`, style: palette.error };
  return labeled(label, message, { rest: "  ", width });
}

function helpLines(help: string, { palette, width }: TextOptions): readonly string[] {
  return labeled({ text: "  help:", style: palette.muted }, help, { rest: "        ", width });
}

/** Further lines of a text, such as a list, stay lines. */
function labeled(
  label: Cell,
  text: string,
  options: { readonly rest: string; readonly width: number | undefined },
): readonly string[] {
  const [first = "", ...others] = sanitizeLines(text);
  return [
    ...wrapLabeled([label], first, options),
    ...others.filter((line) => line !== "").map((line) => options.rest + line),
  ].map((line) => line.trimEnd());
}
