import type { Diagnostic } from "../../index.ts";

/** Problems that end a command: all of them at once, each with its place. */
export class Problems extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super("the command met problems");
    this.name = "Problems";
    this.diagnostics = diagnostics;
  }
}
