import { findDelivery } from "../../deliveries/read-deliveries.ts";
import { selectDeliveries } from "../../deliveries/select-deliveries.ts";
import { deliveriesDocument, deliveryDetailDocument } from "../../documents/delivery-documents.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import { HookfleetError } from "../../model/errors.ts";
import { hasFailed } from "../../model/receiver-answer.ts";
import { renderJson } from "../../render/render-json.ts";
import { renderDeliveries, renderDelivery } from "../../render/text/render-deliveries.ts";
import { apiUrlOf, clientOptions } from "../client/client-options.ts";
import { stopIfInterrupted } from "../errors/stop-early.ts";
import { Problems } from "../errors/tell-error.ts";
import { tellProblems } from "../errors/tell-problems.ts";
import { exitCodes } from "../exit-codes.ts";
import { secretsAtHand } from "../fleet/known-values.ts";
import { readFleet } from "../fleet/read-fleet.ts";
import { refuseMisspelt, refuseUnknown } from "../fleet/refuse-unknown.ts";
import { refuseFuture, watchFleet } from "../fleet/watch-fleet.ts";
import type { Io } from "../io.ts";
import type { FilterOptions } from "../options/delivery-options.ts";
import { sinceTime } from "../options/parse-since.ts";
import { palettes } from "../terminal/palettes.ts";

export interface DeliveriesOptions extends FilterOptions {
  readonly failed?: true;
  readonly limit?: number;
}

/** Where nothing else sifts, the newest of all hooks are among the newest of each. */
function pagesFor({ failed, event, guid, limit }: DeliveriesOptions): number | undefined {
  if (limit === undefined || failed === true || event.length > 0 || guid.length > 0)
    return undefined;
  return Math.ceil(limit / 100);
}

async function listAll(options: DeliveriesOptions, io: Io): Promise<number> {
  const { out, err } = palettes(options, io);
  const { since: asked, failed, event: events, guid: guids, limit } = options;
  refuseFuture(asked && sinceTime(asked, io.now()), io.now());
  refuseMisspelt(events);
  const reader = await createGitHubReader(clientOptions(options, io, err));
  const fleet = await watchFleet(options, async () => reader, io);
  const pages = pagesFor(options);
  const { readings, problems, since } = await readFleet(
    fleet.hooks,
    reader,
    { ...options, pages },
    io,
  );
  refuseUnknown({ events, guids }, readings, [...fleet.problems, ...problems]);
  const filter = { failed: failed === true, events, guids, since };
  const found = selectDeliveries(readings, filter);
  const shown = limit === undefined ? found : found.slice(0, limit);
  if (options.format === "json") {
    const document = deliveriesDocument(shown, { showUrls: options.showUrls === true });
    io.stdout.write(`${renderJson(document)}\n`);
  } else {
    const hooks = readings.filter(({ status }) => status === "read").length;
    const counts = { hooks, found: found.length, isPartial: pages !== undefined };
    const { columns: width } = io.stdout;
    io.stdout.write(`${renderDeliveries(shown, { palette: out, hasFailed, ...counts, width })}\n`);
  }
  const quiet = options.quiet === true;
  const failing = tellProblems([...fleet.problems, ...problems], { palette: err, quiet }, io);
  return failing ? exitCodes.failed : exitCodes.ok;
}

async function showOne(id: number, options: DeliveriesOptions, io: Io): Promise<number> {
  const { out, err } = palettes(options, io);
  const { since, failed, event, guid, limit } = options;
  const isFiltered = [since, failed, limit].some((value) => value !== undefined);
  if (isFiltered || event.length > 0 || guid.length > 0) {
    throw new HookfleetError("filters-of-list", "one delivery is not filtered any further", {
      help: "Leave the filters out but for --target and --hook, which say where to look for it.",
    });
  }
  const reader = await createGitHubReader(clientOptions(options, io, err));
  const { hooks, problems, state } = await watchFleet(options, async () => reader, io);
  const search = await findDelivery(reader, hooks, id);
  stopIfInterrupted(io);
  if (search.found === undefined) {
    throw new Problems([
      ...problems.filter(({ severity }) => severity === "error"),
      ...search.problems,
      {
        severity: "error",
        code: "unknown-delivery",
        message: `none of the ${hooks.length} hooks that could be read has a delivery ${id}`,
        help: `GitHub keeps deliveries for ${apiUrlOf(options, io).deliveryDays} days. The hooks are those in the scopes of the file, narrowed by --target and --hook.`,
      },
    ]);
  }
  const { detail, hook } = search.found;
  const secrets = await secretsAtHand(state, io);
  io.stdout.write(
    `${
      options.format === "json"
        ? renderJson(deliveryDetailDocument(detail, hook, secrets))
        : renderDelivery(detail, hook, { palette: out, failed: hasFailed(detail), secrets })
    }\n`,
  );
  return exitCodes.ok;
}

/** `hookfleet deliveries`: what GitHub sent, as a list or one in full. */
export async function deliveries(
  id: number | undefined,
  options: DeliveriesOptions,
  io: Io,
): Promise<number> {
  return id === undefined ? await listAll(options, io) : await showOne(id, options, io);
}
