import { HookfleetError } from "../../model/errors.ts";
import type { CreateHookInput, HookConfigInput, UpdateHookInput } from "../../model/github-port.ts";
import { encodeFields } from "../../model/hook-fields.ts";
import type { Sensitive } from "../../redact/redact-known.ts";

/** A request's body, and what it holds that may not be repeated. */
export interface HookBody {
  readonly body: Readonly<Record<string, unknown>>;
  readonly sensitive: readonly Sensitive[];
}

/** `POST …/hooks`: https://docs.github.com/en/rest/repos/webhooks#create-a-repository-webhook */
export function createBody(input: CreateHookInput): HookBody {
  const { config } = input;
  return {
    body: { name: "web", ...encodeFields(input, "hook"), config: encodeConfig(config) },
    sensitive: sensitiveOf(config),
  };
}

/** `PATCH …/hooks/{id}`. Without `config` the hook keeps its own; with it, it is replaced whole. */
export function updateBody({ config, ...input }: UpdateHookInput): HookBody {
  const outer = encodeFields(input, "hook");
  if (config === undefined) return { body: outer, sensitive: [] };
  return { body: { ...outer, config: encodeConfig(config) }, sensitive: sensitiveOf(config) };
}

/** `PATCH …/hooks/{id}/config`, which changes just the given keys. */
export function configBody(config: HookConfigInput): HookBody {
  return { body: encodeConfig(config), sensitive: sensitiveOf(config) };
}

function encodeConfig(config: HookConfigInput): Readonly<Record<string, unknown>> {
  const value = config.secret?.reveal();
  // GitHub stores a mask that is sent back as the new secret, and every signature is wrong from then on:
  // https://github.com/integrations/terraform-provider-github/issues/171
  if (value !== undefined && /^\**$/.test(value))
    throw new HookfleetError(
      "masked-secret",
      "the secret to send is empty or GitHub's own mask, not a secret",
    );
  return { ...encodeFields(config, "config"), ...(value === undefined ? {} : { secret: value }) };
}

function sensitiveOf({ url, secret }: HookConfigInput): readonly Sensitive[] {
  return [url, secret].filter((item) => item !== undefined);
}
