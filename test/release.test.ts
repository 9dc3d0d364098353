import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const changelog =
  "# Changelog\n\n## 0.1.0 (2026-12-01)\n\n- First of all.\n\n## 0.0.1 (2026-01-01)\n\n- Old.\n";

/** A clean checkout of a tag, as a release finds it after `npm ci`. */
function checkout(text = changelog) {
  const folder = mkdtempSync(join(tmpdir(), "hookfleet-release-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const names = [".ci", ".gitignore", "LICENSE", "README.md", "dist", "package.json", "schemas"];
  for (const name of names) cpSync(join(root, name), join(folder, name), { recursive: true });
  writeFileSync(join(folder, "CHANGELOG.md"), text);
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, GIT_CONFIG_GLOBAL: "/dev/null", npm_config_update_notifier: "false" };
  const git = (...argv: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...argv], {
      cwd: folder,
      encoding: "utf8",
      env,
    });
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "--message=all");
  const release = (tag: string) => {
    const { status, stdout, stderr } = spawnSync(join(folder, ".ci/release"), [tag, "--dry-run"], {
      cwd: folder,
      encoding: "utf8",
      env,
    });
    return { status, stdout, stderr };
  };
  return { folder, git, release };
}

test("a dry run makes everything, and shows what would leave this machine", () => {
  const { git, release } = checkout();
  const { status, stdout, stderr } = release("v0.1.0");
  expect([status, stderr]).toEqual([0, ""]);
  const outward = [...stdout.matchAll(/^\+ (\S+ \S+)/gm)].map(([, command]) => command);
  expect(outward).toEqual([
    "npm publish",
    ...["docker build", "docker push", "docker build", "docker push"],
    "git push",
    "gh release",
  ]);
  expect(stdout).toMatch(/npm publish --provenance .*--tag latest \S+\/hookfleet-0\.1\.0\.tgz\n/);
  const [, commit = ""] = /:refs\/tags\/v0\.1 (\w{40}):refs\/tags\/v0\n/.exec(stdout) ?? [];
  expect(git("ls-tree", "-r", "--name-only", commit)).toContain("dist/cli/main.js");
  expect(git("rev-parse", `${commit}^`)).toBe(git("rev-parse", "HEAD"));
  expect(git("status", "--porcelain")).toBe("");
  expect(stdout).toContain(`\n- First of all.\n\n\nThe action of this version`);
  expect(stdout).toContain(`uses: hookfleet/hookfleet@${commit} # v0.1.0`);
  expect(stdout).not.toContain("- Old.");
});

test("a candidate moves nothing that others follow", () => {
  const { folder, git, release } = checkout(changelog.replace("0.1.0", "0.2.0-rc.1"));
  const path = join(folder, "package.json");
  writeFileSync(path, readFileSync(path, "utf8").replace('"0.1.0"', '"0.2.0-rc.1"'));
  git("commit", "--quiet", "--all", "--message=rc");
  const { status, stdout } = release("v0.2.0-rc.1");
  expect(status).toBe(0);
  expect(stdout).toContain("--tag next");
  expect(stdout).toContain(":refs/tags/v0.2.0-rc.1-action\n");
  expect(stdout).toContain("--prerelease");
  expect(stdout).not.toContain("--force");
});

test.each([
  ["another tag", "v0.1.1", changelog, "the tag is v0.1.1, and package.json says 0.1.0"],
  ["no tag", "", changelog, "the tag is missing, and package.json says 0.1.0"],
  [
    "no date",
    "v0.1.0",
    changelog.replace("2026-12-01", "unreleased"),
    "says that 0.1.0 is unreleased",
  ],
  ["no section", "v0.1.0", "# Changelog\n", 'CHANGELOG.md has no section "## 0.1.0 (DATE)"'],
])("refuses %s", (_, tag, text, why) => {
  const { status, stdout, stderr } = checkout(text).release(tag);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^error: [^\n]*\n$/);
  expect(stderr).toContain(why);
});

test("refuses a checkout with changes", () => {
  const { folder, release } = checkout();
  writeFileSync(join(folder, "README.md"), "changed");
  expect(release("v0.1.0").stderr).toContain("the checkout has changes:  M README.md");
});

test("the image has all that runs, and nothing else", () => {
  const lines = readFileSync(join(root, "Dockerfile"), "utf8").split("\n");
  const allowed = readFileSync(join(root, ".dockerignore"), "utf8").split("\n");
  const folder = mkdtempSync(join(tmpdir(), "hookfleet-image-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const line of lines.filter((one) => one.startsWith("COPY "))) {
    const [, ...words] = line.split(" ");
    const to = words.pop() ?? "";
    for (const word of words) {
      expect(allowed).toContain(`!${word}`);
      cpSync(join(root, word), join(folder, to.endsWith("/") ? join(to, word) : to), {
        recursive: true,
      });
    }
  }
  const main = join(folder, "opt/hookfleet/dist/cli/main.js");
  const env = { PATH: process.env["PATH"] };
  const run = (...argv: readonly string[]) =>
    spawnSync(process.execPath, [main, ...argv], { cwd: folder, encoding: "utf8", env });
  expect(run("demo")).toMatchObject({ status: 0 });
  expect(run("schema").stdout).toContain("https://json-schema.org/");
});
