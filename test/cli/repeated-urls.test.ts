import { describe, expect, test } from "vitest";
import { planted } from "../support/planted.ts";
import { enterStage } from "../support/run-cli.ts";

// Every run is searched for what is planted (test/support/run-cli.ts); here are the live hooks that
// repeat a URL of the environment and that no entry of their scope declares.

const credential = "https://env.example.com/Pl4nt3d/B00?b=2&a=1";

/** What a person who edits the settings page, or another program, makes of it. */
const spellings: Readonly<Record<string, string>> = {
  "the same": credential,
  "a slash": "https://env.example.com/Pl4nt3d/B00/?b=2&a=1",
  "two slashes": "https://env.example.com//Pl4nt3d/B00?b=2&a=1",
  "case of the host": "https://ENV.example.com/Pl4nt3d/B00?b=2&a=1",
  "a dot behind the host": "https://env.example.com./Pl4nt3d/B00?b=2&a=1",
  "case of the path": "https://env.example.com/pl4nt3D/B00?b=2&a=1",
  "the default port": "https://env.example.com:443/Pl4nt3d/B00?b=2&a=1",
  "the other scheme": "http://env.example.com/Pl4nt3d/B00?b=2&a=1",
  "percent-encoding": "https://env.example.com/Pl4nt3d/%42%30%30?b=2&a=1",
  "order of the query": "https://env.example.com/Pl4nt3d/B00?a=1&b=2",
  "a user": "https://user@env.example.com/Pl4nt3d/B00?b=2&a=1",
  "a fragment": "https://env.example.com/Pl4nt3d/B00?b=2&a=1#x",
  "more in the query": "https://env.example.com/Pl4nt3d/B00?b=2&c=3&a=1",
  "more in the path": "https://env.example.com/Pl4nt3d/B00/x?b=2&a=1",
};

const token = "/services/T00/x9YkPl4nt3dQ7rTz4WvN2";

const config = (unmanaged: string): string => `
version: 1
defaults: { hook: { content_type: json, events: [push] } }
organizations:
  acme:
    repositories:
      - { name: web, hooks: [{ url: { env: CHAT_URL } }, { url: { env: HOOK_URL } }] }
      - { name: api, unmanaged: ${unmanaged}, hooks: [{ url: https://ci.example.com/hook }] }
`;

const hook = (id: number, url: string) => {
  const deliveries = [{ event: "push", ago: 60, status: 500 }];
  return { id, url, events: ["push"], content_type: "json", deliveries };
};

const open = async (urls: readonly string[], unmanaged = "report") =>
  await enterStage({
    seed: {
      tokens: { [planted.token]: {} },
      organizations: {
        acme: {
          repositories: { web: {}, api: { hooks: urls.map((url, at) => hook(40 + at, url)) } },
        },
      },
    },
    files: { "hookfleet.yaml": config(unmanaged) },
    environment: { HOOK_URL: credential, CHAT_URL: `https://chat.example.com${token}` },
  });

const commands: readonly (readonly string[])[] = [
  ["plan", "--verbose"],
  ["plan", "--format", "json"],
  ["plan", "--format", "markdown"],
  ["plan", "--format", "html"],
  ["plan", "--target", "acme/api"],
  ["plan", "--base", "hookfleet.yaml"],
  ["apply", "--auto-approve", "--format", "json"],
  ["drift", "--verbose"],
  ["drift", "--format", "json"],
  ["audit", "-f", "hookfleet.yaml", "--all"],
  ["audit", "acme/api", "-f", "hookfleet.yaml", "--format", "json"],
  ["audit", "-f", "hookfleet.yaml", "--format", "csv"],
  ["audit", "-f", "hookfleet.yaml", "--format", "html"],
  ["audit", "-f", "hookfleet.yaml", "--format", "sarif"],
  ["health", "--format", "json"],
  ["health", "acme/api", "-f", "hookfleet.yaml"],
  ["deliveries"],
  ["redeliver", "--dry-run"],
  ["verify", "--no-ping", "--format", "json"],
];

describe.each(["report", "delete"])("under unmanaged: %s", (unmanaged) => {
  test.each(commands.map((command) => ({ command })))("$command", async ({ command }) => {
    const { run } = await open(
      [...Object.values(spellings), `https://other.example.com/relay${token}1`],
      unmanaged,
    );
    for (const more of [[], ["--show-urls"]]) {
      const { stdout, stderr } = await run([...command, ...more]);
      expect(stderr).not.toContain("unknown option");
      expect(`${stdout}${stderr}`).not.toMatch(/%42%30|x9Yk/);
    }
  });
});

test.each(Object.entries(spellings).slice(0, 12))(
  "is named by its variable: %s",
  async (_, url) => {
    const { run } = await open([url]);
    const { stdout } = await run(["plan", "--format", "json", "--show-urls"]);
    expect(JSON.parse(stdout).unmanaged).toMatchObject([{ hook_id: 40, url: "env:HOOK_URL" }]);
  },
);

test("hooks at the same host are shown as others are", async () => {
  const urls = ["https://env.example.com/Other/B00?b=2", "https://chat.example.com/services/T00"];
  const { run } = await open(urls);
  const { stdout } = await run(["plan", "--format", "json", "--show-urls"]);
  const shown = (JSON.parse(stdout).unmanaged as readonly { url: string }[]).map(({ url }) => url);
  expect(shown).toEqual(urls);
});
