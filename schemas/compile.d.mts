/** The source of src/config/generated/schema-functions.ts. */
export function compileSchema(): string;
