import { escapeHtml } from "./escape-html.ts";
import { pageStyles } from "./page-styles.ts";

/**
 * A script that stands in a page. Its hash is what lets the browser run it and nothing else, so it
 * must be constant: data for it stands in the page as attributes.
 */
export interface PageScript {
  readonly code: string;
  /** SHA-256 of the code in UTF-8, base64. A wrong one leaves the page without its script. */
  readonly sha256: string;
}

export interface Page {
  /** Plain text. */
  readonly title: string;
  /** CSS over that which all pages share. */
  readonly styles?: string;
  /** HTML, everything foreign in it escaped by {@link escapeHtml}. */
  readonly body: string;
  readonly script?: PageScript;
}

/**
 * A page that needs nothing but itself: no network, no fonts, no scripts but the one given, which
 * the policy in its head makes sure of even where something foreign came to stand in the body.
 *
 * All pages share the variables, tables (`<table>`), badges (`<span class="badge remove">`; also
 * `create`, `update`, `patch`, `blocked`, `warning`, `muted`), lists of counts, and filters of
 * `page-styles.ts`.
 */
export function renderPage({ title, styles = "", body, script }: Page): string {
  const scripts = script === undefined ? "'none'" : `'sha256-${script.sha256}'`;
  const policy = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src ${scripts}; base-uri 'none'; form-action 'none'`;
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(title)}</title>`,
    // Without one, browsers ask a server for it.
    '<link rel="icon" href="data:,">',
    `<style>\n${pageStyles}${styles}</style>`,
    "</head>",
    "<body>",
    body,
    ...(script === undefined ? [] : [`<script>${script.code}</script>`]),
    "</body>",
    "</html>",
    "",
  ].join("\n");
}
