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
