/** Orders by UTF-16 code unit, so that every list comes out the same on every machine and locale. */
export function compareStrings(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
