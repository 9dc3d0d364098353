import MarkdownIt from "markdown-it";

const parser = new MarkdownIt({ html: true, linkify: true });
const styles = { "+": "added", "-": "removed", "@": "scope", "!": "scope" };

/** A block of a diff with its lines coloured, as GitHub does it. */
function colourDiffs(html) {
  return html.replace(
    /<code class="language-diff">([\s\S]*?)<\/code>/g,
    (_, lines) =>
      `<code>${lines
        .split("\n")
        .map((line) => `<span class="${styles[line[0]] ?? ""}">${line}</span>`)
        .join("\n")}</code>`,
  );
}

/** Alert blocks with their titles, as GitHub draws them. */
function drawAlerts(html) {
  return html.replace(
    /<blockquote>\s*<p>\[!(CAUTION|WARNING)\]/g,
    (_, level) =>
      `<blockquote class="${level}"><p><b>${level[0]}${level.slice(1).toLowerCase()}</b>`,
  );
}

/** A comment of a pull request as a page that looks like GitHub's. */
export function commentPage(markdown) {
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; padding: 14px; width: 860px; background: #fff; color: #1f2328;
      font: 14px/1.5 system-ui, "DejaVu Sans", sans-serif; }
    .comment { border: 1px solid #d1d9e0; border-radius: 6px; }
    .head { padding: 7px 14px; background: #f6f8fa; border-bottom: 1px solid #d1d9e0;
      border-radius: 6px 6px 0 0; color: #59636e; }
    .body { padding: 2px 14px 12px; }
    h2 { margin: 14px 0 10px; padding-bottom: 5px; border-bottom: 1px solid #d1d9e0; font-size: 20px; }
    h3 { margin: 14px 0 6px; font-size: 16px; }
    p { margin: 8px 0; } ul { margin: 6px 0; padding-left: 22px; }
    code { padding: .15em .4em; border-radius: 5px; background: #eff1f3; font-size: 12px;
      font-family: "DejaVu Sans Mono", monospace; }
    pre { margin: 8px 0; padding: 10px; border-radius: 6px; background: #f6f8fa; line-height: 1.4; }
    pre code { padding: 0; background: none; }
    table { border-collapse: collapse; } td, th { padding: 3px 12px; border: 1px solid #d1d9e0; }
    blockquote { margin: 10px 0; padding: 2px 12px; border-left: 4px solid #9a6700; }
    .CAUTION { border-color: #cf222e; } .CAUTION b:first-child { color: #cf222e; }
    .WARNING b:first-child { color: #9a6700; }
    .added { color: #116329; background: #dafbe1; } .removed { color: #82071e; background: #ffebe9; }
    .scope { color: #8250df; font-weight: bold; } sub { color: #59636e; }
  </style><div class="comment"><div class="head"><b>github-actions</b> commented</div>
  <div class="body">${drawAlerts(colourDiffs(parser.render(markdown)))}</div></div>`;
}
