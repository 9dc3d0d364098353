import * as fc from "fast-check";

/** Checks a synchronous law. (`fc.assert` answers a promise for asynchronous ones alone.) */
export function holds<Values>(
  property: fc.IProperty<Values>,
  parameters: fc.Parameters<Values> = {},
): void {
  void fc.assert(property, parameters);
}
