/** A seed, a switch or a fault that makes no sense; the message names the place in it. */
export class SeedError extends Error {
  /** Where, such as `organizations.acme.hooks[0].url`; empty for the whole. */
  readonly path: string;

  constructor(path: string, problem: string) {
    super(path === "" ? problem : `${path}: ${problem}`);
    this.name = "SeedError";
    this.path = path;
  }
}
