import { expect, test } from "vitest";
import { annotationPlaces } from "../../src/cli/commands/validate.ts";

const at = (file: string) => ({ file, line: 1, column: 2 });
const diagnostic = { severity: "error", code: "bad", message: "bad" } as const;

test.each([
  ["/w", "/w", "a.yaml", "a.yaml"],
  ["/w/hooks", "/w", "a.yaml", "hooks/a.yaml"],
  ["/w/hooks", "/w/", "../b/a.yaml", "b/a.yaml"],
  ["/w/hooks", "/w", "/w/c.yaml", "c.yaml"],
  ["/w/hooks", "/w", "../../elsewhere/a.yaml", "../../elsewhere/a.yaml"],
  ["/w/hooks", "/w", "..a.yaml", "hooks/..a.yaml"],
  ["/w/hooks", "", "a.yaml", "a.yaml"],
  ["/w/hooks", undefined, "a.yaml", "a.yaml"],
])("in %s of the workspace %s, %s is %s", (cwd, workspace, file, shown) => {
  const environment = { GITHUB_WORKSPACE: workspace };
  const all = [{ ...diagnostic, position: at(file), related: [at(file)] }, diagnostic];
  expect(annotationPlaces(all, { cwd, environment })).toMatchObject([
    { position: at(shown), related: [at(shown)] },
    diagnostic,
  ]);
});
