import { maskUrl } from "../../redact/mask-url.ts";

/** A piece of a URL: literal text, or a placeholder and how its value goes in. */
export type UrlPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "parameter"; readonly name: string; readonly inHost: boolean };

/** A URL with placeholders. Like any URL it may hold a credential, so it turns into text only masked. */
export class UrlTemplate {
  static {
    // `console.log` and `util.inspect` ask for this before they look inside.
    Object.defineProperty(UrlTemplate.prototype, Symbol.for("nodejs.util.inspect.custom"), {
      value(this: UrlTemplate): string {
        return this.toString();
      },
    });
  }

  readonly #parts: readonly UrlPart[];

  readonly placeholders: readonly string[];

  constructor(parts: readonly UrlPart[]) {
    this.#parts = parts;
    const names = parts.flatMap((part) => (part.kind === "text" ? [] : part.name));
    this.placeholders = [...new Set(names)];
  }

  /** In clear. */
  get parts(): readonly UrlPart[] {
    return this.#parts;
  }

  /** As the file writes it, in clear. */
  get text(): string {
    return this.#parts
      .map((part) => (part.kind === "text" ? part.text : `{${part.name}}`))
      .join("");
  }

  /** A placeholder stands in the host, so that the receiver is not known yet. */
  get hasOpenHost(): boolean {
    return this.#parts.some((part) => part.kind === "parameter" && part.inHost);
  }

  /** With `x` for each placeholder: whatever goes in is encoded, so that the rest can be judged. */
  get sample(): string {
    return fillUrlTemplate(this, () => "x");
  }

  toString(): string {
    return maskUrl(this.text);
  }

  toJSON(): string {
    return this.toString();
  }
}

export function parseUrlTemplate(text: string): UrlTemplate {
  const authority = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/.exec(text)?.[0].length ?? 0;
  const parts: UrlPart[] = [];
  let end = 0;
  for (const match of text.matchAll(/\{([^{}]*)\}/g)) {
    if (match.index > end) parts.push({ kind: "text", text: text.slice(end, match.index) });
    parts.push({ kind: "parameter", name: match[1] ?? "", inHost: match.index < authority });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end) });
  return new UrlTemplate(parts);
}

/**
 * Puts values in. Behind the host a value goes in percent-encoded, so that it can neither end its
 * path segment nor begin a query; in the host it goes in as it is and must make a valid host.
 */
export function fillUrlTemplate(template: UrlTemplate, textOf: (name: string) => string): string {
  return template.parts
    .map((part) => {
      if (part.kind === "text") return part.text;
      const value = textOf(part.name);
      return part.inHost ? value : encodeURIComponent(value);
    })
    .join("");
}

/** Puts in what is known already; a value may hold placeholders, which stay open in its place. */
export function bindUrlTemplate(
  template: UrlTemplate,
  values: ReadonlyMap<string, string>,
): UrlTemplate {
  const parts = template.parts.flatMap((part): readonly UrlPart[] => {
    const value = part.kind === "parameter" ? values.get(part.name) : undefined;
    if (part.kind === "text" || value === undefined) return [part];
    return parseUrlTemplate(value).parts.map((inner) => {
      if (inner.kind === "parameter") return { ...inner, inHost: part.inHost };
      return { ...inner, text: part.inHost ? inner.text : encodeURIComponent(inner.text) };
    });
  });
  return new UrlTemplate(parts);
}
