import type { Access } from "../access/access.ts";
import type { Answer } from "./answer.ts";
import type { Exchange } from "./exchange.ts";

/** One operation of the API. */
export interface Route {
  readonly method: string;
  /** `{…}` stands for one segment. */
  readonly path: string;
  /** What errors refer to. */
  readonly documentation: string;
  /** What it asks, as told in the headers of every answer. The handler is who checks it. */
  readonly access: Access;
  /** `values` are the segments at `{…}`, decoded, in order. */
  readonly run: (exchange: Exchange, values: readonly string[]) => Answer;
}
