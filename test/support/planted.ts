/**
 * Secrets that stand somewhere in every test of the command line. All of them hold `Pl4nt3d`, long
 * ones in each of their parts.
 */
export const planted = {
  // As installations and Actions have them since October 2026.
  token: `ghs_123456_eyJPl4nt3dHeader0aB.eyJ${"Pl4nt3dPayload7xY".repeat(20)}.Pl4nt3d-Signature_9zZ`,
  environment: 'Pl4nt3d-env "quoted" back\\slash 100%41 & é',
  file: "Pl4nt3d-file-0123",
  live: "Pl4nt3d-live",
  /** The value of a `url: {env}`. */
  url: "https://env.example.com/Pl4nt3d/B00",
} as const;

/** What URLs in the file hide and `--show-urls` shows. All of it holds `H1dden`. */
export const hidden = {
  user: "H1ddenUser",
  password: "H1ddenPassword",
  segment: "x9YkH1ddenQ7rTz4WvN2",
  query: "H1ddenQuery",
} as const;

/** How the markers look in hex and in Base64, behind any number of bytes, and percent-encoded. */
function encodings(marker: string): readonly string[] {
  const bytes = Buffer.from(marker);
  const base64 = ["", "x", "xy"].map((before) =>
    Buffer.from(before + marker)
      .toString("base64")
      // Without what it shares with its neighbors.
      .slice(before.length === 0 ? 0 : before.length + 1, -4),
  );
  const hex = bytes.toString("hex");
  return [...base64, hex, hex.toUpperCase(), hex.replace(/../g, "%$&")];
}

const inCode = encodings("Pl4nt3d");

/** Everything in a text that must not be there; with `showUrls`, what URLs hide may be. */
export function leaksIn(text: string, { showUrls = false } = {}): readonly string[] {
  const marker = showUrls ? /pl4nt3d/gi : /pl4nt3d|h1dden/gi;
  const found = [...text.matchAll(marker)].map(({ index }) => text.slice(index - 30, index + 30));
  return [...found, ...inCode.filter((form) => text.includes(form))];
}
