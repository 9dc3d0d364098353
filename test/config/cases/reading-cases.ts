/** Files on a disk, the paths that are asked for, and what is found. */
export interface ReadingCase {
  readonly title: string;
  readonly disk: Readonly<Record<string, string | Uint8Array>>;
  readonly paths?: readonly string[];
  readonly policy?: string;
  readonly files?: readonly string[];
  readonly findings?: readonly string[];
}

const fine = "version: 1\n";
const guard = `${fine}ignore: []\n`;

export const readingCases: readonly ReadingCase[] = [
  { title: "the default", disk: { "hookfleet.yaml": fine }, files: ["hookfleet.yaml"] },
  { title: "the other default", disk: { "hookfleet.yml": fine }, files: ["hookfleet.yml"] },
  {
    title: "both defaults",
    disk: { "hookfleet.yaml": fine, "hookfleet.yml": "[" },
    files: ["hookfleet.yaml"],
    findings: ["two-default-files@hookfleet.yml:1:1"],
  },
  { title: "no default", disk: { "other.yaml": fine }, findings: ["file-missing"] },
  {
    title: "a folder as the default",
    disk: { "hookfleet.yaml/": "" },
    findings: ["file-is-folder"],
  },
  {
    title: "a byte order mark",
    disk: { "hookfleet.yaml": `\uFEFF${fine}` },
    files: ["hookfleet.yaml"],
  },
  {
    title: "all that is missing at once",
    disk: { "a.yaml": fine },
    paths: ["b.yaml", "a.yaml", "a.yaml/c"],
    files: ["a.yaml"],
    findings: ["file-missing", "file-missing"],
  },
  {
    title: "an empty folder",
    disk: { "hooks/x.txt": "" },
    paths: ["hooks"],
    findings: ["folder-empty"],
  },
  {
    title: "a folder, sorted, without what begins with a dot",
    disk: {
      "f/b.yaml": fine,
      "f/a/z.yml": fine,
      "f/a.yaml": fine,
      "f/.x.yaml": "[",
      "f/.d/x.yaml": "[",
      "f/n.json": "[",
    },
    paths: ["f"],
    files: ["f/a.yaml", "f/a/z.yml", "f/b.yaml"],
  },
  {
    title: "one file named in several ways",
    disk: { "f/a.yaml": `${fine}organizations: { x: {} }\n` },
    paths: ["f", "f/a.yaml", "./f/../f/a.yaml"],
    files: ["f/a.yaml"],
  },
  {
    title: "bytes that are no text",
    disk: { "hookfleet.yaml": Uint8Array.of(0x61, 0xff, 0xfe) },
    files: ["hookfleet.yaml"],
    findings: ["not-text@hookfleet.yaml:1:1"],
  },
  {
    title: "NUL bytes",
    disk: { "hookfleet.yaml": "a\0b" },
    files: ["hookfleet.yaml"],
    findings: ["not-text@hookfleet.yaml:1:1"],
  },
  {
    title: "a file that is too large",
    disk: { "hookfleet.yaml": "#".repeat(16 * 1024 * 1024 + 1) },
    files: ["hookfleet.yaml"],
    findings: ["file-too-large"],
  },
  {
    title: "a name that no file can have",
    disk: {},
    paths: ["x".repeat(5000)],
    findings: ["file-unreadable"],
  },
  {
    title: "a policy file inside the folder stays the policy file",
    disk: { "f/a.yaml": fine, "f/policy.yaml": guard },
    paths: ["f"],
    policy: "f/policy.yaml",
    files: ["f/policy.yaml", "f/a.yaml"],
  },
  {
    title: "a guard outside the policy file",
    disk: { "hookfleet.yaml": guard, "policy.yaml": fine },
    policy: "policy.yaml",
    files: ["policy.yaml", "hookfleet.yaml"],
    findings: ["policy-only@hookfleet.yaml:2:1"],
  },
  {
    title: "a policy that is missing",
    disk: { "hookfleet.yaml": fine },
    policy: "policy.yaml",
    files: ["hookfleet.yaml"],
    findings: ["file-missing"],
  },
  {
    title: "a policy that is a folder",
    disk: { "hookfleet.yaml": fine, "policy/": "" },
    policy: "policy",
    files: ["hookfleet.yaml"],
    findings: ["file-is-folder"],
  },
];
