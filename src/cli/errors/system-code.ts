const meanings: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EADDRINUSE: "something else listens there",
  EISDIR: "it is a folder",
  ENOENT: "there is no such file or folder",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of its path is no folder",
  EROFS: "the disk is read-only",
};

/**
 * Why the system refused, such as `ENOENT, there is no such file or folder`: all that is told of its
 * errors, which hold whole paths.
 */
export function systemCode(error: unknown): string {
  if (!(error instanceof Error && "code" in error)) return "unknown reason";
  const code = String(error.code);
  const meaning = meanings[code];
  return meaning === undefined ? code : `${code}, ${meaning}`;
}
