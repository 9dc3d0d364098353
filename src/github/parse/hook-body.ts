import { HookfleetError } from "../../model/errors.ts";
import type { CreateHookInput, HookConfigInput, UpdateHookInput } from "../../model/github-port.ts";
import type { Sensitive } from "../../redact/redact-known.ts";

/** A request's body, and what it holds that may not be repeated. */
export interface HookBody {
  readonly body: Readonly<Record<string, unknown>>;
  readonly sensitive: readonly Sensitive[];
}

/** `POST …/hooks`: https://docs.github.com/en/rest/repos/webhooks#create-a-repository-webhook */
export function createBody(input: CreateHookInput): HookBody {
  const { active, events, config } = input;
  return {
    body: { name: "web", active, events, config: encodeConfig(config) },
    sensitive: sensitiveOf(config),
  };
}

/** `PATCH …/hooks/{id}`. Without `config` the hook keeps its own; with it, it is replaced whole. */
export function updateBody({ active, events, config }: UpdateHookInput): HookBody {
  if (config === undefined) return { body: { active, events }, sensitive: [] };
  return { body: { active, events, config: encodeConfig(config) }, sensitive: sensitiveOf(config) };
}

/** `PATCH …/hooks/{id}/config`, which changes just the given keys. */
export function configBody(config: HookConfigInput): HookBody {
  return { body: encodeConfig(config), sensitive: sensitiveOf(config) };
}

function encodeConfig(config: HookConfigInput): Readonly<Record<string, string>> {
  const { url, contentType, insecureSsl, secret } = config;
  const value = secret?.reveal();
  // GitHub stores a mask that is sent back as the new secret, and every signature is wrong from then on:
  // https://github.com/integrations/terraform-provider-github/issues/171
  if (value !== undefined && /^\**$/.test(value))
    throw new HookfleetError(
      "masked-secret",
      "the secret to send is empty or GitHub's own mask, not a secret",
    );
  return {
    ...(url === undefined ? {} : { url: url.reveal() }),
    ...(contentType === undefined ? {} : { content_type: contentType }),
    ...(insecureSsl === undefined ? {} : { insecure_ssl: insecureSsl ? "1" : "0" }),
    ...(value === undefined ? {} : { secret: value }),
  };
}

function sensitiveOf({ url, secret }: HookConfigInput): readonly Sensitive[] {
  return [url, secret].filter((item) => item !== undefined);
}
