import { type ProbeOptions, probeHooks } from "../fleet/probe-hooks.ts";
import type { Io } from "../io.ts";

/** `hookfleet ping`: has GitHub ping every declared hook. */
export async function ping(options: ProbeOptions, io: Io): Promise<number> {
  return await probeHooks(
    {
      verb: "ping",
      send: (github, { scope, hookId }) => github.pingHook(scope, hookId),
      skip: () => undefined,
    },
    options,
    io,
  );
}
