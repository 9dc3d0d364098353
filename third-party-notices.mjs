import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** `…/node_modules/@scope/name` of a module of a package. */
const packageFolder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  if (file === undefined) throw new Error(`${name} has no license file`);
  const text = readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
  return { name, text: `${name} ${version} (${license})\n\n${text}\n` };
}

/**
 * Writes the licenses of all packages that a bundle holds a part of.
 *
 * @param generators packages whose output is in the sources
 */
export function thirdPartyNotices(fileName, generators) {
  return {
    name: "third-party-notices",
    generateBundle(_, bundle) {
      const folders = Object.values(bundle)
        .flatMap(({ moduleIds = [] }) => moduleIds)
        .flatMap((id) => packageFolder.exec(id)?.[0] ?? []);
      const others = generators.map((name) => dirname(require.resolve(`${name}/package.json`)));
      const notices = [...new Set([...folders, ...others])]
        .map(noticeOf)
        .toSorted((one, other) => (one.name < other.name ? -1 : 1));
      const head = "hookfleet contains parts of these packages.\n";
      const source = [head, ...notices.map(({ text }) => text)].join(`\n${"-".repeat(79)}\n\n`);
      this.emitFile({ type: "asset", fileName, source });
    },
  };
}
