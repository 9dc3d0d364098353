import type { Fault } from "./faults/faults.ts";
import type { SeedHook } from "./seed/seed.ts";
import type { Switches } from "./switches.ts";

/** How the simulated GitHub behaves where its seed does not say. */
export interface SimulatorOptions {
  /** Over those of the seed. */
  readonly switches?: Partial<Switches>;
  /** Milliseconds since the epoch. Default: the clock of the machine. */
  readonly now?: () => number;
  /** Milliseconds that every answer takes. */
  readonly latency?: number;
  /** How many of the latest requests are remembered. Default: all. */
  readonly remember?: number;
  /** What URLs in bodies and `Link` start with. Default: what the request itself was sent to. */
  readonly baseUrl?: string;
}

/** A request as it arrived, and what it was answered. */
export interface RecordedRequest {
  readonly method: string;
  /** Without `/api/v3` in front. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON; the text where it is none; undefined without a body. */
  readonly body: unknown;
  /** Names in lower case, without `authorization`. */
  readonly headers: Readonly<Record<string, string>>;
  /** 0 until it is answered, and for good where the connection broke instead. */
  readonly status: number;
}

export interface HookConfig {
  readonly url?: string;
  readonly content_type?: string;
  readonly insecure_ssl?: string;
  /** In clear. */
  readonly secret?: string;
  readonly [key: string]: string | undefined;
}

export interface LastResponse {
  readonly code: number | null;
  readonly status: string | null;
  readonly message: string | null;
}

/** The truth about a hook, which GitHub itself never tells. */
export interface StoredHook {
  readonly id: number;
  readonly name: string;
  readonly active: boolean;
  readonly events: readonly string[];
  readonly config: HookConfig;
  readonly created_at: string;
  readonly updated_at: string;
  readonly lastResponse: LastResponse;
  /** The OAuth app that made it. */
  readonly owner_app?: string;
}

/** What a person changes on the page of a hook. A secret of `null` removes it. */
export interface HandChange {
  readonly url?: string;
  readonly content_type?: string;
  readonly insecure_ssl?: string;
  readonly secret?: string | null;
  readonly events?: readonly string[];
  readonly active?: boolean;
}

/** The truth about an issue or a pull request. */
export interface StoredIssue {
  readonly number: number;
  readonly isPull: boolean;
  readonly user: string;
  readonly title: string;
  readonly body: string | null;
  readonly state: "open" | "closed";
  readonly stateReason: string | null;
  readonly locked: boolean;
  readonly labels: readonly string[];
  readonly comments: readonly {
    readonly id: number;
    readonly user: string;
    readonly body: string;
  }[];
}

export interface EventOptions {
  readonly action?: string;
  /** Beside `repository`, `organization` and `sender`, which are always there. */
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** GitHub's webhook API in memory. */
export interface Simulator {
  readonly handle: (request: Request) => Promise<Response>;
  /** {@link Simulator.handle} in the clothes of fetch: redirects, aborts and resets included. */
  readonly fetch: typeof globalThis.fetch;
  readonly requests: readonly RecordedRequest[];
  readonly switches: Switches;
  /** The hooks of `acme` or `acme/api`, secrets in clear. */
  readonly hooks: (scope: string) => readonly StoredHook[];
  readonly editByHand: (scope: string, id: number, change: HandChange) => void;
  /** Takes a hook as the seed has it. */
  readonly addHook: (scope: string, hook: SeedHook) => StoredHook;
  readonly removeHook: (scope: string, id: number) => void;
  /** The issues and pull requests of `acme/api`, by number. */
  readonly issues: (repository: string) => readonly StoredIssue[];
  readonly addFault: (fault: Fault) => void;
  /**
   * Something happens in `acme` or `acme/api`: every active hook that subscribes to the event gets
   * a delivery, those of the organization included.
   */
  readonly sendEvent: (scope: string, event: string, options?: EventOptions) => void;
}
