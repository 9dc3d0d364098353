import { defineConfig } from "rolldown";

/**
 * Joins the modules of the command line into few files: finding hundreds of small ones takes longer
 * than reading them, and every run of every command would. The library stays as it is compiled.
 */
// biome-ignore lint/style/noDefaultExport: Rolldown reads its configuration from the default export.
export default defineConfig({
  input: { main: "src/cli/main.ts" },
  platform: "node",
  external: /^[^./]/,
  output: {
    dir: "dist/cli",
    cleanDir: true,
    chunkFileNames: "[name]-[hash].js",
  },
});
