import type { Principal } from "../access/access.ts";
import type { Switches } from "../switches.ts";
import type { World } from "../world/world.ts";

/** A request on its way through the simulator. */
export interface Exchange {
  readonly world: World;
  readonly switches: Switches;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What URLs in the answer start with, without a slash behind it. */
  readonly base: string;
  readonly method: string;
  /** Without `/api/v3`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly text: string;
  readonly principal: Principal;
}
