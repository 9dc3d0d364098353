import type { SimulatorSeed } from "../../src/simulator/seed/seed.ts";

export interface Recording {
  readonly source: string;
  readonly recorded_at: string;
  readonly method: string;
  readonly path: string;
  readonly request_body: ({ readonly name?: unknown } & Readonly<Record<string, unknown>>) | null;
  readonly status: number;
  readonly response_headers: Readonly<Record<string, unknown>>;
  readonly response_body: unknown;
}

/** Requests that were recorded in one go, in their order. */
export interface Cassette {
  readonly name: string;
  readonly year: number;
  readonly recordings: readonly Recording[];
}

/** `10-r_h_g_hooks.json` and `cassette.json#10` both say where the request stood. */
function positionOf({ source }: Recording): number {
  const written = /#(\d+)$/.exec(source) ?? /mappings\/(\d+)-[^/]*$/.exec(source);
  return Number(written?.[1] ?? 0);
}

/** Groups recordings by the file or folder they were recorded in, those of Apps aside. */
export function cassettes(recordings: readonly Recording[]): readonly Cassette[] {
  const groups = new Map<string, Recording[]>();
  for (const recording of recordings) {
    if (recording.path.startsWith("/app/hook")) continue;
    const name = recording.source
      .replace(/#\d+$/, "")
      .replace(/mappings\/[^/]*$/, "")
      .replace(/@[0-9a-f]+/, "");
    groups.set(name, [...(groups.get(name) ?? []), recording]);
  }
  return [...groups].map(([name, group]) => ({
    name,
    year: new Date(group[0]?.recorded_at ?? 0).getUTCFullYear(),
    recordings: group.sort((a, b) => positionOf(a) - positionOf(b)),
  }));
}

/** `acme` or `acme/api`, from a path below it. */
export function scopeOf(path: string): string {
  const [, root, owner = "", name = ""] = path.split("/");
  return root === "orgs" ? owner : `${owner}/${name}`;
}

/** The accounts that a cassette speaks of, and a token with the scopes that it was recorded with. */
export function toSeed({ recordings }: Cassette): SimulatorSeed {
  const scopes = new Set(recordings.map(({ path }) => scopeOf(path)));
  const organizations: Record<string, { repositories: Record<string, object> }> = {};
  for (const scope of scopes) {
    const [owner = "", name] = scope.split("/");
    const { repositories } = organizations[owner] ?? { repositories: {} };
    organizations[owner] = { repositories };
    if (name !== undefined) repositories[name] = { visibility: "public" };
  }
  const headers = recordings.flatMap(({ response_headers: all }) => Object.entries(all));
  const granted = headers.find(([name]) => name.toLowerCase() === "x-oauth-scopes")?.[1];
  return {
    organizations,
    tokens: {
      recorded: { scopes: granted === undefined ? ["repo"] : String(granted).split(", ") },
    },
    // What www.google.com answered to a ping in 2021.
    receivers: { "http://www.google.com/": { status: 413 } },
  };
}
