/**
 * Takes out whatever could move the cursor or turn the text around, and cuts a line to what fits into one row of the terminal: a row more could not be wiped out again.
 * The last column stays free, because some terminals go on to the next row behind it.
 */
export function clipLine(text: string, columns: number | undefined): string {
  const room = Math.max(1, (columns ?? 80) - 1);
  const characters = [...text.replace(/\p{C}/gu, "?")];
  const cut = characters.length <= room ? characters : [...characters.slice(0, room - 1), "…"];
  return cut.join("");
}
