import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { desiredState } from "../../src/config/desired-state.ts";
import type { FleetConfig } from "../../src/config/fleet-config.ts";
import { scopeName } from "../../src/model/scope.ts";
import { repository } from "./cases/desired-cases.ts";
import { loadFine } from "./support/load.ts";

/** What a configuration asks for, without the places it says it at. */
function meaning(config: FleetConfig): unknown {
  const { state } = desiredState(config, {
    repositories: new Map([["acme", [repository("api"), repository("web")]]]),
    targets: [],
    environment: {},
  });
  return state.scopes.map(({ scope, hooks, absent, unmanaged, namedExactly }) => [
    scopeName(scope).toLowerCase(),
    hooks.map(({ url, events, contentType, active, secret, previousUrls }) => [
      url.reveal(),
      events,
      contentType,
      active,
      secret.kind === "managed" ? secret.secret.ref : secret.kind,
      previousUrls.map((one) => one.reveal()),
    ]),
    absent.map(({ url }) => url.reveal()),
    unmanaged,
    namedExactly,
  ]);
}

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

const hook = (url: string, more: Record<string, Json> = {}): Json => ({
  url,
  events: ["push", "fork"],
  content_type: "json",
  secret: "s",
  ...more,
});

/** Top-level keys, which stand in any order and in any file. */
const parts: readonly (readonly [string, Json])[] = [
  ["secrets", { s: { env: "S", hosts: ["*.example.com", "b.example.org"] } }],
  [
    "templates",
    {
      t: {
        url: "https://t.example.com/{repo}",
        events: ["push"],
        content_type: "form",
        secret: "none",
      },
    },
  ],
  ["ignore", ["https://i.example.com/**"]],
  ["ignore", ["https://j.example.com/**"]],
  ["limits", { max_deletes: 3 }],
  [
    "organizations",
    {
      acme: {
        unmanaged: "keep",
        hooks: [hook("https://a.example.com/"), hook("https://b.example.com/")],
      },
    },
  ],
  [
    "organizations",
    {
      ACME: {
        hooks: [
          hook("https://b.example.com/"),
          { url: "https://gone.example.com/", state: "absent" },
        ],
      },
    },
  ],
  [
    "organizations",
    {
      acme: {
        repositories: [
          { name: "api", hooks: [{ use: "t" }] },
          { name: ["web", "api"], hooks: [hook("https://c.example.com/{repo}")] },
        ],
      },
    },
  ],
  [
    "organizations",
    {
      Acme: {
        repositories: [
          {
            name: "*",
            unmanaged: "delete",
            hooks: [
              { use: "t" },
              hook("https://d.example.com/", {
                previous_urls: ["https://e.example.com/", "https://f.example.com/"],
              }),
            ],
          },
        ],
      },
    },
  ],
];

/** Writes JSON with the keys of every map, and the items of every list, in another order. */
function shuffled(value: Json, next: () => number): Json {
  const mix = <Item>(items: readonly Item[]): readonly Item[] =>
    items
      .map((item) => [next(), item] as const)
      .toSorted(([left], [right]) => left - right)
      .map(([, item]) => item);
  if (Array.isArray(value)) return mix(value.map((item: Json) => shuffled(item, next)));
  if (typeof value !== "object") return value;
  return Object.fromEntries(
    mix(Object.entries(value)).map(([key, one]) => [key, shuffled(one, next)]),
  );
}

function filesOf(order: readonly number[], next: () => number): Record<string, string> {
  return Object.fromEntries(
    order.map((part, index) => {
      const [key, value] = parts[part] ?? ["x-none", 1];
      return [`${index}.yaml`, JSON.stringify(shuffled({ version: 1, [key]: value }, next))];
    }),
  );
}

const inOrder = filesOf(
  parts.map((_, index) => index),
  () => 0,
);

describe("the order of files, keys and entries", () => {
  test("changes neither the digest nor what is desired", () => {
    const wanted = loadFine(inOrder);
    const wantedMeaning = meaning(wanted);
    const order = fc.shuffledSubarray(
      parts.map((_, index) => index),
      { minLength: parts.length },
    );
    const numbers = fc.infiniteStream(fc.nat());
    fc.assert(
      fc.property(order, numbers, (indexes, stream) => {
        const config = loadFine(filesOf(indexes, () => stream.next().value ?? 0));
        expect(config.digest).toBe(wanted.digest);
        expect(meaning(config)).toEqual(wantedMeaning);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the digest", () => {
  const text = JSON.stringify(JSON.parse(inOrder["7.yaml"] ?? "{}"));
  const files: Readonly<Record<string, string>> = { ...inOrder, "7.yaml": text };
  const digest = loadFine(files).digest;

  // Plans are joined only where theirs are equal, whichever versions have made them.
  test("is that of other versions", () => {
    expect(digest).toBe("sha256:fe351d2edcb550dc781afab50393246198face7ca578fff6d99c885b96e9a425");
  });

  test.each([
    ["a comment", "7.yaml", text, `# note\n${text}`],
    ["an entry said twice", "7.yaml", '"hooks":[{"use":"t"}]', '"hooks":[{"use":"t"},{"use":"t"}]'],
    ["case of an owner", "7.yaml", '"acme"', '"aCme"'],
    ["a note", "7.yaml", '"version":1', '"x-note":2,"version":1'],
    [
      "the name of a template's field",
      "1.yaml",
      '"secret":"none"',
      '"insecure_ssl":false,"secret":"none"',
    ],
  ])("stays the same: %s", (_title, file, before, after) => {
    const source = files[file] ?? "";
    expect(source).toContain(before);
    expect(loadFine({ ...files, [file]: source.replace(before, after) }).digest).toBe(digest);
  });

  test.each([
    ["an event", "1.yaml", '"push"', '"fork"'],
    ["a URL", "1.yaml", "t.example.com", "u.example.com"],
    ["the content type", "1.yaml", '"form"', '"json"'],
    ["whether there is a secret", "1.yaml", ',"secret":"none"', ""],
    ["a secret's source", "0.yaml", '"S"', '"T"'],
    ["a secret's hosts", "0.yaml", '"b.example.org"', '"c.example.org"'],
    ["a rotation", "0.yaml", '"env"', '"rotated_at":"2026-01-01T00:00:00Z","env"'],
    ["a guard", "2.yaml", "i.example.com", "k.example.com"],
    ["a limit", "4.yaml", "3", "4"],
    ["another limit", "4.yaml", '"max_deletes":3', '"max_deletes":3,"max_changes":3'],
    ["a setting", "5.yaml", '"keep"', '"delete"'],
    ["a selector", "8.yaml", '"*"', '"w*"'],
    ["a topic", "8.yaml", '"name":"*"', '"name":"*","topics":["t"]'],
    ["a visibility", "8.yaml", '"name":"*"', '"name":"*","visibility":["public"]'],
    ["a property", "8.yaml", '"name":"*"', '"name":"*","properties":{"a":"b"}'],
    ["a previous URL", "8.yaml", "https://e.example.com/", "https://g.example.com/"],
    ["an absent hook", "6.yaml", "gone", "went"],
    ["the defaults", "4.yaml", '"version":1', '"version":1,"defaults":{"unmanaged":"keep"}'],
  ])("changes: %s", (_title, file, before, after) => {
    const source = files[file] ?? "";
    expect(source).toContain(before);
    expect(loadFine({ ...files, [file]: source.replace(before, after) }).digest).not.toBe(digest);
  });
});
