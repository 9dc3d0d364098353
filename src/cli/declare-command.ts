import { Argument, type Command } from "commander";
import { addHelpSection, type HelpRow, readRows } from "./help-section.ts";
import type { Io, ProcessIo } from "./io.ts";
import type { Options } from "./options/options.ts";
import { openSession } from "./session.ts";

/** Runs a whole command line, as the process does. */
export type Run = (argv: readonly string[], io: ProcessIo) => Promise<number>;

/** What a command does: its session and its arguments → an exit code. */
type Act = (session: never, ...given: never[]) => number | Promise<number>;

/** One command as data: the help now, the code when it runs. */
export interface CommandDeclaration {
  readonly name: string;
  /** Its line in the help of the program. */
  readonly summary: string;
  readonly description: string;
  readonly arguments?: readonly (readonly [
    name: string,
    what: string,
    /** Its choices, or how its text is read. */
    value?: readonly string[] | ((text: string) => unknown),
  ])[];
  /** Each adds one option or a group; the help has them in this order. */
  readonly options?: readonly ((command: Command) => unknown)[];
  /** What a script has to distinguish. */
  readonly exitCodes?: { readonly ok: string; readonly failed: string; readonly changes?: string };
  /** Command lines, and behind `  # ` what each of them does. */
  readonly examples: string;
  /** Loads its code, so that other commands, `--version` and `--help` start without it. */
  readonly load: (whole: { readonly program: () => Command; readonly run: Run }) => Promise<Act>;
}

/**
 * Puts a command into the program.
 *
 * @param context the process; `finish` gets the exit code; `run` is for a command that shows others,
 *   `whole` for one that is about all
 */
export function addCommand(
  program: Command,
  declaration: CommandDeclaration,
  context: {
    readonly io: Io;
    readonly finish: (code: number) => void;
    readonly run: Run;
    readonly whole: () => Command;
  },
): Command {
  const { name, summary, description, exitCodes, examples, load } = declaration;
  const command = program.command(name).summary(summary).description(description);
  for (const [placeholder, what, value] of declaration.arguments ?? []) {
    const argument = new Argument(placeholder, what);
    if (typeof value === "function") argument.argParser(value);
    else if (value !== undefined) argument.choices(value);
    command.addArgument(argument);
  }
  for (const add of declaration.options ?? []) add(command);
  if (exitCodes !== undefined)
    addHelpSection(command, "Exit codes:", [
      ["0", exitCodes.ok],
      ["1", exitCodes.failed],
      ...(exitCodes.changes === undefined ? [] : [["2", exitCodes.changes] as const]),
      ["130, 143", "interrupted"],
    ]);
  const rows = readRows(examples).map(([term = "", what = ""]): HelpRow => [term, what]);
  addHelpSection(command, "Examples:", rows);
  // The arguments, then the options, then the command itself.
  return command.action(async (...given: readonly unknown[]) => {
    const act = await load({ program: context.whole, run: context.run });
    const options: Partial<Options> = command.opts();
    const opened = openSession(options, context.io);
    const session = options.envFile?.length
      ? await (await import("./steps/read-env-files.ts")).withEnvFiles(opened, options.envFile)
      : opened;
    context.finish(await act(session as never, ...(given.slice(0, -2) as never[])));
  });
}
