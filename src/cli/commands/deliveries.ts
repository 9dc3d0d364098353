import { selectDeliveries } from "../../deliveries/plan-redeliveries.ts";
import { findDelivery } from "../../deliveries/read-deliveries.ts";
import { deliveriesDocument, deliveryDetailDocument } from "../../documents/delivery-documents.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import { errorsOf } from "../../model/diagnostic.ts";
import { DiagnosticsError, HookfleetError, stopIfInterrupted } from "../../model/errors.ts";
import { renderDeliveries, renderDelivery } from "../../render/text/render-deliveries.ts";
import { clientOptions } from "../client/client-options.ts";
import { printDiagnostics } from "../errors/print-error.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Options } from "../options/options.ts";
import { printResult } from "../output/print-result.ts";
import type { Session } from "../session.ts";
import { checkFilters, refuseUnknown } from "../steps/check-filters.ts";
import { availableSecrets } from "../steps/known-values.ts";
import { listLiveHooks } from "../steps/live-hooks.ts";
import { readDeliveriesWithProgress } from "../steps/read-deliveries.ts";

/** `hookfleet deliveries`: what GitHub sent, as a list or one in full. */
export function deliveries(
  session: Session,
  [first, ...others]: readonly string[],
): Promise<number> {
  if (first === undefined) return listAll(session, []);
  // Of a name that is all digits, the glob `123/*` and `123/name` tell that it is a scope.
  return /^\d+$/.test(first)
    ? showOne(deliveryId(first), session, others)
    : listAll(session, [first, ...others]);
}

function deliveryId(text: string): number {
  const id = Number(text);
  if (Number.isSafeInteger(id) && id > 0) return id;
  throw new HookfleetError("bad-target", `${text} is not the id of a delivery`);
}

async function listAll(session: Session, targets: readonly string[]): Promise<number> {
  const { options } = session;
  const { event: events, guid: guids, limit } = options;
  checkFilters(session);
  const reader = await createGitHubReader(clientOptions(session));
  const fleet = await listLiveHooks(reader, session, targets);
  const pages = pagesFor(options);
  const { readings, since, problems } = await readDeliveriesWithProgress(
    fleet,
    reader,
    session,
    pages,
  );
  refuseUnknown(options, readings, problems);
  const filter = { failed: options.failed === true, events, guids, since };
  const found = selectDeliveries(readings, filter);
  const shown = limit === undefined ? found : found.slice(0, limit);
  const hooks = readings.filter(({ status }) => status === "read").length;
  const counts = { hooks, found: found.length, isPartial: pages !== undefined };
  printResult(session, {
    text: () => renderDeliveries(shown, { ...session.out, ...counts }),
    json: () => deliveriesDocument(shown, session),
  });
  return printDiagnostics(problems, session) ? exitCodes.failed : exitCodes.ok;
}

/** Where nothing else filters, the newest of all hooks are among the newest of each. */
function pagesFor({ failed, event, guid, limit }: Options): number | undefined {
  if (limit === undefined || failed === true || event.length > 0 || guid.length > 0)
    return undefined;
  return Math.ceil(limit / 100);
}

async function showOne(id: number, session: Session, targets: readonly string[]): Promise<number> {
  const { since, failed, event, guid, limit } = session.options;
  const isFiltered = [since, failed, limit].some((value) => value !== undefined);
  if (isFiltered || event.length > 0 || guid.length > 0)
    throw new HookfleetError("filters-of-list", "one delivery is not filtered any further", {
      help: "Leave the filters out except --target and --hook, which say where to look for it.",
    });
  const client = clientOptions(session);
  const reader = await createGitHubReader(client);
  const { hooks, problems, state } = await listLiveHooks(reader, session, targets);
  const search = await findDelivery(reader, hooks, id);
  stopIfInterrupted(session.interrupted);
  if (search.found === undefined)
    throw new DiagnosticsError([
      ...errorsOf(problems),
      ...search.problems,
      {
        severity: "error",
        code: "unknown-delivery",
        message: `none of the ${hooks.length} hooks that could be read has a delivery ${id}`,
        help: `GitHub keeps deliveries for ${client.apiUrl.deliveryDays} days. The hooks are those of the targets, or in the scopes of the file, narrowed by --target and --hook.`,
      },
    ]);
  const { detail, hook } = search.found;
  const secrets = await availableSecrets(state, session);
  printResult(session, {
    text: () => renderDelivery(detail, hook, { ...session.out, secrets }),
    json: () => deliveryDetailDocument(detail, hook, session.apiUrl, secrets),
  });
  return exitCodes.ok;
}
