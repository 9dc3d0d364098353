import { HookfleetError } from "../../model/errors.ts";
import type { Run } from "../declare-command.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Session } from "../session.ts";
import { enterStage, type Stage } from "./stage.ts";
import {
  configuration,
  declaredSecret,
  moreEvents,
  newSecretValue,
  rotatedSecret,
  secretValue,
} from "./story.ts";

/** The story is a test of itself: a step that ends otherwise is a failure. */
function expectCode(actual: number, expected: number, step: string): void {
  if (actual === expected) return;
  throw new HookfleetError("demo-failed", `${step} ended with exit code ${actual}`);
}

/** The lines that one version of the file has and the other has not. */
function changedLines(older: string, newer: string): string {
  const before = older.split("\n");
  const after = newer.split("\n");
  const removed = before.filter((line) => !after.includes(line)).map((line) => `- ${line}`);
  const added = after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`);
  return [...removed, ...added].join("\n");
}

async function play(stage: Stage, now: () => number): Promise<void> {
  const { say, show, hookfleet, write, simulator, keep, passTime } = stage;

  say("1. An organization has hooks already. This file says which it should have:");
  write(configuration);
  show(configuration);
  say("2. What would change? Reading needs no secret values, and writes nothing.");
  expectCode(await hookfleet("plan"), exitCodes.failed, "the first plan");

  say(
    "3. One action is blocked: the audit hook has a secret that the file does not declare, and GitHub may drop it on an update. So it is declared, and the plan is applied:",
  );
  write(declaredSecret);
  show(changedLines(configuration, declaredSecret));
  expectCode(await hookfleet("apply", "--auto-approve"), exitCodes.ok, "the first apply");
  say("4. Planned again, nothing is left to do:");
  expectCode(await hookfleet("plan", "--detailed-exitcode"), exitCodes.ok, "the empty plan");

  say("5. A colleague disables a hook and removes an event, in GitHub's settings:");
  simulator.editByHand("acme/shop", 201, { active: false, events: ["push"] });
  expectCode(await hookfleet("drift"), exitCodes.changes, "the drift after the change by hand");
  say("6. Drift is found (exit code 2), and repaired:");
  expectCode(await hookfleet("apply", "--auto-approve"), exitCodes.ok, "the repair");

  say("7. A reviewed change of one line. GitHub forgets secrets on such an update;");
  write(moreEvents);
  show(changedLines(declaredSecret, moreEvents));
  expectCode(await hookfleet("apply", "--auto-approve"), exitCodes.ok, "the change of events");
  expectSigning(stage, secretValue);
  say("   hookfleet sent it along: the simulator still signs with the same secret.");

  say(
    "8. A mask shows that there is a secret, and not which. So GitHub is asked for a ping, and its signature is computed anew:",
  );
  expectCode(await hookfleet("verify"), exitCodes.ok, "the proof");

  const rotated = rotatedSecret(`${new Date(now()).toISOString().slice(0, 19)}Z`);
  say("9. The secret of CI has leaked. A new one is in its place, and one line says since when:");
  passTime();
  keep("CI_WEBHOOK_SECRET", newSecretValue);
  write(rotated);
  show(changedLines(moreEvents, rotated));
  say("   The first hook goes alone and has to be proved before the others follow:");
  expectCode(await hookfleet("apply", "--auto-approve", "--verify"), exitCodes.ok, "the rotation");
  expectSigning(stage, newSecretValue);
  say(
    "   The next plan has nothing to do: there is no state file, because GitHub shows when each hook was updated.",
  );
  expectCode(await hookfleet("plan", "--detailed-exitcode"), exitCodes.ok, "the last plan");
}

/** GitHub shows nobody which secret it signs with; the simulator does. */
function expectSigning({ simulator }: Stage, secret: string): void {
  const signs = simulator
    .hooks("acme/shop")
    .concat(simulator.hooks("acme/billing"))
    .filter(({ config }) => config.url?.startsWith("https://ci.acme.example/") === true)
    .every(({ config }) => config.secret === secret);
  if (!signs) throw new HookfleetError("demo-failed", "the simulator does not hold the secret");
}

/** `hookfleet demo`: the whole story against the simulator, without token or network. */
export function demo(run: Run) {
  return async (session: Session<{ readonly color: boolean }>): Promise<number> => {
    const stage = await enterStage(run, session, session.out.palette, {
      CI_WEBHOOK_SECRET: secretValue,
      AUDIT_WEBHOOK_SECRET: "kept-by-the-audit-team",
      ...(session.options.color ? {} : { NO_COLOR: "1" }),
    });
    try {
      await play(stage, session.now);
    } finally {
      await stage.leave();
    }
    return exitCodes.ok;
  };
}
