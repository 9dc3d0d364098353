import { Command, CommanderError, Option } from "commander";
import { commentCommands } from "./commands/comment-commands.ts";
import { deliveryCommands } from "./commands/delivery-commands.ts";
import { fileCommands } from "./commands/file-commands.ts";
import { planCommands } from "./commands/plan-commands.ts";
import { secretCommands } from "./commands/secret-commands.ts";
import { toolCommands } from "./commands/tool-commands.ts";
import { addCommand, type CommandDeclaration, type Run } from "./declare-command.ts";
import { adviseAndThrow, seeHelp, withAdvice, withoutValues } from "./errors/usage-error.ts";
import type { Io } from "./io.ts";
import { refuseSecondValues } from "./options/option.ts";
import { printVersion } from "./package-file.ts";

const epilogue = `
Exit codes: 0 done or nothing to do, 1 error, refusal or failed action, 2
changes (plan --detailed-exitcode), drift, a secret not proved (verify), a
receiver that exceeds a threshold (health) or a finding (audit --fail-on),
130 and 143 interrupted.

Start here:
  hookfleet audit acme 'acme/*'  list live hooks, and what is wrong with them
  hookfleet demo                 see the whole story, without token or network
  hookfleet validate             check hookfleet.yaml
  hookfleet plan                 show what would change on GitHub
  hookfleet apply                show it, ask, and do it
`;

const declarations: readonly CommandDeclaration[] = [
  ...fileCommands,
  ...planCommands,
  ...secretCommands,
  ...deliveryCommands,
  ...commentCommands,
  ...toolCommands,
];

/**
 * The command line. Commands load what they need when they run, so that `--version` and `--help`
 * answer at once.
 *
 * @param finish gets the exit code of the command that ran
 * @param run the command line as a whole, for the command that shows others
 * @param called the name of the one command that runs; where it is none of ours, all are there
 */
export function createProgram(
  io: Io,
  finish: (code: number) => void,
  run: Run,
  called?: string,
): Command {
  const program: Command = new Command("hookfleet")
    .description("Webhooks of GitHub organizations and repositories as code.")
    .option("-v, --version", "print the version")
    // As it was, and as commander has it by default.
    .addOption(new Option("-V").hideHelp())
    .helpCommand("help [command]", "explain a command")
    .helpOption("-h, --help", "show this help")
    .addHelpText("after", epilogue)
    // The longest command leaves 37 of 80 columns: less than commander wraps by itself.
    .configureHelp({ minWidthToWrap: 30 })
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
  for (const name of ["version", "V"])
    program.on(`option:${name}`, () => {
      throw new CommanderError(printVersion(io), "commander.version", "");
    });
  program.showHelpAfterError(seeHelp(program));
  const whole = (): Command => createProgram(io, finish, run);
  const alone = declarations.filter(({ name }) => name === called);
  for (const declaration of alone.length > 0 ? alone : declarations) {
    const command = addCommand(program, declaration, { io, finish, run, whole });
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
