import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fakeClock } from "../github/support/fake-github.ts";
import { planted } from "../support/planted.ts";
import { enterStage, type Stage, type StageOptions } from "../support/run-cli.ts";
import { writings } from "../support/tokens.ts";

// Every run is searched for what is planted: its streams and all files that it made or changed
// (test/support/run-cli.ts). What a test says itself is that its runs got as far as they should.

type Between = NonNullable<StageOptions["between"]>;

/** What a server may have been sent, in every way of writing it, and cut short in the middle. */
function writtenOut(values: readonly string[]): readonly string[] {
  const ways = [
    "percent-encoded",
    "in capitals",
    "as Base64",
    "behind a user, as Base64",
    "as hex",
  ];
  return values.flatMap((value) => [
    value,
    JSON.stringify(value),
    ...ways.map((name) => writings[name]?.(value) ?? ""),
    value.slice(0, Math.ceil(value.length / 2)),
  ]);
}

/** Without the file, a run knows its token alone. */
const ofToken = writtenOut([planted.token]);
const ofFile = writtenOut([planted.token, planted.environment, planted.url]);
const hasFile = ([name = ""]: readonly string[]): boolean =>
  !["import", "comment", "report-issue"].includes(name);

/** A header's value cannot hold other characters. */
const ascii = (text: string): string => text.replace(/[^\x21-\x7e ]/g, "?");

function headersFor(text: string): Record<string, string> {
  const value = ascii(text);
  const at = (path: string): string => `https://api.github.com${path}${encodeURIComponent(text)}`;
  return {
    location: at("/repos/acme/"),
    link: `<${at("/x?page=2&y=")}>; rel="next"`,
    "x-oauth-scopes": value,
    "x-accepted-oauth-scopes": `repo, ${value}`,
    "x-accepted-github-permissions": `hooks=${value}`,
    "x-github-sso": `required; url=${at("/orgs/acme/sso?x=")}`,
    "x-github-request-id": value,
    "x-ratelimit-reset": value,
    "retry-after": value,
    etag: `"${value.replaceAll('"', "")}"`,
    warning: `199 - "${value}" ##[add-mask]x`,
  };
}

/** Refuses everything, and says why in words that are not its own. */
function refuseAll(status: number, repeated: readonly string[]): Between {
  let turn = 0;
  return async () => {
    const said = repeated[turn++ % repeated.length] ?? "";
    const body = {
      message: `${repeated.join(" | ")} ::error::${said} ##[error]${said}`,
      errors: repeated.flatMap((text) => [text, { message: text }, { field: text, code: text }]),
      documentation_url: `https://docs.github.com/${encodeURIComponent(said)}`,
      url: said,
    };
    const statusText = ascii(said).slice(0, 100);
    return new Response(JSON.stringify(body), { status, statusText, headers: headersFor(said) });
  };
}

const saved = ["plan.json", "plan.md", "plan.html"].flatMap((file) => ["--out", `saved/${file}`]);

/** Every command that asks GitHub for anything, in its ways of writing. */
const commands: readonly (readonly string[])[] = [
  ["plan", ...saved],
  ["plan", "--format", "json"],
  ["plan", "--format", "markdown"],
  ["plan", "--show-urls"],
  [
    "apply",
    "--auto-approve",
    "--events",
    "saved/events",
    "--out",
    "saved/r.json",
    "--out",
    "saved/r.md",
  ],
  ["apply", "--auto-approve", "--verify", "--format", "json"],
  ["drift", "--out", "saved/drift.json", "--out", "saved/drift.html"],
  ["drift", "--verify", "--format", "json"],
  ["import", "acme", "--force", "--out", "saved/imported.yaml"],
  ["import", "acme/api"],
  ["explain", "acme/api"],
  ["doctor"],
  ["doctor", "--format", "json"],
  ["verify", "--timeout", "1"],
  ["verify", "--no-ping", "--format", "json"],
  ["ping", "--auto-approve"],
  ["secrets", "--format", "json"],
  ["deliveries"],
  ["deliveries", "--format", "json"],
  ["redeliver", "--auto-approve"],
  ["health"],
  ["comment", "good/plan.json", "--repo", "acme/api", "--pr", "1"],
  ["report-issue", "good/drift.json", "--repo", "acme/api"],
];

/** Runs all commands, also with a cache, each before a server of its own. */
async function runAll(
  { run, folder }: Stage,
  prepareServer: (repeated: readonly string[]) => void,
  chosen = commands,
): Promise<void> {
  mkdirSync(join(folder, "saved"), { recursive: true });
  for (const command of chosen) {
    prepareServer(hasFile(command) ? ofFile : ofToken);
    const more = command.includes("--format") ? [] : ["--verbose"];
    const { stderr } = await run([...command, ...more, "--no-wait", "--cache", "saved/cache"]);
    expect(stderr, command.join(" ")).not.toMatch(/^\s*::|##\[/m);
  }
}

/** What `comment` and `report-issue` post, made while GitHub is still itself. */
async function prepare(stage: Stage): Promise<void> {
  mkdirSync(join(stage.folder, "good"), { recursive: true });
  await stage.run(["plan", "--out", "good/plan.json"]);
  await stage.run(["drift", "--out", "good/drift.json"]);
}

const usual: Between = (request, handle) => handle(request);

test.each([301, 307, 403, 404, 422, 500])(
  "a server that refuses with %i and repeats everything",
  async (status) => {
    let server = usual;
    const stage = await enterStage({
      between: (request, handle) => server(request, handle),
      clock: fakeClock(),
    });
    await prepare(stage);
    await runAll(stage, (repeated) => {
      server = refuseAll(status, repeated);
    });
  },
);

/** Adds words to every string that stands under a key, in a JSON value. */
function spoil(value: unknown, key: string, words: string, under = ""): unknown {
  if (typeof value === "string") return under === key ? `${value}${words}` : value;
  if (Array.isArray(value)) return value.map((item) => spoil(item, key, words, under));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]: [string, unknown]) => [
      name,
      item === null && name === key ? words : spoil(item, key, words, name),
    ]),
  );
}

/** So that each command meets other values first. */
let turn = 0;

/** Repeats it in one field of every answer that is as usual otherwise. */
function repeatIn(key: string, repeated: readonly string[]): Between {
  return async (request, handle) => {
    const answer = await handle(request);
    const text = await answer.text();
    const { status, headers } = answer;
    if (text === "" || status === 304) return new Response(null, { status, headers });
    const words = ` ${repeated[turn++ % repeated.length]} `;
    const body = JSON.stringify(spoil(JSON.parse(text), key, words));
    return new Response(body, { status, headers });
  };
}

/** Of all the fields that answers have, those of which anything is shown. */
const fields = [
  ...["name", "events", "url", "content_type", "insecure_ssl", "status", "message", "full_name"],
  ...["login", "topics", "guid", "event", "action", "User-Agent", "zen", "title", "body"],
];

test.each(fields)("a server that repeats everything in the field %s", async (field) => {
  let server = usual;
  const stage = await enterStage({
    between: (request, handle) => server(request, handle),
    clock: fakeClock(),
  });
  await prepare(stage);
  // What was imported holds URLs as they are, and so does what shows them.
  const chosen = commands.filter(
    (command) => command[0] !== "import" && !(field === "url" && command.includes("--show-urls")),
  );
  const prepareServer = (repeated: readonly string[]): void => {
    server = repeatIn(field, repeated);
  };
  await runAll(stage, prepareServer, chosen);
});
