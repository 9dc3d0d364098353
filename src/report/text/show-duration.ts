/** How long something takes, as people say it: `42 s`, `3 min 5 s`, `1 h 20 min`. */
export function showDuration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  // From an hour on seconds are noise, and are rounded up like everything else here.
  if (whole < 3_600) return join(Math.floor(whole / 60), "min", whole % 60, "s");
  const minutes = Math.ceil(whole / 60);
  return join(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

function join(large: number, unit: string, small: number, smaller: string): string {
  return small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smaller}`;
}
