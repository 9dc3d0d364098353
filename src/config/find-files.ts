import { quotedPath } from "./frames/quoted.ts";
import type { LoadConfigOptions } from "./load-config.ts";
import type { Problem } from "./problem.ts";
import { identityOfPath, kindOfPath, listYamlFiles, type ReadFault } from "./read.ts";
import type { SourceRole } from "./yaml/yaml-node.ts";

/** A file to read. */
export interface FoundFile {
  readonly shown: string;
  readonly role: SourceRole;
}

interface Found {
  readonly files: readonly FoundFile[];
  readonly problems: readonly Problem[];
}

const defaultNames = ["hookfleet.yaml", "hookfleet.yml"] as const;

/** Finds the files that paths, or their absence, stand for. Each file comes once. */
export async function findFiles({ paths, cwd, policy }: LoadConfigOptions): Promise<Found> {
  const found = paths.length === 0 ? await findDefault(cwd) : await expand(paths, cwd);
  const problems = [...found.problems];
  const files: FoundFile[] = [];
  const seen = new Set<string>();
  if (policy !== undefined) {
    const kind = await kindOfPath(policy, cwd);
    if (kind.fault !== undefined) problems.push(problemOf(kind.fault));
    else if (kind.value !== "file") problems.push(notAFile(policy, kind.value));
    // First, so that a folder that holds the policy file as well does not make it an ordinary one.
    seen.add(await identityOfPath(policy, cwd));
    if (kind.fault === undefined && kind.value === "file") {
      files.push({ shown: policy, role: "policy" });
    }
  }
  for (const shown of found.files) {
    const identity = await identityOfPath(shown, cwd);
    if (!seen.has(identity)) files.push({ shown, role: "config" });
    seen.add(identity);
  }
  return { files, problems };
}

interface Paths {
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

async function findDefault(cwd: string): Promise<Paths> {
  const files: string[] = [];
  const problems: Problem[] = [];
  for (const name of defaultNames) {
    const kind = await kindOfPath(name, cwd);
    if (kind.fault !== undefined) problems.push(problemOf(kind.fault));
    else if (kind.value === "folder") problems.push(notAFile(name, "folder"));
    else if (kind.value === "file") files.push(name);
  }
  const [first, second] = files;
  if (second !== undefined) {
    problems.push({
      code: "two-default-files",
      message: `${quotedPath(second)} is not read, because ${quotedPath(defaultNames[0])} is there too`,
      help: "Rename one, or name both with -f.",
      at: { file: second, line: 1, column: 1 },
    });
  }
  if (first === undefined && problems.length === 0) {
    problems.push({
      code: "file-missing",
      message: "There is no `hookfleet.yaml` here",
      help: "Write one, let `hookfleet import` write it, or name a file or folder with -f.",
      at: undefined,
    });
  }
  return { files: first === undefined ? [] : [first], problems };
}

async function expand(paths: readonly string[], cwd: string): Promise<Paths> {
  const files: string[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    const kind = await kindOfPath(path, cwd);
    if (kind.fault !== undefined) problems.push(problemOf(kind.fault));
    else if (kind.value === "missing") problems.push(notAFile(path, "missing"));
    else if (kind.value === "file") files.push(path);
    else {
      const list = await listYamlFiles(path, cwd);
      if (list.fault === undefined) for (const file of list.value) files.push(file);
      else problems.push(problemOf(list.fault));
    }
  }
  return { files, problems };
}

const problemOf = ({ code, message }: ReadFault): Problem => ({ code, message, at: undefined });

function notAFile(path: string, kind: "folder" | "missing"): Problem {
  return kind === "missing"
    ? { code: "file-missing", message: `There is no file ${quotedPath(path)}`, at: undefined }
    : {
        code: "file-is-folder",
        message: `${quotedPath(path)} is a folder, where a file is wanted`,
        help: "Only -f takes folders.",
        at: undefined,
      };
}
