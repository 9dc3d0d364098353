import { triggersDocument } from "../../documents/delivery-documents.ts";
import { createGitHubTrigger } from "../../github/create-clients.ts";
import type { DeclaredHook } from "../../model/plan.ts";
import { renderTriggers } from "../../render/text/render-triggers.ts";
import { triggerAll } from "../../verify/trigger-hooks.ts";
import { declaredHooks } from "../../verify/verify-plan.ts";
import { approve } from "../ask.ts";
import { clientOptions } from "../client/client-options.ts";
import { exitCodes } from "../exit-codes.ts";
import { printResult } from "../output/print-result.ts";
import { type Session, withProgress } from "../session.ts";
import { narrow } from "../steps/live-hooks.ts";
import { load } from "../steps/load.ts";
import { planForLiveHooks } from "../steps/plan-fleet.ts";

/** `hookfleet ping`: has GitHub ping every declared hook. */
export function ping(session: Session): Promise<number> {
  return trigger(session, "ping", () => undefined);
}

/** `hookfleet test`: has GitHub send the latest push to every declared hook that listens to it. */
export function test(session: Session): Promise<number> {
  return trigger(session, "test", whyNoTest);
}

/** https://docs.github.com/en/rest/repos/webhooks#test-the-push-repository-webhook */
function whyNoTest({ scope, live }: DeclaredHook): string | undefined {
  if (scope.kind === "organization") return "GitHub can test hooks of repositories only";
  if (live === undefined) return undefined;
  return live.events.includes("push") || live.events.includes("*")
    ? undefined
    : "it does not listen to push, so GitHub would say yes and send nothing";
}

/** More hooks than this are triggered only with approval. */
const many = 20;

/** @param skip why a hook is skipped; undefined = it is not */
async function trigger(
  session: Session,
  verb: "ping" | "test",
  skip: (hook: DeclaredHook) => string | undefined,
): Promise<number> {
  const { options, interrupted } = session;
  const config = await load(session);
  const github = await createGitHubTrigger(clientOptions(session));
  const { plan, isPartial } = await planForLiveHooks(config, github, session);
  const hooks = narrow(declaredHooks(plan), options.hook, {
    idOf: ({ live }) => live?.id,
    none: "no hook that the file declares has the id",
    help: "The scopes are those of the file, narrowed by --target; `hookfleet verify` shows their hooks.",
  });
  const due = hooks.filter((hook) => skip(hook) === undefined && hook.live !== undefined).length;
  if (due > many)
    await approve(`Have GitHub ${verb} ${due} hooks?`, "nothing was sent", session, {
      why: `${due} hooks are more than ${many}`,
      wayOut: "narrow it with --target",
    });
  const outcomes = await withProgress(session, (show) =>
    triggerAll(hooks, {
      send: ({ scope, hookId }) =>
        verb === "ping" ? github.pingHook(scope, hookId) : github.testHook(scope, hookId),
      skip,
      signal: interrupted,
      onDone: (done) => show(`Requesting: hook ${done} of ${hooks.length}`),
    }),
  );
  printResult(session, {
    text: () => renderTriggers(outcomes, { ...session.out, verb }),
    json: () => triggersDocument(outcomes, session),
  });
  const failed = outcomes.some(({ status }) => status === "failed" || status === "not_attempted");
  return failed || isPartial ? exitCodes.failed : exitCodes.ok;
}
