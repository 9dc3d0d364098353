import { defineConfig } from "vitest/config";

// biome-ignore lint/style/noDefaultExport: Vitest reads its configuration from the default export.
export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/build-dist.ts"],
    // One worker a core: much of the suite waits for processes and servers of its own.
    maxWorkers: "100%",
    testTimeout: 20_000,
  },
});
