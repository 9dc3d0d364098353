import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** The pages that people read, by their paths from the root. */
export const pages: readonly string[] = [
  "README.md",
  ...readdirSync(`${root}/docs`).map((name) => `docs/${name}`),
];

export const readPage = (path: string): string => readFileSync(`${root}/${path}`, "utf8");

export interface Block {
  readonly language: string;
  readonly text: string;
}

/** Fenced code, without the indentation of the fence. */
export function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(/^( *)```(\w*)\n([\s\S]*?)^ *```$/gm)].map(
    ([, indent = "", language = "", text = ""]) => ({
      language,
      text: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    }),
  );
}

export const withoutBlocks = (page: string): string =>
  page.replaceAll(/^ *```[\s\S]*?^ *```$/gm, "");

export interface Heading {
  readonly level: number;
  readonly text: string;
}

export function headingsOf(page: string): readonly Heading[] {
  return [...withoutBlocks(page).matchAll(/^(#+) (.*)$/gm)].map(([, marks = "", text = ""]) => ({
    level: marks.length,
    text,
  }));
}

/** What GitHub makes of a heading: https://docs.github.com/en/get-started/writing-on-github */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
}
