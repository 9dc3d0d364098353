import type { AddCommand } from "../add-command.ts";

export const addSchemaCommand: AddCommand = (program, io, finish) => {
  program
    .command("schema")
    .summary("print a JSON Schema")
    .description("Prints the JSON Schema of the configuration, for editors and other tools.")
    .action(async () => {
      const { schema } = await import("./schema.ts");
      finish(schema(io));
    });
};
