const mask = "***";

/** `token=`, `"clientSecret": `. The name is bounded, so that no text takes long. */
const named = String.raw`\b[\w.-]{0,64}(?:secret|token|password|passwd|passphrase|(?:api|access|private|signing)[-_]?key|credential|authorization|signature)s?(?:\\?["'])?\s*[:=]\s*`;

/** Up to the same quote, which is written `\"` inside a text that is quoted itself. */
const quoted = new RegExp(String.raw`(${named}(\\?["']))(?!\*)(?:(?!\2)[^\n])+`, "gi");

const bare = new RegExp(
  String.raw`(${named})(?!["'\\*]|\[secret|(?:basic|bearer|digest|token)\s)[^\s"'&<>,;\\]+`,
  "gi",
);

/** `expected secret "…"`. */
const said =
  /(\b(?:secret|token|password|passphrase|key)s?\s(?:\w{1,16}\s){0,3}(["'`]))(?:(?!\2)[^\n])+(?=\2)/gi;

/** Takes the values out of a text that are written behind the name of a credential. */
export function maskAssignments(text: string): string {
  return [quoted, bare, said].reduce(
    (masked, expression) => masked.replace(expression, `$1${mask}`),
    text,
  );
}
