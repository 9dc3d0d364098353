import type { ValidateFunction } from "ajv";

// Made from schemas/hookfleet.schema.json by schemas/compile.mjs, which `npm run build` runs.
export declare const file: ValidateFunction;
export declare const secretEntry: ValidateFunction;
export declare const template: ValidateFunction;
export declare const organization: ValidateFunction;
export declare const user: ValidateFunction;
export declare const repositoryEntry: ValidateFunction;
export declare const hook: ValidateFunction;
