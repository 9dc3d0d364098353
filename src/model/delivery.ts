/** A delivery of a hook as GitHub lists it. */
export interface Delivery {
  readonly id: number;
  /** Stays the same when the delivery is sent again. */
  readonly guid: string;
  /** Milliseconds since the epoch. */
  readonly deliveredAt: number;
  readonly redelivery: boolean;
  /** undefined where GitHub does not tell. */
  readonly durationMs: number | undefined;
  /** Milliseconds since the epoch: when GitHub itself held it back; undefined where it did not. */
  readonly throttledAt: number | undefined;
  /** GitHub's words, such as `OK` or `failed to connect`. */
  readonly status: string;
  /** What the receiver answered; 0 where it did not. */
  readonly statusCode: number;
  readonly event: string;
  readonly action: string | undefined;
}

/** One side of a delivery. GitHub leaves out what it no longer has. */
export interface DeliverySide {
  /** Names in lower case; undefined where GitHub has none. */
  readonly headers: Readonly<Record<string, string>> | undefined;
  /** Parsed for a request, text for an answer; null where GitHub has none. */
  readonly payload: unknown;
}

/** A delivery in full. Its headers hold real signatures, its payload may hold anything. */
export interface DeliveryDetail extends Delivery {
  readonly url: string;
  readonly request: DeliverySide & {
    /** The payload's JSON as it stands in GitHub's answer, with its numbers and escapes untouched. */
    readonly payloadText: string | undefined;
  };
  readonly response: DeliverySide;
}
