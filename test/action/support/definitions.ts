import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

export const root: string = fileURLToPath(new URL("../../..", import.meta.url));

export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly "working-directory"?: string;
}

export interface Action {
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly default: string }>
  >;
  readonly outputs: Readonly<
    Record<string, { readonly description: string; readonly value: string }>
  >;
  readonly runs: { readonly steps: readonly Step[] };
}

export interface Job {
  readonly needs?: string;
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly concurrency?: { readonly group: string };
  readonly outputs?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string };
  readonly jobs: Readonly<Record<string, Job>>;
}

export function readText(path: string): string {
  return readFileSync(`${root}/${path}`, "utf8");
}

export const action: Action = parse(readText("action.yml")) as Action;

export const workflowNames: readonly string[] = readdirSync(`${root}/examples/workflows`);

export function readWorkflow(path: string): Workflow {
  return parse(readText(path)) as Workflow;
}

/** A job of a workflow in examples. */
export function exampleJob(workflow: string, name: string): Job {
  const found = readWorkflow(`examples/workflows/${workflow}`).jobs[name];
  if (found === undefined) throw new Error(`${workflow} has no job ${name}`);
  return found;
}
