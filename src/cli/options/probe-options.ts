import type { Command } from "commander";
import { withHookOption, withShowUrls } from "./delivery-options.ts";
import {
  withConfigOptions,
  withGitHubOptions,
  withOutputOptions,
  withTargetOptions,
} from "./options.ts";

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
