import { execFileSync } from "node:child_process";
import type { Office } from "./office.ts";

/** Makes the workspace what a checkout of `refs/pull/7/merge` is; `HEAD^1` is the base branch. */
export function commit(office: Office, base: string | undefined): void {
  const git = (...argv: readonly string[]): unknown =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...argv], {
      cwd: office.folder,
      stdio: "pipe",
      env: { PATH: process.env["PATH"], GIT_CONFIG_GLOBAL: "/dev/null" },
    });
  const head = office.read("hookfleet.yaml");
  git("init", "--quiet", "--initial-branch=main");
  office.write("README.md", "ours\n");
  git("add", "README.md");
  if (base !== undefined) {
    office.write("hookfleet.yaml", base);
    git("add", "hookfleet.yaml");
  }
  git("commit", "--quiet", "--message=base");
  git("checkout", "--quiet", "-b", "change");
  office.write("hookfleet.yaml", head);
  git("add", "hookfleet.yaml");
  git("commit", "--quiet", "--message=change");
  git("checkout", "--quiet", "main");
  git("merge", "--quiet", "--no-ff", "--message=merge", "change");
}
