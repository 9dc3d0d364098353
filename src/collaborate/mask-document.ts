import type { DriftDocument } from "../model/drift-document.ts";
import { maskUrl } from "../model/mask-url.ts";
import type { PlanDocument } from "../model/plan-document.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** A URL from the environment stands there by its name. */
function masked(url: unknown, isUnmanaged: boolean): unknown {
  if (typeof url !== "string" || url.startsWith("env:")) return url;
  return maskUrl(url, { path: isUnmanaged });
}

function maskObject(value: JsonObject, isUnmanaged: boolean): JsonObject {
  // The path of a hook that nobody declared may be its credential.
  const hidden = isUnmanaged || value["reason"] === "unmanaged";
  const isUrlChange = value["field"] === "url";
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      if (key === "url" || (isUrlChange && (key === "before" || key === "after")))
        return [key, masked(entry, hidden)];
      return [key, maskValue(entry, hidden || key === "unmanaged")];
    }),
  );
}

function maskValue(value: unknown, isUnmanaged: boolean): unknown {
  if (Array.isArray(value)) return value.map((entry) => maskValue(entry, isUnmanaged));
  if (typeof value !== "object" || value === null) return value;
  return maskObject(value as JsonObject, isUnmanaged);
}

/**
 * Masks the URLs of a plan or a drift report once more, wherever in it they stand: one that was
 * printed with `--show-urls` must not be posted so. What is masked already stays as it is.
 */
export function maskDocument<T extends PlanDocument | DriftDocument>(document: T): T {
  // Nothing but the text of URLs is another one.
  return maskValue(document, false) as T;
}
