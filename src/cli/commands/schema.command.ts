import type { AddCommand } from "../add-command.ts";
import { withExamples } from "../help/with-examples.ts";

export const addSchemaCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("schema")
    .summary("print a JSON Schema")
    .description("Prints the JSON Schema of the configuration, for editors and other tools.");
  withExamples(command, [
    ["hookfleet schema > hookfleet.schema.json", "for an editor, or another tool"],
  ]);
  command.action(async () => {
    const { schema } = await import("./schema.ts");
    finish(schema(io));
  });
};
