/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The value of a variable; undefined where it is not set, whatever every object has by that name. */
export function variableOf(environment: Environment, name: string): string | undefined {
  return Object.hasOwn(environment, name) ? environment[name] : undefined;
}
