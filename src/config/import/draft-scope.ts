import { compareStrings } from "../../model/compare-strings.ts";
import { groupBy } from "../../model/group-by.ts";
import { eventsOverlap, type HookFields, type LiveHook } from "../../model/hook.ts";
import { declarableFields } from "../../model/hook-fields.ts";
import { hookSettingsUrl } from "../../model/hook-link.ts";
import { type Scope, scopeName } from "../../model/scope.ts";
import { urlFault } from "../../model/url-fault.ts";
import { quoted } from "../frames/quoted.ts";

/** A live hook that the file will declare. */
export interface DraftHook extends HookFields {
  readonly id: number;
  readonly scope: Scope;
  /** Such as `acme/api #12`. */
  readonly label: string;
  /** Its page on GitHub. */
  readonly link: string | null;
  /** It has a secret, and the file can refer to it. */
  readonly signed: boolean;
}

/** One scope, sorted out: what can be declared, and what is to be said about the rest. */
export interface DraftScope {
  readonly scope: Scope;
  /** By id. */
  readonly hooks: readonly DraftHook[];
  /** What the file cannot say exactly, as sentences. */
  readonly remarks: readonly string[];
  /** Hooks whose name is not `web`. */
  readonly notWeb: number;
  /** Webhooks that cannot be declared and stay unmanaged. */
  readonly leftOut: number;
  /** Webhooks under one of the globs of `ignore`. */
  readonly ignored: number;
}

/** Notes something about a hook; the text goes on after its id. */
type Remark = (hook: LiveHook, text: string) => void;

const leftOut = "it is left out and stays unmanaged";

/**
 * Of the hooks of one URL, sorted by id, those that can stand in one file. What is declared has to
 * be what the planner pairs with it: the least changes, then the lowest id. A hook with a value that
 * cannot be declared always costs a change. Beside an ordinary hook that is left out, the planner
 * could prefer that one; and beside one that no file can declare (`shared`), GitHub could refuse the
 * change. So then it is left out too.
 */
function declarable(hooks: readonly LiveHook[], shared: boolean, remark: Remark) {
  const declared: LiveHook[] = [];
  const add = (hook: LiveHook): void => {
    const rival = declared.find((other) => eventsOverlap(other.events, hook.events));
    if (rival === undefined) declared.push(hook);
    else
      remark(
        hook,
        `has the URL of #${rival.id} and events that overlap, which only one entry can declare: it is a duplicate and stays unmanaged`,
      );
  };
  const whole = withoutFaults(hooks, setupFaultOf, remark);
  const ordinary = whole.filter(isOrdinary);
  ordinary.forEach(add);
  const crowded = shared || whole.length < hooks.length || declared.length < ordinary.length;
  for (const hook of whole.filter((one) => !isOrdinary(one))) {
    if (!crowded) add(hook);
    else
      remark(hook, `has a value that cannot be declared, and its URL has duplicates: ${leftOut}`);
  }
  return declared;
}

function withoutFaults(
  hooks: readonly LiveHook[],
  faultOf: (hook: LiveHook) => string | undefined,
  remark: Remark,
): readonly LiveHook[] {
  return hooks.filter((hook) => {
    const fault = faultOf(hook);
    if (fault !== undefined) remark(hook, `${fault}: ${leftOut}`);
    return fault === undefined;
  });
}

function urlFaultOf({ url }: LiveHook): string | undefined {
  if (url.reveal() === "") return "has no URL";
  // What comes behind a semicolon there says how to write it in a file.
  const why = urlFault(url.reveal())?.why.split(";")[0];
  return why && `has a URL that cannot be declared, because it ${why}`;
}

/** Why no entry of a file could declare a hook, whatever is beside it. */
function setupFaultOf({ events, active }: LiveHook): string | undefined {
  if (typeof active === "string") return "has an `active` that cannot be declared";
  if (events.length === 0) return "has no events, which no file can ask for";
  return events.includes("") ? "has an event without a name" : undefined;
}

function isOrdinary(hook: LiveHook): boolean {
  const { contentType } = declarableFields(hook);
  return hook.contentType === contentType && typeof hook.insecureSsl === "boolean";
}

/**
 * Sorts out the live hooks of one scope, in whatever order they come.
 *
 * @param server the address of GitHub's API or of its website, for links to hooks
 */
export function draftScope(
  scope: Scope,
  live: readonly LiveHook[],
  isIgnored: (hook: LiveHook) => boolean,
  server: string,
): DraftScope {
  const name = scopeName(scope);
  const remarks: string[] = [];
  const remark: Remark = ({ id }, text) => void remarks.push(`${name}: #${id} ${text}`);
  const all = live.filter((hook) => hook.name !== "web" || !isIgnored(hook));
  const web = all.filter((hook) => hook.name === "web").sort((left, right) => left.id - right.id);
  const others = new Set(
    all.filter((hook) => hook.name !== "web").map(({ url }) => url.normalized()),
  );
  const byUrl = groupBy(withoutFaults(web, urlFaultOf, remark), ({ url }) => url.normalized());
  const hooks = [...byUrl].flatMap(([url, group]) => {
    const declared = declarable(group, others.has(url), remark);
    const apart = apartOnSecret(declared);
    if (apart !== undefined) remarks.push(`${name}: ${apart}`);
    return declared.map((hook): DraftHook => {
      for (const text of remarksOn(hook)) remark(hook, text);
      const { id, hasSecret } = hook;
      const link = hookSettingsUrl(scope, id, server);
      const signed = hasSecret && apart === undefined;
      return { ...declarableFields(hook), id, scope, label: `${name} #${id}`, link, signed };
    });
  });
  return {
    scope,
    hooks: hooks.sort((left, right) => left.id - right.id),
    remarks: remarks.sort(compareStrings),
    notWeb: all.length - web.length,
    leftOut: web.length - hooks.length,
    ignored: live.length - all.length,
  };
}

/**
 * Hooks of one URL must name the same secret, and a managed secret that is missing would be set. So
 * where only some of them have one, none of them mentions it, and nothing is ever done to it.
 */
function apartOnSecret(declared: readonly LiveHook[]): string | undefined {
  const [signed, unsigned] = [true, false].map((isSigned) =>
    declared.flatMap(({ id, hasSecret }) => (hasSecret === isSigned ? `#${id}` : [])).join(", "),
  );
  return signed && unsigned
    ? `the secret of ${signed} is not managed here, because hooks of one URL must name the same secret and ${unsigned} has none`
    : undefined;
}

function remarksOn(hook: LiveHook): readonly string[] {
  const { contentType, insecureSsl, unknownConfigKeys } = hook;
  const declared = declarableFields(hook);
  const remarks: string[] = [];
  if (typeof insecureSsl === "string")
    remarks.push(
      `has the insecure_ssl ${quoted(JSON.stringify(insecureSsl))}, which cannot be declared: the file says false, which is what GitHub takes it for, and the plan will set that`,
    );
  if (declared.contentType !== contentType)
    remarks.push(
      `has the content type ${quoted(contentType)}, which cannot be declared: the file says ${declared.contentType}, and the plan will set that`,
    );
  if (unknownConfigKeys.length > 0)
    remarks.push(
      `has settings of an old integration that the file cannot hold: ${unknownConfigKeys.map(quoted).join(", ")}`,
    );
  return remarks;
}

/** Whether the file may hold the names; GitHub gives no others, but they come from outside. */
export function isNameable({ owner, ...rest }: Scope): boolean {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(owner)) return false;
  return rest.kind === "organization" || /^[\w.-]{1,100}$/.test(rest.repository);
}
