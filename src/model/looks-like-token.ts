import { redactTokens } from "./redact-tokens.ts";

/** At least one run of characters that no person would choose as a name: long and of mixed kind. */
export function looksLikeToken(segment: string): boolean {
  if (redactTokens(segment) !== segment) return true;
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(segment)) return true;
  if (
    /(?:^|[^0-9a-z])(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{16,}(?:$|[^0-9a-z])/i.test(segment)
  )
    return true;
  if (/^[\w~+=.:-]{20,}$/.test(segment) && /[a-z]/.test(segment) && /[A-Z]/.test(segment)) {
    if (/[0-9]/.test(segment)) return true;
  }
  return (segment.match(/[A-Za-z0-9]+/g) ?? []).some((run) => {
    const switches = run.match(/[a-zA-Z](?=[0-9])|[0-9](?=[a-zA-Z])|[a-z](?=[A-Z])/g)?.length ?? 0;
    return (run.length >= 12 && switches >= 4) || (run.length >= 32 && switches >= 1);
  });
}
