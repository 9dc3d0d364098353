import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vitest/config";

/** A slow machine makes tests slow, never red: this only ends one that hangs. */
const hangs = 600_000;

/** Processes, browsers, servers, megabytes and long tables: what `--mode quick` leaves out. */
const slow = [
  "test/{action,cli,github,simulator}/**",
  "test/{examples,golden,layers,library,package,release}.test.ts",
  "test/apply/{fault-table,laws,losses,meddling,requests,rotation-*,simulated-faults,twins}.test.ts",
  "test/config/{desired-state,findings,generated,large-files,masking,read-bytes}.test.ts",
  "test/config/import/**",
  "test/model/match-pieces.test.ts",
  "test/plan/large-scope.test.ts",
  "test/render/html/**",
  "test/render/markdown/limit.test.ts",
  "test/{docs/pages,redact/redact-tokens,render/tables-and-alerts}.test.ts",
  "test/verify/{judge-delivery,trouble,verify-by-*,verify-in-use}.test.ts",
];

/** `npm run mutate` asks for one source to be read with a fault in it. */
function mutate(): Plugin {
  const mutant = JSON.parse(process.env["HOOKFLEET_MUTANT"] ?? "{}") as Record<string, string>;
  const { file = "", find = "", replace = "" } = mutant;
  return {
    name: "mutate",
    enforce: "pre",
    transform: (code, id) =>
      file !== "" && id.endsWith(`/${file}`) ? code.replace(find, () => replace) : undefined,
  };
}

// biome-ignore lint/style/noDefaultExport: Vitest reads its configuration from the default export.
export default defineConfig(({ mode }) => ({
  plugins: mode === "mutate" ? [mutate()] : [],
  test: {
    root: fileURLToPath(new URL("..", import.meta.url)),
    include: ["test/**/*.test.ts"],
    exclude: mode === "quick" ? slow : [],
    globalSetup: [
      "test/support/compile-schema.ts",
      ...(mode === "quick" ? [] : ["test/support/build-dist.ts"]),
    ],
    setupFiles: ["test/support/properties.ts"],
    // Sources are compiled once for many runs; a mutant is another source under the same name.
    experimental: { fsModuleCache: mode === "quick" },
    // One worker a core, and modules loaded once in each: nothing is kept in a module, so files can
    // share them. Loading them anew for every file takes longer than the tests do.
    isolate: false,
    maxWorkers: "100%",
    testTimeout: hangs,
    hookTimeout: hangs,
  },
}));
