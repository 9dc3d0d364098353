/** All times are milliseconds since the epoch. */
export const minute = 60_000;
export const hour: number = 60 * minute;

/** When the hooks and issues of a seed were created, unless it says otherwise. */
export const seedTime: number = Date.UTC(2024, 4, 1, 12);

export const wholeSecond = (time: number): number => Math.floor(time / 1000) * 1000;

/** As GitHub writes times: RFC 3339 without fractions of a second. */
export const timestamp = (time: number): string =>
  new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
