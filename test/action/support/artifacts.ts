import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Machine } from "./run-job.ts";

/** What `actions/upload-artifact` and `actions/download-artifact` do, in a folder. */
export function moveArtifacts(
  action: "actions/upload-artifact" | "actions/download-artifact",
  values: Readonly<Record<string, string>>,
  { artifacts, workspace }: Machine,
): void {
  const { name, path = "", pattern } = values;
  if (action === "actions/upload-artifact") {
    const from = resolve(workspace, path);
    // GitHub's warns where there is nothing; a file stands at the root, a folder is its content.
    if (!existsSync(from)) throw new Error(`there is no ${path} to upload`);
    const to = join(artifacts, name ?? "artifact");
    mkdirSync(to, { recursive: true });
    if (statSync(from).isDirectory()) cpSync(from, to, { recursive: true });
    else cpSync(from, join(to, basename(from)));
    return;
  }
  const to = resolve(workspace, path);
  if (name !== undefined) cpSync(join(artifacts, name), to, { recursive: true });
  const start = pattern?.replace(/\*$/, "");
  for (const found of start === undefined ? [] : readdirSync(artifacts))
    if (found.startsWith(start ?? ""))
      cpSync(join(artifacts, found), join(to, found), { recursive: true });
}

/** What `github/codeql-action/upload-sarif` takes, as an artifact with the name of its category. */
export function uploadSarif(
  { sarif_file: path = "", category = "" }: Readonly<Record<string, string>>,
  { artifacts, workspace }: Machine,
): void {
  const from = resolve(workspace, path);
  const { version, runs } = JSON.parse(readFileSync(from, "utf8"));
  if (version !== "2.1.0" || runs.length !== 1) throw new Error(`${path} is no SARIF of one run`);
  cpSync(from, join(artifacts, `${category}.sarif`));
}
