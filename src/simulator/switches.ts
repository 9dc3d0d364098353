/**
 * Every point of GitHub's behaviour that nobody has measured, and how this simulator behaves on
 * it. The meaning of each value stands in {@link switchDefinitions}.
 */
export interface Switches {
  readonly secretOnPatchWithoutConfig: "keep" | "drop";
  readonly secretOnConfigPatch: "keep" | "drop";
  readonly maskEcho: "literal" | "keep";
  readonly emptySecret: "clear" | "ignore" | "store";
  readonly configOnPatch: "replace" | "merge";
  readonly urlOmittedOnPatch: "keep" | "422";
  readonly contentTypeOnPatch: "form" | "keep";
  readonly longUrls: "cut" | "store";
  readonly unknownConfigKeys: "422" | "drop" | "store";
  readonly legacyConfig: "filled" | "insecure_ssl" | "as-sent" | "blank-secret";
  readonly patchOmittedEvents: "keep" | "reset";
  readonly patchOmittedActive: "keep" | "reset";
  readonly patchTouchesUpdatedAt: "yes" | "no";
  readonly configPatchTouchesUpdatedAt: "yes" | "no";
  readonly unchangedPatchTouchesUpdatedAt: "no" | "yes";
  readonly duplicateKey: "url" | "url+content_type+insecure_ssl" | "config";
  readonly urlComparison: "bytes" | "normalised";
  readonly wildcardOverlap: "all" | "literal";
  readonly patchConflict: "422" | "accept";
  readonly configPatchUniqueness: "check" | "skip";
  readonly configPatchLocalhost: "check" | "skip";
  readonly localhost: "refuse" | "accept";
  readonly eventLimit: number;
  readonly wildcardCountsTowardsLimit: "yes" | "no";
  readonly invalidEvents: "422" | "accept";
  readonly unofferedEvents: "accept" | "422";
  readonly emptyEvents: "push" | "store" | "422";
  readonly emptyEventsOnPatch: "keep" | "push" | "store" | "422";
  readonly deleteAnswer: "204" | "404-deleted" | "404-kept";
  readonly visibleHooks: "own" | "all";
  readonly nonWebHooks: "none" | "cli" | "travis" | "cli+travis";
  readonly archivedHooksReadable: "yes" | "no";
  readonly archivedHooksWritable: "no" | "yes";
  readonly renamedRepo: "redirect" | "gone";
  readonly actionsToken: "403" | "404";
  readonly bodyStatusField: "on" | "off";
  readonly rateLimitStatus: "403" | "429";
  readonly retryAfter: "present" | "absent";
  readonly secondaryLimits: "off" | "points" | "points+content";
  readonly linkOrigin: "asked" | "other";
  readonly noCacheRequests: "304" | "200";
  readonly apiVersion2022: "supported" | "deprecated" | "retired";
  readonly pingDelay: number;
  readonly pingInactive: "deliver" | "skip";
  readonly deliveriesRetention: number;
  readonly redeliverySecret: "current" | "original";
  readonly formEncoding: "ruby" | "whatwg";
  readonly checkEvents: "created+completed" | "all";
  readonly deliveryPayload: "present" | "null";
  readonly payloadKeyOrder: "wire" | "sorted";
  readonly deliveryHeaderCase: "mixed" | "lower";
}

export type SwitchName = keyof Switches;
