import {
  type Action,
  HookfleetError,
  type Plan,
  type ResolvedSecrets,
  refusals,
  resolveSecrets,
} from "../../index.ts";
import { Problems } from "../errors/problems.ts";
import type { Io } from "../io.ts";
import { canAsk, confirm } from "../terminal/confirm.ts";
import { readKnownSecret } from "./known-values.ts";

export interface Permissions {
  readonly autoApprove?: true;
  readonly allowIncomplete?: true;
  /** Secrets are proved afterwards, so those that are not sent are needed as well. */
  readonly verify?: true;
}

/** Throws where the plan may not be carried out. */
function refuse(plan: Plan, { allowIncomplete }: Permissions): void {
  const broken = refusals(plan);
  if (broken.length > 0) {
    const codes = [...new Set(broken.map(({ code }) => code))].join(", ");
    throw new HookfleetError("plan-refused", `nothing was written: ${codes} (see above)`, {
      help: broken.map(({ help }) => help ?? "").join("\n"),
    });
  }
  if (plan.complete || allowIncomplete === true) return;
  throw new HookfleetError(
    "plan-incomplete",
    "nothing was written: some scopes could not be read (see above)",
    { help: "Mend that, or apply to the others alone with --allow-incomplete." },
  );
}

async function readSecrets(plan: Plan, { verify }: Permissions, io: Io): Promise<ResolvedSecrets> {
  const { secrets, problems } = await resolveSecrets(
    plan,
    (source) => readKnownSecret(source, io),
    { toVerify: verify === true },
  );
  if (problems.length > 0) throw new Problems(problems);
  return secrets;
}

async function approve(
  open: readonly Action[],
  due: readonly Action[],
  { autoApprove }: Permissions,
  io: Io,
): Promise<void> {
  if (autoApprove === true || due.length === 0) return;
  if (!canAsk(io)) {
    throw new HookfleetError("not-approved", "nothing was written: there is nobody to ask", {
      help: "Without a terminal, say --auto-approve.",
    });
  }
  const all = open.length === 1 ? "this action" : `these ${open.length} actions`;
  const what = due.length === open.length ? all : `${due.length} of ${all}`;
  if (await confirm(`Carry out ${what} on GitHub?`, io)) return;
  throw io.interrupted.aborted
    ? new HookfleetError("interrupted", "nothing was written: the run was interrupted")
    : new HookfleetError("not-approved", "nothing was written: the answer was no");
}

/**
 * Everything that has to hold before the first write: the guards, every secret, somebody's yes.
 *
 * @param left what of the plan is for another run
 * @param foresee says how long it will take, before anybody is asked
 * @throws HookfleetError or Problems where it does not
 */
export async function beforeWriting(
  plan: Plan,
  left: ReadonlyMap<Action, string>,
  permissions: Permissions,
  io: Io,
  foresee: (due: readonly Action[]) => Promise<void>,
): Promise<ResolvedSecrets> {
  refuse(plan, permissions);
  const secrets = await readSecrets(plan, permissions, io);
  const open = plan.actions.filter(({ blocked }) => blocked === null);
  const due = open.filter((action) => !left.has(action));
  await foresee(due);
  await approve(open, due, permissions, io);
  return secrets;
}
