import MarkdownIt, { type Token } from "markdown-it";

/** What a reader gets to see of a Markdown text, by what it means. */
export interface ReadMarkdown {
  readonly headings: readonly string[];
  /** Raw HTML, piece by piece. */
  readonly html: readonly string[];
  readonly links: readonly string[];
  readonly images: number;
  /** Text that is not code, in which GitHub looks for mentions and references. */
  readonly text: readonly string[];
  readonly code: readonly string[];
  /** Contents of fenced blocks. */
  readonly blocks: readonly string[];
  readonly cells: readonly string[];
  /** Kinds of everything there is, sorted. */
  readonly kinds: readonly string[];
}

const parser = new MarkdownIt({ html: true, linkify: true });

function flat(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap((token) => [token, ...flat(token.children ?? [])]);
}

/** Reads Markdown as a parser that makes more links than GitHub does. */
export function readMarkdown(markdown: string): ReadMarkdown {
  const tokens = parser.parse(markdown, {});
  const all = flat(tokens);
  const after = (type: string): readonly string[] =>
    tokens.flatMap((token, index) =>
      token.type === type ? [tokens[index + 1]?.content ?? ""] : [],
    );
  const of = (...types: readonly string[]): readonly string[] =>
    all.filter(({ type }) => types.includes(type)).map(({ content }) => content);
  return {
    headings: after("heading_open"),
    html: of("html_block", "html_inline"),
    links: all
      .filter(({ type }) => type === "link_open")
      .map((token) => String(token.attrGet("href"))),
    images: of("image").length,
    text: of("text"),
    code: of("code_inline"),
    blocks: of("fence", "code_block"),
    kinds: [...new Set(all.map(({ type }) => type.replace(/_(?:open|close)$/, "")))].sort(),
    cells: [...after("th_open"), ...after("td_open")],
  };
}
