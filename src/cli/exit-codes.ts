/** The exit codes that scripts rely on. Never 0 after a failure. */
export const exitCodes = {
  /** Done, or nothing to do. */
  ok: 0,
  /** An error, a refusal, or an action that failed or was not attempted. */
  failed: 1,
  /** There are changes (`plan --detailed-exitcode`). */
  changes: 2,
  /** Stopped by SIGINT. */
  interrupted: 130,
  /** Stopped by SIGTERM. */
  terminated: 143,
} as const;
