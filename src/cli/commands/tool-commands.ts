import { shells } from "../completion/shells.ts";
import type { CommandDeclaration } from "../declare-command.ts";
import { collect, option, repeatable } from "../options/option.ts";
import { printSchema, printVersion } from "../package-file.ts";

/** The commands around the work: for editors and shells, and to try hookfleet without GitHub. */
export const toolCommands: readonly CommandDeclaration[] = [
  {
    name: "version",
    summary: "print the version",
    description: "Prints the version of hookfleet, as --version does.",
    examples: "hookfleet version  # for a bug report",
    load: async () => printVersion,
  },
  {
    name: "schema",
    summary: "print a JSON Schema",
    description: "Prints the JSON Schema of the configuration, for editors and other tools.",
    examples: "hookfleet schema > hookfleet.schema.json  # for an editor, or another tool",
    load: async () => printSchema,
  },
  {
    name: "completion",
    summary: "print the completion script of a shell",
    description:
      "Prints a script that completes commands, options, their values, files, and the organizations and repositories of the configuration. Works offline.",
    arguments: [
      ["<shell>", "the shell to complete in", shells],
      ["[words...]", "after --, as the script asks: what could come next"],
    ],
    options: [option("--install", "write it where the shell finds it, and say what is left to do")],
    examples: `
      hookfleet completion bash --install  # once; the script asks the program, so it stays right
      source <(hookfleet completion bash)  # in ~/.bashrc
      source <(hookfleet completion zsh)  # in ~/.zshrc, below compinit
      hookfleet completion fish | source  # in ~/.config/fish/config.fish
      hookfleet completion powershell | Out-String | Invoke-Expression  # in $PROFILE
    `,
    load: async ({ program }) => (await import("../completion/complete.ts")).completion(program()),
  },
  {
    name: "simulate",
    summary: "serve GitHub's webhook API from memory",
    description:
      "Serves a simulator of GitHub's webhook REST API on loopback, to try hookfleet or any other client against.",
    options: [
      option<string>("--port <port>", "port to listen on; 0 takes a free one", undefined, "0"),
      option(
        "--seed <file>",
        "YAML or JSON file with the organizations, users and tokens to begin with",
      ),
      repeatable(
        "--switch <name=value>",
        "decide a point that GitHub leaves open",
        "GitHub's most likely behavior",
        collect,
      ),
      option("--list-switches", "explain every switch"),
    ],
    examples: `
      hookfleet simulate --port 8080 --seed fleet.yaml  # then GITHUB_API_URL=http://localhost:8080
      hookfleet simulate --list-switches  # what can be decided otherwise
    `,
    load: async () => (await import("./simulate.ts")).simulate,
  },
  {
    name: "demo",
    summary: "the whole story in a few seconds, without token or network",
    description:
      "Starts the simulator with a small organization and shows validate, plan, apply, drift and repair.",
    options: [option("--no-color", "plain text (also: NO_COLOR)")],
    examples: "hookfleet demo  # from the first plan to a repaired drift",
    load: async ({ run }) => (await import("../demo/demo.ts")).demo(run),
  },
];
