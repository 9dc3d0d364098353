/** Something that goes wrong between GitHub and the client, or inside GitHub. */
export interface Fault {
  /** `undefined` = any; of `drop-secret`, PATCH. */
  readonly method?: string;
  /** A string is the whole path, in any case; without `/api/v3`. `undefined` = any. */
  readonly path?: RegExp | string;
  /** How often it strikes. Default 1. */
  readonly times?: number;
  /** How many requests it would fit it lets pass first. Default 0. */
  readonly skip?: number;
  /** Before or after the request had its effect. Default before. */
  readonly moment?: "before" | "after";
  readonly kind: /** The connection breaks. */
    | "reset"
    /** No answer ever comes: the client has to give up. */
    | "timeout"
    /** `status` (default 502), `headers` and `body` as given. */
    | "status"
    /** The right status with half of the body. */
    | "truncate"
    /** A page for people, as proxies answer; status 502 unless told. */
    | "html"
    /** The right status and, in place of the list, an object. */
    | "not-a-list"
    /** The primary rate limit. */
    | "rate-limit"
    /** The secondary rate limit. */
    | "secondary-limit"
    /** The request works, but the hook it wrote has lost its secret. */
    | "drop-secret"
    /**
     * Nothing breaks, but just before this request (or after it, by `moment`) something else
     * happens: `act`. A page shifts while a list is read, a person edits a hook.
     */
    | "meanwhile";
  readonly act?: () => void;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or text as it is. */
  readonly body?: unknown;
}
