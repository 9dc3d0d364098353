import fc from "fast-check";
import type { LiveHook } from "../../../../src/model/hook.ts";
import { liveHook, scope } from "../../../support/build.ts";
import type { LiveScope } from "./import-and-plan.ts";

/** Tokens by every rule that there is for them; each URL that holds one is a credential. */
const token = fc
  .tuple(fc.stringMatching(/^[a-z]{3}[0-9]{2}[A-Z]{3}$/), fc.stringMatching(/^[0-9a-f]{24}$/))
  .map(([head, tail]) => `${head}0a1${tail}`);

const credential = fc
  .tuple(token, fc.constantFrom("a.example.com", "github.example", "127.0.0.1:8443", "x-y.z"))
  .chain(([secret, host]) =>
    fc
      .constantFrom(
        `https://${secret}@${host}/hook`,
        `https://user:${secret}@${host}/hook`,
        `https://${host}/hook?token=${secret}`,
        `https://${host}/hook?${secret}`,
        `https://${host}/hooks/${secret}/push`,
        `https://${host}/token/${secret}`,
        `https://${host}/hook#${secret}`,
        `https://${secret}.${host.replace("127.0.0.1", "tunnel.example")}/hook`,
        `https://hooks.slack.com/services/T0/B0/${secret}`,
      )
      .map((url) => ({ url, secret })),
  );

/** Few URLs in several spellings, so that hooks meet; and those that name their repository. */
function plainUrls(owner: string, name: string): readonly string[] {
  return [
    "https://ci.example.com/hook",
    "https://CI.example.com/hook",
    "https://ci.example.com:443/hook",
    "https://ci.example.com",
    "http://ci.example.com:8080/hook",
    "https://ci-example.com/hook",
    `https://ci.example.com/${name}/hook`,
    `https://ci.example.com/${owner}/${name}`,
    `https://ci.example.com/job/${owner}-${name}/${name}x`,
    `https://b.example.com/${name}`,
    "https://x.example.com/tab-\u202Eright",
    "https://none/hook",
    "https://a\u00FC.example.com./hook",
    "https://[2001:db8::1]:8443/hook",
  ];
}

const impossible = [
  "not a url",
  "ftp://ftp.example.com/",
  "https://ci.example.com/{repo}",
  "https://ci.example.com/a b",
  "https://ci.example.com/\n# injected: true",
  "https:///hook",
];

const event = fc.constantFrom(
  "push",
  "issues",
  "star",
  "c,d",
  "null",
  "- x: y",
  "#",
  "a\nb: c",
  "\u202E\u0007 ",
);
const events = fc.oneof(
  { weight: 8, arbitrary: fc.uniqueArray(event, { minLength: 1, maxLength: 3 }) },
  { weight: 6, arbitrary: fc.constantFrom(["push"], ["issues", "push"]) },
  { weight: 2, arbitrary: fc.constantFrom([], ["*"], [""]) },
);

const facts = fc.record({
  events: events.map((list) => list.toSorted()),
  name: fc.constantFrom(..."web ".repeat(9).trim().split(" "), "cli"),
  contentType: fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom("json", "json", "form") },
    { weight: 1, arbitrary: fc.constantFrom("application/json", "x\n# y: z") },
  ),
  insecureSsl: fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(false, false, false, true) },
    { weight: 1, arbitrary: fc.constantFrom("true", "false", "2", "x\n# y: z") },
  ),
  active: fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(true, true, true, false) },
    { weight: 1, arbitrary: fc.constantFrom("yes", "null") },
  ),
  hasSecret: fc.boolean(),
  unknownConfigKeys: fc.constantFrom([], [], [], ["token"]),
});

/** A hook, the token in its URL if there is one, and a number to shuffle by. */
function drawnHook(owner: string, name: string) {
  const url = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...plainUrls(owner, name)).map(plain) },
    { weight: 3, arbitrary: credential },
    { weight: 1, arbitrary: fc.constantFrom(...impossible).map(plain) },
  );
  return fc.record({ url, facts, id: fc.integer({ min: 1, max: 1_000_000 }) });
}

const plain = (url: string) => ({ url, secret: undefined });

const names = [".github", "api", "web", "123", "null", "ci", "hook", "a.b_c"];

export interface LiveFleet {
  readonly live: readonly LiveScope[];
  readonly users: readonly string[];
  /** What must not be in any output. */
  readonly tokens: readonly string[];
}

function drawnScope(name: string) {
  const [owner = "", repository = owner] = name.split("/");
  return fc.array(drawnHook(owner, repository), { maxLength: 5 }).map((drawn) => {
    const ids = new Set<number>();
    const fresh = drawn.filter(({ id }) => !ids.has(id) && ids.add(id));
    return {
      scope: scope(name),
      hooks: fresh.map(({ url, facts: rest, id }) => liveHook({ ...rest, id, url: url.url })),
      tokens: fresh.flatMap(({ url }) => url.secret ?? []),
    };
  });
}

/** A hook that several scopes have, each with its own name in the URL. */
const family = fc.record({
  url: fc.constantFrom(
    "https://ci.example.com/{repo}/hook",
    "https://ci.example.com/{owner}/{repo}",
    "https://b.example.com/{owner}-bot/",
    "https://b.example.com/api/{repo}/api",
  ),
  facts,
  members: fc.uniqueArray(fc.nat(9), { maxLength: 6 }),
});

function withFamilies(
  live: readonly LiveScope[],
  families: readonly {
    url: string;
    facts: Omit<Partial<LiveHook>, "url">;
    members: readonly number[];
  }[],
): readonly LiveScope[] {
  return live.map(({ scope: of, hooks }, index) => {
    const more = families.flatMap(({ url, facts: rest, members }, number) => {
      if (!members.includes(index)) return [];
      const repository = of.kind === "repository" ? of.repository : "team";
      const filled = url.replaceAll("{owner}", of.owner).replaceAll("{repo}", repository);
      return [liveHook({ ...rest, url: filled, id: 2_000_000 + index * 10 + number })];
    });
    return { scope: of, hooks: [...hooks, ...more] };
  });
}

/** Organizations, repositories and a user, with hooks of every age, shared and odd. */
export const liveFleet: fc.Arbitrary<LiveFleet> = fc
  .record({
    repositories: fc.subarray(names),
    scopes: fc.subarray(["acme", "Beta", "Beta/api", "octocat/api", "octocat/web"]),
    copies: fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 4 }),
    families: fc.array(family, { maxLength: 3 }),
  })
  .chain(({ repositories, scopes, copies, families }) =>
    fc
      .tuple(...[...scopes, ...repositories.map((name) => `acme/${name}`)].map(drawnScope))
      .map((drawn) => {
        const live: LiveScope[] = drawn.map(({ scope: of, hooks }) => ({ scope: of, hooks }));
        // Real fleets have the same hooks again and again.
        for (const [from, to] of copies) {
          const [source, target] = [live[from], live[to]];
          if (source === undefined || target === undefined || from === to) continue;
          live[to] = { scope: target.scope, hooks: source.hooks };
        }
        const tokens = drawn.flatMap((one) => one.tokens);
        return { live: withFamilies(live, families), users: ["octocat"], tokens };
      }),
  );
