import { probesDocument } from "../../documents/probes-document.ts";
import { createGitHubProber } from "../../github/create-clients.ts";
import type { ProbeOutcome } from "../../model/delivery.ts";
import { HookfleetError } from "../../model/errors.ts";
import type { HookProber } from "../../model/github-port.ts";
import { renderJson } from "../../render/render-json.ts";
import { renderProbes } from "../../render/text/render-probes.ts";
import { probeAll } from "../../verify/probe-all.ts";
import { type DeclaredHook, declaredHooks } from "../../verify/verify-plan.ts";
import { clientOptions } from "../client/client-options.ts";
import { Problems } from "../errors/tell-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { load } from "../fleet/load.ts";
import { managedPlan } from "../fleet/managed-plan.ts";
import type { Io } from "../io.ts";
import type {
  ConfigOptions,
  GitHubOptions,
  OutputOptions,
  TargetOptions,
} from "../options/options.ts";
import { canAsk, confirm } from "../terminal/confirm.ts";
import { palettes } from "../terminal/palettes.ts";
import { showsProgress } from "../terminal/progress.ts";

export interface ProbeOptions extends ConfigOptions, TargetOptions, GitHubOptions, OutputOptions {
  readonly hook: readonly number[];
  readonly autoApprove?: true;
  readonly showUrls?: true;
}

/** What distinguishes one kind of probe from another. */
export interface Probe {
  /** Such as `ping`. */
  readonly verb: string;
  readonly send: (
    github: HookProber,
    hook: { readonly scope: DeclaredHook["scope"]; readonly hookId: number },
  ) => Promise<void>;
  /** Why a hook is left out; undefined = it is not. */
  readonly skip: (hook: DeclaredHook) => string | undefined;
}

/** More receivers than this are not bothered without somebody's word. */
const many = 20;

/** Throws unless there are few, or somebody says yes. */
async function approve(count: number, verb: string, options: ProbeOptions, io: Io): Promise<void> {
  if (count <= many || options.autoApprove === true) return;
  const nothing = "nothing was sent";
  if (!canAsk(io))
    throw new HookfleetError(
      "not-approved",
      `${nothing}: ${count} hooks are more than ${many}, and there is nobody to ask`,
      { help: "Narrow it with --target, or say --auto-approve." },
    );
  if (await confirm(`Have GitHub ${verb} ${count} hooks?`, io)) return;
  throw io.interrupted.aborted
    ? new HookfleetError("interrupted", `${nothing}: the run was interrupted`)
    : new HookfleetError("not-approved", `${nothing}: the answer was no`);
}

function narrow(hooks: readonly DeclaredHook[], ids: readonly number[]): readonly DeclaredHook[] {
  if (ids.length === 0) return hooks;
  const unknown = ids.filter((id) => !hooks.some(({ live }) => live?.id === id));
  if (unknown.length > 0)
    throw new Problems(
      unknown.map((id) => ({
        severity: "error",
        code: "unknown-hook",
        message: `no hook that the file declares has the id ${id}`,
        help: "The scopes are those of the file, narrowed by --target; `hookfleet verify` shows their hooks.",
      })),
    );
  return hooks.filter(({ live }) => live !== undefined && ids.includes(live.id));
}

/** Makes GitHub send something to every declared hook, and tells what it said to that. */
export async function probeHooks(probe: Probe, options: ProbeOptions, io: Io): Promise<number> {
  const { out, err } = palettes(options, io);
  const config = await load(options, io, { palette: err, quiet: options.quiet === true });
  const client = clientOptions(options, io, err);
  const github = await createGitHubProber(client);
  const { hooksPerEvent } = client.apiUrl;
  const { plan, isPartial } = await managedPlan(config, github, { ...options, hooksPerEvent }, io);
  const hooks = narrow(declaredHooks(plan), options.hook);
  const due = hooks.filter((hook) => probe.skip(hook) === undefined && hook.live !== undefined);
  await approve(due.length, probe.verb, options, io);
  const isShown = showsProgress(io, options);
  const outcomes: readonly ProbeOutcome[] = await probeAll(hooks, {
    send: (hook) => probe.send(github, hook),
    skip: probe.skip,
    signal: io.interrupted,
    onDone: (done) => {
      if (isShown) io.status.progress(`Asking GitHub: hook ${done} of ${hooks.length}`);
    },
  }).finally(() => io.status.progress(undefined));
  const showUrls = options.showUrls === true;
  if (options.format === "json") {
    io.stdout.write(`${renderJson(probesDocument(outcomes, { showUrls }))}\n`);
  } else {
    const { columns } = io.stdout;
    const width = columns === undefined ? {} : { width: columns };
    const text = renderProbes(outcomes, { palette: out, verb: probe.verb, showUrls, ...width });
    io.stdout.write(`${text}\n`);
  }
  const failed = outcomes.some(({ status }) => status === "failed" || status === "not_attempted");
  return failed || isPartial ? exitCodes.failed : exitCodes.ok;
}

/** `hookfleet ping`: has GitHub ping every declared hook. */
export async function ping(options: ProbeOptions, io: Io): Promise<number> {
  return await probeHooks(
    {
      verb: "ping",
      send: (github, { scope, hookId }) => github.pingHook(scope, hookId),
      skip: () => undefined,
    },
    options,
    io,
  );
}

/** https://docs.github.com/en/rest/repos/webhooks#test-the-push-repository-webhook */
function whyNot({ scope, live }: DeclaredHook): string | undefined {
  if (scope.kind === "organization") return "GitHub can test hooks of repositories only";
  if (live === undefined) return undefined;
  return live.events.includes("push") || live.events.includes("*")
    ? undefined
    : "it does not listen to push, so GitHub would say yes and send nothing";
}

/** `hookfleet test`: has GitHub send the latest push to every declared hook that listens to it. */
export async function test(options: ProbeOptions, io: Io): Promise<number> {
  return await probeHooks(
    {
      verb: "test",
      send: (github, { scope, hookId }) => github.testHook(scope, hookId),
      skip: whyNot,
    },
    options,
    io,
  );
}
