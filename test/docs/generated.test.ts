import { expect, test } from "vitest";
import { pages, readPage, root } from "./markdown.ts";
import { regenerate } from "./sections.ts";

// `npm run generate` runs this with `--update`, which writes the pages anew.
test.each(pages)("%s has the tables that the code gives", async (path) => {
  await expect(regenerate(readPage(path))).toMatchFileSnapshot(`${root}/${path}`);
});
