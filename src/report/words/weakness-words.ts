import type { SecretReading, SecretWeakness } from "../../model/secret-reading.ts";

export interface WeaknessDocument {
  readonly code: SecretWeakness | "several-receivers";
  readonly message: string;
}

function messageOf(weakness: SecretWeakness, sharedWith: readonly string[]): string {
  switch (weakness) {
    case "short":
      return "it is shorter than 20 characters; `openssl rand -hex 32` makes a good one";
    case "low-entropy":
      return "it is easy to guess: its characters repeat, count on, or are few";
    case "placeholder":
      return "it looks like a placeholder that was never filled in";
    case "shared":
      return `it holds the same as ${sharedWith.join(", ")}: whoever knows one knows all`;
    default:
      return weakness satisfies never;
  }
}

/** What is weak about a secret, in words that tell nothing of its value. */
export function weaknessDocuments(
  { weaknesses, sharedWith, definition }: SecretReading,
  receivers: number,
): readonly WeaknessDocument[] {
  return [
    ...weaknesses.map((code) => ({ code, message: messageOf(code, sharedWith) })),
    // Where the file names the hosts, somebody has thought about it.
    ...(receivers < 2 || definition.hosts !== undefined
      ? []
      : [
          {
            code: "several-receivers" as const,
            message: `${receivers} receivers have it, each of which can sign in GitHub's name to the others; \`hosts\` says that it is meant`,
          },
        ]),
  ];
}
