/** What a variable or a file of a secret holds, and the code it is refused with. */
export interface SecretReadingCase {
  readonly title: string;
  readonly kind: "env" | "file";
  /** Undefined = there is no such variable or file; a name that ends with `/` is a folder. */
  readonly content: string | Uint8Array | undefined;
  readonly name?: string;
  readonly code?: string;
  /** The value, where it is fine. */
  readonly value?: string;
}

const large = 64 * 1024;

export const secretReadingCases: readonly SecretReadingCase[] = [
  { title: "a value", kind: "env", content: "s3cr3t", value: "s3cr3t" },
  { title: "digits", kind: "env", content: "0123", value: "0123" },
  { title: "blanks inside", kind: "env", content: "a b\nc", value: "a b\nc" },
  { title: "asterisks and more", kind: "env", content: "***a", value: "***a" },
  { title: "nothing set", kind: "env", content: undefined, code: "secret-unset" },
  { title: "nothing in it", kind: "env", content: "", code: "secret-blank" },
  { title: "blanks alone", kind: "env", content: " \t\n", code: "secret-blank" },
  { title: "a mask", kind: "env", content: "********", code: "secret-mask" },
  { title: "one asterisk", kind: "env", content: "*", code: "secret-mask" },
  { title: "a blank before it", kind: "env", content: " hunter2", code: "secret-padded" },
  { title: "a line break behind it", kind: "env", content: "hunter2\n", code: "secret-padded" },
  {
    title: "GitHub's token",
    kind: "env",
    name: "Github_Token",
    content: "hunter2",
    code: "forbidden-env-name",
  },
  { title: "a file", kind: "file", content: "s3cr3t", value: "s3cr3t" },
  { title: "a file with a line break", kind: "file", content: "s3cr3t\n", value: "s3cr3t" },
  { title: "a file with another line break", kind: "file", content: "s3cr3t\r\n", value: "s3cr3t" },
  {
    title: "a file with two line breaks",
    kind: "file",
    content: "hunter2\n\n",
    code: "secret-padded",
  },
  {
    title: "a file of the full size",
    kind: "file",
    content: "a".repeat(large),
    value: "a".repeat(large),
  },
  {
    title: "a file that is too large",
    kind: "file",
    content: "a".repeat(large + 1),
    code: "secret-file-too-large",
  },
  {
    title: "a file with a byte order mark",
    kind: "file",
    content: "\uFEFFhunter2\n",
    code: "secret-byte-order-mark",
  },
  {
    title: "a file that holds nothing but a byte order mark",
    kind: "file",
    content: "\uFEFF",
    code: "secret-blank",
  },
  {
    title: "a byte order mark in a variable",
    kind: "env",
    content: "\uFEFFhunter2",
    code: "secret-byte-order-mark",
  },
  {
    title: "a variable with bytes that Node could not read",
    kind: "env",
    content: "gr\uFFFDn-hunter2",
    code: "secret-not-text",
  },
  {
    title: "a file in UTF-16",
    kind: "file",
    content: Uint8Array.of(0xff, 0xfe, 0x61, 0),
    code: "secret-not-text",
  },
  ...["constructor", "__proto__", "toString", "hasOwnProperty"].map((name) => ({
    title: `nothing set, by a name that every object has: ${name}`,
    kind: "env" as const,
    content: undefined,
    name,
    code: "secret-unset",
  })),
  { title: "an empty file", kind: "file", content: "\n", code: "secret-blank" },
  { title: "a masked file", kind: "file", content: "***\n", code: "secret-mask" },
  { title: "a binary file", kind: "file", content: Uint8Array.of(0xff), code: "secret-not-text" },
  { title: "a file with NUL bytes", kind: "file", content: "hunter2\0", code: "secret-not-text" },
  { title: "no file", kind: "file", content: undefined, code: "secret-file-missing" },
  {
    title: "no folder",
    kind: "file",
    content: undefined,
    name: "a/b",
    code: "secret-file-missing",
  },
  { title: "a folder", kind: "file", content: "", name: "f/", code: "secret-file-not-regular" },
  {
    title: "a name that no file can have",
    kind: "file",
    content: undefined,
    name: "x".repeat(5000),
    code: "secret-file-unreadable",
  },
];
