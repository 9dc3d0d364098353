import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { mainPath } from "../../support/spawn-cli.ts";

const command = `#!/usr/bin/env bash
exec node -- '${mainPath}' "$@"
`;

/** Installs nothing: what is asked for must be one version of hookfleet, which is then this one. */
const npm = `#!/usr/bin/env bash
set -eu
here="$(dirname "$0")"
prefix=""
package="none"
[ "$1" = install ] || exit 64
shift
while [ $# -gt 0 ]; do
  case "$1" in
    --prefix) prefix="$2"; shift ;;
    --no-audit | --no-fund | --no-save | --ignore-scripts | --silent) ;;
    hookfleet@[0-9]*) package="$1" ;;
    *) echo "npm does not know $1" >&2; exit 64 ;;
  esac
  shift
done
[ "$package" != none ] || exit 64
mkdir -p "$prefix/node_modules/.bin" "$prefix/node_modules/hookfleet/dist/cli"
cp "$here/.hookfleet" "$prefix/node_modules/.bin/hookfleet"
echo "import('file://${mainPath}')" > "$prefix/node_modules/hookfleet/dist/cli/main.js"
`;

const npx = `#!/usr/bin/env bash
[ "$1" = --yes ] && [[ "$2" = hookfleet@[0-9]* ]] || exit 64
exec node '${mainPath}' "\${@:3}"
`;

/** A folder with \`npm\` and \`npx\` that need no network, to stand first in PATH; and \`node\`, if given. */
export function stubTools(folder: string, node: string | undefined): string {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  const tools = { npm, npx, ".hookfleet": command, ...(node === undefined ? {} : { node }) };
  for (const [name, text] of Object.entries(tools)) {
    writeFileSync(join(bin, name), text);
    chmodSync(join(bin, name), 0o755);
  }
  return `${bin}${delimiter}${process.env["PATH"] ?? ""}`;
}

/** The command, as the image has it, before the tools of a machine. */
export function imageTools(folder: string, tools: string): string {
  const bin = join(folder, "image");
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "hookfleet"), command);
  chmodSync(join(bin, "hookfleet"), 0o755);
  return `${bin}${delimiter}${tools}`;
}
