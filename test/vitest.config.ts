import { defineConfig } from "vitest/config";

// biome-ignore lint/style/noDefaultExport: Vitest reads its configuration from the default export.
export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/build-dist.ts"],
    // One worker a core, and modules loaded once in each: nothing is kept in a module, so files can
    // share them. Loading them anew for every file takes longer than the tests do.
    isolate: false,
    maxWorkers: "100%",
    testTimeout: 20_000,
  },
});
