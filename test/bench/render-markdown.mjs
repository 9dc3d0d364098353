/** The same cells for docs/limits.md. */
export function renderMarkdown(headings, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const rule = headings.map((_, column) => (column === 0 ? "---" : "--:"));
  return [line(headings), line(rule), ...rows.map(line)].join("\n");
}
