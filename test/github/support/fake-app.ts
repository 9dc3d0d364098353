import { generateKeyPairSync } from "node:crypto";
import type { ClientOptions, RequestLog } from "../../../src/github/client-options.ts";
import type { AppCredentials } from "../../../src/github/http/credentials.ts";
import { Secret } from "../../../src/model/secret.ts";
import { createSimulator } from "../../../src/simulator/create-simulator.ts";
import type { SeedInstallation } from "../../../src/simulator/seed/seed.ts";
import { fakeClock, optionsFor } from "./fake-github.ts";

const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });

export const publicKey: string = pair.publicKey.export({ type: "spki", format: "pem" }).toString();
export const privateKey: string = pair.privateKey
  .export({ type: "pkcs8", format: "pem" })
  .toString();
/** As GitHub hands them out. */
export const olderKey: string = pair.privateKey.export({ type: "pkcs1", format: "pem" }).toString();

export const appCredentials: AppCredentials = {
  kind: "app",
  appId: "12345",
  privateKey: new Secret(privateKey),
};

const allowed = { repository_hooks: "write", organization_hooks: "write" };
const hook = { url: "https://ci.example.com/", secret: "hush" };

interface WorldOptions {
  readonly installations?: Readonly<Record<string, SeedInstallation>>;
  readonly rate_limit?: unknown;
  /** How far the server's clock is ahead of the client's, in milliseconds. */
  readonly ahead?: number | (() => number);
}

/** A GitHub with an App on two organizations and a user, and the options of a client for it. */
export function appWorld({ installations, rate_limit, ahead = 0 }: WorldOptions = {}) {
  const clock = fakeClock();
  const simulator = createSimulator(
    {
      ...(rate_limit === undefined ? {} : { rate_limit }),
      tokens: {},
      apps: {
        "12345": {
          public_key: publicKey,
          slug: "hooks-bot",
          installations: installations ?? {
            acme: { id: 77, permissions: allowed },
            umbrella: { id: 78, permissions: allowed },
            octocat: { id: 79, permissions: allowed },
          },
        },
      },
      organizations: {
        acme: { hooks: [hook], repositories: { api: { hooks: [hook] }, web: {} } },
        umbrella: { hooks: [hook], repositories: { lab: {} } },
        nobody: { hooks: [hook] },
      },
      users: {
        octocat: { repositories: { "hello-world": {}, hidden: { visibility: "private" } } },
      },
    },
    { now: () => clock.now() + (typeof ahead === "number" ? ahead : ahead()) },
  );
  const log: RequestLog[] = [];
  const options: ClientOptions = {
    ...optionsFor(simulator.fetch, { clock, onRequest: (entry) => void log.push(entry) }),
    credentials: appCredentials,
  };
  /** What was asked in the App's own name. */
  const asApp = (): readonly string[] =>
    log.filter(({ path }) => /installation|^\/app\//.test(path)).map(({ path }) => path);
  return { simulator, clock, options, log, asApp };
}
