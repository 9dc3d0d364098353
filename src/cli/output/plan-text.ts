import {
  type Action,
  type ActionOrigin,
  type ApiUrl,
  type FleetConfig,
  fingerprint,
  type Palette,
  type Plan,
  type PlanDocument,
  planDigest,
  planDocument,
  renderPlan,
  requestsToApply,
  scopeDigest,
} from "../../index.ts";
import type { OutputStream } from "../io.ts";
import { packageVersion } from "../package-version.ts";

/** The plan for people, as wide as the terminal is. */
export function planText(
  plan: Plan,
  options: {
    readonly palette: Palette;
    readonly showUrls: boolean;
    readonly to: OutputStream;
    readonly origin?: ReadonlyMap<Action, ActionOrigin> | undefined;
    readonly offline?: boolean;
  },
): string {
  const { to, ...rest } = options;
  const width = to.columns === undefined ? {} : { width: to.columns };
  return `${renderPlan(plan, { ...rest, ...width })}\n`;
}

/** The plan as data. */
export function documentOfPlan(
  plan: Plan,
  context: {
    readonly config: FleetConfig;
    readonly apiUrl: ApiUrl;
    readonly targets: readonly string[];
    readonly showUrls: boolean;
    readonly now: number;
    readonly origin?: ReadonlyMap<Action, ActionOrigin> | undefined;
    readonly offline?: boolean;
  },
): PlanDocument {
  const { config, apiUrl, targets, showUrls, now, origin, offline = false } = context;
  return planDocument(plan, {
    toolVersion: packageVersion(),
    createdAt: new Date(now).toISOString(),
    apiUrl: apiUrl.url,
    configDigest: config.digest,
    targets,
    digests: { fingerprint, scope: scopeDigest, plan: planDigest },
    requestsToApply: requestsToApply(plan),
    showUrls,
    offline,
    ...(origin === undefined ? {} : { origin }),
  });
}
