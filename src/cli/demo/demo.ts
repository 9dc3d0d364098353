import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parsePlainYaml } from "../../config/yaml/parse-plain-yaml.ts";
import { HookfleetError } from "../../model/errors.ts";
import { createSimulator, serveSimulator } from "../../simulator.ts";
import type { Run } from "../declare-command.ts";
import { exitCodes } from "../exit-codes.ts";
import type { ProcessIo } from "../io.ts";
import type { Session } from "../session.ts";
import {
  configuration,
  declaredSecret,
  moreEvents,
  newSecretValue,
  rotatedSecret,
  secretValue,
  seed,
} from "./story.ts";

/** Where the demo plays: a folder of its own, and a simulator instead of GitHub. */
type Stage = Awaited<ReturnType<typeof enterStage>>;

/** @param run the command line itself, so that the demo shows the real thing */
async function enterStage(run: Run, session: Session) {
  const { options, stdout, interrupted, out } = session;
  let behind = 3_600_000;
  const simulator = createSimulator(await parsePlainYaml(seed, "the seed"), {
    now: () => Date.now() - behind,
    switches: { pingDelay: 0 },
  });
  const server = await serveSimulator(simulator, { port: 0 });
  const folder = mkdtempSync(join(tmpdir(), "hookfleet-demo-"));
  const { PATH, NO_COLOR, FORCE_COLOR, TERM } = session.environment;
  const environment: Record<string, string | undefined> = {
    ...{ PATH, NO_COLOR, FORCE_COLOR, TERM },
    CI_WEBHOOK_SECRET: secretValue,
    AUDIT_WEBHOOK_SECRET: "kept-by-the-audit-team",
    ...(options.color === false ? { NO_COLOR: "1" } : {}),
    GITHUB_TOKEN: "any-token-will-do",
    GITHUB_API_URL: server.url,
  };
  const line = (text: string): void => stdout.write(`${text}\n`);
  const played: ProcessIo = { ...session, cwd: folder, environment, stderr: stdout };
  let written = "";
  return {
    /** A sentence of the narrator. */
    say: (text: string): void => line(`\n${out.palette.strong(text)}\n`),
    /** Writes the configuration, and shows it: as a whole first, and then what changes. */
    write: (text: string): void => {
      const shown = written === "" ? text : changedLines(written, text);
      written = text;
      writeFileSync(join(folder, "hookfleet.yaml"), text);
      line(shown.replace(/^(?=.)/gm, "  ").trimEnd());
    },
    /**
     * Runs hookfleet as a user would, showing the command line and everything it prints. The story is a
     * test of itself: a step that ends otherwise is a failure.
     */
    hookfleet: async (commandLine: string, expected: number): Promise<void> => {
      line(`${out.palette.muted("$")} hookfleet ${commandLine}`);
      const code = await run(commandLine.split(" "), played);
      if (interrupted.aborted) throw new HookfleetError("interrupted", "the demo was stopped");
      if (code !== expected)
        throw new HookfleetError("demo-failed", `${commandLine} ended with exit code ${code}`);
    },
    /** A colleague changes a hook in GitHub's settings. */
    editByHand: simulator.editByHand,
    /** Replaces the secret of CI; an hour has passed on GitHub: what was written before is older. */
    rotate: (value: string): void => {
      behind = 0;
      environment["CI_WEBHOOK_SECRET"] = value;
    },
    /** GitHub shows nobody which secret it signs with; the simulator does. */
    expectSigning: (secret: string): void => {
      const signs = simulator
        .hooks("acme/shop")
        .concat(simulator.hooks("acme/billing"))
        .filter(({ config }) => config.url?.startsWith("https://ci.acme.example/") === true)
        .every(({ config }) => config.secret === secret);
      if (!signs) throw new HookfleetError("demo-failed", "the simulator does not hold the secret");
    },
    leave: async (): Promise<void> => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
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
  const { say, hookfleet, write } = stage;

  say("1. An organization has hooks already. This file says which it should have:");
  write(configuration);
  say("2. What would change? Reading needs no secret values, and writes nothing.");
  await hookfleet("plan", exitCodes.failed);

  say(
    "3. One action is blocked: the audit hook has a secret that the file does not declare, and GitHub may drop it on an update. So it is declared, and the plan is applied:",
  );
  write(declaredSecret);
  await hookfleet("apply --auto-approve", exitCodes.ok);
  say("4. Planned again, nothing is left to do:");
  await hookfleet("plan --detailed-exitcode", exitCodes.ok);

  say("5. A colleague disables a hook and removes an event, in GitHub's settings:");
  stage.editByHand("acme/shop", 201, { active: false, events: ["push"] });
  await hookfleet("drift", exitCodes.changes);
  say("6. Drift is found (exit code 2), and repaired:");
  await hookfleet("apply --auto-approve", exitCodes.ok);

  say("7. A reviewed change of one line. Such an update drops a secret that is not sent with it:");
  write(moreEvents);
  await hookfleet("apply --auto-approve", exitCodes.ok);
  stage.expectSigning(secretValue);
  say("   hookfleet sent it again: the simulator still signs with the same secret.");

  say("8. A mask does not prove which secret it is. So hookfleet checks the signature of a ping:");
  await hookfleet("verify", exitCodes.ok);

  say("9. The secret of CI has leaked. Its variable has a new one, and one line says since when:");
  stage.rotate(newSecretValue);
  write(rotatedSecret(`${new Date(now()).toISOString().slice(0, 19)}Z`));
  say("   The first hook is updated alone, and has to be proved before the others follow:");
  await hookfleet("apply --auto-approve --verify", exitCodes.ok);
  stage.expectSigning(newSecretValue);
  say(
    "   The next plan has nothing to do: there is no state file, because GitHub shows when each hook was updated.",
  );
  await hookfleet("plan --detailed-exitcode", exitCodes.ok);
}

/** `hookfleet demo`: the whole story against the simulator, without token or network. */
export function demo(run: Run) {
  return async (session: Session): Promise<number> => {
    const stage = await enterStage(run, session);
    try {
      await play(stage, session.now);
    } finally {
      await stage.leave();
    }
    return exitCodes.ok;
  };
}
