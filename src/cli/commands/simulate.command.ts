import { Option } from "commander";
import type { AddCommand } from "../add-command.ts";
import { withExamples } from "../help/with-examples.ts";
import { collect } from "../options/options.ts";
import type { SimulateOptions } from "./simulate.ts";

export const addSimulateCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("simulate")
    .summary("serve GitHub's webhook API from memory")
    .description(
      "Serves a simulator of GitHub's webhook REST API on loopback, to try hookfleet or any other client against.",
    )
    .option("--port <port>", "port to listen on; 0 takes a free one", "0")
    .option(
      "--seed <file>",
      "YAML or JSON file with the organizations, users and tokens to begin with",
    )
    .addOption(
      new Option("--switch <name=value>", "decide a point that GitHub leaves open; repeatable")
        .argParser(collect)
        .default([], "GitHub's most likely behaviour"),
    )
    .option("--list-switches", "explain every switch");
  withExamples(command, [
    [
      "hookfleet simulate --port 8080 --seed fleet.yaml",
      "then GITHUB_API_URL=http://localhost:8080",
    ],
    ["hookfleet simulate --list-switches", "what can be decided otherwise"],
  ]);
  command.action(async (options: SimulateOptions) => {
    const { simulate } = await import("./simulate.ts");
    finish(await simulate(options, io));
  });
};
