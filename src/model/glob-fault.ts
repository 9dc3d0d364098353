import { encodeUrl, holdsUnseen, urlFault } from "./url-fault.ts";
import { compileUrlGlob, type GlobStep, stepsOf, waysOfUrlGlob } from "./url-glob.ts";

/** What is wrong with a glob over URLs. Both texts go on after the name of the glob's place. */
export interface GlobFault {
  readonly code: "bad-glob" | "narrow-glob";
  readonly why: string;
  /** The glob that was most likely meant. */
  readonly instead: string | undefined;
}

const longestGlob = 2000;

/**
 * Why a glob guards nothing, or less than it seems to; undefined where it does neither. It is fine
 * only if a URL can be written that it matches.
 */
export function globFault(pattern: string): GlobFault | undefined {
  if (pattern.length > longestGlob)
    return {
      code: "bad-glob",
      why: `is longer than ${longestGlob} characters`,
      instead: undefined,
    };
  if (urlUnder(pattern) !== undefined) return narrowness(pattern);
  const instead = repairs(pattern).find(
    (one) => urlUnder(one) !== undefined && narrowness(one) === undefined,
  );
  return { code: "bad-glob", why: "can match no URL", instead };
}

function narrowness(pattern: string): GlobFault | undefined {
  const parts = /^([^/?#]*:\/\/|(?=\*\*[^/?#*]+\.))([^/?#]*)(.*)$/.exec(pattern);
  if (parts === null) return undefined;
  const [, start = "", host = "", rest = ""] = parts;
  const all = host.replace(/^((?:[^@]*@)?)\*(?=:|$)/, "$1**");
  const instead = `${start}${all}${rest === "" && !all.endsWith("**") ? "/**" : rest}`;
  if (all !== host)
    return { code: "narrow-glob", why: "matches only hosts without a dot", instead };
  return instead === pattern
    ? undefined
    : { code: "narrow-glob", why: "matches only the root path", instead };
}

/** What may have been meant by a glob that matches nothing, the most likely first. */
function repairs(pattern: string): readonly string[] {
  if (pattern.length > 200 || pattern.includes("\\") || holdsUnseen(pattern)) return [];
  if (/^\*+$/.test(pattern)) return ["**"];
  const encoded = encodeUrl(pattern.trim());
  const bare = encoded.replace(/^(?:[a-z*]+:|https?(?=\/))?\/*/i, "");
  const scheme = /^http:/i.test(encoded) ? "http" : "https";
  const whole = [
    encoded,
    ...(/^\/[^/]/.test(encoded) ? [`**${encoded}`] : []),
    ...(/^(?:[a-z*]+:|https?)?\/|:\/\//i.test(encoded) ? [] : [`${scheme}://${encoded}`]),
    `${scheme}://${bare}`,
  ];
  return whole.map((one) => (/^[^/]*:\/\/[^/?#]+$/.test(one) ? `${one}/**` : one));
}

const label = /[a-z0-9_-]/;
const userinfo = /[\w.~!$&'()*+,;=:%@-]/;
/** Of a path; `.` and `..` are no segments of one. */
const noDot = /[!$-\-0-;=@-[\]_a-z~]/;
const inPath = /[!$-.0-;=@-[\]_a-z~]/;

/** Normalized URLs that GitHub takes: by what has been reached, what is next and takes which character. */
const grammar: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  "": { h: /h/ },
  h: { ht: /t/ },
  ht: { htt: /t/ },
  htt: { http: /p/ },
  http: { https: /s/, colon: /:/ },
  https: { colon: /:/ },
  colon: { slash: /\// },
  slash: { authority: /\// },
  authority: { login: userinfo, host: /@/, label, address: /\[/ },
  login: { login: userinfo, host: /@/ },
  host: { label, address: /\[/ },
  label: { label, dot: /\./, port: /:/, segment: /\// },
  dot: { label, port: /:/, segment: /\// },
  address: { address: /[0-9a-f:.]/, "address end": /\]/ },
  "address end": { port: /:/, segment: /\// },
  port: { digit: /\d/ },
  digit: { digit: /\d/, segment: /\// },
  segment: { ".": /\./, path: noDot, segment: /\//, query: /[?#]/ },
  ".": { "..": /\./, path: noDot },
  "..": { path: inPath },
  path: { path: inPath, segment: /\//, query: /[?#]/ },
  query: { query: /[!#-;=?-[\]_a-z~]/ },
};

const ends: ReadonlySet<string> = new Set(["segment", "path", "query"]);

/** What a star is tried with: one character for each turn that a URL can take. */
const samples = [..."1htps:/.@[]?"];

const stages = Object.keys(grammar);

/** By stage and character: a long glob takes the same few turns over and over. */
const known: (readonly number[] | undefined)[] = [];

function turns(stage: number, character: string): readonly number[] {
  const key = stage * 128 + character.charCodeAt(0);
  const ready = known[key];
  if (ready !== undefined) return ready;
  // None of the grammar's forms fits another character than those of ASCII.
  const found = Object.entries(grammar[stages[stage] ?? ""] ?? {})
    .filter(([, next]) => next.test(character))
    .map(([reached]) => stages.indexOf(reached));
  if (character <= "~") known[key] = found;
  return found;
}

interface Reached {
  readonly at: number;
  readonly stage: number;
  readonly character: string;
  readonly from: Reached | undefined;
}

/** A URL that a glob matches; undefined where there is none. */
export function urlUnder(pattern: string): string | undefined {
  const { matches } = compileUrlGlob(pattern);
  // What is behind a star of the host need not be the best of hosts.
  const hasOpenHost = /^[^/]*\/\/[^/?#]*\*|^\*\*/.test(pattern);
  return waysOfUrlGlob(pattern)
    .map((way) => writeUrl(stepsOf(way)))
    .find(
      (url) => url !== undefined && matches(url) && (hasOpenHost || urlFault(url) === undefined),
    );
}

/** Searches glob and grammar at once, the shortest URL first. */
function writeUrl(steps: readonly GlobStep[]): string | undefined {
  const seen = new Uint8Array((steps.length + 1) * stages.length);
  const queue: Reached[] = [{ at: 0, stage: 0, character: "", from: undefined }];
  const reach = (at: number, stage: number, character: string, from: Reached): void => {
    const key = at * stages.length + stage;
    if (seen[key] === 1) return;
    seen[key] = 1;
    queue.push({ at, stage, character, from });
  };
  for (const here of queue) {
    const { at, stage } = here;
    const step = steps[at];
    if (step === undefined) {
      if (ends.has(stages[stage] ?? "")) return textOf(here);
    } else if (typeof step === "string") {
      for (const then of turns(stage, step)) reach(at + 1, then, step, here);
    } else {
      reach(at + 1, stage, "", here);
      for (const character of samples) {
        if (step.except.includes(character)) continue;
        for (const then of turns(stage, character)) reach(at, then, character, here);
      }
    }
  }
  return undefined;
}

function textOf(end: Reached): string {
  const characters: string[] = [];
  for (let one: Reached | undefined = end; one !== undefined; one = one.from)
    characters.push(one.character);
  return characters.reverse().join("");
}
