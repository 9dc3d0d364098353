import type { AddCommand } from "../add-command.ts";
import { withExamples } from "../help/with-examples.ts";
import { withExitCodes } from "../help/with-exit-codes.ts";
import { withGitHubOptions, withQuietOptions } from "../options/options.ts";
import type { ImportOptions } from "./import.ts";

export const addImportCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("import")
    .summary("write a configuration from the hooks that are live")
    .description(
      "Reads live hooks and writes the configuration that they would have come from. Secrets and URLs that are credentials become references to fill in.",
    )
    .argument(
      "<target...>",
      "acme (the organization's own hooks), acme/api, 'acme/*' (archived ones are skipped)",
    )
    .option("--out <file>", "write to a file rather than to standard output")
    .option("--force", "overwrite that file");
  withGitHubOptions(command);
  withQuietOptions(command);
  withExitCodes(command, {
    ok: "everything was read and written",
    failed: "an error; nothing was written",
  });
  withExamples(command, [
    ["hookfleet import acme 'acme/*' --out hookfleet.yaml", "an organization and its repositories"],
    ["hookfleet import acme/api", "one repository, on standard output"],
  ]);
  command.action(async (targets: readonly string[], options: ImportOptions) => {
    const { importHooks } = await import("./import.ts");
    finish(await importHooks(targets, options, io));
  });
};
