import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import { SeedError } from "../../src/simulator/seed/readers.ts";
import { readSeed } from "../../src/simulator/seed/seed.ts";

const hooks = (hook: unknown) => ({ organizations: { acme: { hooks: [hook] } } });
const url = "https://a.example.com/";

test.each([
  ["a list", [], "expected a map, found a list"],
  [
    "an unknown key",
    { organisations: {} },
    "organisations: unknown key; known keys: switches, tokens",
  ],
  ["a hook without a url", hooks({}), "organizations.acme.hooks[0]: a hook needs a url"],
  [
    "events in words",
    hooks({ url, events: "push" }),
    "organizations.acme.hooks[0].events: expected a list",
  ],
  [
    "an event that is a number",
    hooks({ url, events: [1] }),
    "organizations.acme.hooks[0].events[0]: expected a string",
  ],
  [
    "a date in words",
    hooks({ url, updated_at: "today" }),
    "organizations.acme.hooks[0].updated_at: expected a date",
  ],
  [
    "an unknown key of a hook",
    hooks({ url, contenttype: "json" }),
    "organizations.acme.hooks[0].contenttype: unknown key",
  ],
  [
    "a delivery of nothing",
    hooks({ url, deliveries: [{}] }),
    'organizations.acme.hooks[0].deliveries[0]: "event" is missing',
  ],
  [
    "an id twice",
    {
      organizations: {
        acme: {
          hooks: [
            { id: 1, url },
            { id: 1, url },
          ],
        },
      },
    },
    "organizations.acme.hooks[1].id: 1 is taken",
  ],
  [
    "a name twice",
    { organizations: { acme: {}, ACME: {} } },
    "organizations.ACME: this name exists already",
  ],
  [
    "a repository twice",
    { organizations: { acme: { repositories: { api: {}, API: {} } } } },
    "organizations.acme.repositories.API: this name",
  ],
  [
    "a number twice",
    { organizations: { a: { id: 1 } }, users: { b: { id: 1 } } },
    "users.b.id: 1 is taken",
  ],
  [
    "a visibility",
    { users: { a: { repositories: { b: { visibility: "secret" } } } } },
    "users.a.repositories.b.visibility: expected public or private or internal",
  ],
  [
    "a move to nowhere",
    { organizations: { a: { repositories: { b: { moved_to: "a/c" } } } } },
    "a/b moved to a/c, which the seed does not have",
  ],
  [
    "a move in words",
    { organizations: { a: { repositories: { b: { moved_to: "c" } } } } },
    "organizations.a.repositories.b.moved_to: expected owner/name",
  ],
  [
    "an App without its account",
    { apps: { "1": { installations: { acme: {} } } } },
    "apps.1.installations.acme: the seed has no",
  ],
  ["an App without number", { apps: { bot: {} } }, "apps.bot: the key is the number"],
  [
    "a kind of token",
    { tokens: { t: { kind: "pat" } } },
    "tokens.t.kind: expected classic or oauth",
  ],
  [
    "a switch",
    { switches: { maskEcho: "no" } },
    'switches.maskEcho: "maskEcho" is literal or keep',
  ],
  ["an unknown switch", { switches: { magic: "on" } }, 'switches.magic: unknown switch "magic"'],
  [
    "a receiver",
    { receivers: { "https://x/**": { status: "broken" } } },
    'receivers["https://x/**"].status: expected a whole number',
  ],
  [
    "a range that goes down",
    { organizations: { a: { repositories: { "b-{9..1}": {} } } } },
    "b-{9..1}: a range goes up",
  ],
  [
    "a range over a name that is there",
    { organizations: { a: { repositories: { "b-2": {}, "b-{1..3}": {} } } } },
    "b-2: a range names this repository again",
  ],
  ["a limit", { rate_limit: { limit: -1 } }, "rate_limit.limit: expected a whole number"],
])("%s is an error that names its place", (_, seed, message) => {
  expect(() => createSimulator(seed)).toThrow(SeedError);
  expect(() => createSimulator(seed)).toThrow(message);
});

test("nothing at all, and keys with nothing behind them, are fine", () => {
  for (const seed of [undefined, null, {}, { organizations: null, users: { a: null } }])
    expect(createSimulator(seed).requests).toEqual([]);
  const { hooks: of } = createSimulator({
    organizations: { acme: { repositories: { api: null } } },
  });
  expect(of("acme/api")).toEqual([]);
});

test("a range of names is one repository for each number, with its name and number in its texts", () => {
  const simulator = createSimulator({
    users: {
      octocat: {
        repositories: {
          "tool-{08..10}": {
            hooks: [{ url: "https://a.example.com/{name}?n={n}", secret: "s-{n}" }],
          },
        },
      },
    },
  });
  const urls = ["08", "09", "10"].map((n) =>
    simulator.hooks(`octocat/tool-${n}`).map(({ config }) => [config.url, config.secret]),
  );
  expect(urls).toEqual(
    ["08", "09", "10"].map((n) => [[`https://a.example.com/tool-${n}?n=${n}`, `s-${n}`]]),
  );
});

test("the example that nobody has tidied holds 300 repositories and 508 hooks", () => {
  const file = fileURLToPath(new URL("../../examples/simulator/messy.yaml", import.meta.url));
  const seed = readSeed(parseYaml(readFileSync(file, "utf8")));
  const { hooks: own = [], repositories = {} } = seed.organizations?.["acme"] ?? {};
  const all = [...own, ...Object.values(repositories).flatMap(({ hooks: theirs = [] }) => theirs)];
  expect([Object.keys(repositories).length, all.length]).toEqual([300, 508]);
  expect(createSimulator(seed).hooks("acme/old-07")).toHaveLength(2);
});

test("a seed can be created from and keeps its own values", () => {
  const seed = hooks({ url, events: ["push"], secret: "s" });
  const before = structuredClone(seed);
  const simulator = createSimulator(seed);
  const [hook] = simulator.hooks("acme");
  simulator.editByHand("acme", hook?.id ?? 0, { events: ["star"], secret: null });
  expect(seed).toEqual(before);
});

test("hooks of a seed have ids in order and defaults of their own", () => {
  const { hooks: of } = createSimulator({
    organizations: {
      acme: {
        hooks: [
          { url },
          { url, insecure_ssl: true, active: false, created_at: "2020-01-02T03:04:05Z" },
          { config: { url }, last_response: { code: 413 }, owner_app: "shipper" },
        ],
      },
    },
  });
  const [first, second, third] = of("acme");
  expect(first).toMatchObject({
    name: "web",
    active: true,
    events: ["push"],
    config: { url, insecure_ssl: "0", content_type: "form" },
    lastResponse: { code: null, status: "unused", message: null },
  });
  expect(second?.id).toBe((first?.id ?? 0) + 1);
  expect(second).toMatchObject({
    active: false,
    config: { insecure_ssl: "1" },
    updated_at: "2020-01-02T03:04:05Z",
  });
  expect(third).toMatchObject({
    config: { url },
    lastResponse: { code: 413, status: null, message: null },
    owner_app: "shipper",
  });
});

test("what is not there cannot be edited", () => {
  const simulator = createSimulator(hooks({ id: 1, url }));
  expect(() => simulator.hooks("other")).toThrow('no organization or repository "other"');
  expect(() => simulator.editByHand("acme", 2, {})).toThrow("acme has no hook 2");
  expect(() => simulator.addHook("acme", { events: ["push"] })).toThrow("acme: a hook needs a url");
});

test("ids that a seed gives are not given out again", () => {
  const [first, second] = createSimulator({
    organizations: { acme: { hooks: [{ url }, { id: 400_000_001, url }] } },
  }).hooks("acme");
  expect([first?.id, second?.id]).toEqual([400_000_002, 400_000_001]);
  const simulator = createSimulator(hooks({ id: 400_000_002, url }));
  const ids = [1, 2].map(
    (n) => simulator.addHook("acme", { url: `https://b${n}.example.com/` }).id,
  );
  expect(ids).toEqual([400_000_001, 400_000_003]);
});
