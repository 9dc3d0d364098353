import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** `…/node_modules/@scope/name` of a module of a package. */
const packageFolder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

function readPackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  if (file === undefined) throw new Error(`${name} has no license file`);
  const text = readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
  return { name, version, license, text };
}

const noticeOf = ({ name, version, license, text }) =>
  `${name} ${version} (${license})\n\n${text}\n`;

/** https://cyclonedx.org/docs/1.6/json/ */
function componentOf(type, { name, version, license }) {
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  return { type, "bom-ref": purl, name, version, licenses: [{ license: { id: license } }], purl };
}

/**
 * Writes what a bundle holds of other packages: their licenses, for people, and the list, for tools.
 *
 * @param generators packages whose output is in the sources
 */
export function thirdParty({ notices, sbom, generators }) {
  return {
    name: "third-party",
    generateBundle(_, bundle) {
      const folders = Object.values(bundle)
        .flatMap(({ moduleIds = [] }) => moduleIds)
        .flatMap((id) => packageFolder.exec(id)?.[0] ?? []);
      const others = generators.map((name) => dirname(require.resolve(`${name}/package.json`)));
      const packages = [...new Set([...folders, ...others])]
        .map(readPackage)
        .toSorted((one, other) => (one.name < other.name ? -1 : 1));
      const parts = ["hookfleet contains parts of these packages.\n", ...packages.map(noticeOf)];
      const line = `\n${"-".repeat(79)}\n\n`;
      this.emitFile({ type: "asset", fileName: notices, source: parts.join(line) });
      const document = {
        bomFormat: "CycloneDX",
        specVersion: "1.6",
        version: 1,
        metadata: { component: componentOf("application", readPackage(import.meta.dirname)) },
        components: packages.map((one) => componentOf("library", one)),
      };
      const source = `${JSON.stringify(document, undefined, 2)}\n`;
      this.emitFile({ type: "asset", fileName: sbom, source });
    },
  };
}
