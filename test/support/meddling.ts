import type { HandChange, Simulator, StoredHook } from "../../src/simulator/simulator.ts";

/** One request about one hook, and that hook before and after it. */
export interface Seen {
  readonly method: string;
  readonly name: string;
  readonly id: number;
  readonly isConfig: boolean;
  /** As it was sent; `config` of the hook alone where only that was asked for. */
  readonly body: { readonly [key: string]: unknown } | undefined;
  readonly before: StoredHook | undefined;
  readonly after: StoredHook | undefined;
}

/** What a colleague with the settings page open does to a hook. */
export interface Edit {
  /** Before which request of the run, counted from 0. */
  readonly at: number;
  /** Which of the hooks that are there then. */
  readonly which: number;
  readonly change: HandChange | "delete";
}

/** GitHub says yes to a write and does something else. */
export interface Lie {
  /** Which write of the run, counted from 0. */
  readonly at: number;
  /** In place of the write, or after it. */
  readonly isIgnored: boolean;
  readonly change: HandChange;
}

export interface Meddler {
  readonly between: (simulator: Simulator) => Simulator;
  /** From now on requests count, and edits and lies happen. */
  readonly start: () => void;
  readonly seen: readonly Seen[];
  /** The lies that were told, by their place in `seen`. */
  readonly lies: readonly number[];
}

const hookPath = /^\/(?:orgs|repos)\/(.+)\/hooks(?:\/(\d+))?(\/config)?$/;

/**
 * Stands between the applier and a simulated GitHub. Edits come before any request but the one that
 * follows a look at the same hook: GitHub has no conditional write, so that this one moment cannot
 * be closed.
 */
export function meddler(
  names: readonly string[],
  { edits = [], lies = [] }: { readonly edits?: readonly Edit[]; readonly lies?: readonly Lie[] },
): Meddler {
  const seen: Seen[] = [];
  const told: number[] = [];
  let [isRunning, requests, writes] = [false, 0, 0];
  let pending: readonly Edit[] = [];

  function hooksOf(simulator: Simulator): readonly (readonly [name: string, id: number])[] {
    return names.flatMap((name) => simulator.hooks(name).map(({ id }) => [name, id] as const));
  }

  function edit(simulator: Simulator, method: string, target: number | undefined): void {
    const due = [...pending, ...edits.filter(({ at }) => at === requests)];
    requests += 1;
    const last = seen.at(-1);
    const isBetween = (id: number): boolean =>
      method !== "GET" && id === target && last?.method === "GET" && last.id === id;
    pending = due.filter((one) => {
      const hooks = hooksOf(simulator);
      const [name, id] = hooks[one.which % Math.max(1, hooks.length)] ?? [];
      if (name === undefined || id === undefined) return false;
      if (isBetween(id)) return true;
      if (one.change === "delete") simulator.removeHook(name, id);
      else simulator.editByHand(name, id, one.change);
      return false;
    });
  }

  function lieFor(method: string): Lie | undefined {
    if (method !== "POST" && method !== "PATCH") return undefined;
    const lie = lies.find(({ at }) => at === writes);
    writes += 1;
    return lie;
  }

  return {
    seen,
    lies: told,
    start: () => {
      isRunning = true;
    },
    between: (simulator) => {
      const fetch: typeof globalThis.fetch = async (input, init) => {
        const request = new Request(input, init);
        const [, name = "", digits, config] = hookPath.exec(new URL(request.url).pathname) ?? [];
        if (!isRunning) return simulator.fetch(request);
        const { method } = request;
        edit(simulator, method, digits === undefined ? undefined : Number(digits));
        const lie = lieFor(method);
        const text = await request.clone().text();
        const find = (id: number) => simulator.hooks(name).find((hook) => hook.id === id);
        const known = digits === undefined ? undefined : Number(digits);
        const before = known === undefined ? undefined : find(known);
        const isIgnored = lie?.isIgnored === true && method === "PATCH" && before !== undefined;
        let response = isIgnored ? undefined : await simulator.fetch(request);
        const id = known ?? (method === "POST" ? await idOf(response) : undefined);
        if (id === undefined) return response ?? Response.error();
        if (lie !== undefined && (response?.ok ?? true)) {
          if (!isIgnored) simulator.editByHand(name, id, lie.change);
          const { headers } = request;
          const url = known === undefined ? `${request.url}/${id}` : request.url;
          const status = response?.status ?? 200;
          const shown = await simulator.fetch(new Request(url, { headers }));
          response = new Response(await shown.text(), { status, headers: shown.headers });
          told.push(seen.length);
        }
        const body = text === "" ? undefined : (JSON.parse(text) as Seen["body"]);
        const isConfig = config !== undefined;
        seen.push({ method, name, id, isConfig, body, before, after: find(id) });
        return response ?? Response.error();
      };
      return { ...simulator, fetch };
    },
  };
}

async function idOf(response: Response | undefined): Promise<number | undefined> {
  if (response === undefined || !response.ok) return undefined;
  const { id } = (await response.clone().json()) as { readonly id?: number };
  return id;
}
