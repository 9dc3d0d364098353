import { maskForeignText } from "./mask-foreign-text.ts";

const mask = "***";

/** Names whose values are credentials, whatever they look like. */
const secretName =
  /(?:^|-)(?:authorization|cookie|set-cookie|secret|token|password|credentials?|api-?key|key|session|signature(?:-256)?)(?:-|$)/i;

/**
 * Headers without what could be a credential. A signature is no secret but says something of one: it
 * is shown as present, by its algorithm alone.
 */
export function maskHeaders(
  headers: Readonly<Record<string, string>>,
  maskText: (text: string) => string = maskForeignText,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const algorithm = /^(sha\d+)=/i.exec(value)?.[1];
      if (secretName.test(name))
        return [name, algorithm === undefined ? mask : `${algorithm}=${mask}`];
      return [name, maskText(value)];
    }),
  );
}
