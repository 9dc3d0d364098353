import type { AddCommand } from "../add-command.ts";
import type { ProbeOptions } from "../fleet/probe-hooks.ts";
import { withExamples } from "../help/with-examples.ts";
import { withExitCodes } from "../help/with-exit-codes.ts";
import { withProbeOptions } from "../options/probe-options.ts";

export const addPingCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("ping")
    .summary("have GitHub ping the hooks of the file")
    .description(
      "Makes GitHub send a ping to every hook that the file declares and that is there. More than 20 hooks need a yes, or --auto-approve. A ping that GitHub takes is delivered within minutes; `hookfleet verify` waits for it and judges its signature.",
    );
  withProbeOptions(command);
  withExitCodes(command, {
    ok: "GitHub took every ping",
    failed: "an error, or not every ping was taken",
  });
  withExamples(command, [
    ["hookfleet ping --target acme/api", "every declared hook of one repository"],
    ["hookfleet ping --hook 123456", "one hook"],
  ]);
  command.action(async (options: ProbeOptions) => {
    const { ping } = await import("./ping.ts");
    finish(await ping(options, io));
  });
};
