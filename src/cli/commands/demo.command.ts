import type { AddCommand } from "../add-command.ts";
import { withExamples } from "../help/with-examples.ts";

export const addDemoCommand: AddCommand = (program, io, finish, run) => {
  const command = program
    .command("demo")
    .summary("the whole story in a few seconds, without token or network")
    .description(
      "Starts the simulator with a small organization and shows validate, plan, apply, drift and repair.",
    )
    .option("--no-color", "plain text (also: NO_COLOR)");
  withExamples(command, [["hookfleet demo", "from the first plan to a repaired drift"]]);
  command.action(async (options: { color: boolean }) => {
    const { demo } = await import("./demo.ts");
    finish(await demo(options, io, run));
  });
};
