/**
 * A value that must never be shown: a webhook secret, a token, a private key.
 *
 * Whatever turns it into text (template strings, JSON, `console.log`, an error's message, a stack
 * trace) gets `[secret]`. The one way to the value is {@link Secret.reveal}, so that a search for
 * that word finds every place that handles it in clear.
 */
export class Secret {
  static {
    // `console.log`, `util.inspect` and stack traces ask for this before they look inside.
    Object.defineProperty(Secret.prototype, Symbol.for("nodejs.util.inspect.custom"), {
      value: (): string => "[secret]",
    });
  }

  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value in clear. Only for a request body, a request header or a signature. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): string {
    return "[secret]";
  }
}

/** Why a value is no secret. No text holds any of it. */
export interface SecretFault {
  readonly code: `secret-${"blank" | "mask" | "byte-order-mark" | "padded" | "not-text"}`;
  /** Goes on after the name of the place where it was found. */
  readonly why: string;
  readonly help?: string;
}

/** What is wrong with a value that is to be a webhook's secret; undefined where nothing is. */
export function secretFault(value: string): SecretFault | undefined {
  if (value.trim() === "") return { code: "secret-blank", why: "holds nothing" };
  if (/^\*+$/.test(value.trim()))
    return {
      code: "secret-mask",
      why: "holds asterisks, which are GitHub's mask",
      help: "GitHub would sign with the asterisks. Supply the secret itself.",
    };
  if (value.startsWith("\uFEFF"))
    return {
      code: "secret-byte-order-mark",
      why: "begins with a byte order mark",
      help: "It would be part of the secret. Save the file as UTF-8 without a byte order mark.",
    };
  if (value.trim() !== value)
    return {
      code: "secret-padded",
      why: "begins or ends with blanks",
      help: "Remove them where they are not meant. A line break at the end of a file is fine.",
    };
  // Node has put it in place of bytes of a variable that it could not read, so that the value is another one.
  if (value.includes("\uFFFD"))
    return { code: "secret-not-text", why: "is not UTF-8 text", help: "Supply it as UTF-8." };
  return undefined;
}
