// The size of the source, generated files apart, beside what is wanted: part of `npm run check`.
// It fails where a file has more than 300 lines or the whole is larger than the limits.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../src", import.meta.url));

/** What the source may grow to. */
const limits = { files: 380, lines: 43_200, under30: 0.1, longest: 300 };

const files = readdirSync(root, { recursive: true })
  .filter((name) => name.endsWith(".ts") && !name.includes("generated"))
  .map((name) => {
    return { name, lines: readFileSync(join(root, name), "utf8").trimEnd().split("\n").length };
  })
  .toSorted((one, other) => one.lines - other.lines);
const at = (share) => files[Math.floor((files.length - 1) * share)]?.lines ?? 0;
const total = files.reduce((sum, { lines }) => sum + lines, 0);
const under30 = files.filter(({ lines }) => lines < 30).length / files.length;
const long = files.filter(({ lines }) => lines > limits.longest);

process.stdout.write(
  [
    `src: ${files.length} files (at most ${limits.files}), ${total} lines (at most ${limits.lines}),`,
    `median ${at(0.5)}, 90 % up to ${at(0.9)}, ${(under30 * 100).toFixed(0)} % under 30 lines,`,
    `longest ${files.at(-1)?.lines} (at most ${limits.longest})\n`,
  ].join(" "),
);
for (const { name, lines } of long) process.stdout.write(`too long: src/${name}, ${lines} lines\n`);
const isOver =
  files.length > limits.files ||
  total > limits.lines ||
  under30 > limits.under30 ||
  long.length > 0;
process.exitCode = isOver ? 1 : 0;
