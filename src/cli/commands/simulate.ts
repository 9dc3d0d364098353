import { once } from "node:events";
import { parsePlainYaml } from "../../config/yaml/parse-plain-yaml.ts";
import { errorDiagnostic, HookfleetError } from "../../model/errors.ts";
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
import type { Io } from "../io.ts";
import type { Options } from "../options/options.ts";
import type { Session } from "../session.ts";
import { readSavedFile } from "../steps/read-saved-file.ts";

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

/** What the simulator refuses in its input, as an error of the command line. */
function explained<T>(code: string, help: string | undefined, create: () => T): T {
  try {
    return create();
  } catch (error) {
    if (!(error instanceof SeedError)) throw error;
    throw new HookfleetError(code, error.message, { help });
  }
}

async function create(options: Options, io: Io): Promise<Simulator> {
  const switches = explained("bad-switch", "Every switch: hookfleet simulate --list-switches", () =>
    parseSwitches(options.switch),
  );
  const seed = await readSeed(options.seed, io);
  // The requests of a served simulator are never read, and it may run for days.
  return explained(
    "bad-seed",
    "hookfleet's examples/simulator/seed.yaml shows what a seed may hold.",
    () => createSimulator(seed, { switches, remember: 0 }),
  );
}

/** `hookfleet simulate`: serves the simulator until it is interrupted. */
export async function simulate(session: Session<{ readonly port: string }>): Promise<number> {
  const { options, stdout, stderr, interrupted } = session;
  if (options.listSwitches === true) {
    stdout.write(listSwitches());
    return exitCodes.ok;
  }
  const port = readPort(options.port);
  const simulator = await create(options, session);
  const onError = (error: unknown): void => stderr.write(`${errorDiagnostic(error).message}\n`);
  const server = await serveSimulator(simulator, { port, onError }).catch((error: unknown) => {
    const message = `cannot listen on port ${port}: ${systemCode(error)}`;
    throw new HookfleetError("port-unavailable", message);
  });
  stdout.write(`${server.url}\n`);
  stderr.write(
    `Simulating GitHub at ${server.url}; stop it with Ctrl-C. Try:\n  GITHUB_TOKEN=any GITHUB_API_URL=${server.url} hookfleet plan\n`,
  );
  if (!interrupted.aborted) await once(interrupted, "abort");
  await server.close();
  return exitCodes.ok;
}
