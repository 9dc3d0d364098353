import * as fc from "fast-check";
import { expect } from "vitest";

/** Text that nobody should be able to print through us: any code unit, and the known tricks. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.string({ unit: "grapheme", maxLength: 8 }),
      fc.constantFrom(
        "\u001b[31m",
        "\u001b]8;;https://evil.example\u0007",
        "\u009b2J",
        "\u202e",
        "\u2066",
        "\u200b",
        "\ufeff",
        "\ud800",
        "\u{e0041}",
        "\r\n",
        "\t",
        "::error::",
        " ::add-mask::x",
        "\n::warning file=a::b",
        "##[add-mask]",
        "#",
        "##[",
        "::",
        ":",
        ",",
        "%0A",
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

const colors = new RegExp(`${String.fromCharCode(0x1b)}\\[\\d{1,2}m`, "g");

/** The text without the colors that a palette puts in. */
export function withoutColors(text: string): string {
  return text.replace(colors, "");
}

/** Fails where a text could steer a terminal or the runner of a workflow, our own colors aside. */
export function expectHarmless(text: string): void {
  const plain = withoutColors(text);
  expect(plain).not.toMatch(
    /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u,
  );
  expect(plain).not.toMatch(/^\s*::/m);
  expect(plain).not.toContain("##[");
}
