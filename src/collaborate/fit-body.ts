/** The most characters that GitHub takes; UTF-16 units are never fewer than GitHub's characters. */
export const longestBody = 65_536;

const cut = "\n\n…\n";

/**
 * The last resort for a text that does not fit although it was written for its room: cut between two
 * lines, and never through a character.
 */
export function fitBody(text: string, room: number): string {
  if (text.length <= room) return text;
  const head = text.slice(0, Math.max(0, room - cut.length));
  const end = head.lastIndexOf("\n");
  const whole = end === -1 ? head.replace(/[\uD800-\uDBFF]$/, "") : head.slice(0, end);
  return `${whole}${cut}`;
}

/**
 * Puts something above a text so that both fit below a marker.
 *
 * @param marker the length of the marker and the line break behind it
 * @param write the text in at most so many characters
 */
export function composeText(
  above: string,
  marker: number,
  write: (room: number) => string,
): string {
  const top = above === "" ? "" : `${above}\n`;
  const room = longestBody - marker - top.length;
  return `${top}${fitBody(write(room), room)}`;
}
