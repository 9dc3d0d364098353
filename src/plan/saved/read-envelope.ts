import { HookfleetError } from "../../model/errors.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * What a value has to be: the name of its type (`number|null`), `[a list of such]`, `{ "some keys": one }`
 * at least, or what a function takes.
 */
export type Shape =
  | string
  | ((value: unknown) => boolean)
  | readonly [Shape]
  | { readonly [keys: string]: Shape };

export function hasShape(value: unknown, shape: Shape): boolean {
  if (typeof shape === "function") return shape(value);
  if (typeof shape === "string")
    return shape.split("|").includes(value === null ? "null" : typeof value);
  if (isItems(shape))
    return Array.isArray(value) && value.every((item) => hasShape(item, shape[0]));
  const entries = Object.entries(shape).flatMap(([keys, one]) =>
    keys.split(" ").map((key) => [key, one] as const),
  );
  return isObject(value) && entries.every(([key, one]) => hasShape(value[key], one));
}

const isItems = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape);

/** A kind of document that a command saves and another one reads. */
export interface SavedFormat {
  readonly format: `hookfleet.${string}/${number}`;
  /** With its article. */
  readonly name: string;
  /** The codes for what is no such document, and for one of another version. */
  readonly codes: { readonly other: string; readonly version: string };
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
