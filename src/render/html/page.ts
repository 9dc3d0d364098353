import { sanitize, sanitizeProse } from "../../redact/sanitize.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text from anywhere as the content of an element or of a quoted attribute, and as nothing else. */
export function escapeHtml(text: string): string {
  return sanitize(text).replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

/** A text that leads to an address of ours; null = nowhere. */
export function linkHtml(text: string, address: string | null): string {
  return address === null
    ? escapeHtml(text)
    : `<a href="${escapeHtml(address)}">${escapeHtml(text)}</a>`;
}

/** A sentence from anywhere as HTML; what it quotes in backticks becomes code. */
export function proseHtml(text: string): string {
  return escapeHtml(sanitizeProse(text)).replace(/`([^`]+)`/g, "<code>$1</code>");
}

/** What all pages share. Colors have a contrast of at least 4.5 to 1 on their ground, light and dark. */
export const pageStyles = `:root {
  --ground: #ffffff; --raised: #f6f8fa; --text: #1f2328; --muted: #59636e; --line: #d1d9e0;
  --accent: #0757b8; --create: #116329; --update: #7d4e00; --patch: #055d75; --remove: #b3161b;
  --blocked: #7a3ec8; --warning: #7d4e00;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0d1117; --raised: #151b23; --text: #e6edf3; --muted: #9198a1; --line: #343b44;
    --accent: #6cb0ff; --create: #56d364; --update: #e3b341; --patch: #56d4e8; --remove: #ff8182;
    --blocked: #d2a8ff; --warning: #e3b341;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 4rem; }
body {
  margin: 0 auto; padding: 1rem clamp(.75rem, 3vw, 2rem) 4rem; max-width: 70rem;
  background: var(--ground); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif;
}
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; overflow-wrap: anywhere; }
p { margin: .25rem 0; }
code, .code { font-family: var(--mono); font-size: .88em; overflow-wrap: anywhere; unicode-bidi: isolate; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.muted { color: var(--muted); }
.create { color: var(--create); } .update { color: var(--update); } .patch { color: var(--patch); }
.remove { color: var(--remove); } .blocked { color: var(--blocked); } .warning { color: var(--warning); }
.badge {
  display: inline-block; padding: 0 .5em; border: 1px solid currentColor; border-radius: 1em;
  font-size: .8rem; font-weight: 600; line-height: 1.45; white-space: nowrap;
}
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--muted); font-weight: 600; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.note { margin: .75rem 0; padding: .5rem .9rem; border-left: .3rem solid currentColor; background: var(--raised); }
.note > * { color: var(--text); }
.note > .label { color: inherit; font-weight: 600; }
ul.counts { display: flex; flex-wrap: wrap; gap: .4rem .6rem; margin: .75rem 0; padding: 0; list-style: none; }
ul.counts li { padding: .25rem .7rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--raised); }
ul.counts b { font-variant-numeric: tabular-nums; }
[hidden] { display: none !important; }
.filters {
  position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem; align-items: center;
  margin: 1rem 0; padding: .6rem 0; background: var(--ground); border-bottom: 1px solid var(--line);
}
.filters fieldset { display: flex; flex-wrap: wrap; gap: .35rem; margin: 0; padding: 0; border: 0; min-width: 0; }
.filters input[type="search"], .filters select {
  min-height: 2.2rem; padding: .2rem .5rem; border: 1px solid var(--muted); border-radius: .4rem;
  background: var(--ground); color: inherit; font: inherit; max-width: 100%;
}
.filters input[type="search"] { flex: 1 1 12rem; min-width: 0; }
.filters label.chip {
  display: inline-flex; align-items: center; gap: .35rem; min-height: 2.2rem; padding: 0 .6rem;
  border: 1px solid var(--line); border-radius: .4rem; cursor: pointer;
}
.filters label.chip:has(:checked) { background: var(--raised); border-color: currentColor; }
.hidden-text { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media print {
  .filters { display: none; }
  body { max-width: none; padding: 0; }
  .entry, .note { break-inside: avoid; }
}
`;

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
 * {@link pageStyles}.
 */
export function renderPage({ body, ...page }: Page): string {
  const [before, after] = pageAround(page);
  return `${before}${body}\n${after}`;
}

/** What stands before and behind the body of a page. */
export function pageAround({
  title,
  styles = "",
  script,
}: Omit<Page, "body">): readonly [before: string, after: string] {
  const scripts = script === undefined ? "'none'" : `'sha256-${script.sha256}'`;
  const policy = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src ${scripts}; base-uri 'none'; form-action 'none'`;
  const before = [
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
    "",
  ];
  const after = [
    ...(script === undefined ? [] : [`<script>${script.code}</script>`]),
    "</body>",
    "</html>",
    "",
  ];
  return [before.join("\n"), after.join("\n")];
}
