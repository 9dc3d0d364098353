import fc from "fast-check";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const random = (length: number, more = ""): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.constantFrom(...letters, ...more),
    minLength: length,
    maxLength: length,
  });

/** A JSON web token; its first part says how it is signed, so that it begins alike in all. */
const webToken = (length: number): fc.Arbitrary<string> =>
  fc
    .tuple(random(length, "-_"), random(86, "-_"))
    .map(
      ([payload, signature]) => `eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJ${payload}.${signature}`,
    );

const appId = fc.integer({ min: 1, max: 9_999_999 });

/** Tokens in every form that GitHub gives them. */
export const anyToken: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(fc.constantFrom("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), random(36))
    .map(([prefix, rest]) => prefix + rest),
  fc.tuple(random(22), random(59)).map(([first, second]) => `github_pat_${first}_${second}`),
  // Since October 2026: installations, and the GITHUB_TOKEN of Actions.
  fc.tuple(appId, webToken(380)).map(([id, jwt]) => `ghs_${id}_${jwt}`),
  webToken(120),
);

/** How programs, servers and proxies write what they were given. */
export const writings: Readonly<Record<string, (value: string) => string>> = {
  "as it is": (value) => value,
  "in capitals": (value) => value.toUpperCase(),
  "in a URL": (value) => `https://ci.example.com/in/${encodeURIComponent(value)}/x?a=b`,
  "in a host": (value) => `https://${value}.example.com/`,
  "behind a word": (value) => `token=${value}&more`,
  "in a name": (value) => `my-${value}.yaml`,
  "percent-encoded": (value) =>
    [...Buffer.from(value)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
  "percent-encoded in part": (value) => value.replaceAll("_", "%5F").replaceAll(".", "%2E"),
  "as Base64": (value) => Buffer.from(value).toString("base64"),
  "as Base64 for URLs": (value) => Buffer.from(value).toString("base64url"),
  "behind one byte, as Base64": (value) => Buffer.from(`:${value}`).toString("base64"),
  "behind a user, as Base64": (value) => Buffer.from(`me:${value};`).toString("base64"),
  "as hex": (value) => Buffer.from(value).toString("hex"),
  "as hex in capitals": (value) => Buffer.from(value).toString("hex").toUpperCase(),
};
