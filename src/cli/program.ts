import { Command } from "commander";
import type { Run } from "./add-command.ts";
import {
  addDeliveriesCommand,
  addHealthCommand,
  addRedeliverCommand,
  addVerifyCommand,
} from "./commands/delivery-commands.ts";
import {
  addCompletionCommand,
  addExplainCommand,
  addImportCommand,
  addSchemaCommand,
  addSecretsCommand,
  addValidateCommand,
} from "./commands/file-commands.ts";
import {
  addCommentCommand,
  addDemoCommand,
  addReportIssueCommand,
  addSimulateCommand,
} from "./commands/other-commands.ts";
import {
  addApplyCommand,
  addDriftCommand,
  addMergeCommand,
  addPlanCommand,
} from "./commands/plan-commands.ts";
import { addPingCommand, addTestCommand } from "./commands/probe.command.ts";
import { adviseAndThrow, seeHelp, withAdvice, withoutValues } from "./errors/usage-error.ts";
import type { Io } from "./io.ts";
import { refuseSecondValues } from "./options/options.ts";
import { packageVersion } from "./package-file.ts";

const epilogue = `
Exit codes: 0 done or nothing to do, 1 error, refusal or failed action, 2 changes (plan
--detailed-exitcode), drift, a secret not proved (verify) or a receiver beyond a threshold (health),
130 and 143 interrupted.

Start here:
  hookfleet demo                 see the whole story, without token or network
  hookfleet validate             check hookfleet.yaml
  hookfleet plan                 show what would change on GitHub
  hookfleet apply                show it, ask, and do it
`;

/**
 * The command line. Commands load what they need when they run, so that `--version` and `--help`
 * answer at once.
 *
 * @param finish is told the exit code of the command that ran
 * @param run the command line as a whole, for the command that shows others
 */
export function createProgram(io: Io, finish: (code: number) => void, run: Run): Command {
  const program: Command = new Command("hookfleet")
    .description("Webhooks of GitHub organizations and repositories as code.")
    .version(packageVersion(), "-V, --version", "print the version")
    .helpCommand("help [command]", "explain a command")
    .helpOption("-h, --help", "explain")
    .addHelpText("after", epilogue)
    .configureOutput({
      writeOut: io.stdout.write,
      writeErr: io.stderr.write,
      outputError: (text, write) => write(withAdvice(withoutValues(text), program)),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride((error) => adviseAndThrow(error, program));
  program.showHelpAfterError(seeHelp(program));
  for (const add of [
    addValidateCommand,
    addPlanCommand,
    addApplyCommand,
    addDriftCommand,
    addVerifyCommand,
    addPingCommand,
    addTestCommand,
    addSecretsCommand,
    addDeliveriesCommand,
    addRedeliverCommand,
    addHealthCommand,
    addCommentCommand,
    addReportIssueCommand,
    addMergeCommand,
    addImportCommand,
    addExplainCommand,
    addSchemaCommand,
    addCompletionCommand,
    addSimulateCommand,
    addDemoCommand,
  ])
    add(program, io, finish, run);
  for (const command of program.commands) {
    command
      .showHelpAfterError(seeHelp(command))
      .configureOutput({
        outputError: (text, write) => write(withAdvice(withoutValues(text), command)),
      })
      .exitOverride((error) => adviseAndThrow(error, command));
    refuseSecondValues(command);
  }
  return program;
}
