import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { start } from "../../support/spawn-cli.ts";
import { moveArtifacts, uploadSarif } from "./artifacts.ts";
import { action, type Job, root, type Step } from "./definitions.ts";
import { type Contexts, fillIn, holds } from "./evaluate.ts";

type Words = Readonly<Record<string, string>>;

/** The machine that a job runs on. */
export interface Machine {
  readonly workspace: string;
  /** RUNNER_TEMP. */
  readonly temp: string;
  /** Where artifacts are kept between jobs. */
  readonly artifacts: string;
  /** What the runner itself sets. */
  readonly environment: Words;
  /** Where the runner has put the action; by default this repository. */
  readonly actionPath?: string;
  /** `github`, `runner`, `secrets`, …; `steps` and `inputs` come by themselves. */
  readonly contexts: Contexts;
}

export interface Ended {
  readonly failed: boolean;
  readonly outputs: Words;
  /** By the id of the step. */
  readonly steps: Readonly<Record<string, { readonly outputs: Words }>>;
  /** The summaries of all its steps. */
  readonly summary: string;
  /** What all its steps printed, stdout before stderr. */
  readonly log: string;
  /** As `error file=hookfleet.yaml,line=3,col=1,title=code`. */
  readonly annotations: readonly string[];
}

interface State {
  failed: boolean;
  summary: string;
  log: string;
  readonly path: string[];
  files: number;
}

function parseOutputs(text: string): Words {
  const lines = text.split("\n").slice(0, -1);
  return Object.fromEntries(
    lines.map((line) => {
      const [name = "", ...value] = line.split("=");
      // Anything else is not understood here, and by GitHub as something else than was meant.
      if (!/^[a-z-]+$/.test(name)) throw new Error(`${line} is no output`);
      return [name, value.join("=")];
    }),
  );
}

function fillAll(words: Readonly<Record<string, unknown>> | undefined, contexts: Contexts): Words {
  const entries = Object.entries(words ?? {});
  return Object.fromEntries(entries.map(([name, text]) => [name, fillIn(String(text), contexts)]));
}

/** Runs the steps of a job, or those of the action in it. */
async function runSteps(
  steps: readonly Step[],
  machine: Machine,
  state: State,
  { contexts, environment }: { readonly contexts: Contexts; readonly environment: Words },
): Promise<Ended["steps"]> {
  const done: Record<string, { readonly outputs: Words }> = {};
  for (const step of steps) {
    const known = { ...contexts, steps: done };
    if (!holds(step.if, known, state)) continue;
    const own = { ...environment, ...fillAll(step.env, known) };
    const values = fillAll(step.with, known);
    const outputs =
      step.run === undefined
        ? await use(step, values, machine, state, { contexts: known, environment: own })
        : await runScript(step, machine, state, { contexts: known, environment: own });
    if (step.id !== undefined) done[step.id] = { outputs };
  }
  return done;
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell */
async function runScript(
  step: Step,
  machine: Machine,
  state: State,
  { contexts, environment }: { readonly contexts: Contexts; readonly environment: Words },
): Promise<Words> {
  state.files += 1;
  const file = (name: string): string => join(machine.temp, `.${state.files}-${name}`);
  const files = {
    GITHUB_OUTPUT: file("output"),
    GITHUB_STEP_SUMMARY: file("summary"),
    GITHUB_PATH: file("path"),
  };
  for (const path of Object.values(files)) writeFileSync(path, "");
  writeFileSync(file("script"), fillIn(step.run ?? "", contexts));
  const options = step.shell === "bash" ? ["--noprofile", "--norc", "-eo", "pipefail"] : ["-e"];
  const { ended } = start("bash", [...options, file("script")], {
    cwd: resolve(machine.workspace, fillIn(step["working-directory"] ?? ".", contexts)),
    environment: {
      ...machine.environment,
      PATH: [...state.path, machine.environment["PATH"]].join(delimiter),
      ...environment,
      ...files,
      RUNNER_TEMP: machine.temp,
      GITHUB_WORKSPACE: machine.workspace,
      GITHUB_ACTION_PATH: machine.actionPath ?? root,
    },
  });
  const { code, stdout, stderr } = await ended;
  state.log += stdout + stderr;
  state.failed ||= code !== 0;
  state.summary += readFileSync(files.GITHUB_STEP_SUMMARY, "utf8");
  state.path.unshift(...readFileSync(files.GITHUB_PATH, "utf8").split("\n").filter(Boolean));
  return parseOutputs(readFileSync(files.GITHUB_OUTPUT, "utf8"));
}

async function use(
  { uses = "" }: Step,
  values: Words,
  machine: Machine,
  state: State,
  { contexts, environment }: { readonly contexts: Contexts; readonly environment: Words },
): Promise<Words> {
  const [name] = uses.split("@");
  switch (name) {
    // The workspace is there already, and nothing is kept.
    case "actions/checkout":
    case "actions/cache":
      return {};
    case "actions/upload-artifact":
    case "actions/download-artifact":
      moveArtifacts(name, values, machine);
      return {};
    case "github/codeql-action/upload-sarif":
      uploadSarif(values, machine);
      return {};
    case "hookfleet/hookfleet":
    case "./":
      break;
    default:
      throw new Error(`${uses} is not known here`);
  }
  const unknown = Object.keys(values).filter((input) => !(input in action.inputs));
  if (unknown.length > 0) throw new Error(`the action has no inputs ${unknown.join(", ")}`);
  const defaults = fillAll(
    Object.fromEntries(Object.entries(action.inputs).map(([input, of]) => [input, of.default])),
    contexts,
  );
  const { github, runner } = contexts;
  const inputs = { ...defaults, ...values };
  const known = { github, runner, inputs };
  const steps = await runSteps(action.runs.steps, machine, state, { contexts: known, environment });
  const all = Object.entries(action.outputs).map(([output, { value }]) => [
    output,
    fillIn(value, { ...known, steps }),
  ]);
  return Object.fromEntries(all) as Words;
}

/** Runs one job as GitHub's runner would, on a machine that is prepared. */
export async function runJob(job: Job, machine: Machine): Promise<Ended> {
  for (const folder of [machine.temp, machine.artifacts]) mkdirSync(folder, { recursive: true });
  const state: State = { failed: false, summary: "", log: "", path: [], files: 0 };
  const contexts = { ...machine.contexts, runner: { temp: machine.temp } };
  const steps = await runSteps(job.steps, machine, state, { contexts, environment: {} });
  const annotations = [...state.log.matchAll(/^::((?:error|warning|notice) [^:]*)::/gm)];
  return {
    failed: state.failed,
    outputs: fillAll(job.outputs, { ...contexts, steps }),
    steps,
    summary: state.summary,
    log: state.log,
    annotations: annotations.map(([, words = ""]) => words),
  };
}

/** Whether a job that needs another one is run. */
export function isWanted(job: Job, machine: Machine, needed: Ended): boolean {
  const { needs = "" } = job;
  const contexts = { ...machine.contexts, needs: { [needs]: { outputs: needed.outputs } } };
  return job.if === undefined ? !needed.failed : holds(job.if, contexts, { failed: needed.failed });
}
