import { InvalidArgumentError } from "commander";

/** A point in time, told by its distance from now or by itself. */
export type Since =
  | { readonly kind: "ago"; readonly milliseconds: number }
  | { readonly kind: "at"; readonly time: number };

const units: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * For options such as `--since 24h` and `--since 2026-11-20T10:12:00Z`.
 *
 * @throws InvalidArgumentError for anything else
 */
export function parseSince(text: string): Since {
  const [, amount, unit = ""] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  if (amount !== undefined)
    return { kind: "ago", milliseconds: Number(amount) * (units[unit] ?? 0) };
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i.test(text);
  const time = Date.parse(text.toUpperCase());
  if (isTime && !Number.isNaN(time)) return { kind: "at", time };
  throw new InvalidArgumentError(
    "Say how long ago, as in 90s, 30m, 24h or 3d, or a time like 2026-11-20T10:12:00Z.",
  );
}

/** In milliseconds since the epoch. */
export function sinceTime(since: Since, now: number): number {
  return since.kind === "at" ? since.time : now - since.milliseconds;
}

/**
 * Whether a time lies before everything that GitHub still has.
 *
 * @param days how long this server keeps deliveries
 */
export function isBeyondRetention(time: number, now: number, days: number): boolean {
  // A minute more: `3d` means all there is, however long the run takes.
  return now - time > days * 86_400_000 + 60_000;
}
