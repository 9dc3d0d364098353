import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** A slow machine makes tests slow, never red: this only ends one that hangs. */
const hangs = 600_000;

// biome-ignore lint/style/noDefaultExport: Vitest reads its configuration from the default export.
export default defineConfig({
  test: {
    root: fileURLToPath(new URL("..", import.meta.url)),
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/build-dist.ts"],
    setupFiles: ["test/support/fixed-seed.ts"],
    // One worker a core, and modules loaded once in each: nothing is kept in a module, so files can
    // share them. Loading them anew for every file takes longer than the tests do.
    isolate: false,
    maxWorkers: "100%",
    testTimeout: hangs,
    hookTimeout: hangs,
  },
});
