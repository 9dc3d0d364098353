// GitHub's numbers, each in this one place.

/** What depends on which GitHub it is. */
export interface ServerLimits {
  /** The most hooks of one scope that may receive one event. */
  readonly hooksPerEvent: 20 | 250;
  /** How many days it keeps deliveries. */
  readonly deliveryDays: 3 | 7;
}

/**
 * https://docs.github.com/en/webhooks/types-of-webhooks
 * https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/viewing-webhook-deliveries
 */
export const publicLimits: ServerLimits = { hooksPerEvent: 20, deliveryDays: 3 };
/** GitHub Enterprise Server. */
export const enterpriseLimits: ServerLimits = { hooksPerEvent: 250, deliveryDays: 7 };

/**
 * Secondary limits, and the pace below them. The windows are a little longer than GitHub's, because
 * requests do not arrive as evenly as they leave.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#pause-between-mutative-requests
 */
export const paceLimits = {
  /** Points in a window of that many seconds; a read costs one. */
  points: 900,
  pointsWindow: 61,
  pointsOfWrite: 5,
  /** Creations of content in a window of that many seconds. */
  creations: 500,
  creationsWindow: 3_610,
  /** Writes that may go at once; after them it is one a second. */
  writesBurst: 20,
} as const;

/** The most items of a page of a list. */
export const pageSize = 100;

/** The most characters of a comment or an issue; UTF-16 units are never fewer than GitHub's characters. */
export const longestBody = 65_536;

/**
 * The most bytes in the summary of a step: GitHub takes 1 MiB, and shows nothing of what is longer.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
export const longestSummary = 1_000_000;
