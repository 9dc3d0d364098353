import type { AddCommand } from "../add-command.ts";
import type { ProbeOptions } from "../fleet/probe-hooks.ts";
import { withExamples } from "../help/with-examples.ts";
import { withExitCodes } from "../help/with-exit-codes.ts";
import { withProbeOptions } from "../options/probe-options.ts";

export const addTestCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("test")
    .summary("have GitHub send the latest push once more")
    .description(
      "Makes GitHub send the latest push to every repository hook that the file declares and that listens to push. Hooks of organizations have no such test, and GitHub says yes to hooks that do not listen to push and sends nothing, so that both are left out. More than 20 hooks need a yes, or --auto-approve.",
    );
  withProbeOptions(command);
  withExitCodes(command, {
    ok: "GitHub took every test",
    failed: "an error, or not every test was taken",
  });
  withExamples(command, [
    ["hookfleet test --target acme/api", "every push hook of one repository"],
    ["hookfleet test --hook 123456", "one hook"],
  ]);
  command.action(async (options: ProbeOptions) => {
    const { test } = await import("./test.ts");
    finish(await test(options, io));
  });
};
