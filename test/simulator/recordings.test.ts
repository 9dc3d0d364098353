import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import { type Cassette, cassettes, type Recording, scopeOf, toSeed } from "./cassettes.ts";

function recordingsFolder(): string {
  const { HOOKFLEET_RECORDINGS } = process.env;
  return HOOKFLEET_RECORDINGS ?? "";
}

const folder = recordingsFolder();
const file = `${folder}/recorded-hooks.jsonl`;
const recordings: readonly Recording[] =
  folder !== "" && existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Recording)
    : [];

/** Differences that have a reason in GitHub's history; anything else is a fault of ours. */
const history = {
  /** Keys that answers have today and did not have then. */
  addedSince: {
    type: "2016 and later",
    deliveries_url: "2021: the API of deliveries",
    ping_url: "2014",
    documentation_url: "between 2013 and 2015",
    status: "about 2024, on every error",
  },
  /** Values that have changed their words, not their meaning. */
  reworded: {
    documentation_url: "the pages of the documentation have moved several times",
    updated_at: "another clock",
    created_at: "another clock",
    token: "masked since 2015 (octokit.rb pings_a_hook); before it was shown",
  },
  /** Services ended in October 2018 (terraform-provider-github #166); they can still be there. */
  services: 422,
} as const;

type Json = { readonly id?: unknown; readonly name?: unknown } & Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Both sides with what history excuses taken out of them. */
function excused(ours: unknown, theirs: unknown): [unknown, unknown] {
  if (!isObject(ours) || !isObject(theirs)) return [ours, theirs];
  const left: Record<string, unknown> = {};
  const right: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    if (!(key in theirs) && key in history.addedSince) continue;
    const reworded = key in history.reworded && key in ours && key in theirs;
    [left[key], right[key]] = reworded
      ? [typeof ours[key], typeof theirs[key]]
      : excused(ours[key], theirs[key]);
  }
  return [left, right];
}

/** Headers that decide what a client does; compared where the recording is young enough. */
function decisive(headers: Headers): Json {
  const tag = headers.get("etag");
  return {
    location: headers.get("location"),
    scopes: headers.get("x-oauth-scopes"),
    accepted: headers.get("x-accepted-oauth-scopes"),
    type: headers.get("content-type"),
    modified: headers.get("last-modified") !== null,
    etag: tag === null ? null : tag.replace(/[0-9a-f]{64}/, "hash"),
  };
}

async function replay(cassette: Cassette): Promise<void> {
  const simulator = createSimulator(toSeed(cassette), {
    // Hooks of those years have what was sent and no more.
    switches: { pingDelay: 0, legacyConfig: cassette.year < 2018 ? "as-sent" : "filled" },
  });
  const ids = new Map<string, string>();
  const translate = (text: string): string =>
    [...ids].reduce((result, [theirs, own]) => result.replaceAll(theirs, own), text);
  for (const {
    method,
    path,
    request_body,
    status,
    response_body,
    response_headers,
  } of cassette.recordings) {
    const response = await simulator.fetch(`https://api.github.com${translate(path)}`, {
      method,
      headers: { authorization: "token recorded" },
      ...(request_body === null || method === "GET" || method === "DELETE"
        ? {}
        : { body: JSON.stringify(request_body) }),
    });
    const body: unknown = response.status === 204 ? null : await response.json();
    const service = method === "POST" && request_body?.name === "railsbp";
    if (service) {
      expect(response.status).toBe(history.services);
      if (status === 200) continue;
      const { name, config, events } = request_body as {
        name: string;
        config: Record<string, string>;
        events: string[];
      };
      const added = simulator.addHook(scopeOf(path), { name, config, events });
      ids.set(String((response_body as Json).id), String(added.id));
      continue;
    }
    expect([method, path, response.status]).toEqual([method, path, status]);
    const recorded: Json = isObject(response_body) ? response_body : {};
    if (status === 201 && isObject(body)) ids.set(String(recorded.id), String(body.id));
    const expected: unknown = JSON.parse(
      translate(JSON.stringify(response_body)).replace(/"id": ?"?(\d+)"?/g, '"id":$1'),
    );
    const [ours, theirs] = excused(body, expected);
    expect(ours).toEqual(theirs);
    if (cassette.year === 2021) {
      const theirHeaders = new Headers();
      for (const [name, value] of Object.entries(response_headers))
        if (typeof value === "string") theirHeaders.set(name, translate(value));
      expect(decisive(response.headers)).toEqual(decisive(theirHeaders));
    }
  }
}

const all = cassettes(recordings);

describe.skipIf(recordings.length === 0)("GitHub's recorded answers come again", () => {
  test("nothing is left out but what belongs to Apps", () => {
    const replayed = all.flatMap((cassette) => cassette.recordings);
    const apps = recordings.filter(({ path }) => path.startsWith("/app/hook"));
    expect(replayed.length + apps.length).toBe(recordings.length);
  });

  test.each(all)("$name", async (cassette) => {
    expect.hasAssertions();
    await replay(cassette);
  });

  test("deliveries have the shape of those of Apps", async () => {
    const simulator = createSimulator(
      {
        organizations: {
          acme: {
            hooks: [{ id: 1, url: "https://a.example.com/", secret: "s", content_type: "json" }],
          },
        },
      },
      { switches: { pingDelay: 0 } },
    );
    const ask = async (path: string, method = "GET"): Promise<unknown> => {
      const headers = { authorization: "token any" };
      const url = `https://api.github.com/orgs/acme/hooks/1/${path}`;
      const response = await simulator.fetch(url, { method, headers });
      return response.status === 204 ? null : await response.json();
    };
    await ask("pings", "POST");
    const [listed] = (await ask("deliveries")) as readonly Json[];
    const full = (await ask(`deliveries/${listed?.id}`)) as Json;
    const find = (pattern: RegExp): Recording | undefined =>
      recordings.find(({ method, path }) => method === "GET" && pattern.test(path));
    const theirList = find(/deliveries(?:\?|$)/)?.response_body as readonly Json[];
    const theirs = find(/deliveries\/\d+$/)?.response_body as Json;
    // throttled_at is younger than the recordings of 2023.
    const keys = ({ throttled_at, ...rest }: Json): readonly string[] => {
      expect(throttled_at).toBeNull();
      return Object.keys(rest);
    };
    expect(keys(listed ?? {})).toEqual(Object.keys(theirList[0] ?? {}));
    expect(keys(full)).toEqual(Object.keys(theirs));
    const headersOf = ({ request }: Json): string[] =>
      Object.keys((request as { headers: Json }).headers);
    expect(headersOf(full)).toEqual(headersOf(theirs));
  });
});
