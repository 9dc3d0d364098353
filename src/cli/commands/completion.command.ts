import { Argument } from "commander";
import type { AddCommand } from "../add-command.ts";
import { type Shell, shells } from "../completion/shells.ts";
import { withExamples } from "../help/with-examples.ts";

export const addCompletionCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("completion")
    .summary("print the completion script of a shell")
    .description(
      "Prints a script that completes commands, options, their values, files, and the organizations and repositories of the configuration. Works offline.",
    )
    .addArgument(new Argument("<shell>", "the shell to complete in").choices(shells))
    .argument("[words...]", "behind --, as the script asks: what could come next");
  withExamples(command, [
    ["source <(hookfleet completion bash)", "in ~/.bashrc"],
    ["source <(hookfleet completion zsh)", "in ~/.zshrc, below compinit"],
    ["hookfleet completion fish | source", "in ~/.config/fish/config.fish"],
  ]);
  command.action(async (shell: Shell, words: readonly string[]) => {
    const { completion } = await import("./completion.ts");
    finish(await completion(shell, words, program, io));
  });
};
