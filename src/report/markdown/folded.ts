/** Lines of Markdown that open with a click. The summary is HTML. */
export function folded(
  summary: string,
  lines: readonly string[],
  options: { readonly open: boolean } = { open: false },
): readonly string[] {
  return [
    `<details${options.open ? " open" : ""}><summary>${summary}</summary>`,
    "",
    ...lines,
    "",
    "</details>",
  ];
}
