import type { ValidateFunction } from "ajv";

// Made from schemas/hookfleet.schema.json by schemas/compile.mjs, which `npm run build` runs.
export declare const checkFile: ValidateFunction;
