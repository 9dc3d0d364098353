import { isCredentialHeader } from "./credential-name.ts";
import { maskForeignText } from "./mask-foreign-text.ts";

const mask = "***";

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
      if (!isCredentialHeader(name)) return [name, maskText(value)];
      const algorithm = /^(sha\d+)=/i.exec(value)?.[1];
      return [name, algorithm === undefined ? mask : `${algorithm}=${mask}`];
    }),
  );
}
