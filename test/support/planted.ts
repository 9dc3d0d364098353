/** Secrets that stand somewhere in every test of the command line. All of them hold `Pl4nt3d`. */
export const planted = {
  token: "ghp_Pl4nt3dToken0123456789abcdefABCDEF12",
  environment: 'Pl4nt3d-env "quoted" back\\slash 100%41 & é',
  file: "Pl4nt3d-file",
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

function encodings(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  return [bytes.toString("base64").replace(/=+$/, ""), bytes.toString("hex")];
}

/** Everything in a text that must not be there; with `showUrls`, what URLs hide may be. */
export function leaksIn(text: string, { showUrls = false } = {}): readonly string[] {
  const marker = showUrls ? /pl4nt3d/gi : /pl4nt3d|h1dden/gi;
  const encoded = Object.values(planted).flatMap(encodings);
  const found = [...text.matchAll(marker)].map(({ index }) => text.slice(index - 30, index + 30));
  return [...found, ...encoded.filter((form) => text.includes(form))];
}
