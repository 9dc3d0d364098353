const colours = {
  1: "font-weight:bold",
  2: "opacity:.65",
  31: "color:#ff7b72",
  32: "color:#7ee787",
  33: "color:#e3b341",
  35: "color:#d2a8ff",
  36: "color:#76e3ea",
};

/** What a terminal shows, as a page with a window around it. */
export function terminalPage(command, output) {
  const text = output.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const sequence = new RegExp(`${String.fromCharCode(0x1b)}\\[(\\d+)m`, "g");
  const coloured = text.replace(sequence, (_, code) =>
    // The codes that end a style: 22, 39 and 0.
    colours[code] === undefined ? "</span>" : `<span style="${colours[code]}">`,
  );
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; background: #0d1117; }
    main { display: inline-block; padding: 14px 20px; color: #e6edf3; }
    pre { margin: 0; font: 13px/1.45 "DejaVu Sans Mono", Menlo, Consolas, monospace; }
    b { color: #7ee787; }
  </style><main><pre><b>$</b> ${command}\n${coloured}</pre></main>`;
}
