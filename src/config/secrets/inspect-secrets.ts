import { compareStrings } from "../../model/compare-strings.ts";
import { HookfleetError } from "../../model/errors.ts";
import { groupBy } from "../../model/group-by.ts";
import type { Secret } from "../../model/secret.ts";
import {
  type SecretDefinition,
  type SecretReading,
  type SecretSource,
  type SecretWeakness,
  secretSourceKey,
} from "../../model/secret-reference.ts";

/** GitHub asks for random text of high entropy; 20 characters of it are what a generator gives. */
const shortest = 20;
/**
 * Bits, as estimated below. Random text of the least length stays above it all but always; who can
 * record one delivery can try what is below it.
 */
const leastEntropy = 35;

const words: readonly string[] = [
  ..."changeme change me secret secrets password passwd passphrase pass word webhook webhooks hook".split(
    " ",
  ),
  ..."github token key value test testing example sample dummy placeholder default admin demo".split(
    " ",
  ),
  ..."todo tbd fixme foo bar baz foobar hello world your my the here insert replace this with".split(
    " ",
  ),
  ..."some none null undefined true false letmein qwerty abc xxx ci prod dev staging env".split(
    " ",
  ),
  // "It's a Secret to Everybody" stands in GitHub's own examples.
  ..."itsa its to everybody for of not set put use real".split(" "),
];

/** True where the whole of a text is made of words of the list, with digits anywhere between. */
function isMadeOfWords(text: string): boolean {
  const letters = text.toLowerCase().replace(/[^a-z]/g, "");
  // A few letters among random digits are words by chance.
  if (letters === "" || letters.length * 2 < text.length) return false;
  const reached = new Set([0]);
  // Offsets are visited in order, so that the effort is the product of both lengths at worst.
  for (let at = 0; at < letters.length; at += 1) {
    if (!reached.has(at)) continue;
    for (const word of words) if (letters.startsWith(word, at)) reached.add(at + word.length);
  }
  return reached.has(letters.length);
}

/** `$CI_SECRET`, `${CI_SECRET}`, `{{ ci }}`, `<secret>`: what should have been replaced was not. */
function isUnexpanded(text: string): boolean {
  return /^(?:\$\w+|\$\{[^}]*\}|\$\{\{.*\}\}|\{\{.*\}\}|<.*>|%\w+%|\[.*\])$/s.test(text);
}

/** `op://vault/item`, `arn:aws:…`, `ENC[…]`: where the value is, or how it is kept, in its place. */
function isReference(text: string): boolean {
  return /^(?:[a-z][a-z\d+.-]*:\/\/|arn:aws[a-z-]*:|vault:\w|ENC\[)/i.test(text);
}

/** The shortest piece that the text is repetitions of. */
function period(text: string): string {
  const length = (text + text).indexOf(text, 1);
  return text.slice(0, length);
}

/**
 * Bits, roughly: the spread of its characters over those that do not follow from the two before, by
 * repeating them or counting on. Two neighbours alone are what any random digits have.
 */
function entropy(text: string): number {
  const piece = [...period(text)].map((character) => character.codePointAt(0) ?? 0);
  const counts = new Map<number, number>();
  for (const code of piece) counts.set(code, (counts.get(code) ?? 0) + 1);
  const spread = [...counts.values()].reduce((sum, count) => {
    const share = count / piece.length;
    return sum - share * Math.log2(share);
  }, 0);
  const isStep = (at: number): boolean =>
    Math.abs((piece[at] ?? Number.NaN) - (piece[at - 1] ?? Number.NaN)) <= 1;
  const surprises = piece.filter((_, at) => !(isStep(at) && isStep(at - 1))).length;
  return spread * surprises;
}

/** What is weak about a value, in a fixed order. Says nothing that the value could be told from. */
export function judgeSecret(secret: Secret): readonly Exclude<SecretWeakness, "shared">[] {
  const value = secret.reveal();
  const isShort = [...value].length < shortest;
  return [
    ...(isShort ? (["short"] as const) : []),
    // What is short is easy to guess as it is, and need not be told twice.
    ...(!isShort && entropy(value) < leastEntropy ? (["low-entropy"] as const) : []),
    ...(isMadeOfWords(value) || isUnexpanded(value) || isReference(value)
      ? (["placeholder"] as const)
      : []),
  ];
}

interface Looked {
  readonly definition: SecretDefinition;
  readonly found: Secret | HookfleetError;
}

const missing: ReadonlySet<string> = new Set(["secret-unset", "secret-file-missing"]);

function notSet(definition: SecretDefinition, error: HookfleetError): SecretReading {
  const { code, message, help } = error;
  return {
    definition,
    status: missing.has(code) ? "missing" : "refused",
    problem: { code, message, help },
    weaknesses: [],
    sharedWith: [],
  };
}

/** References of other sources that hold the same value: whoever knows one of them knows all. */
function sharing({ definition, found }: Looked, all: readonly Looked[]): readonly string[] {
  if (found instanceof HookfleetError) return [];
  const own = secretSourceKey(definition.source);
  return all
    .filter(
      (other) =>
        !(other.found instanceof HookfleetError) &&
        secretSourceKey(other.definition.source) !== own &&
        other.found.reveal() === found.reveal(),
    )
    .map((other) => other.definition.ref)
    .toSorted(compareStrings);
}

/**
 * Looks at the value of every secret: whether it is set here, and whether it is weak. By reference,
 * each once.
 *
 * @param read reads one source, or throws a HookfleetError that does not hold the value
 */
export async function inspectSecrets(
  definitions: Iterable<SecretDefinition>,
  read: (source: SecretSource) => Promise<Secret>,
): Promise<readonly SecretReading[]> {
  const distinct = [...groupBy(definitions, ({ ref }) => ref).values()].flatMap(([first]) =>
    first === undefined ? [] : [first],
  );
  const looked = await Promise.all(
    distinct.map(async (definition): Promise<Looked> => {
      try {
        return { definition, found: await read(definition.source) };
      } catch (error) {
        if (error instanceof HookfleetError) return { definition, found: error };
        throw error;
      }
    }),
  );
  return looked
    .map((one): SecretReading => {
      const { definition, found } = one;
      if (found instanceof HookfleetError) return notSet(definition, found);
      const sharedWith = sharing(one, looked);
      const weaknesses = [
        ...judgeSecret(found),
        ...(sharedWith.length === 0 ? [] : (["shared"] as const)),
      ];
      return { definition, status: "set", problem: undefined, weaknesses, sharedWith };
    })
    .toSorted((left, right) => compareStrings(left.definition.ref, right.definition.ref));
}
