import {
  type ApiUrl,
  type FleetConfig,
  fingerprint,
  type Palette,
  type Plan,
  planDigest,
  planDocument,
  renderJson,
  renderPlan,
  requestsToApply,
  scopeDigest,
} from "../index.ts";
import type { OutputStream } from "./io.ts";
import { packageVersion } from "./package-version.ts";

/** The plan for people, as wide as the terminal is. */
export function planText(
  plan: Plan,
  options: { readonly palette: Palette; readonly showUrls: boolean; readonly to: OutputStream },
): string {
  const { palette, showUrls, to } = options;
  const width = to.columns === undefined ? {} : { width: to.columns };
  return `${renderPlan(plan, { palette, showUrls, ...width })}\n`;
}

/** The plan for machines: one JSON document. */
export function planJson(
  plan: Plan,
  context: {
    readonly config: FleetConfig;
    readonly apiUrl: ApiUrl;
    readonly targets: readonly string[];
    readonly showUrls: boolean;
    readonly now: number;
  },
): string {
  const { config, apiUrl, targets, showUrls, now } = context;
  const document = planDocument(plan, {
    toolVersion: packageVersion(),
    createdAt: new Date(now).toISOString(),
    apiUrl: apiUrl.url,
    configDigest: config.digest,
    targets,
    digests: { fingerprint, scope: scopeDigest, plan: planDigest },
    requestsToApply: requestsToApply(plan),
    showUrls,
  });
  return `${renderJson(document)}\n`;
}
