const form =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d+)?([Zz]|[+-](\d{2}):(\d{2}))$/;

/**
 * Milliseconds since the epoch for an RFC 3339 time with its zone; undefined for anything else,
 * also for days that no calendar has, which `Date` would move to the next month.
 */
export function parseTimestamp(text: string): number | undefined {
  const match = form.exec(text);
  if (match === null) return undefined;
  const part = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day] = [part(1), part(2), part(3)];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lastDay = new Date(Date.UTC(isLeap ? 2000 : 2001, month, 0)).getUTCDate();
  const fits =
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= lastDay &&
    [part(4), part(9)].every((hour) => hour <= 23) &&
    [part(5), part(6), part(10)].every((sixtieth) => sixtieth <= 59);
  const milliseconds = fits ? Date.parse(text.toUpperCase()) : Number.NaN;
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
