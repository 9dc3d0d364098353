/** Words that end in one of these are the name of a credential, whatever stands before: `apiToken`. */
const credentialWord =
  /(?:secret|token|password|passwd|passphrase|apikey|credential|authorization)s?$/;

/** Two words that are one only together: a `key` alone is often a name. */
const credentialPair = /^(?:api|access|private|secret|signing|encryption) keys?$/;

/** Words that say it in a header, where nobody names anything else so. */
const headerWord = /^(?:auth|cookies?|csrf|hmac|jwt|keys?|otp|pass|session|sid|signature|xsrf)$/;

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])(?=[A-Z])/g, "$1 ")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

/** Whether a field of this name holds a credential: `secret`, `access_token`, `clientSecret`. */
export function isCredentialField(name: string): boolean {
  const words = wordsOf(name);
  return credentialWord.test(words.at(-1) ?? "") || credentialPair.test(words.slice(-2).join(" "));
}

/** Whether a header of this name holds a credential; rather one too many. */
export function isCredentialHeader(name: string): boolean {
  return wordsOf(name).some((word) => credentialWord.test(word) || headerWord.test(word));
}
