/** Where editors find the schema of the file, in any repository and without an installation. */
export const schemaAddress: string =
  "https://raw.githubusercontent.com/hookfleet/hookfleet/main/schemas/hookfleet.schema.json";

/** An owner of the start file: its own hooks, and names or globs of repositories. */
export interface StartOwner {
  readonly name: string;
  readonly own: boolean;
  readonly repositories: readonly string[];
}

const head = `# yaml-language-server: $schema=${schemaAddress}

# Which webhooks should exist. Nothing that GitHub has is changed by this file as it is: it declares no
# hook, and hooks that it does not declare are listed and left alone. Remove the # of what you want.
# Every key: https://github.com/hookfleet/hookfleet/blob/main/docs/file.md
version: 1

# Where the values of secrets come from, and which receivers may get them; never the values themselves.
# secrets:
#   ci: { env: CI_WEBHOOK_SECRET, hosts: [ci.example.com] }

# Hooks that are managed elsewhere and never touched, by their URLs.
# ignore: ["https://hooks.zapier.com/**"]

# Hooks that are never deleted, deactivated, moved or stripped of their secret.
# protect: ["https://audit.example.com/**"]

# A plan with more than that is refused.
limits: { max_deletes: 5, max_changes: 100 }

# For a personal account, write \`users\` in place of \`organizations\`.
organizations:
`;

function hooks(indent: string, what: string): string {
  return `${indent}# ${what}
${indent}# hooks:
${indent}#   - url: https://ci.example.com/github-webhook/
${indent}#     events: [push, pull_request]
${indent}#     content_type: json
${indent}#     secret: ci
`;
}

/** A word of YAML that is text without quotes, else in quotes. */
function word(text: string): string {
  return /^(?!(?:true|false|null)$)[a-z][\w.-]*$/i.test(text) ? text : JSON.stringify(text);
}

function owner({ name, own, repositories }: StartOwner): string {
  const entries = repositories.map(
    (repository) =>
      `      - name: ${word(repository)}\n${hooks("        ", "What each of them should have:")}`,
  );
  return [
    `  ${word(name)}:\n    unmanaged: report # of hooks that are not declared: report, keep or delete\n`,
    own
      ? hooks("    ", "The organization's own, which get the events of all its repositories:")
      : "",
    entries.length === 0 ? "" : `    repositories:\n${entries.join("")}`,
  ].join("");
}

/** The commented file to begin with, for these owners. */
export function writeStartFile(owners: readonly StartOwner[]): string {
  return head + owners.map(owner).join("");
}
