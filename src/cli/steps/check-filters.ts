import { createSuggest, didYouMean } from "../../config/suggest.ts";
import { isEventOf } from "../../deliveries/plan-redeliveries.ts";
import type { Delivery, DeliveryReading } from "../../model/delivery.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { DiagnosticsError, HookfleetError } from "../../model/errors.ts";
import { webhookEvents } from "../../model/webhook-events.ts";
import type { Options } from "../options/options.ts";
import type { Session } from "../session.ts";

/** Every name that `--event` can have: `push`, `issues`, `issues.opened`. */
const names: readonly string[] = [...webhookEvents].flatMap(([event, { actions }]) => [
  event,
  ...actions.map((action) => `${event}.${action}`),
]);
const known: ReadonlySet<string> = new Set(names);

const suggest = createSuggest();

function unknownEvent(name: string): Diagnostic {
  const event = name.split(".", 1).join();
  const actions = webhookEvents.get(event)?.actions;
  const listed = actions?.length === 0 ? "no action" : actions?.join(", ");
  const help =
    didYouMean(suggest(name, names)) ??
    (listed === undefined ? undefined : `GitHub documents for \`${event}\`: ${listed}.`);
  return {
    severity: "error",
    code: "unknown-event",
    message: `--event ${name}: GitHub documents no such event`,
    help,
  };
}

/**
 * Before anything is read: a time at which GitHub cannot have delivered anything, and events that
 * GitHub does not document and that resemble one it does.
 *
 * @throws HookfleetError `since-in-future`; DiagnosticsError which name all events
 */
export function checkFilters({ options: { event: events, since }, now }: Session): void {
  if (since !== undefined && since(now()) > now())
    throw new HookfleetError("since-in-future", "--since lies in the future", {
      help: "Say how long ago, as in --since 24h; or set this machine's clock.",
    });
  const wrong = events.filter((name) => !known.has(name));
  if (wrong.some((name) => suggest(name, names) !== undefined))
    throw new DiagnosticsError(wrong.map(unknownEvent));
}

/**
 * After reading: what would select nothing, silently. An event that GitHub does not document
 * yet is fine where a delivery has it.
 *
 * @param problems what could not be read, which the error includes
 * @throws DiagnosticsError which name all events and GUIDs that no delivery has
 */
export function refuseUnknown(
  { event: events, guid: guids }: Pick<Options, "event" | "guid">,
  readings: readonly DeliveryReading[],
  problems: readonly Diagnostic[],
): void {
  const deliveries = readings.flatMap((reading): readonly Delivery[] =>
    reading.status === "read" ? reading.deliveries : [],
  );
  const read = new Set(deliveries.map(({ guid }) => guid.toLowerCase()));
  const unknown = [
    ...events
      .filter((name) => !known.has(name) && !deliveries.some((one) => isEventOf(name, one)))
      .map(unknownEvent),
    ...guids
      .filter((guid) => !read.has(guid.toLowerCase()))
      .map(
        (guid): Diagnostic => ({
          severity: "error",
          code: "unknown-guid",
          message: `--guid ${guid}: none of the deliveries read has this GUID`,
          help: "It may be older than --since reaches, or than GitHub keeps deliveries; --target and --hook narrow what is read.",
        }),
      ),
  ];
  if (unknown.length > 0) throw new DiagnosticsError([...problems, ...unknown]);
}
