import type { Fault } from "./faults/faults.ts";
import type { SeedHook } from "./seed/seed.ts";
import type { Switches } from "./switches.ts";

/** How the simulated GitHub behaves where its seed does not say. */
export interface SimulatorOptions {
  /** Override those of the seed. */
  readonly switches?: Partial<Switches>;
  /** Milliseconds since the epoch. Default: the clock of the machine. */
  readonly now?: () => number;
  /** Milliseconds that every answer takes. */
  readonly latency?: number;
  /** How many of the latest requests are remembered. Default: all. */
  readonly remember?: number;
  /** What URLs in bodies and `Link` start with. Default: the origin that the request was sent to. */
  readonly baseUrl?: string;
}

export interface RecordedRequest {
  readonly method: string;
  /** Without a leading `/api/v3`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON; the text if it is not JSON; undefined without a body. */
  readonly body: unknown;
  /** Names in lower case, without `authorization`. */
  readonly headers: Readonly<Record<string, string>>;
  /** 0 until it is answered, and for good if the connection broke instead. */
  readonly status: number;
}

/** The config of a hook, secrets in clear. */
export interface HookConfig {
  readonly url?: string;
  readonly content_type?: string;
  readonly insecure_ssl?: string;
  readonly secret?: string;
  readonly [key: string]: string | undefined;
}

export interface LastResponse {
  readonly code: number | null;
  readonly status: string | null;
  readonly message: string | null;
}

/** A hook as it is stored, which GitHub itself never shows. */
export interface StoredHook {
  readonly id: number;
  readonly name: string;
  readonly active: boolean;
  readonly events: readonly string[];
  readonly config: HookConfig;
  readonly created_at: string;
  readonly updated_at: string;
  readonly lastResponse: LastResponse;
  /** The OAuth app that created it. */
  readonly owner_app?: string | undefined;
}

/** What a person changes on the settings page of a hook. A secret of `null` removes it. */
export interface HandChange extends Pick<SeedHook, "url" | "content_type" | "events" | "active"> {
  readonly insecure_ssl?: string;
  readonly secret?: string | null;
}

/** An issue or a pull request as it is stored. */
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
  /** In the order of creation. */
  readonly comments: readonly StoredComment[];
}

export interface StoredComment {
  readonly id: number;
  readonly user: string;
  readonly body: string;
}

export interface EventOptions {
  readonly action?: string;
  /** In addition to `repository`, `organization` and `sender`, which every payload has. */
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** GitHub's webhook API in memory. */
export interface Simulator {
  readonly handle: (request: Request) => Promise<Response>;
  /** {@link Simulator.handle} as a `fetch`, which follows redirects and can be aborted. */
  readonly fetch: typeof globalThis.fetch;
  readonly requests: readonly RecordedRequest[];
  readonly switches: Switches;
  /** The hooks of `acme` or `acme/api`, secrets in clear. */
  readonly hooks: (scope: string) => readonly StoredHook[];
  readonly editByHand: (scope: string, id: number, change: HandChange) => void;
  /** Adds a hook as a seed describes it. */
  readonly addHook: (scope: string, hook: SeedHook) => StoredHook;
  readonly removeHook: (scope: string, id: number) => void;
  /** The issues and pull requests of `acme/api`, by number. */
  readonly issues: (repository: string) => readonly StoredIssue[];
  readonly addFault: (fault: Fault) => void;
  /**
   * Something happens in `acme` or `acme/api`: every active hook that subscribes to the event gets
   * a delivery, including those of the organization.
   */
  readonly sendEvent: (scope: string, event: string, options?: EventOptions) => void;
}
