import { showTime } from "../text/show-time.ts";

/** `11-20 10:12:31`, in UTC. GitHub keeps deliveries for days, so that the year goes without saying. */
export function showShortTime(milliseconds: number): string {
  const text = showTime(milliseconds);
  return /^\d{4}-(\d\d-\d\d)T(\d\d:\d\d:\d\d)Z$/.test(text)
    ? text.slice(5, 19).replace("T", " ")
    : text;
}
