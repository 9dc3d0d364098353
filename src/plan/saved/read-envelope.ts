import { HookfleetError } from "../../model/errors.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** True for what JSON calls an object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for a list of objects of which each has text under all of these keys. */
export function isListOf(value: unknown, ...keys: readonly string[]): boolean {
  return (
    Array.isArray(value) &&
    value.every((item) => isObject(item) && keys.every((key) => typeof item[key] === "string"))
  );
}

/** A kind of document that a command saves and another one reads. */
export interface SavedFormat {
  readonly format: `hookfleet.${string}/${number}`;
  /** With its article. */
  readonly name: string;
  /** The codes for what is no such document, and for one of another version. */
  readonly codes: { readonly other: string; readonly version: string };
  /** What saves one. */
  readonly command: string;
}

/**
 * Reads a saved document as far as all are alike: it is JSON, and of a format that is known here.
 *
 * @param file how the file is called in the error
 */
export function readEnvelope(
  text: string,
  file: string,
  { format, name, codes, command }: SavedFormat,
): JsonObject {
  const refuse = (code: string, what: string, why = ""): HookfleetError =>
    new HookfleetError(code, `${file} ${what}`, { help: `${why}Save one with \`${command}\`.` });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse(codes.other, "is not JSON: it may be cut off");
  }
  if (!isObject(value) || typeof value["format"] !== "string")
    throw refuse(codes.other, `is not ${name} of hookfleet`);
  const found = value["format"];
  if (found === format) return value;
  if (found === "hookfleet.diagnostics/1")
    throw refuse(codes.other, `holds an error in place of ${name}`, "The file says what failed. ");
  if (found.startsWith("hookfleet.") && !found.startsWith(format.replace(/\d+$/, "")))
    throw refuse(codes.other, `is not ${name}`, "It is another document of hookfleet. ");
  throw refuse(
    codes.version,
    `is not in the format ${format}`,
    "Another version of hookfleet wrote it. ",
  );
}
