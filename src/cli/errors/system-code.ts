/** Why the system refused, such as `ENOENT`: all that is told of its errors, which hold whole paths. */
export function systemCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}
