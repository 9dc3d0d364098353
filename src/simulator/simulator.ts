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
}

/** A request that the simulator got. */
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

/** The result of the latest delivery of a hook. */
export interface LastResponse {
  /** The HTTP status of the receiver; null before the first delivery. */
  readonly code: number | null;
  /** `unused` before the first delivery, then `active`, or null where it failed. */
  readonly status: string | null;
  /** Such as `OK` or `timed out`. */
  readonly message: string | null;
}

/** A hook as it is stored, which GitHub itself never shows. */
export interface StoredHook {
  readonly id: number;
  readonly name: string;
  readonly active: boolean;
  readonly events: readonly string[];
  readonly config: HookConfig;
  /** RFC 3339, and so is `updated_at`. */
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

/** A comment as it is stored. */
export interface StoredComment {
  readonly id: number;
  readonly user: string;
  readonly body: string;
}

/** What an event is about. */
export interface EventOptions {
  /** Such as `opened`. */
  readonly action?: string;
  /** In addition to `repository`, `organization` and `sender`, which every payload has. */
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** GitHub's webhook API in memory. */
export interface Simulator {
  /** Answers a request. Rejects only for a fault that breaks the connection. */
  readonly handle: (request: Request) => Promise<Response>;
  /** {@link Simulator.handle} as a `fetch`, which follows redirects and can be aborted. */
  readonly fetch: typeof globalThis.fetch;
  /** What it was asked, the oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** How it behaves where GitHub is unclear. */
  readonly switches: Switches;
  /** The hooks of `acme` or `acme/api`, secrets in clear. */
  readonly hooks: (scope: string) => readonly StoredHook[];
  /** Changes a hook as a person does on its page; throws a SeedError where there is none. */
  readonly editByHand: (scope: string, id: number, change: HandChange) => void;
  /** Adds a hook as a seed describes it. */
  readonly addHook: (scope: string, hook: SeedHook) => StoredHook;
  /** Removes a hook as a person does; throws a SeedError where there is none. */
  readonly removeHook: (scope: string, id: number) => void;
  /** The issues and pull requests of `acme/api`, by number. */
  readonly issues: (repository: string) => readonly StoredIssue[];
  /** Makes requests from now on go wrong. Faults apply in the order in which they were added. */
  readonly addFault: (fault: Fault) => void;
  /**
   * Something happens in `acme` or `acme/api`: every active hook that subscribes to the event gets
   * a delivery, including those of the organization.
   */
  readonly sendEvent: (scope: string, event: string, options?: EventOptions) => void;
}
