import {
  type ApplyReport,
  applyPlan,
  createGitHubWriter,
  HookfleetError,
  type Plan,
  type ResolvedSecrets,
  readSecret,
  refusals,
  renderEvent,
  renderJson,
  renderReport,
  reportDocument,
  resolveSecrets,
} from "../../index.ts";
import { clientOptions } from "../client-options.ts";
import { canAsk, confirm } from "../confirm.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { load } from "../load.ts";
import { observe } from "../observe.ts";
import { palettes } from "../palettes.ts";
import { planText } from "../plan-text.ts";
import { Problems } from "../problems.ts";
import type { PlanOptions } from "./plan.ts";

export interface ApplyOptions extends Omit<PlanOptions, "detailedExitcode"> {
  readonly autoApprove?: true;
  readonly allowIncomplete?: true;
}

/** Throws where the plan may not be carried out, before anything is written. */
function refuse(plan: Plan, options: ApplyOptions): void {
  const broken = refusals(plan);
  if (broken.length > 0) {
    const codes = [...new Set(broken.map(({ code }) => code))].join(", ");
    throw new HookfleetError("plan-refused", `nothing was written: ${codes} (see above)`, {
      help: broken.map(({ help }) => help ?? "").join("\n"),
    });
  }
  if (!plan.complete && options.allowIncomplete !== true) {
    throw new HookfleetError(
      "plan-incomplete",
      "nothing was written: some scopes could not be read (see above)",
      { help: "Mend that, or apply to the others alone with --allow-incomplete." },
    );
  }
}

async function readSecrets(plan: Plan, io: Io): Promise<ResolvedSecrets> {
  const { secrets, problems } = await resolveSecrets(plan, (source) =>
    readSecret(source, io.environment),
  );
  if (problems.length > 0) throw new Problems(problems);
  return secrets;
}

async function approve(open: number, options: ApplyOptions, io: Io): Promise<void> {
  if (options.autoApprove === true || open === 0) return;
  if (!canAsk(io)) {
    throw new HookfleetError("not-approved", "nothing was written: there is nobody to ask", {
      help: "Without a terminal, say --auto-approve.",
    });
  }
  const what = open === 1 ? "this action" : `these ${open} actions`;
  if (await confirm(`Carry out ${what} on GitHub?`, io)) return;
  throw new HookfleetError("not-approved", "nothing was written: the answer was no");
}

/** Everything that has to hold before the first write. */
async function prepare(plan: Plan, options: ApplyOptions, io: Io): Promise<ResolvedSecrets> {
  refuse(plan, options);
  const secrets = await readSecrets(plan, io);
  const open = plan.actions.filter(({ blocked }) => blocked === null);
  await approve(open.length, options, io);
  return secrets;
}

/** The report of a run that ended before its first write. */
function untouched(plan: Plan): ApplyReport {
  const reason = "the run was refused before its first write";
  return {
    outcomes: plan.actions.map((action) => ({ status: "not_attempted", action, reason })),
  };
}

function exitCode(plan: Plan, report: ApplyReport): number {
  const done = report.outcomes.every(({ status }) => status === "applied");
  return done && plan.complete ? exitCodes.ok : exitCodes.failed;
}

/** `hookfleet apply`: plans, shows, asks, and does what was shown. */
export async function apply(options: ApplyOptions, io: Io): Promise<number> {
  const { out, err } = palettes(options, io);
  const config = await load(options, io, { palette: err, quiet: options.quiet === true });
  const client = clientOptions(options, io, err);
  const hooks = await createGitHubWriter(client);
  const { hooksPerEvent } = client.apiUrl;
  const plan = await observe(config, hooks, { ...options, hooksPerEvent }, io);

  const json = options.format === "json";
  const showUrls = options.showUrls === true;
  const [to, palette] = json ? [io.stderr, err] : [io.stdout, out];
  const tell = (text: string): void => {
    if (!json || options.quiet !== true) to.write(text);
  };
  const answer = (report: ApplyReport): void => {
    if (json) io.stdout.write(`${renderJson(reportDocument(report, { showUrls }))}\n`);
  };
  tell(planText(plan, { palette, showUrls, to }));
  let secrets: ResolvedSecrets;
  try {
    secrets = await prepare(plan, options, io);
  } catch (error) {
    answer(untouched(plan));
    throw error;
  }
  const total = plan.actions.length;
  const report = await applyPlan(plan, {
    hooks,
    secrets,
    signal: io.interrupted,
    onEvent: (event) => {
      const line = renderEvent(event, total, { palette, showUrls });
      if (line !== undefined) tell(`${line}\n`);
    },
  });
  if (total > 0) tell(`\n${renderReport(report, { palette, showUrls })}\n`);
  answer(report);
  return exitCode(plan, report);
}
