import { parsePlainYaml } from "../../config/yaml/parse-plain-yaml.ts";
import { HookfleetError } from "../../model/errors.ts";
import { errorDiagnostic } from "../../render/text/render-error.ts";
import {
  createSimulator,
  parseSwitches,
  SeedError,
  type Simulator,
  serveSimulator,
  switchDefinitions,
} from "../../simulator.ts";
import { systemCode } from "../errors/system-failure.ts";
import { exitCodes } from "../exit-codes.ts";
import { readSavedFile } from "../fleet/read-saved-file.ts";
import type { Io } from "../io.ts";

export interface SimulateOptions {
  readonly port: string;
  readonly seed?: string;
  readonly switch: readonly string[];
  readonly listSwitches?: true;
}

function listSwitches(): string {
  return Object.entries(switchDefinitions)
    .map(([name, { description, values, default: fallback }]) => {
      const choices = values === undefined ? `a number, ${fallback}` : values.join(" | ");
      return `${name}\n    ${description}\n    ${choices}\n`;
    })
    .join("");
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^[0-9]+$/.test(text) && port <= 65_535) return port;
  throw new HookfleetError("bad-port", "--port is a number from 0 to 65535");
}

async function readSeed(path: string | undefined, io: Io): Promise<unknown> {
  if (path === undefined) return {};
  return parsePlainYaml(await readSavedFile(path, "seed file", io), path);
}

/** What the simulator says of its input, as an error of the command line. */
function explained<T>(code: string, help: string | undefined, create: () => T): T {
  try {
    return create();
  } catch (error) {
    if (!(error instanceof SeedError)) throw error;
    throw new HookfleetError(code, error.message, { help });
  }
}

async function create(options: SimulateOptions, io: Io): Promise<Simulator> {
  const switches = explained("bad-switch", "Every switch: hookfleet simulate --list-switches", () =>
    parseSwitches(options.switch),
  );
  const seed = await readSeed(options.seed, io);
  // Nobody asks a served simulator what it was asked, and it may run for days.
  return explained(
    "bad-seed",
    "hookfleet's examples/simulator/seed.yaml shows what a seed may hold.",
    () => createSimulator(seed, { switches, remember: 0 }),
  );
}

function untilInterrupted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener("abort", () => done(), { once: true });
  });
}

/** `hookfleet simulate`: serves the simulator until it is interrupted. */
export async function simulate(options: SimulateOptions, io: Io): Promise<number> {
  if (options.listSwitches === true) {
    io.stdout.write(listSwitches());
    return exitCodes.ok;
  }
  const port = readPort(options.port);
  const simulator = await create(options, io);
  const onError = (error: unknown): void => io.stderr.write(`${errorDiagnostic(error).message}\n`);
  const server = await serveSimulator(simulator, { port, onError }).catch((error: unknown) => {
    throw new HookfleetError(
      "port-unavailable",
      `cannot listen on port ${port}: ${systemCode(error)}`,
    );
  });
  io.stdout.write(`${server.url}\n`);
  io.stderr.write(
    `Simulating GitHub at ${server.url}; stop it with Ctrl-C. Try:\n  GITHUB_TOKEN=any GITHUB_API_URL=${server.url} hookfleet plan\n`,
  );
  await untilInterrupted(io.interrupted);
  await server.close();
  return exitCodes.ok;
}
