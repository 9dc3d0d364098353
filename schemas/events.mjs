// Writes the list of GitHub's events from what is in use of its OpenAPI description: `npm run generate`.
import { readFileSync, writeFileSync } from "node:fs";

const target = new URL("../src/model/generated/event-tables.ts", import.meta.url);

/** What the description does not say, or says otherwise than GitHub does it. */
const corrections = {
  // From the data of github/docs (src/webhooks/data/fpt/issue_relates_to.json).
  issue_relates_to: { levels: ["organization", "repository"], actions: [] },
  // Arrives at hooks of repositories and organizations, although its description does not say so.
  merge_group: { levels: ["organization", "repository"] },
};

const tables = [
  ["onBoth", "Offered on organizations and on repositories.", ["organization", "repository"]],
  ["onOrganizations", "Offered on organizations alone.", ["organization"]],
  [
    "elsewhere",
    "Sent to GitHub Apps, enterprises or inside workflows, but not to these hooks.",
    [],
  ],
];

export function generateEvents(text) {
  const { source, version, events } = JSON.parse(text);
  const known = Object.entries({ ...events, issue_relates_to: {} })
    .map(([name, described]) => ({ name, ...described, ...corrections[name] }))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
  const parts = tables.map(([table, comment, wanted]) => {
    const lines = known
      .filter(({ levels }) =>
        ["organization", "repository"].every(
          (one) => levels.includes(one) === wanted.includes(one),
        ),
      )
      .map(({ name, actions }) => `  ${JSON.stringify([name, ...actions].join(" "))},\n`);
    return `/** ${comment} Each event with its actions. */\nexport const ${table}: readonly string[] = [\n${lines.join("")}];\n`;
  });
  const head = `// Generated from ${source} ${version} (test/fixtures/openapi.json) by npm run generate. Do not edit.\n`;
  return [head, ...parts].join("\n");
}

if (process.argv[1] === import.meta.filename) {
  const source = new URL("../test/fixtures/openapi.json", import.meta.url);
  writeFileSync(target, generateEvents(readFileSync(source, "utf8")));
}
