import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { HookfleetError } from "../../model/errors.ts";
import { redactOutput } from "../../redact/redact-known.ts";
import { systemCode } from "../errors/system-failure.ts";
import type { Io } from "../io.ts";

/** A file that is being written. Nothing stands in its place before `publish`. */
export type OutputFile = ReturnType<typeof openOutput>;

/** Whether a link, a pipe or a device may be followed: others could have put it there. */
function isOwn({ uid }: { readonly uid: number }): boolean {
  const own = process.getuid?.();
  return own === undefined || uid === own || uid === 0;
}

/**
 * Whether something stands there that has readers which a rename would leave behind: a pipe, a
 * device, or a link to one. What is a file, or a link to one, is replaced and never followed.
 */
function isStream(target: string): boolean {
  // Of root's, a rename would succeed.
  if (/^\/(?:dev|proc)\//.test(target)) return true;
  const itself = lstatSync(target, { throwIfNoEntry: false });
  const behind = itself?.isSymbolicLink() ? statSync(target, { throwIfNoEntry: false }) : itself;
  if (itself === undefined || behind === undefined || behind.isFile()) return false;
  if (!isOwn(itself)) throw new Error("it belongs to another user");
  return true;
}

interface OutputOptions {
  readonly mode?: number;
  /** Credentials stay in it, which is what an env file is for. */
  readonly inClear?: boolean;
  /** Refuses to replace a file, also one that comes while this one is written. */
  readonly isNew?: boolean;
}

/**
 * Opens a file for output: beside its place first, so that it stands there whole or not at all.
 *
 * @throws HookfleetError `file-unwritable` or `file-exists`, from each of its functions, too
 */
export function openOutput(
  path: string,
  io: Io,
  { mode = 0o666, inClear = false, isNew = false }: OutputOptions = {},
) {
  const target = resolve(io.cwd, path);
  let draft: string | undefined;
  const attempt = <Result>(action: () => Result): Result => {
    try {
      return action();
    } catch (error) {
      if (error instanceof HookfleetError) throw error;
      throw new HookfleetError("file-unwritable", `${path} cannot be written: ${reason(error)}`, {
        help: "Name a file in a folder that exists, has room, and that this user may write to.",
      });
    }
  };
  const refuseOld = (): void => {
    if (!isNew || !existsSync(target)) return;
    throw new HookfleetError("file-exists", `${path} already exists`, {
      help: "Choose another name, or overwrite it with --force.",
    });
  };
  const descriptor = attempt(() => {
    if (isStream(target)) return openSync(target, "a", mode);
    refuseOld();
    draft = join(dirname(target), `.hookfleet-${randomBytes(6).toString("hex")}`);
    return openSync(draft, "wx", mode);
  });
  return {
    /** Whether a file stands in its place, which `publish` replaces. */
    replaces: (): boolean => draft !== undefined && existsSync(target),
    write: (text: string): void =>
      attempt(() => {
        let rest = Buffer.from(inClear ? text : redactOutput(text, io.hidden));
        while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
      }),
    /** Puts the file in its place; what is written afterwards is added to it. */
    publish: (): void =>
      attempt(() => {
        if (draft === undefined) return;
        refuseOld();
        renameSync(draft, target);
        draft = undefined;
      }),
    /** Closes it. One that was not published is gone. */
    close: (): void => {
      closeSync(descriptor);
      if (draft !== undefined) rmSync(draft, { force: true });
    },
  };
}

/**
 * Refuses files that cannot be written, before what they are to tell of is done. A pipe is not tried:
 * its reader would take that for the end.
 *
 * @throws HookfleetError `file-unwritable`
 */
export function checkOutputs(files: readonly { readonly path: string }[], io: Io): void {
  for (const { path } of files) if (!isPipe(resolve(io.cwd, path))) openOutput(path, io).close();
}

function isPipe(target: string): boolean {
  try {
    return statSync(target).isFIFO();
  } catch {
    return false;
  }
}

function reason(error: unknown): string {
  return error instanceof Error && !("code" in error) ? error.message : systemCode(error);
}

/** Writes a file whole or not at all. */
export function writeFileWhole(
  path: string,
  text: string | Iterable<string>,
  io: Io,
  options?: OutputOptions,
): void {
  const file = openOutput(path, io, options);
  try {
    for (const piece of typeof text === "string" ? [text] : inChunks(text)) file.write(piece);
    file.publish();
  } finally {
    file.close();
  }
}

const chunkLength = 65_536;

/** Many small pieces as fewer large ones, none of which is cut. */
export function* inChunks(pieces: Iterable<string>): Generator<string> {
  let chunk = "";
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk !== "") yield chunk;
}
