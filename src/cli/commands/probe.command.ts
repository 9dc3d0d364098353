import type { Command } from "commander";
import type { AddCommand } from "../add-command.ts";
import { withExamples, withExitCodes } from "../help/help-section.ts";
import { withHookOption, withShowUrls } from "../options/delivery-options.ts";
import {
  withConfigOptions,
  withGitHubOptions,
  withOutputOptions,
  withTargetOptions,
} from "../options/options.ts";
import type { ProbeOptions } from "./probe.ts";

/** The flags of commands that make GitHub send something to declared hooks. */
export function withProbeOptions(command: Command): void {
  withConfigOptions(command);
  withTargetOptions(command);
  withHookOption(command, "only this hook").option(
    "--auto-approve",
    "do not ask, however many hooks there are",
  );
  withShowUrls(command);
  withGitHubOptions(command);
  withOutputOptions(command, ["text", "json"]);
}

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
    const { ping } = await import("./probe.ts");
    finish(await ping(options, io));
  });
};

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
    const { test } = await import("./probe.ts");
    finish(await test(options, io));
  });
};
