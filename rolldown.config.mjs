import { createRequire, isBuiltin } from "node:module";
import { dirname, join, relative } from "node:path";
import { defineConfig } from "rolldown";
import { dts } from "rolldown-plugin-dts";
import { thirdParty } from "./third-party.mjs";

/** Where a module stands, whatever the folders above are called. */
const placeOf = (id) => relative(import.meta.dirname, id);

/** commander can start programs as commands; hookfleet has none, and starts no process at all. */
const noProcesses = {
  name: "no-processes",
  resolveId: (id) => (id === "node:child_process" ? "\0no-processes" : undefined),
  load: (id) => (id === "\0no-processes" ? "export {};" : undefined),
};

/** What requests through a proxy need of undici; as a whole it is larger than all the rest. */
const partsOfUndici = {
  name: "parts-of-undici",
  resolveId: (id) => (id === "undici" ? "\0undici" : undefined),
  load: (id) =>
    id === "\0undici"
      ? [
          "dispatcher/pool",
          "dispatcher/proxy-agent",
          "web/fetch/index",
          "dispatcher/dispatcher",
          "api/index",
        ]
          .map((path, index) => `import part${index} from "undici/lib/${path}.js";`)
          .concat("Object.assign(part3.prototype, part4);")
          .concat("export const [Pool, ProxyAgent, fetch] = [part0, part1, part2.fetch];")
          .join("\n")
      : undefined,
};

/**
 * Modules of Node without their exports: an import reads them all, which loads much that nobody uses. Our
 * own code even gets them when it first uses one. What the bundler takes over of an imported module is
 * its prototype, so that is what looks things up.
 */
const leanBuiltins = {
  name: "lean-builtins",
  resolveId: (id, importer = "") => {
    if (!isBuiltin(id) || importer.includes("rolldown/runtime")) return undefined;
    const isOurs = placeOf(importer).startsWith("src");
    return `\0builtin:${isOurs ? "late" : "now"}:${id.replace(/^node:/, "")}`;
  },
  load: (id) => {
    const [, when, name] = /^\0builtin:(late|now):(.*)$/.exec(id) ?? [];
    if (when === undefined) return undefined;
    const builtin = `process.getBuiltinModule(${JSON.stringify(name)})`;
    const late = `Object.create(new Proxy({}, { get: (_, key) => ${builtin}[key] }))`;
    return { code: `module.exports = ${when === "late" ? late : builtin};`, moduleType: "js" };
  },
};

const require = createRequire(import.meta.url);
const imported = { index: "src/index.ts", simulator: "src/simulator.ts" };

const validate = join(import.meta.dirname, "src/cli/commands/validate.ts");

/** A module and all that it imports. */
function withImports(id, graph, found = new Set()) {
  if (found.has(id)) return found;
  found.add(id);
  for (const next of graph.getModuleInfo(id).importedIds) withImports(next, graph, found);
  return found;
}

/**
 * What every run needs is one file, what `validate` needs besides a second, and what many commands need
 * besides both a third; what those share of the command line is another. To find and load a file costs
 * more than some code that is not needed, and less than as much again.
 */
const codeSplitting = {
  includeDependenciesRecursively: false,
  groups: [
    { name: "base", test: (id) => !/^src.cli.process/.test(placeOf(id)), tags: ["$initial"] },
    {
      debugName: "config",
      name: (id, graph) => (withImports(validate, graph).has(id) ? "config" : null),
      minShareCount: 8,
    },
    { name: "node", test: /^\0builtin:/ },
    {
      name: "fleet",
      test: (id) => !/^src.cli.|rolldown.runtime/.test(placeOf(id)),
      minShareCount: 8,
    },
    {
      name: "cli",
      test: (id) => /^src.cli.(?:client|output|steps)./.test(placeOf(id)),
      minShareCount: 8,
    },
  ],
};

const bundle = {
  platform: "node",
  // Modules for browsers, of which a bundle takes what it needs; those for Node come as a whole.
  resolve: { alias: { yaml: join(dirname(require.resolve("yaml/package.json")), "browser/dist") } },
  plugins: [noProcesses, leanBuiltins, partsOfUndici],
};

// Text of one byte a character is read in a fraction of the time; see also `src/cli/load-program.ts`.
const output = { comments: false, minify: true, charset: "ascii" };

/**
 * What is published: the library, the simulator and the entry; the command, which the entry loads; all
 * with what they need, so that an installation resolves nothing. Few files, because finding hundreds of
 * small ones takes longer than reading them; each command loads what it needs when it runs. Declarations
 * stand in one file each.
 */
// biome-ignore lint/style/noDefaultExport: Rolldown reads its configuration from the default export.
export default defineConfig([
  {
    ...bundle,
    input: { "cli/main": "src/cli/main.ts", ...imported },
    output: {
      ...output,
      // Node prints the line of an error that nobody catches: short ones.
      minify: { compress: true, mangle: true, codegen: { removeWhitespace: false } },
      dir: "dist",
      cleanDir: true,
      chunkFileNames: "chunks/[name]-[hash].js",
      // It reads the schema by its own place, which is as deep as in `src`.
      codeSplitting: {
        groups: [
          { name: "node", test: /^\0builtin:/ },
          { name: "config", test: (id) => /^src.config./.test(placeOf(id)) },
        ],
      },
    },
  },
  {
    ...bundle,
    input: "src/cli/process.ts",
    plugins: [
      ...bundle.plugins,
      thirdParty({
        notices: "third-party-notices.txt",
        sbom: "sbom.cdx.json",
        generators: ["ajv"],
      }),
    ],
    output: {
      ...output,
      dir: "dist",
      format: "cjs",
      entryFileNames: "program/[name].cjs",
      chunkFileNames: "program/[name].cjs",
      codeSplitting,
    },
  },
  {
    input: imported,
    platform: "node",
    external: /^[^./]/,
    plugins: [dts({ oxc: true, emitDtsOnly: true })],
    output: { dir: "dist" },
  },
]);
