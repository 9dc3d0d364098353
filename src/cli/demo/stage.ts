import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parsePlainYaml } from "../../config/yaml/parse-plain-yaml.ts";
import { HookfleetError } from "../../model/errors.ts";
import type { Palette } from "../../render/text/palette.ts";
import { createSimulator, type Simulator, serveSimulator } from "../../simulator.ts";
import type { Run } from "../declare-command.ts";
import type { Io, ProcessIo } from "../io.ts";
import { seed } from "./story.ts";

/** Where the demo plays: a folder of its own, and a simulator instead of GitHub. */
export interface Stage {
  readonly simulator: Simulator;
  /** Puts a secret where hookfleet reads it. */
  readonly keep: (variable: string, value: string) => void;
  /** Lets an hour pass on GitHub: what was written before is older than what comes now. */
  readonly passTime: () => void;
  /** Writes the configuration. */
  readonly write: (text: string) => void;
  /** A sentence of the narrator. */
  readonly say: (text: string) => void;
  /** Lines that are shown as they are, indented. */
  readonly show: (text: string) => void;
  /** Runs hookfleet as a user would, showing the command line and everything it prints. */
  readonly hookfleet: (...argv: readonly string[]) => Promise<number>;
  readonly leave: () => Promise<void>;
}

/**
 * @param run the command line itself, so that the demo shows the real thing
 * @param secrets what the environment holds besides the simulator's address
 */
export async function enterStage(
  run: Run,
  io: Io,
  palette: Palette,
  secrets: Readonly<Record<string, string>>,
): Promise<Stage> {
  let behind = 3_600_000;
  const simulator = createSimulator(await parsePlainYaml(seed, "the seed"), {
    now: () => Date.now() - behind,
    switches: { pingDelay: 0 },
  });
  const server = await serveSimulator(simulator, { port: 0 });
  const folder = mkdtempSync(join(tmpdir(), "hookfleet-demo-"));
  const { PATH, NO_COLOR, FORCE_COLOR, TERM } = io.environment;
  const environment: Record<string, string | undefined> = {
    ...{ PATH, NO_COLOR, FORCE_COLOR, TERM },
    ...secrets,
    GITHUB_TOKEN: "any-token-will-do",
    GITHUB_API_URL: server.url,
  };
  const line = (text: string): void => io.stdout.write(`${text}\n`);
  const played: ProcessIo = { ...io, cwd: folder, environment, stderr: io.stdout };
  return {
    simulator,
    keep: (variable, value) => {
      environment[variable] = value;
    },
    passTime: () => {
      behind = 0;
    },
    write: (text) => writeFileSync(join(folder, "hookfleet.yaml"), text),
    say: (text) => line(`\n${palette.strong(text)}\n`),
    show: (text) => line(text.replace(/^(?=.)/gm, "  ").trimEnd()),
    hookfleet: async (...argv) => {
      line(`${palette.muted("$")} hookfleet ${argv.join(" ")}`);
      const code = await run(argv, played);
      if (io.interrupted.aborted) throw new HookfleetError("interrupted", "the demo was stopped");
      return code;
    },
    leave: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
