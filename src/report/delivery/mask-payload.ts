/** Keys whose values are credentials: `secret` in a hook's config, `access_token` and the like. */
const secretKey =
  /^(?:.*[_-])?(?:secret|token|password|passwd|api[-_]?key|private[-_]?key|authorization|credentials?)s?$/i;

/**
 * A payload in which every text went through `maskText`, keys included, and what stands under the
 * name of a credential is not shown at all.
 */
export function maskPayload(payload: unknown, maskText: (text: string) => string): unknown {
  if (typeof payload === "string") return maskText(payload);
  if (Array.isArray(payload)) return payload.map((item) => maskPayload(item, maskText));
  if (typeof payload !== "object" || payload === null) return payload;
  return Object.fromEntries(
    Object.entries(payload).map(([key, value]: [string, unknown]) => {
      const isSecret =
        secretKey.test(key) && (typeof value === "string" || typeof value === "number");
      return [maskText(key), isSecret && value !== "" ? "***" : maskPayload(value, maskText)];
    }),
  );
}
