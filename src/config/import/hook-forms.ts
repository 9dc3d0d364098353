import { scopeKey } from "../../model/scope.ts";
import { shownHost } from "./credential-url.ts";
import type { DraftScope, HookFields, WrittenUrl } from "./fleet-draft.ts";
import type { NamedReceivers } from "./name-receivers.ts";
import { urlForms } from "./url-forms.ts";

/** A hook with every way in which the file can write it. */
export interface HookForms {
  readonly scope: string;
  readonly host: string;
  /** With the URL as it is. */
  readonly exact: HookFields;
  /** With placeholders in the URL, the fewest first. */
  readonly open: readonly HookFields[];
}

/** The hooks of one scope, with references for what the file does not hold. */
export function hookForms(
  { scope, hooks }: DraftScope,
  { secrets, urls }: NamedReceivers,
): readonly HookForms[] {
  return hooks.map(({ url, events, contentType, insecureSsl, active, signed }) => {
    const host = shownHost(url);
    const secret = signed ? secrets.get(host)?.name : undefined;
    const withUrl = (written: WrittenUrl): HookFields => ({
      url: written,
      events,
      contentType,
      insecureSsl,
      active,
      secret,
    });
    const hidden = urls.get(url.reveal());
    if (hidden !== undefined) {
      const exact = withUrl({ kind: "env", variable: hidden.variable });
      return { scope: scopeKey(scope), host, exact, open: [] };
    }
    return {
      scope: scopeKey(scope),
      host,
      exact: withUrl({ kind: "text", text: url.reveal() }),
      open: urlForms(url.reveal(), scope).map((text) => withUrl({ kind: "text", text })),
    };
  });
}

/** The same for two hooks that the file would write in the same words. */
export function fieldsKey(fields: HookFields): string {
  const { events, contentType, insecureSsl, active } = fields;
  return JSON.stringify([receiverKey(fields), events, contentType, insecureSsl, active]);
}

/** Where a hook delivers to, as the file writes it. */
export function urlKey({ url }: HookFields): string {
  return JSON.stringify([url.kind, url.kind === "text" ? url.text : url.variable]);
}

/** What tells whether a template fits: everything else can be replaced beside `use`. */
export function receiverKey(fields: HookFields): string {
  return JSON.stringify([urlKey(fields), fields.secret ?? null]);
}

/**
 * The keys of the templates that a hook can use. A secret can be added to a template that has none,
 * but nothing takes one away again: `none` would say that the hook must not have any.
 */
export function fittingKeys(fields: HookFields): readonly string[] {
  return [...new Set([receiverKey(fields), receiverKey({ ...fields, secret: undefined })])];
}
