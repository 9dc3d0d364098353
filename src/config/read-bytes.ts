import { closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { stopIfInterrupted } from "../model/errors.ts";

export interface ReadBytesOptions {
  /** The most bytes that are read. */
  readonly limit: number;
  /** Pipes are read too, as in `-f <(generate)`. */
  readonly pipes?: boolean;
  /** Ends the wait for a pipe's writer. */
  readonly signal?: AbortSignal | undefined;
  /** How long the writer of a pipe may take to come, in milliseconds. Default: 2000. */
  readonly patience?: number;
}

/** The bytes of a file, or why there are none. Other trouble is thrown, as Node throws it. */
export type Bytes =
  | { readonly bytes: Uint8Array; readonly refused?: undefined }
  | { readonly bytes?: undefined; readonly refused: "not-regular" | "too-large" | "no-writer" };

/** Between two looks at a pipe, in milliseconds. */
const pause = 20;

/**
 * Reads a file that the user has named, and never blocks: devices and, unless asked for, pipes are
 * refused, and what the path leads to is looked at once more when it is open.
 *
 * @throws HookfleetError `interrupted` where the signal ended the wait for a pipe
 */
export async function readBytes(path: string, options: ReadBytesOptions): Promise<Bytes> {
  const { limit, pipes = false } = options;
  const fits = (one: { isFile: () => boolean; isFIFO: () => boolean }): boolean =>
    one.isFile() || (pipes && one.isFIFO());
  // Before it is opened, because opening alone means something to some devices.
  if (!fits(statSync(path))) return { refused: "not-regular" };
  // Windows knows no O_NONBLOCK, and no pipes among its files.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(file);
    if (!fits(stats)) return { refused: "not-regular" };
    if (stats.size > limit) return { refused: "too-large" };
    return await readAll(file, stats.isFIFO(), options);
  } finally {
    closeSync(file);
  }
}

async function readAll(
  file: number,
  isPipe: boolean,
  { limit, signal, patience = 2_000 }: ReadBytesOptions,
): Promise<Bytes> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let waited = 0; ; ) {
    const part = Buffer.allocUnsafe(64 * 1024);
    const count = readPart(file, part, isPipe);
    if (count === 0 && (!isPipe || length > 0)) return { bytes: Buffer.concat(parts) };
    if (count === 0 && waited >= patience) return { refused: "no-writer" };
    if (count === 0 || count === undefined) {
      await wait(signal);
      waited += count === 0 ? pause : 0;
      continue;
    }
    parts.push(part.subarray(0, count));
    length += count;
    if (length > limit) return { refused: "too-large" };
  }
}

/** How much was read: nothing at the end, or where no writer has come yet; undefined = not yet. */
function readPart(file: number, part: Uint8Array, isPipe: boolean) {
  try {
    return readSync(file, part);
  } catch (error) {
    if (isPipe && (error as NodeJS.ErrnoException).code === "EAGAIN") return undefined;
    throw error;
  }
}

async function wait(signal: AbortSignal | undefined): Promise<void> {
  try {
    await setTimeout(pause, undefined, signal && { signal });
  } catch {
    stopIfInterrupted(signal);
  }
}
