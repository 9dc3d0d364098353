import type { DeclaredHook } from "../../index.ts";
import { type ProbeOptions, probeHooks } from "../fleet/probe-hooks.ts";
import type { Io } from "../io.ts";

/** https://docs.github.com/en/rest/repos/webhooks#test-the-push-repository-webhook */
function whyNot({ scope, live }: DeclaredHook): string | undefined {
  if (scope.kind === "organization") return "GitHub can test hooks of repositories only";
  if (live === undefined) return undefined;
  return live.events.includes("push") || live.events.includes("*")
    ? undefined
    : "it does not listen to push, so GitHub would say yes and send nothing";
}

/** `hookfleet test`: has GitHub send the latest push to every declared hook that listens to it. */
export async function test(options: ProbeOptions, io: Io): Promise<number> {
  return await probeHooks(
    {
      verb: "test",
      send: (github, { scope, hookId }) => github.testHook(scope, hookId),
      skip: whyNot,
    },
    options,
    io,
  );
}
